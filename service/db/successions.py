"""Successions, read both ways, and followed."""

from typing import Final

from service.db.circles import Steps
from service.db.sql import is_named, recorded, ref
from service.db.store import Store
from service.db.views import Order, Parent, View
from service.domain.successions import Succession

AFTER: Final = Steps("succession", "predecessor_id", "successor_id")

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


async def leading_on(store: Store, agency_id: str) -> list[str]:
    """Return the ids of all successions that lead on from an agency, however far."""
    rows = await store.fetch(
        f"""
        select id from succession
        where predecessor_id in ({AFTER.reached("array[:agency_id::text]")})
        order by id
        """,
        agency_id=agency_id,
    )
    return [row["id"] for row in rows]
