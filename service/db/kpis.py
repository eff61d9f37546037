"""KPIs, read."""

from typing import Final

from service.db.areas import AREAS
from service.db.indicators import INDICATORS
from service.db.sql import (
    in_editions,
    in_reading_order,
    is_named,
    is_named_area,
    is_named_under_plan,
    recorded,
    ref,
    scoped_code_condition,
    scoped_ref,
    standing_entry,
)
from service.db.views import Parent, View
from service.domain.kpis import Kpi

KPIS: Final = View(
    of=Kpi,
    source="""
        kpi_entry as entry
        join kpi on kpi.id = entry.kpi_id
        join edition on edition.id = entry.edition_id
        join plan on plan.id = kpi.plan_id
        join priority on priority.id = entry.priority_id
        join indicator on indicator.id = kpi.indicator_id
        join area on area.id = kpi.area_id
    """,
    columns={
        **recorded("kpi"),
        "code": "plan.code || ':' || kpi.code",
        "plan": ref("plan"),
        "edition": scoped_ref("edition"),
        "priority": scoped_ref("priority"),
        "position": "entry.position",
        "indicator": ref("indicator"),
        "area": ref("area"),
        "wording": "entry.wording",
        "baseline": "entry.baseline",
        "target": "entry.target",
        "note": "entry.note",
    },
    id_condition="kpi.id = any(:ids::text[])",
    code_condition=scoped_code_condition("kpi"),
    order=in_reading_order("entry.position"),
    filters={
        **in_editions("kpi"),
        "priority": is_named_under_plan("priority", "priority"),
        "indicator": is_named("indicator", "indicator"),
        "area": is_named_area("area", "area"),
    },
    parents={
        "edition": Parent(("entry.edition_id",)),
        "priority": Parent(("entry.edition_id", "entry.priority_id")),
    },
    along={"indicator": INDICATORS, "area": AREAS},
    series=("kpi.area_id", "kpi.indicator_id"),
    standing=standing_entry("kpi_entry", "kpi"),
)
