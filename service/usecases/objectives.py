"""Objectives: entered in an edition, and reworded there."""

from collections.abc import Mapping
from typing import Any, Final

from service.db.tables import ObjectiveEntryRow, ObjectivePriorityRow, ObjectiveRow
from service.domain.indicators import Indicator
from service.domain.objectives import Objective, Target, fault_of
from service.domain.plans import Edition
from service.usecases.contents import Contents, Said, places
from service.usecases.entering import only
from service.usecases.printed import owner_columns, period_columns
from service.usecases.reading import References


async def _read(references: References, edition: Edition, given: Mapping[str, Any]) -> Said:
    columns = only(given, ("number", "wording", "direction", "measured_by"))
    rows = await places(references, edition, given, ObjectivePriorityRow)
    if "target" in given:
        columns |= _target_columns(references, given["target"])
    if "owner" in given:
        columns |= await owner_columns(references, given["owner"])
    if "indicator" in given:
        key = given["indicator"]
        columns["indicator_id"] = await references.id_of(Indicator, key, "/indicator")
    if "due" in given:
        columns |= period_columns(references, "due", given["due"])
    return Said(columns, rows)


def _target_columns(references: References, target: Target | None) -> dict[str, Any]:
    if target is None:
        return dict.fromkeys(("target_printed", "target_kind", "target_value", "target_unit"))
    fault = fault_of(target.kind, target.value, "/target/value")
    if fault is not None:
        references.note(fault)
    return {f"target_{name}": value for name, value in vars(target).items()}


OBJECTIVES: Final = Contents(Objective, ObjectiveRow, ObjectiveEntryRow, _read)
