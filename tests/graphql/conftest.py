"""A door without the compiler, and a Kent with more in it."""

from collections.abc import AsyncIterator

import httpx
import pytest

from service.main import make_app
from service.settings import Settings
from service.usecases.work import Desk
from tests.build import World
from tests.graphql.furnish import furnish, push_figures_of_every_sort


@pytest.fixture
async def plain(settings: Settings, desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service that reads every series the plain way."""
    app = make_app(settings, desk, compiles=False)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as client:
        yield client


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
