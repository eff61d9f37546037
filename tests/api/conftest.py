"""What the tests of the REST door have in common."""

import httpx
import pytest

from tests.api.asking import Rest
from tests.build import World


@pytest.fixture
def rest(client: httpx.AsyncClient, world: World) -> Rest:
    """The REST door of the small Kent."""
    return Rest(client, world)
