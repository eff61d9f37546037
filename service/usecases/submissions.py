"""Submissions: an agency pushes figures, all or nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from service.db import reading, submissions
from service.db.agencies import SUPPLIES
from service.db.stretches import Window
from service.domain.agencies import Supply
from service.domain.areas import Area
from service.domain.errors import Fault, NotYours, SubmissionRefused
from service.domain.indicators import Indicator
from service.domain.judging import Known, judge
from service.domain.submissions import (
    ROWS_IN_A_RECEIPT,
    Mode,
    Receipt,
    Row,
    RowOutcome,
    Submission,
)
from service.usecases.reading import one, several
from service.usecases.work import Work

N = TypeVar("N", Indicator, Area)

_EVERY_SUPPLY: Final = 100_000


@dataclass(frozen=True)
class Batch:
    """A push as it came: what could be read of the rows, and the faults of what could not.

    `agency` is the one named, if any; `received` counts all rows.
    """

    agency: str | None
    source_ref: str | None
    mode: Mode
    synthetic: bool
    rows: Sequence[Row]
    received: int
    faults: Sequence[Fault]


async def push(work: Work, batch: Batch) -> Receipt:
    """Write a push of figures, whole.

    Refuses with `NotYours` when the caller has no agency or names another one, and with
    `SubmissionRefused`, naming every fault of every row, when any row is at fault: then nothing
    is written.
    """
    agency_id = _own_agency(work, batch)
    known = await _known(work, agency_id, batch.rows)
    entries, found = judge(batch.rows, known, work.today)
    faults = sorted([*batch.faults, *found], key=_row_number)
    if faults:
        raise SubmissionRefused(_summary(batch.received, faults), faults)
    written = submissions.Push(
        id=work.new_id(Submission),
        agency_id=agency_id,
        key_id=work.caller.key_id,
        source_ref=batch.source_ref,
        mode=batch.mode,
        synthetic=batch.synthetic,
        recorded_at=work.now,
        entries=entries,
    )
    await submissions.write(work.store, written)
    return await receipt(work, written.id)


async def receipt(work: Work, key: str) -> Receipt:
    """Read what became of a submission, with its first thousand rows."""
    submission = await one(work, Submission, key)
    rows = await outcomes(work, submission, -1, ROWS_IN_A_RECEIPT + 1)
    return Receipt(
        **vars(submission),
        rows=tuple(rows[:ROWS_IN_A_RECEIPT]),
        rows_truncated=len(rows) > ROWS_IN_A_RECEIPT,
        rows_url=f"/v1/submissions/{submission.id}/rows",
    )


async def outcomes(work: Work, submission: Submission, after: int, first: int) -> list[RowOutcome]:
    """Read what became of at most `first` rows of a submission, after the row `after`.

    Only its own agency, and an administrator, may see how single rows fared.
    """
    is_own = submission.agency.id == work.caller.agency_id
    if not is_own and not work.caller.audience.sees_all:
        return []
    return await submissions.outcomes(work.store, submission.id, after, first)


def _own_agency(work: Work, batch: Batch) -> str:
    caller = work.caller
    if caller.agency_id is None:
        raise NotYours("Figures are pushed with a key of the agency that supplies them.")
    if batch.agency not in {None, caller.agency, caller.agency_id}:
        raise NotYours(f"Your key is of {caller.agency!r} and cannot push for {batch.agency!r}.")
    return caller.agency_id


async def _known(work: Work, agency_id: str, rows: Collection[Row]) -> Known:
    """Look up all that judging the rows takes.

    That is one statement for the supplies, and for indicators and areas one for the ids among
    what the rows write and one for the codes, however many rows there are.
    """
    indicators = await _named(work, Indicator, {row.indicator for row in rows})
    areas = await _named(work, Area, {row.area for row in rows})
    supplies = await reading.page(
        work.store, SUPPLIES, Window(_EVERY_SUPPLY), {"agency": [agency_id]}
    )
    by_indicator: dict[str, list[Supply]] = {}
    for supply in supplies.items:
        by_indicator.setdefault(supply.indicator, []).append(supply)
    return Known(
        indicators=indicators,
        area_ids={key: area.id for key, area in areas.items()},
        supplies=by_indicator,
    )


async def _named(work: Work, noun: type[N], keys: set[str]) -> dict[str, N]:
    wanted = sorted(keys)
    found = await several(work, noun, wanted)
    return {key: thing for key, thing in zip(wanted, found, strict=True) if thing is not None}


def _row_number(fault: Fault) -> int:
    """Return which row a fault is of; what is of no row comes first."""
    parts = (fault.pointer or "").split("/")
    return int(parts[2]) if parts[1:2] == ["rows"] and parts[2:3] and parts[2].isdigit() else -1


def _summary(received: int, faults: Sequence[Fault]) -> str:
    at_fault = len({_row_number(fault) for fault in faults} - {-1})
    return (
        f"{at_fault} of {received} rows {'is' if at_fault == 1 else 'are'} at fault, "
        "so none was written."
    )
