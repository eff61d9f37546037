"""Measures of success: worded in an edition, and counted as an action goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from service.db import entries
from service.db.tables import ActionRow, MeasureCountRow
from service.domain.actions import (
    MEASURE_PREFIX,
    Action,
    Measure,
    MeasureCount,
    MeasureKind,
    is_countable,
    measure_faults,
)
from service.domain.errors import NotAllowedNow, NotFound
from service.domain.ids import mint
from service.usecases.acting import held
from service.usecases.reading import References, one
from service.usecases.recording import change, check_gone_by
from service.usecases.work import Work


@dataclass(frozen=True)
class GivenMeasure:
    """What is said of a measure; `id` is that of one which the edition has already."""

    printed: str
    kind: MeasureKind
    target: Decimal | None = None
    unit: str | None = None
    target_to: Decimal | None = None
    per: str | None = None
    id: str | None = None


def worded(
    work: Work, references: References, given: Sequence[GivenMeasure], known: Sequence[Measure] = ()
) -> list[Measure]:
    """Return measures as they will stand, in place of those known, and note what is wrong.

    One stays itself, with its counts, when it is given by its id, or printed as it was.
    """
    left = {measure.id: measure for measure in known}
    named = [left.pop(each.id, None) if each.id is not None else None for each in given]
    return [
        _worded(work, references, n, each, same or _same(each, left))
        for n, (each, same) in enumerate(zip(given, named, strict=True))
    ]


def _same(given: GivenMeasure, left: dict[str, Measure]) -> Measure | None:
    """Take, of the measures that are left, the first that is printed so."""
    found = next((each for each in left.values() if each.printed == given.printed), None)
    return None if found is None or given.id is not None else left.pop(found.id)


def _worded(
    work: Work, references: References, n: int, given: GivenMeasure, same: Measure | None
) -> Measure:
    if given.id is not None and same is None:
        detail = f"There is no measure {given.id!r}, or it is named twice."
        references.fault("unknown_measure", detail, f"/measures/{n}/id")
    for field, code, detail in measure_faults(given.kind, given.target, given.target_to, given.per):
        references.fault(code, detail, f"/measures/{n}/{field}")
    return Measure(
        id=same.id if same is not None else mint(MEASURE_PREFIX, int(work.now.timestamp() * 1000)),
        printed=given.printed,
        kind=given.kind,
        target=given.target,
        target_to=given.target_to,
        unit=given.unit,
        per=given.per,
        count_so_far=None,
        counted_on=None,
    )


async def find(work: Work, key: str, measure_id: str) -> Measure:
    """Read a measure of an action, as the latest edition has it; refuses with `NotFound`."""
    return _measure_of(await one(work, Action, key), measure_id)


def _measure_of(action: Action, measure_id: str) -> Measure:
    found = next((each for each in action.measures if each.id == measure_id), None)
    if found is None:
        raise NotFound("measure", measure_id)
    return found


async def count(
    work: Work,
    key: str,
    measure_id: str,
    *,
    value: Decimal,
    happened_on: str | None,
    comment: str | None,
    edition: str | None = None,
) -> MeasureCount:
    """Record how much of a measure there is so far, today or (`happened_on`) on a day gone by.

    The measure is one that the latest edition has, unless another is named.

    `value` is the whole, and may be less than what was told before: that is how a mistake is put
    right. Refused by agencies that are not involved, and of measures that cannot be counted.
    """
    action = await held(work, key)
    worded_there = action if edition is None else await one(work, Action, action.id, edition)
    measure = _measure_of(worded_there, measure_id)
    day = happened_on or work.today.isoformat()
    references = References(work)
    check_gone_by(work, references, day, "/happened_on")
    references.settle()
    if not is_countable(measure.kind):
        raise NotAllowedNow(f"A measure of the kind {measure.kind.value} is not counted.")
    counts, counted_on = await entries.last_count(work.store, measure.id)
    row = MeasureCountRow(
        id=work.new_id(MeasureCount),
        measure_id=measure.id,
        sequence=counts + 1,
        value=value,
        happened_on=day,
        comment=comment,
        recorded_at=work.now,
        recorded_by=work.caller.agency_id,
        recorded_after_the_fact=counted_on is not None and day < counted_on,
    )
    await work.store.insert(row)
    await change(work, ActionRow, action, {})
    return await one(work, MeasureCount, row.id)
