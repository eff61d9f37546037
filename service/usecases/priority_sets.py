"""Other bodies' priorities: entered in an edition with what they are aligned to, and reworded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from service.db import entries
from service.db.tables import (
    AlignmentRow,
    PrioritySetEntryRow,
    PrioritySetItemRow,
    PrioritySetRow,
)
from service.domain.plans import Edition
from service.domain.priority_sets import PrioritySet
from service.usecases.contents import Contents, Said
from service.usecases.entering import only, priorities_listed
from service.usecases.printed import GivenOwner, owner_columns, period_columns
from service.usecases.reading import References


@dataclass(frozen=True)
class GivenItem:
    """What is said of another body's priority; `aligned_to` has any keys of priorities of ours."""

    number: str | None
    title: str
    lead: GivenOwner | None
    our_role: str | None
    aligned_to: Sequence[str]
    aligned_to_none: bool


async def _read(references: References, edition: Edition, given: Mapping[str, Any]) -> Said:
    columns = only(given, ("name",))
    if "order" in given:
        columns["order_kind"] = given["order"]
    if "owner" in given:
        columns |= await owner_columns(references, given["owner"])
    if "dated" in given:
        columns |= period_columns(references, "dated", given["dated"])
    if "items" not in given:
        return Said(columns, {})
    items: list[dict[str, object]] = []
    alignments: list[dict[str, object]] = []
    for n, item in enumerate(given["items"]):
        items.append(await _item(references, item, f"/items/{n}"))
        at = f"/items/{n}/aligned_to"
        ours = await priorities_listed(references, edition, item.aligned_to, at)
        alignments += [{"item": n + 1, "priority_id": each} for each in ours]
    return Said(columns, {PrioritySetItemRow: entries.in_order(items), AlignmentRow: alignments})


async def _item(references: References, item: GivenItem, at: str) -> dict[str, object]:
    if item.aligned_to and item.aligned_to_none:
        detail = "It is aligned to these priorities or to none, not both."
        references.fault("aligned_and_not", detail, f"{at}/aligned_to_none")
    return {
        "number": item.number,
        "title": item.title,
        "our_role": item.our_role,
        "aligned_to_none": item.aligned_to_none,
        **await owner_columns(references, item.lead, f"{at}/lead"),
    }


PRIORITY_SETS: Final = Contents(PrioritySet, PrioritySetRow, PrioritySetEntryRow, _read)
