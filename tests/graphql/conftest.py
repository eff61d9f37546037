"""A Kent with more in it."""

import httpx
import pytest

from tests.build import World
from tests.graphql.furnish import furnish, push_figures_of_every_sort


@pytest.fixture
async def bare(world: World) -> World:
    """The small Kent with something of every noun but figures."""
    await furnish(world)
    return world


@pytest.fixture
async def furnished(client: httpx.AsyncClient, bare: World) -> World:
    """The small Kent with something of every noun, and figures of every sort."""
    await push_figures_of_every_sort(client, bare)
    return bare
