"""Objectives, read."""

from typing import Final

from service.db.sql import (
    in_editions,
    in_reading_order,
    is_named,
    is_owned_by,
    is_under_priority,
    join_owner,
    owner,
    printed_period,
    priorities_of,
    recorded,
    ref,
    ref_or_null,
    scoped_code_condition,
    scoped_ref,
    standing_entry,
    under_priority,
)
from service.db.views import Parent, View
from service.domain.objectives import Objective

OBJECTIVES: Final = View(
    of=Objective,
    source=f"""
        objective_entry as entry
        join objective on objective.id = entry.objective_id
        join edition on edition.id = entry.edition_id
        join plan on plan.id = objective.plan_id
        left join indicator on indicator.id = entry.indicator_id
        {join_owner("entry")}
    """,
    columns={
        **recorded("objective"),
        "code": "plan.code || ':' || objective.code",
        "plan": ref("plan"),
        "edition": scoped_ref("edition"),
        "number": "entry.number",
        "position": "entry.position",
        "priorities": priorities_of("objective"),
        "wording": "entry.wording",
        "direction": "entry.direction",
        "target": """
            case when entry.target_printed is not null then jsonb_build_object(
                'printed', entry.target_printed,
                'kind', entry.target_kind,
                'value', entry.target_value::text,
                'unit', entry.target_unit
            ) end
        """,
        "owner": owner("entry"),
        "measured_by": "entry.measured_by",
        "indicator": ref_or_null("indicator"),
        "due": printed_period("due"),
    },
    id_condition="objective.id = any(:ids::text[])",
    code_condition=scoped_code_condition("objective"),
    order=in_reading_order("entry.position"),
    filters={
        **in_editions("objective"),
        "priority": is_under_priority("objective"),
        "indicator": is_named("indicator", "indicator"),
        "owner": is_owned_by("owner"),
    },
    parents={
        "edition": Parent(("entry.edition_id",)),
        "priority": under_priority("objective"),
    },
    standing=standing_entry("objective_entry", "objective"),
)
