"""Other bodies' priorities, read."""

from typing import Final

from service.db.sql import (
    in_editions,
    in_reading_order,
    is_named_under_plan,
    is_owned_by,
    join_owner,
    owner,
    printed_period,
    recorded,
    ref,
    scoped_code_condition,
    scoped_ref,
    standing_entry,
)
from service.db.views import Parent, View
from service.domain.priority_sets import PrioritySet

_OF_ENTRY: Final = """
    {0}.edition_id = entry.edition_id and {0}.priority_set_id = entry.priority_set_id
"""

PRIORITY_SETS: Final = View(
    of=PrioritySet,
    source=f"""
        priority_set_entry as entry
        join priority_set on priority_set.id = entry.priority_set_id
        join edition on edition.id = entry.edition_id
        join plan on plan.id = priority_set.plan_id
        {join_owner("entry")}
    """,
    columns={
        **recorded("priority_set"),
        "code": "plan.code || ':' || priority_set.code",
        "plan": ref("plan"),
        "edition": scoped_ref("edition"),
        "position": "entry.position",
        "name": "entry.name",
        "owner": owner("entry"),
        "order": "entry.order_kind",
        "dated": printed_period("dated"),
        "items": f"""
            array(
                select jsonb_build_object(
                    'number', item.number,
                    'title', item.title,
                    'lead', {owner("item")},
                    'our_role', item.our_role,
                    'aligned_to', array(
                        select to_jsonb({scoped_ref("priority")})
                        from alignment join priority on priority.id = alignment.priority_id
                        where {_OF_ENTRY.format("alignment")} and alignment.item = item.position
                        order by priority.code
                    ),
                    'aligned_to_none', item.aligned_to_none
                )
                from priority_set_item as item {join_owner("item")}
                where {_OF_ENTRY.format("item")}
                order by item.position
            )
        """,
    },
    id_condition="priority_set.id = any(:ids::text[])",
    code_condition=scoped_code_condition("priority_set"),
    order=in_reading_order("entry.position"),
    filters={
        **in_editions("priority_set"),
        "owner": is_owned_by("owner"),
        "priority": f"""
            exists (
                select from alignment join priority on priority.id = alignment.priority_id
                where {_OF_ENTRY.format("alignment")}
                    and {is_named_under_plan("priority", "priority")}
            )
        """,
    },
    parents={
        "edition": Parent(("entry.edition_id",)),
        "priority": Parent(
            ("entry.edition_id", "place.priority_id"),
            f"""
            join (select distinct edition_id, priority_set_id, priority_id from alignment) as place
                on {_OF_ENTRY.format("place")}
            """,
        ),
    },
    standing=standing_entry("priority_set_entry", "priority_set"),
)
