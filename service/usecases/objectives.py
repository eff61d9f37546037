"""Objectives: entered in an edition, and reworded there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from service.db.tables import ObjectiveEntryRow, ObjectivePriorityRow, ObjectiveRow
from service.domain.indicators import Indicator
from service.domain.objectives import Objective, Target, fault_of
from service.domain.periods import PeriodUnreadable, period
from service.domain.plans import Edition
from service.usecases.contents import Contents, Said, places
from service.usecases.entering import only
from service.usecases.owning import NOBODY, owner_columns
from service.usecases.reading import References


@dataclass(frozen=True)
class GivenDue:
    """By when it is said to be due: as printed, and the id of the period that this comes to."""

    printed: str
    period: str | None


async def _read(references: References, edition: Edition, given: Mapping[str, Any]) -> Said:
    columns = only(given, ("number", "wording", "direction", "measured_by"))
    rows = await places(references, edition, given, ObjectivePriorityRow)
    if "target" in given:
        columns |= _target_columns(references, given["target"])
    if "owner" in given:
        columns |= await owner_columns(references, given["owner"] or NOBODY)
    if "indicator" in given:
        key = given["indicator"]
        columns["indicator_id"] = await references.id_of(Indicator, key, "/indicator")
    if "due" in given:
        columns |= _due_columns(references, given["due"])
    return Said(columns, rows)


def _target_columns(references: References, target: Target | None) -> dict[str, Any]:
    if target is None:
        return dict.fromkeys(("target_printed", "target_kind", "target_value", "target_unit"))
    fault = fault_of(target.kind, target.value, "/target/value")
    if fault is not None:
        references.note(fault)
    return {f"target_{name}": value for name, value in vars(target).items()}


def _due_columns(references: References, due: GivenDue | None) -> dict[str, Any]:
    if due is None:
        return {"due_printed": None, "due_period": None}
    if due.period is not None:
        try:
            period(due.period)
        except PeriodUnreadable as unreadable:
            references.fault("bad_period", unreadable.detail, "/due/period")
    return {"due_printed": due.printed, "due_period": due.period}


OBJECTIVES: Final = Contents(Objective, ObjectiveRow, ObjectiveEntryRow, _read)
