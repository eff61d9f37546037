"""What the tests of the REST door have in common."""

import asyncpg
import httpx
import pytest

from service.main import make_desk
from service.settings import Settings
from service.usecases.work import Desk
from tests.api.asking import Rest
from tests.build import World, build_world
from tests.conftest import KEPT_TABLES, Clock, empty


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
    """The small Kent, put back in a moment: building it takes longer than most tests."""
    put_back = 'insert into public."{0}" overriding system value table kept."{0}"'
    await _for_each_table(database, "set session_replication_role = replica", put_back)
    return World(desk, dict(kept_world.tokens))


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
def rest(client: httpx.AsyncClient, world: World) -> Rest:
    """The REST door of the small Kent."""
    return Rest(client, world)
