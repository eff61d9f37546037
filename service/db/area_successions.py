"""Successions of areas, read; and areas with all that hangs under them.

Partnerships and what they plan are read with their areas (`AREAS`), so what leads from an area to
them stands here, where both are known.
"""

import dataclasses
from typing import Final

from service.db.areas import AREAS
from service.db.partnerships import PARTNERSHIPS
from service.db.sql import is_named_area, recorded, ref
from service.db.store import Store
from service.db.views import Order, Parent, Under, View
from service.domain.areas import Area, AreaSuccession

AREA_SUCCESSIONS: Final[View[AreaSuccession]] = View(
    of=AreaSuccession,
    source="""
        area_succession as succession
        join area as predecessor on predecessor.id = succession.predecessor_id
        join area as successor on successor.id = succession.successor_id
    """,
    columns={
        **recorded("succession"),
        "predecessor": ref("predecessor"),
        "successor": ref("successor"),
        "happened_on": "succession.happened_on",
    },
    id_condition="succession.id = any(:ids::text[])",
    code_condition=None,
    order=(
        Order("succession.happened_on", "date"),
        Order("predecessor.code", "text"),
        Order("successor.code", "text"),
    ),
    filters={
        "predecessor": is_named_area("predecessor", "predecessor"),
        "successor": is_named_area("successor", "successor"),
    },
    parents={
        "predecessor": Parent(("succession.predecessor_id",)),
        "successor": Parent(("succession.successor_id",)),
    },
)

PLACES: Final[View[Area]] = dataclasses.replace(
    AREAS,
    lists={
        "areas": Under(lambda: PLACES, "within", ("area.id",)),
        "partnerships": Under(lambda: PARTNERSHIPS, "area", ("area.id",)),
        "successors": Under(lambda: AREA_SUCCESSIONS, "predecessor", ("area.id",)),
        "predecessors": Under(lambda: AREA_SUCCESSIONS, "successor", ("area.id",)),
    },
)


async def would_succeed_itself(store: Store, predecessor_id: str, successor_id: str) -> bool:
    """Say whether an area would, by this succession, come to be its own successor."""
    row = await store.fetch_one(
        """
        with recursive later as (
            select :successor_id::text as id
            union
            select area_succession.successor_id
            from later join area_succession on area_succession.predecessor_id = later.id
        )
        select exists (select from later where id = :predecessor_id) as is_circle
        """,
        predecessor_id=predecessor_id,
        successor_id=successor_id,
    )
    return row is not None and bool(row["is_circle"])
