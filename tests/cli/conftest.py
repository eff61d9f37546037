"""A database of the command's own."""

import asyncio
from collections.abc import Iterator

import pytest

from service.db import migrating
from tests.conftest import fresh_database
from tests.keeping import empty


@pytest.fixture(scope="session")
def dsn(server: str) -> str:
    """The DSN of a migrated database."""
    dsn = asyncio.run(fresh_database(server, "csp_cli"))
    migrating.migrate(dsn)
    return dsn


@pytest.fixture
def clean(dsn: str) -> Iterator[str]:
    """The DSN of an empty record; what the command writes is deleted afterwards."""
    yield dsn
    asyncio.run(empty(dsn))
