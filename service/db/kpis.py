"""KPIs, read."""

from typing import Final

from service.db.areas import AREAS
from service.db.entered import entered
from service.db.indicators import INDICATORS
from service.db.sql import is_named, is_named_area, is_named_under_plan, ref, scoped_ref
from service.db.views import Parent
from service.domain.kpis import Kpi

KPIS: Final = entered(
    Kpi,
    "kpi",
    joins="""
        join priority on priority.id = entry.priority_id
        join indicator on indicator.id = kpi.indicator_id
        join area on area.id = kpi.area_id
    """,
    columns={
        "priority": scoped_ref("priority"),
        "indicator": ref("indicator"),
        "area": ref("area"),
        "wording": "entry.wording",
        "baseline": "entry.baseline",
        "target": "entry.target",
        "note": "entry.note",
    },
    filters={
        "priority": is_named_under_plan("priority", "priority"),
        "indicator": is_named("indicator", "indicator"),
        "area": is_named_area("area", "area"),
    },
    parents={"priority": Parent(("entry.edition_id", "entry.priority_id"))},
    along={"indicator": INDICATORS, "area": AREAS},
    series=("kpi.area_id", "kpi.indicator_id"),
)
