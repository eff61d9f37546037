"""The life of editions, read and written."""

from typing import Final

from service.db.sql import is_named_under_plan, recorded_step, scoped_ref, scoped_ref_or_null
from service.db.store import Record, Store
from service.db.views import Order, Parent, View
from service.domain.editions import EditionTransition

TRANSITIONS: Final = View(
    of=EditionTransition,
    source="""
        edition_transition as transition
        join edition on edition.id = transition.edition_id
        join plan on plan.id = edition.plan_id
        left join agency on agency.id = transition.recorded_by
        left join edition as superseding on superseding.id = transition.superseded_by_id
    """,
    columns={
        "id": "transition.id",
        "edition": scoped_ref("edition"),
        "to": "transition.state",
        "happened_on": "transition.happened_on",
        "note": "transition.note",
        **recorded_step("transition"),
        "superseded_by": scoped_ref_or_null("superseding"),
    },
    id_condition="transition.id = any(:ids::text[])",
    code_condition=None,
    order=(
        Order("plan.code", "text"),
        Order("edition.starts_on", "date"),
        Order("edition.code", "text"),
        Order('transition.happened_on collate "C"', "text"),
        Order("transition.sequence", "int"),
    ),
    filters={"edition": is_named_under_plan("edition", "edition")},
    parents={"edition": Parent(("transition.edition_id",))},
)


async def lock_editions(store: Store, plan_id: str) -> None:
    """Let nobody else change any edition of the plan until this transaction ends."""
    await store.fetch(
        "select from edition where plan_id = :plan_id order by id for update", plan_id=plan_id
    )


async def next_step(store: Store, edition_id: str) -> int:
    """Return the number of the next step of an edition's life; it must be locked, or new."""
    row = await store.fetch_one(
        "select coalesce(max(sequence), 0) + 1 as next from edition_transition "
        "where edition_id = :edition_id",
        edition_id=edition_id,
    )
    return 1 if row is None else int(row["next"])


async def as_recorded(store: Store, edition_id: str) -> list[str]:
    """Return the ids of an edition's steps, in the order in which they were recorded."""
    rows = await store.fetch(
        "select id from edition_transition where edition_id = :edition_id order by sequence",
        edition_id=edition_id,
    )
    return [row["id"] for row in rows]


async def superseded_by(store: Store, edition_id: str) -> list[Record]:
    """Return what the publication of an edition superseded: each `edition_id`, and the step."""
    return await store.fetch(
        "select edition_id, id from edition_transition where superseded_by_id = :edition_id",
        edition_id=edition_id,
    )


async def closed_on(store: Store, edition_id: str) -> str | None:
    """Return the day on which an edition was published before the service's own eyes, if it was."""
    row = await store.fetch_one(
        """
        select happened_on from edition_transition
        where edition_id = :edition_id and state = 'published' and not recorded_after_the_fact
        """,
        edition_id=edition_id,
    )
    return None if row is None else str(row["happened_on"])
