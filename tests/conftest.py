"""Real PostgreSQL, the whole app, and a world to test in.

One embedded server for the session; migrated once into a template; every test commits for real,
and what it wrote is deleted after it.
"""

import asyncio
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

# Written by migrations and needed by every test; the rest is emptied.
KEPT_TABLES = ("alembic_version", "service_secret")


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


@pytest.fixture
async def desk(database: str, settings: Settings, clock: Clock) -> AsyncIterator[Desk]:
    """An open desk on an empty record; what the test writes is deleted afterwards."""
    desk = make_desk(settings, database, clock)
    await desk.open()
    try:
        yield desk
    finally:
        await desk.close()
        await empty(database)


async def empty(database: str) -> None:
    """Delete all that tests write, in one round trip, without triggers and foreign keys."""
    await _for_each_table(
        database, "set session_replication_role = replica", 'delete from public."{0}"'
    )


@pytest.fixture(scope="session")
async def kept_world(database: str) -> World:
    """A small Kent, built once, whose rows are kept in a schema of their own."""
    desk = make_desk(Settings(), database, Clock())
    await desk.open()
    try:
        built = await build_world(desk)
    finally:
        await desk.close()
    keep = 'create table kept."{0}" as table public."{0}"'
    await _for_each_table(database, "drop schema if exists kept cascade; create schema kept", keep)
    await empty(database)
    return built


@pytest.fixture
async def world(kept_world: World, desk: Desk, database: str) -> World:
    """A small Kent: two districts, their partnerships, agencies, indicators, a plan and keys.

    Put back in a moment: building it takes longer than most tests.
    """
    await put_back(database)
    return World(desk, dict(kept_world.tokens))


async def put_back(database: str) -> None:
    """Have the record hold the small Kent and nothing else."""
    await _for_each_table(
        database,
        "set session_replication_role = replica",
        'delete from public."{0}"; '
        'insert into public."{0}" overriding system value table kept."{0}"',
    )


async def _for_each_table(database: str, first: str, statement: str) -> None:
    """Run a statement on every table that tests write, in one round trip."""
    connection = await asyncpg.connect(database)
    try:
        tables = await connection.fetch(
            "select tablename from pg_tables where schemaname = 'public'"
        )
        names = {row["tablename"] for row in tables} - {*KEPT_TABLES}
        await connection.execute("; ".join([first, *map(statement.format, sorted(names))]))
    finally:
        await connection.close()


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
