"""The life of editions, read and written."""

from typing import Final

from service.db.sql import is_named_under_plan, recorded_step, scoped_ref
from service.db.store import Store
from service.db.views import Order, Parent, View
from service.domain.editions import EditionTransition

TRANSITIONS: Final = View(
    of=EditionTransition,
    source="""
        edition_transition as transition
        join edition on edition.id = transition.edition_id
        join plan on plan.id = edition.plan_id
        left join agency on agency.id = transition.recorded_by
    """,
    columns={
        "id": "transition.id",
        "edition": scoped_ref("edition"),
        "to": "transition.state",
        "happened_on": "transition.happened_on",
        "note": "transition.note",
        **recorded_step("transition"),
    },
    id_condition="transition.id = any(:ids::text[])",
    code_condition=None,
    order=(
        Order("plan.code", "text"),
        Order("edition.starts_on", "date"),
        Order("edition.id", "text"),
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


async def steps_taken(store: Store, edition_id: str) -> int:
    """Return how many steps of an edition's life are on record; it must be locked, or new."""
    row = await store.fetch_one(
        "select count(*) as steps from edition_transition where edition_id = :edition_id",
        edition_id=edition_id,
    )
    return 0 if row is None else int(row["steps"])


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
