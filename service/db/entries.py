"""What editions hold: putting it where it stands, and reading where that is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from sqlmodel import SQLModel

from service.db.circles import Steps
from service.db.store import Store
from service.db.tables import (
    ActionListingRow,
    ActionMeasureRow,
    ActionPartyRow,
    ActionTacklesRow,
    PriorityOriginRow,
    PriorityServesRow,
    Table,
)
from service.domain.actions import Listing, Measure, Party
from service.domain.timescales import Timespan

# Which priority stands under which in an edition, and which comes from which earlier ones.
PARENTS: Final = Steps(
    "priority_entry", "priority_id", "parent_id", among="step.edition_id = :edition_id"
)
ORIGINS: Final = Steps("priority_origin", "priority_id", "origin_id")

Rows: TypeAlias = Iterable[Mapping[str, object]]  # their columns, but for those of a key


async def lock_edition(store: Store, edition_id: str) -> None:
    """Let nobody else enter anything in the edition until this transaction ends."""
    await store.fetch(
        "select from edition where id = :edition_id for update", edition_id=edition_id
    )


async def next_position(store: Store, table: type[SQLModel], edition_id: str) -> int:
    """Return the position after the last one taken; the edition must be locked."""
    row = await store.fetch_one(
        f'select coalesce(max(position), 0) + 1 as next from "{table.__tablename__}" '
        "where edition_id = :edition_id",
        edition_id=edition_id,
    )
    return int(row["next"]) if row is not None else 1


async def listed_at(store: Store, edition_id: str, positions: Sequence[int]) -> list[int]:
    """Return those of the places in an edition at which an action is listed; it must be locked."""
    rows = await store.fetch(
        "select position from action_listing "
        "where edition_id = :edition_id and position = any(:positions::int[])",
        edition_id=edition_id,
        positions=positions,
    )
    return [row["position"] for row in rows]


async def identity(
    store: Store, table: type[SQLModel], plan_id: str, code: str
) -> Mapping[str, Any] | None:
    """Find what bears a code under a plan already, in whatever edition: its row, locked."""
    return await store.fetch_one(
        f'select * from "{table.__tablename__}" where plan_id = :plan_id and code = :code '
        "for update",
        plan_id=plan_id,
        code=code,
    )


async def put(store: Store, under: Mapping[str, str], rows: Mapping[Table, Rows]) -> None:
    """Record the rows of each table, in place of those that it has under the same key.

    A table stands after those that its rows refer to.
    """
    for table in reversed(list(rows)):
        await store.delete(table, under)
    for table, each in rows.items():
        await store.insert(*(table(**under, **row) for row in each))


def in_order(rows: Rows) -> Iterator[dict[str, object]]:
    """Give rows their positions, from 1."""
    return ({**row, "position": position} for position, row in enumerate(rows, start=1))


async def put_served(
    store: Store, edition_id: str, priority_id: str, served_ids: Sequence[str]
) -> None:
    """Record which other priorities one also serves, in place of what was recorded."""
    under = {"edition_id": edition_id, "priority_id": priority_id}
    await put(store, under, {PriorityServesRow: [{"serves_id": each} for each in served_ids]})


async def lock_lineages(store: Store, plan_id: str) -> None:
    """Let nobody else say what priorities of the plan come from until this transaction ends.

    A circle can close through two who write at once, each into an edition of its own.
    """
    await store.fetch(
        "select pg_advisory_xact_lock(hashtextextended('lineages of ' || :plan_id::text, 0))",
        plan_id=plan_id,
    )


async def put_origins(store: Store, priority_id: str, origin_ids: Sequence[str]) -> None:
    """Record what earlier priorities one comes from, in place of what was recorded."""
    await store.delete(PriorityOriginRow, {"priority_id": priority_id})
    await store.insert(
        *(PriorityOriginRow(priority_id=priority_id, origin_id=each) for each in origin_ids)
    )


async def put_listings(
    store: Store, edition_id: str, action_id: str, listings: Sequence[Listing]
) -> None:
    """Record where an edition lists an action, in place of what was recorded."""
    rows = (
        {"position": each.position, "priority_id": each.priority.id, "number": each.number}
        for each in listings
    )
    await put(store, _of_action(edition_id, action_id), {ActionListingRow: rows})


async def put_tackled(
    store: Store, edition_id: str, action_id: str, priority_ids: Sequence[str]
) -> None:
    """Record which priorities an edition says an action tackles, in place of what was recorded."""
    rows = ({"priority_id": each} for each in priority_ids)
    await put(store, _of_action(edition_id, action_id), {ActionTacklesRow: in_order(rows)})


async def put_parties(
    store: Store, edition_id: str, action_id: str, parties: Sequence[Party]
) -> None:
    """Record who acts, in place of what was recorded."""
    rows = (
        {
            "role": party.role,
            "kind": party.kind,
            "agency_id": party.agency.id if party.agency is not None else None,
            "unit": party.unit,
            "printed": party.printed,
            "role_basis": party.role_basis,
        }
        for party in parties
    )
    await put(store, _of_action(edition_id, action_id), {ActionPartyRow: in_order(rows)})


async def put_measures(
    store: Store, edition_id: str, action_id: str, measures: Sequence[Measure]
) -> None:
    """Record how success is measured, in place of what was recorded.

    Refuses with `StillInUse` when a measure is gone of which something was counted.
    """
    told = ("id", "printed", "kind", "target", "target_to", "unit", "per")
    rows = ({name: getattr(each, name) for name in told} for each in measures)
    await put(store, _of_action(edition_id, action_id), {ActionMeasureRow: in_order(rows)})
    await store.fetch("set constraints fk_measure_count_measure_id immediate")


def _of_action(edition_id: str, action_id: str) -> dict[str, str]:
    return {"edition_id": edition_id, "action_id": action_id}


async def lock_action(store: Store, action_id: str) -> None:
    """Let nobody else move the action until this transaction ends."""
    await store.fetch("select from action where id = :action_id for update", action_id=action_id)


async def last_sequence(store: Store, action_id: str) -> int:
    """Return how many updates an action has; it must be locked, or new."""
    row = await store.fetch_one(
        "select count(*) as updates from action_update where action_id = :action_id",
        action_id=action_id,
    )
    return int(row["updates"]) if row is not None else 0


async def beginnings(store: Store, table: Table, owner: str, ids: Sequence[str]) -> list[str]:
    """Return the ids of the steps with which the histories of some owners, by ids, begin."""
    rows = await store.fetch(
        f'select id from "{table.__tablename__}" '
        f'where sequence = 1 and "{owner}" = any(:ids::text[])',
        ids=ids,
    )
    return [row["id"] for row in rows]


async def last_count(store: Store, measure_id: str) -> tuple[int, str | None]:
    """Return how often a measure was counted, and the last day of that; its action is locked."""
    row = await store.fetch_one(
        """
        select count(*) as counts, max(happened_on collate "C") as counted_on
        from measure_count where measure_id = :measure_id
        """,
        measure_id=measure_id,
    )
    return (int(row["counts"]), row["counted_on"]) if row is not None else (0, None)


def timespan_columns(timespan: Timespan | None) -> dict[str, Any]:
    """Return the columns of an action's entry that hold what its timescale means."""
    names = ("starts_on", "ends_before", "recurs", "condition", "doubt")
    own: dict[str, Any] = {name: getattr(timespan, name, None) for name in names}
    return {**own, "timespan_basis": getattr(timespan, "basis", None)}
