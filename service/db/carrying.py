"""Carrying what one edition says into another: set-wise, whatever it is and however much."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from service.db.store import Store
from service.db.tables import (
    ActionEntryRow,
    ActionListingRow,
    ActionMeasureRow,
    ActionPartyRow,
    ActionRow,
    ActionTacklesRow,
    AlignmentRow,
    ExternalDocumentEntryRow,
    ExternalDocumentRow,
    KpiEntryRow,
    KpiRow,
    ObjectiveEntryRow,
    ObjectivePriorityRow,
    ObjectiveRow,
    PriorityEntryRow,
    PriorityRow,
    PriorityServesRow,
    PrioritySetEntryRow,
    PrioritySetItemRow,
    PrioritySetRow,
    StatementEntryRow,
    StatementPriorityRow,
    StatementRow,
    Table,
)
from service.db.tables.columns import columns_of

_IDENTITIES: Final[Mapping[str, Table]] = {
    "priorities": PriorityRow,
    "kpis": KpiRow,
    "actions": ActionRow,
    "statements": StatementRow,
    "objectives": ObjectiveRow,
    "priority_sets": PrioritySetRow,
    "external_documents": ExternalDocumentRow,
}
# Every table of entries, with the columns that say whose they are; a row is carried when all of
# these are. What refers to others comes after them.
_ENTRIES: Final[Sequence[tuple[Table, Mapping[str, str]]]] = (
    (PriorityEntryRow, {"priority_id": "priorities"}),
    (PriorityServesRow, {"priority_id": "priorities", "serves_id": "priorities"}),
    (KpiEntryRow, {"kpi_id": "kpis"}),
    (ActionEntryRow, {"action_id": "actions"}),
    (ActionListingRow, {"action_id": "actions"}),
    (ActionTacklesRow, {"action_id": "actions", "priority_id": "priorities"}),
    (ActionPartyRow, {"action_id": "actions"}),
    (ActionMeasureRow, {"action_id": "actions"}),
    (StatementEntryRow, {"statement_id": "statements"}),
    (StatementPriorityRow, {"statement_id": "statements", "priority_id": "priorities"}),
    (ObjectiveEntryRow, {"objective_id": "objectives"}),
    (ObjectivePriorityRow, {"objective_id": "objectives", "priority_id": "priorities"}),
    (PrioritySetEntryRow, {"priority_set_id": "priority_sets"}),
    (PrioritySetItemRow, {"priority_set_id": "priority_sets"}),
    (AlignmentRow, {"priority_set_id": "priority_sets", "priority_id": "priorities"}),
    (ExternalDocumentEntryRow, {"external_document_id": "external_documents"}),
)

# What an edition holds and has an id itself (a measure) has another one in the next.
_NEW_ID: Final = "split_part(id, '_', 1) || '_' || substr(md5(:edition_id || id), 1, 20)"


async def carry(
    store: Store, source: str, edition_id: str, ids: Mapping[str, Sequence[str]], now: datetime
) -> None:
    """Copy the entries of things (ids by sort) from the edition `source` into another, empty one.

    The things may be read as that edition words them from now on, so their revisions count on.
    """
    for sort, identity in _IDENTITIES.items():
        await store.fetch(
            f'update "{identity.__tablename__}" set revision = revision + 1, updated_at = :now '
            "where id = any(:ids::text[])",
            ids=ids[sort],
            now=now,
        )
    for entries, owners in _ENTRIES:
        names = [f'"{name}"' for name in columns_of(entries) if name != "edition_id"]
        taken = [_NEW_ID if name == '"id"' else name for name in names]
        is_carried = "".join(
            f' and "{name}" = any(:{sort}::text[])' for name, sort in owners.items()
        )
        await store.fetch(
            f"""
            insert into "{entries.__tablename__}" (edition_id, {", ".join(names)})
            select :edition_id::text, {", ".join(taken)} from "{entries.__tablename__}"
            where edition_id = :source{is_carried}
            """,
            edition_id=edition_id,
            source=source,
            **ids,
        )
