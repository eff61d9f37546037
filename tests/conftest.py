"""Real PostgreSQL, the whole app, and a world to test in.

One embedded server for the session; migrated once; every test commits for real, and begins on a
record that is empty, or holds the small Kent and nothing else.
"""

import asyncio
import contextlib
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from service.db import migrating
from service.db.embedded import Embedded, start
from service.main import make_app, make_desk
from service.settings import Settings
from service.usecases.work import Desk
from tests.build import World, build_world
from tests.keeping import Keeper

_KEPT = frozenset({"world", "bare", "furnished"})  # fixtures that put back what was kept


class Clock:
    """A clock that tests can set. It stands still otherwise."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        """Move on, by what `timedelta` takes."""
        self.now += timedelta(**by)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The DSN of a PostgreSQL for this session: TEST_DATABASE_URL, or an embedded one."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="csp-test-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with start(Embedded(home, home / "postgres", durable=False), lambda _: None) as running:
            yield running.dsn


@pytest.fixture(scope="session")
def database(server: str) -> str:
    """The DSN of a migrated database that belongs to this session."""
    dsn = asyncio.run(fresh_database(server, "csp_test"))
    migrating.migrate(dsn)
    return dsn


async def fresh_database(server: str, name: str) -> str:
    """Make an empty database, in place of one of that name; return its DSN."""
    name += os.environ.get("PYTEST_XDIST_WORKER", "")  # one for each process that runs tests
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f'drop database if exists "{name}" with (force)')
        await connection.execute(f'create database "{name}"')
    finally:
        await connection.close()
    head, mark, query = server.partition("?")
    return f"{head.rpartition('/')[0]}/{name}{mark}{query}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture(scope="session")
async def keeper(database: str) -> AsyncIterator[Keeper]:
    """What empties the record between tests, or puts the small Kent back."""
    async with Keeper.of(database) as keeper:
        yield keeper


@pytest.fixture
async def desk(
    request: pytest.FixtureRequest,
    database: str,
    keeper: Keeper,
    settings: Settings,
    clock: Clock,
) -> AsyncIterator[Desk]:
    """An open desk: on an empty record, unless the test asks for one of those that are kept."""
    if _KEPT.isdisjoint(request.fixturenames):
        await keeper.empty()
    desk = make_desk(settings, database, clock)
    await desk.open()
    try:
        yield desk
    finally:
        await desk.close()


@pytest.fixture(scope="session")
async def kept_world(database: str, keeper: Keeper) -> World:
    """A small Kent, built once, whose rows are kept."""
    await keeper.empty()
    async with a_desk(database) as desk:
        built = await build_world(desk)
    await keeper.keep()
    return built


@contextlib.asynccontextmanager
async def a_desk(database: str) -> AsyncIterator[Desk]:
    """Open a desk for what is built once for many tests."""
    desk = make_desk(Settings(), database, Clock())
    await desk.open()
    try:
        yield desk
    finally:
        await desk.close()


@pytest.fixture
async def world(kept_world: World, keeper: Keeper, desk: Desk) -> World:
    """A small Kent: two districts, their partnerships, agencies, indicators, a plan and keys.

    Put back in a moment: building it takes longer than most tests.
    """
    await keeper.put_back()
    return World(desk, dict(kept_world.tokens))


@pytest.fixture
async def app(settings: Settings, desk: Desk) -> FastAPI:
    """The service, on the test's desk; its lifespan is the desk's own fixture."""
    return make_app(settings, desk)


def _talking_to(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://service.test")


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service, without a key."""
    async with _talking_to(app) as client:
        yield client


@pytest.fixture
async def plain(settings: Settings, desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service that compiles nothing."""
    async with _talking_to(make_app(settings, desk, compiles=False)) as client:
        yield client
