"""Successions of areas, read; and areas with all that hangs under them.

Partnerships and what they plan are read with their areas (`AREAS`), so what leads from an area to
them stands here, where both are known.
"""

import dataclasses
from typing import Final

from service.db.areas import AREAS
from service.db.circles import Steps
from service.db.partnerships import PARTNERSHIPS
from service.db.sql import is_named_area, recorded, ref
from service.db.views import Order, Parent, Under, View
from service.domain.areas import Area, AreaSuccession

AFTER: Final = Steps("area_succession", "predecessor_id", "successor_id")

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
