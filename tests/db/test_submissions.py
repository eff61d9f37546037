"""Pushes written set-wise: true counts, gapless revisions, and nothing lost when they race."""

import asyncio
import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.domain.callers import Caller
from service.domain.errors import SubmissionRefused
from service.domain.figures import Confidentiality, FigureStatus
from service.domain.submissions import Mode, Outcome, Receipt, Row
from service.usecases.submissions import Batch, push
from service.usecases.work import Desk
from tests.build import World
from tests.record import contents

_TURN = itertools.count()
PERIODS = ("FY2021-Q1", "FY2021-Q2", "2021-05")


@pytest.fixture
async def police(world: World) -> Caller:
    """The caller who pushes."""
    return await world.caller("police")


def row(index: int, **different: Any) -> Row:
    given: dict[str, Any] = {
        "index": index,
        "indicator": "asb-incidents",
        "area": "dartford",
        "breakdown": "total",
        "period": "FY2021-Q1",
        "value": Decimal(512),
        "numerator": None,
        "denominator": None,
        "status": FigureStatus.NORMAL,
        "confidentiality": Confidentiality.FREE,
        "note": None,
        "client_ref": None,
        "delete": False,
        **different,
    }
    return Row(**given)


def batch_of(rows: Sequence[Row]) -> Batch:
    return Batch(
        agency=None,
        source_ref=None,
        mode=Mode.ATOMIC,
        synthetic=False,
        rows=rows,
        received=len(rows),
        faults=[],
    )


async def pushed(desk: Desk, caller: Caller, rows: Sequence[Row]) -> Receipt:
    """Push rows in a transaction of their own."""
    async with desk.writing(caller, "req_push") as work:
        return await push(work, batch_of(rows))


@dataclass
class Stood:
    """What a figure has been: its values in turn, None where it was withdrawn."""

    values: list[Decimal | None] = field(default_factory=list)

    def take(self, stated: Row) -> Outcome:
        """Take in what a row states; say what has to become of it."""
        is_there = bool(self.values) and self.values[-1] is not None
        if not is_there and stated.delete:
            return Outcome.UNCHANGED
        if is_there and self.values[-1] == stated.value:
            return Outcome.UNCHANGED
        self.values.append(stated.value)
        if stated.delete:
            return Outcome.DELETED
        return Outcome.UPDATED if is_there else Outcome.CREATED


async def revisions(database: str, breakdown: str) -> dict[str, list[tuple[int, Decimal | None]]]:
    """Read the revisions of every figure of a breakdown, in their order, by period."""
    connection = await asyncpg.connect(database)
    try:
        rows = await connection.fetch(
            "select period, revision, value from figure_revision where breakdown = $1 "
            "order by revision",
            breakdown,
        )
    finally:
        await connection.close()
    found: dict[str, list[tuple[int, Decimal | None]]] = {}
    for each in rows:
        found.setdefault(each["period"], []).append((each["revision"], each["value"]))
    return found


# A push is, by period, a small value, a withdrawal (None) or a value that cannot be (-1).
pushes = st.lists(
    st.dictionaries(st.sampled_from(PERIODS), st.sampled_from([0, 1, 2, 3, None, None, -1])),
    max_size=6,
)


# The fixtures stay: every example writes figures of a breakdown of its own.
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sequence=pushes)
async def test_whatever_is_pushed_the_counts_are_true_and_the_revisions_have_no_gap(
    desk: Desk, police: Caller, database: str, sequence: list[dict[str, int | None]]
) -> None:
    breakdown = f"run-{next(_TURN)}"
    stood: dict[str, Stood] = {}
    for stated in sequence:
        rows = [
            row(
                index,
                period=period,
                breakdown=breakdown,
                value=None if value is None else Decimal(value),
                delete=value is None,
            )
            for index, (period, value) in enumerate(stated.items())
        ]
        if any(each.value == -1 for each in rows):
            with pytest.raises(SubmissionRefused):
                await pushed(desk, police, rows)
            continue
        receipt = await pushed(desk, police, rows)

        expected = [stood.setdefault(each.period, Stood()).take(each) for each in rows]
        assert [each.outcome for each in receipt.rows] == expected
        assert [each.revision for each in receipt.rows] == [
            len(stood[each.period].values) for each in rows
        ]
        assert sum(vars(receipt.counts).values()) == 2 * len(rows)
        assert receipt.counts.received == len(rows)

    assert await revisions(database, breakdown) == {
        period: list(enumerate(each.values, start=1))
        for period, each in stood.items()
        if each.values
    }


async def test_pushes_of_the_same_figures_in_any_order_follow_each_other(
    desk: Desk, police: Caller, database: str
) -> None:
    pushers, figures = 8, 60
    receipts = await asyncio.gather(
        *(pushed(desk, police, shuffled(figures, value=Decimal(n))) for n in range(pushers))
    )

    assert sum(receipt.counts.created for receipt in receipts) == figures
    assert sum(receipt.counts.updated for receipt in receipts) == figures * (pushers - 1)
    for n in range(figures):
        (told,) = (await revisions(database, f"ward-{n}")).values()
        assert [revision for revision, _ in told] == list(range(1, pushers + 1))
        assert sorted(value for _, value in told if value is not None) == list(range(pushers))


async def test_pushes_that_share_some_figures_lose_none(
    desk: Desk, police: Caller, database: str
) -> None:
    async def one(number: int) -> Receipt:
        rows = shuffled(40, first=number * 10, value=Decimal(number), delete=False)
        withdrawn = [replace(each, value=None, delete=True) for each in rows[:20]]
        return await pushed(desk, police, [*withdrawn, *rows[20:]])

    receipts = await asyncio.gather(*(one(n) for n in range(6)))

    counts = [receipt.counts for receipt in receipts]
    for each in counts:
        assert each.received == each.created + each.updated + each.unchanged + each.deleted
    written = sum(each.received - each.unchanged for each in counts)
    kept = [await revisions(database, f"ward-{n}") for n in range(90)]
    assert sum(len(told) for each in kept for told in each.values()) == written
    for told in (told for each in kept for told in each.values()):
        assert [revision for revision, _ in told] == list(range(1, len(told) + 1))


def shuffled(figures: int, first: int = 0, **different: Any) -> list[Row]:
    """Return rows of as many figures, ward by ward, in an order of chance."""
    wards = list(range(first, first + figures))
    random.shuffle(wards)
    return [row(n, breakdown=f"ward-{ward}", **different) for n, ward in enumerate(wards)]


async def test_a_push_takes_as_many_statements_however_many_rows_it_has(
    desk: Desk, police: Caller
) -> None:
    taken: list[int] = []
    for figures in (1, 10, 500):
        before = desk.statements
        await pushed(desk, police, shuffled(figures, period=PERIODS[len(taken)]))
        taken.append(desk.statements - before)

    assert len(set(taken)) == 1, taken


async def test_nothing_of_a_push_remains_when_its_transaction_ends_badly(
    desk: Desk, police: Caller, database: str
) -> None:
    async def push_and_fail() -> None:
        async with desk.writing(police, "req_push") as work:
            assert (await push(work, batch_of([row(0)]))).counts.created == 1
            raise RuntimeError("after the push")

    before = await contents(database)
    with pytest.raises(RuntimeError, match="after the push"):
        await push_and_fail()

    assert await contents(database) == before
