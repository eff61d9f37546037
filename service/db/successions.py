"""Successions, read both ways, and followed."""

from typing import Final

from service.db.sql import is_named, recorded, ref
from service.db.store import Store
from service.db.views import Order, Parent, View
from service.domain.successions import Succession

SUCCESSIONS: Final[View[Succession]] = View(
    of=Succession,
    source="""
        succession
        join agency as predecessor on predecessor.id = succession.predecessor_id
        join agency as successor on successor.id = succession.successor_id
    """,
    columns={
        **recorded("succession"),
        "predecessor": ref("predecessor"),
        "successor": ref("successor"),
        "kind": "succession.kind",
        "happened_on": "succession.happened_on",
        "note": "succession.note",
        "source": "succession.source",
    },
    id_condition="succession.id = any(:ids::text[])",
    code_condition=None,
    order=(
        Order("succession.happened_on", "text"),
        Order("predecessor.code", "text"),
        Order("successor.code", "text"),
    ),
    filters={
        "agency": f"({is_named('predecessor', 'agency')} or {is_named('successor', 'agency')})",
        "predecessor": is_named("predecessor", "predecessor"),
        "successor": is_named("successor", "successor"),
    },
    parents={
        "predecessor": Parent(("succession.predecessor_id",)),
        "successor": Parent(("succession.successor_id",)),
    },
)


async def lock(store: Store) -> None:
    """Let nobody else record a succession, or redate a body in one, until this transaction ends.

    A circle can close through two successions that are recorded at once, each of them harmless.
    """
    await store.fetch("select pg_advisory_xact_lock(hashtextextended('successions', 0))")


async def leading_on(store: Store, agency_id: str) -> list[str]:
    """Return the ids of all successions that lead on from an agency, however far."""
    rows = await store.fetch(
        """
        with recursive onward as (
            select id, successor_id from succession where predecessor_id = :agency_id
            union
            select succession.id, succession.successor_id
            from onward join succession on succession.predecessor_id = onward.successor_id
        )
        select id from onward order by id
        """,
        agency_id=agency_id,
    )
    return [row["id"] for row in rows]
