"""Successions, read both ways, and followed."""

from collections.abc import Sequence
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


async def leading_on(store: Store, agency_ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the ids of all successions that lead on from each agency, however far."""
    rows = await store.fetch(
        """
        with recursive onward as (
            select predecessor_id as agency_id, id, successor_id
            from succession where predecessor_id = any(:agency_ids::text[])
            union
            select onward.agency_id, succession.id, succession.successor_id
            from onward join succession on succession.predecessor_id = onward.successor_id
        )
        select agency_id, array_agg(id order by id) as ids from onward group by agency_id
        """,
        agency_ids=list(agency_ids),
    )
    led = {row["agency_id"]: list(row["ids"]) for row in rows}
    return {each: led.get(each, []) for each in agency_ids}
