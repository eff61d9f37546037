"""The order of the feed: complete, without repeats, and never against what was seen."""

import asyncio
import itertools
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from unittest.mock import ANY

import asyncpg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from service.domain.errors import BadCursor
from service.domain.figures import Confidentiality, FigureStatus
from service.domain.submissions import Mode, Row
from service.main import make_desk
from service.settings import Settings
from service.usecases import changes, submissions
from service.usecases.submissions import Batch
from service.usecases.work import Desk
from tests.build import ROOT, World
from tests.conftest import Clock

CODES: Final = ("kent-police", "kent-fire-and-rescue-service", "dartford-borough-council")
_EDIT: Final = "update agency set revision = revision + 1 where code = $1"


@asynccontextmanager
async def writer(database: str) -> AsyncIterator[asyncpg.Connection]:
    """Open a connection of somebody who writes past the service."""
    connection = await asyncpg.connect(database)
    try:
        yield connection
    finally:
        await connection.close()


async def follow(desk: Desk, since: str | None, first: int = 100) -> tuple[list[Any], str]:
    """Read the feed to its end, page by page; return what it had, and the cursor."""
    found: list[Any] = []
    while True:
        async with desk.reading(ROOT) as work:
            stretch = await changes.read(work, since=since, first=first, nouns=["agency"])
        found, since = [*found, *stretch.page.items], stretch.cursor
        assert len(stretch.page.items) <= first
        if not stretch.page.has_more:
            return found, since


async def test_what_commits_late_stands_behind_what_was_read(
    world: World, desk: Desk, database: str
) -> None:
    _, cursor = await follow(desk, None)
    async with writer(database) as slow, writer(database) as quick:
        held = slow.transaction()
        await held.start()
        await slow.execute(_EDIT, CODES[0])
        await quick.execute(_EDIT, CODES[1])

        assert await follow(desk, cursor) == ([], cursor)
        await held.commit()

    found, cursor = await follow(desk, cursor)
    assert len(found) == 2
    assert await follow(desk, cursor, 1) == ([], cursor)


async def test_who_begins_first_and_edits_last_stands_last(
    world: World, desk: Desk, database: str
) -> None:
    _, cursor = await follow(desk, None)
    async with writer(database) as early, writer(database) as quick:
        begun = early.transaction()
        await begun.start()
        await early.execute(_EDIT, CODES[1])  # has its number now
        await quick.execute(_EDIT, CODES[0])
        await early.execute(_EDIT, CODES[0])
        await begun.commit()

    found, _ = await follow(desk, cursor)
    edits = [each.after["revision"] for each in found if each.id == await id_of(database, CODES[0])]
    assert edits == [2, 3]


async def test_a_figure_pushed_by_who_began_first_and_wrote_last_stands_last(
    world: World, desk: Desk
) -> None:
    police = await world.caller("police")
    async with desk.writing(police, "req_early") as early:
        await early.store.fetch("select pg_current_xact_id()")
        async with desk.writing(police, "req_quick") as quick:
            await submissions.push(quick, batch(1))
        await submissions.push(early, batch(2))

    async with desk.reading(ROOT) as work:
        stretch = await changes.read(work, since=None, first=100, nouns=["figure"])
    told = [(each.request_id, each.after["revision"]) for each in stretch.page.items]
    assert told == [("req_quick", 1), ("req_early", 2)]


def batch(value: int) -> Batch:
    """Return a push of one figure."""
    row = Row(
        index=0,
        indicator="asb-incidents",
        area="dartford",
        period="FY2021-Q1",
        breakdown="total",
        value=Decimal(value),
        numerator=None,
        denominator=None,
        status=FigureStatus.NORMAL,
        confidentiality=Confidentiality.FREE,
        note=None,
        client_ref=None,
        delete=False,
    )
    return Batch(None, None, Mode.ATOMIC, synthetic=False, rows=[row], received=1, faults=[])


OPERATIONS: Final = Path(__file__).parents[2] / "docs" / "operations.md"


async def test_a_feed_that_was_restored_into_another_server_begins_again(
    world: World, desk: Desk, database: str, clock: Clock
) -> None:
    whole, cursor = await follow(desk, None)
    statements = re.findall(r'-c "(update .+)"', OPERATIONS.read_text("utf-8"))
    assert len(statements) == 2
    async with writer(database) as console:
        # As if the server that it comes from had counted much further.
        await console.execute("update change set turn = turn + 1000000000")
        assert await follow(desk, None) == ([], ANY)
        async with desk.reading(ROOT) as work:
            ahead = changes._cursors(work, changes._wanted(["agency"], None))
            with pytest.raises(BadCursor, match="another database"):
                await follow(desk, ahead.at(("1000000000", "1", "0")))
        for statement in statements:
            await console.execute(statement)

    restored = make_desk(Settings(), database, clock)
    await restored.open()
    try:
        with pytest.raises(BadCursor):
            await follow(restored, cursor)
        assert (await follow(restored, None))[0] == whole
    finally:
        await restored.close()


