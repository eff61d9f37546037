"""A transaction: its statements, its ends, and what goes wrong with either."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from service.db.constraints import _TAKEN
from service.db.tables import AreaRow
from service.domain.errors import (
    AlreadyExists,
    Invalid,
    Refusal,
    StillInUse,
    TextUnkeepable,
    Unavailable,
)
from service.main import make_desk
from service.settings import Settings
from service.usecases.work import NOBODY, Desk
from tests.build import ROOT, World
from tests.conftest import Clock


@pytest.fixture
async def impatient(database: str, clock: Clock) -> AsyncIterator[Desk]:
    """A desk that waits for nothing longer than a twentieth of a second."""
    settings = Settings(
        statement_timeout_ms=50, lock_timeout_ms=50, database_wait_ms=50, database_connections=1
    )
    desk = make_desk(settings, database, clock)
    await desk.open()
    yield desk
    await desk.close()


@pytest.fixture
async def console(database: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection of somebody else."""
    connection = await asyncpg.connect(database)
    yield connection
    await connection.close()


@pytest.mark.parametrize(
    ("statement", "refusal", "detail"),
    [
        (
            "insert into area select * from area where slug = 'kent'",
            AlreadyExists,
            "The same thing is recorded already.",
        ),
        (
            "update area set code = 'E07000107' where slug = 'kent'",
            AlreadyExists,
            "An area with this code is recorded already.",
        ),
        (
            "delete from area where slug = 'kent'",
            StillInUse,
            "Something else in the record still refers to this.",
        ),
        (
            "update area set slug = 'Big Kent' where slug = 'kent'",
            Invalid,
            "The record does not allow this (ck_area_slug_is_kebab).",
        ),
        (
            "update area set name = null",
            Invalid,
            "The record does not allow this (a constraint).",
        ),
        ("select 'a' where :text::text = 'b'", TextUnkeepable, "A text holds the character NUL"),
    ],
)
async def test_what_the_database_forbids_is_told_in_our_words(
    world: World, desk: Desk, statement: str, refusal: type[Refusal], detail: str
) -> None:
    given = {"text": "\0"} if ":text" in statement else {}
    async with desk.reading(NOBODY) as work:
        before = await work.store.fetch("select * from area order by id")

    with pytest.raises(refusal) as refused:
        async with desk.writing(ROOT, "req_test") as work:
            await work.store.fetch(statement, **given)

    assert refused.value.detail.startswith(detail)
    async with desk.reading(NOBODY) as work:
        assert await work.store.fetch("select * from area order by id") == before


async def test_every_constraint_that_has_words_is_there(console: asyncpg.Connection) -> None:
    there = await console.fetch("select conname from pg_constraint where contype = 'u'")

    assert _TAKEN.keys() <= {each["conname"] for each in there}


async def test_a_statement_that_takes_too_long_asks_for_patience(impatient: Desk) -> None:
    with pytest.raises(Unavailable, match="too busy"):
        async with impatient.reading(NOBODY) as work:
            await work.store.fetch("select pg_sleep(30)")


async def test_waiting_too_long_for_a_lock_asks_for_patience(
    world: World, impatient: Desk, console: asyncpg.Connection
) -> None:
    async with console.transaction():
        await console.execute("lock table area")

        with pytest.raises(Unavailable, match="too busy"):
            async with impatient.reading(NOBODY) as work:
                await work.store.fetch("select * from area")


END_OTHERS = """
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'community-safety-api'
"""


async def test_waiting_too_long_for_a_connection_asks_for_patience(impatient: Desk) -> None:
    async with impatient.reading(NOBODY) as first, impatient.reading(NOBODY) as second:
        await first.store.fetch("select 1")
        with pytest.raises(Unavailable) as refused:
            await second.store.fetch("select 1")
    assert refused.value.detail == "The record is too busy at the moment; try again."


async def test_a_connection_lost_between_two_statements_asks_for_patience(
    desk: Desk, console: asyncpg.Connection
) -> None:
    async def lose_it() -> None:
        async with desk.writing(ROOT, "req_test") as work:
            await work.store.fetch("select 1")
            await console.fetch(END_OTHERS)
            await work.store.fetch("select 1")

    with pytest.raises(Unavailable, match="cannot be reached"):
        await lose_it()


async def test_a_connection_lost_before_the_commit_asks_for_patience(
    world: World, desk: Desk, console: asyncpg.Connection
) -> None:
    async def lose_it() -> None:
        async with desk.writing(ROOT, "req_test") as work:
            await work.store.update(AreaRow, {"slug": "kent"}, {"name": "Lost"})
            await console.fetch(END_OTHERS)

    with pytest.raises(Unavailable, match="cannot be reached"):
        await lose_it()
    async with desk.reading(NOBODY) as work:
        kent = await work.store.fetch_one("select name from area where slug = 'kent'")
    assert kent is not None
    assert kent["name"] == "Kent"


async def test_a_connection_lost_while_idle_is_made_anew(
    desk: Desk, console: asyncpg.Connection
) -> None:
    assert await answers(desk)
    await console.fetch(END_OTHERS)

    async with asyncio.timeout(5):
        while not await answers(desk):  # noqa: ASYNC110 -- nothing tells when the news has arrived
            await asyncio.sleep(0.01)


async def answers(desk: Desk) -> bool:
    """Say whether the database can be asked something."""
    try:
        async with desk.reading(NOBODY) as work:
            await work.store.fetch("select 1")
    except Unavailable:
        return False
    return True


async def test_a_parameter_of_the_wrong_sort_is_a_bug_and_no_reason_for_patience(
    desk: Desk,
) -> None:
    with pytest.raises(asyncpg.DataError, match="invalid input for query argument"):
        async with desk.reading(NOBODY) as work:
            await work.store.fetch("select :number::int", number="seven")


async def test_statements_asked_for_at_once_run_in_turn(desk: Desk) -> None:
    async with desk.reading(NOBODY) as work:
        rows = await asyncio.gather(
            *(work.store.fetch_one("select :n::int as n", n=n) for n in range(10))
        )

    assert [row["n"] for row in rows if row is not None] == list(range(10))


async def test_work_that_reads_writes_nothing(world: World, desk: Desk) -> None:
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        async with desk.reading(NOBODY) as work:
            await work.store.fetch("update area set name = 'X'")


async def test_work_that_asks_nothing_takes_no_connection(desk: Desk) -> None:
    before = desk.statements

    async with desk.writing(ROOT, "req_test") as work:
        await work.store.insert()

    assert desk.statements == before


async def test_a_desk_has_to_be_open(settings: Settings, database: str, clock: Clock) -> None:
    closed = make_desk(settings, database, clock)

    with pytest.raises(RuntimeError, match="not open"):
        async with closed.reading(NOBODY) as work:
            await work.store.fetch("select 1")
