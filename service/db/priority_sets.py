"""Other bodies' priorities, read."""

from typing import Final

from service.db.entered import entered
from service.db.sql import (
    is_named_under_plan,
    is_owned_by,
    join_owner,
    owner,
    printed_period,
    scoped_ref,
)
from service.db.views import Parent
from service.domain.priority_sets import PrioritySet

_OF_ENTRY: Final = """
    {0}.edition_id = entry.edition_id and {0}.priority_set_id = entry.priority_set_id
"""

PRIORITY_SETS: Final = entered(
    PrioritySet,
    "priority_set",
    joins=join_owner("entry"),
    columns={
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
    filters={
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
        "priority": Parent(
            ("entry.edition_id", "place.priority_id"),
            f"""
            join (select distinct edition_id, priority_set_id, priority_id from alignment) as place
                on {_OF_ENTRY.format("place")}
            """,
        ),
    },
)
