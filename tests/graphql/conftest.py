"""A Kent with more in it."""

import httpx
import pytest

from service.main import make_app
from service.settings import Settings
from service.usecases.work import Desk
from tests.build import World
from tests.conftest import a_desk
from tests.graphql.ask import settled
from tests.graphql.furnish import furnish, push_figures_of_every_sort
from tests.keeping import Keeper

BARE, FURNISHED = "kept_bare", "kept_furnished"  # the schemas that hold them


@pytest.fixture(scope="session")
async def kept_bare(kept_world: World, keeper: Keeper, database: str) -> World:
    """The small Kent furnished, once, without figures."""
    await keeper.put_back()
    async with a_desk(database) as desk:
        await furnish(World(desk, kept_world.tokens))
    await keeper.keep(BARE)
    return kept_world


@pytest.fixture(scope="session")
async def kept_furnished(kept_bare: World, keeper: Keeper, database: str) -> World:
    """The furnished Kent with figures pushed, once."""
    await keeper.put_back(BARE)
    async with a_desk(database) as desk:
        transport = httpx.ASGITransport(make_app(Settings(), desk))
        async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as client:
            await push_figures_of_every_sort(client, World(desk, kept_bare.tokens))
        await settled()
    await keeper.keep(FURNISHED)
    return kept_bare


@pytest.fixture
async def bare(kept_bare: World, keeper: Keeper, desk: Desk) -> World:
    """The small Kent with something of every noun but figures."""
    await keeper.put_back(BARE)
    return World(desk, dict(kept_bare.tokens))


@pytest.fixture
async def furnished(kept_furnished: World, keeper: Keeper, desk: Desk) -> World:
    """The small Kent with something of every noun, and figures of every sort."""
    await keeper.put_back(FURNISHED)
    return World(desk, dict(kept_furnished.tokens))
