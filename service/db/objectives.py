"""Objectives, read."""

from typing import Final

from service.db.entered import entered
from service.db.sql import (
    is_named,
    is_owned_by,
    is_under_priority,
    join_owner,
    owner,
    printed_period,
    priorities_of,
    ref_or_null,
    under_priority,
)
from service.domain.objectives import Objective

OBJECTIVES: Final = entered(
    Objective,
    "objective",
    joins=f"""
        left join indicator on indicator.id = entry.indicator_id
        {join_owner("entry")}
    """,
    columns={
        "number": "entry.number",
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
    filters={
        "priority": is_under_priority("objective"),
        "indicator": is_named("indicator", "indicator"),
        "owner": is_owned_by("owner"),
    },
    parents={"priority": under_priority("objective")},
)