async def id_of(database: str, code: str) -> str:
    async with writer(database) as console:
        return str(await console.fetchval("select id from agency where code = $1", code))


# --- Whatever several writers do ----------------------------------------------------------------

WRITERS: Final = 4
COMES_AND_GOES: Final = "agy_00000000000000000000"
_COME_OR_GO: Final = """
    with gone as (delete from agency where id = $1 returning id)
    insert into agency (id, revision, updated_at, code, name, kind)
    select $1, 1, now(), 'comes-and-goes', 'Comes and goes', 'other'
    where not exists (select from gone)
"""
_TIMES: Final = "select count(*) from change where row_id = $1"
# A step is of one writer: to begin, to edit one of the agencies, to delete one or have it there
# again, to end well or badly; or the reader's, who polls and takes so many at a time.
STEPS = st.one_of(
    st.tuples(st.integers(0, WRITERS - 1), st.sampled_from(["begin", "commit", "rollback"])),
    st.tuples(st.integers(0, WRITERS - 1), st.sampled_from([*CODES, COMES_AND_GOES])),
    st.tuples(st.just(-1), st.sampled_from(["1", "2", "100"])),
)


class Writer:
    """Does its steps one after the other, and waits where another holds what it wants."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self._steps: asyncio.Queue[str] = asyncio.Queue()
        self._transaction: Any = None

    async def run(self) -> None:
        """Do what is told until the end is told."""
        while (step := await self._steps.get()) != "end":
            try:
                await self._do(step)
            except (asyncpg.DeadlockDetectedError, asyncpg.UniqueViolationError):
                await self._end("rollback")
        await self._end("commit")

    def tell(self, step: str) -> None:
        """Tell the next step."""
        self._steps.put_nowait(step)

    async def _do(self, step: str) -> None:
        if step in {"commit", "rollback"}:
            await self._end(step)
        elif step == "begin":
            await self._begin()
        else:
            statement = _COME_OR_GO if step == COMES_AND_GOES else _EDIT
            await self._connection.execute(statement, step)

    async def _begin(self) -> None:
        if self._transaction is None:
            self._transaction = self._connection.transaction()
            await self._transaction.start()
            await self._connection.execute("select pg_current_xact_id()")

    async def _end(self, how: str) -> None:
        if self._transaction is not None:
            ending, self._transaction = self._transaction, None
            await (ending.commit() if how == "commit" else ending.rollback())


async def play(
    desk: Desk, connections: Sequence[asyncpg.Connection], steps: Sequence[tuple[int, str]]
) -> list[Any]:
    """Have the writers do the steps while a reader polls; return all that the reader gathered."""
    writers = [Writer(each) for each in connections]
    tasks = [asyncio.create_task(each.run()) for each in writers]
    _, cursor = await follow(desk, None)
    gathered: list[Any] = []
    for who, step in steps:
        if who >= 0:
            writers[who].tell(step)
            await asyncio.sleep(0.002)
        else:
            found, cursor = await follow(desk, cursor, int(step))
            gathered += found
    for each in writers:
        each.tell("end")
    await asyncio.gather(*tasks)
    found, _ = await follow(desk, cursor, 3)
    return gathered + found


@settings(
    max_examples=50,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=10, max_size=40))
async def test_whatever_writers_do_a_poller_gathers_what_was_committed_once_and_in_order(
    world: World, desk: Desk, database: str, steps: list[tuple[int, str]]
) -> None:
    connections = [await asyncpg.connect(database) for _ in range(WRITERS)]
    try:
        before = await revisions(connections[0])
        before.pop(COMES_AND_GOES, None)
        earlier = await connections[0].fetchval(_TIMES, COMES_AND_GOES)
        gathered = await play(desk, connections, steps)
        after = await revisions(connections[0])
        recorded = await connections[0].fetchval(_TIMES, COMES_AND_GOES)
    finally:
        await asyncio.gather(*(each.close() for each in connections))

    # Each edit counts its agency's revision on by one: missing, repeated or swapped would show.
    for id_, revision in before.items():
        edits = [each for each in gathered if each.id == id_]
        told = [(each.before["revision"], each.after["revision"]) for each in edits]
        assert told == [(each, each + 1) for each in range(revision, after[id_])]
    came_and_went = [each.operation for each in gathered if each.id == COMES_AND_GOES]
    total = earlier + len(came_and_went)
    turns = itertools.cycle(["added", "deleted"])
    assert came_and_went == list(itertools.islice(turns, earlier, total))
    assert recorded == total
    assert (COMES_AND_GOES in after) == (total % 2 == 1)
    assert {each.id for each in gathered} <= before.keys() | {COMES_AND_GOES}


async def revisions(connection: asyncpg.Connection) -> dict[str, int]:
    """Return how many times each agency has been edited."""
    rows = await connection.fetch("select id, revision from agency")
    return {each["id"]: each["revision"] for each in rows}
