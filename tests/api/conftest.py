"""What the tests of the REST door have in common."""

from collections.abc import AsyncIterator

import httpx
import pytest

from service.main import make_app
from service.settings import Settings
from service.usecases.work import Desk
from tests.api.asking import Rest
from tests.build import World


@pytest.fixture
def rest(client: httpx.AsyncClient, world: World) -> Rest:
    """The REST door of the small Kent."""
    return Rest(client, world)


@pytest.fixture
async def plain(settings: Settings, desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service that compiles nothing."""
    app = make_app(settings, desk, compiles=False)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as client:
        yield client
