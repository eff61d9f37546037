"""Actions and their status history, read."""

from typing import Final

from service.db.sql import (
    in_editions,
    in_reading_order,
    is_named,
    is_named_under_plan,
    recorded,
    recorded_step,
    ref,
    scoped_code_condition,
    scoped_ref,
    standing_entry,
)
from service.db.views import Order, Parent, View
from service.domain.actions import Action, ActionUpdate

_OF_ENTRY: Final = "edition_id = entry.edition_id and {0}.action_id = entry.action_id"

ACTIONS: Final = View(
    of=Action,
    source="""
        action_entry as entry
        join action on action.id = entry.action_id
        join edition on edition.id = entry.edition_id
        join plan on plan.id = action.plan_id
        join lateral (
            select status, happened_on
            from action_update
            where action_update.action_id = action.id
            order by happened_on collate "C" desc, sequence desc
            limit 1
        ) as latest on true
        join lateral (
            select min(position) as position,
                jsonb_agg(
                    jsonb_build_object(
                        'priority', array[plan.code || ':' || priority.code, priority.id],
                        'number', listing.number,
                        'position', listing.position
                    )
                    order by listing.position
                ) as listings
            from action_listing as listing join priority on priority.id = listing.priority_id
            where listing.edition_id = entry.edition_id and listing.action_id = entry.action_id
        ) as listed on true
    """,
    columns={
        **recorded("action"),
        "code": "plan.code || ':' || action.code",
        "plan": ref("plan"),
        "edition": scoped_ref("edition"),
        "text": "entry.text",
        "timescale": "entry.timescale",
        "status": "latest.status",
        "status_on": "latest.happened_on",
        "listings": "listed.listings",
        "parties": """
            array(
                select jsonb_build_object(
                    'role', party.role,
                    'kind', party.kind,
                    'agency', case when agency.id is not null
                        then jsonb_build_array(agency.code, agency.id) end,
                    'unit', party.unit,
                    'printed', party.printed
                )
                from action_party as party left join agency on agency.id = party.agency_id
                where party.edition_id = entry.edition_id and party.action_id = entry.action_id
                order by party.position
            )
        """,
        "measures": """
            array(
                select jsonb_build_object(
                    'printed', measure.printed,
                    'kind', measure.kind,
                    'target', measure.target::text,
                    'unit', measure.unit
                )
                from action_measure as measure
                where measure.edition_id = entry.edition_id and measure.action_id = entry.action_id
                order by measure.position
            )
        """,
    },
    id_condition="action.id = any(:ids::text[])",
    code_condition=scoped_code_condition("action"),
    order=in_reading_order("listed.position"),
    filters={
        **in_editions("action"),
        "status": "latest.status = any(:status::text[])",
        "priority": f"""
            exists (
                select from action_listing as listing
                    join priority on priority.id = listing.priority_id
                where listing.edition_id = entry.edition_id
                    and listing.action_id = entry.action_id
                    and {is_named_under_plan("priority", "priority")}
            )
        """,
        "agency": f"""
            exists (
                select from action_party as party join agency on agency.id = party.agency_id
                where party.edition_id = entry.edition_id and party.action_id = entry.action_id
                    and {is_named("agency", "agency")}
            )
        """,
    },
    parents={
        "edition": Parent(("entry.edition_id",)),
        "priority": Parent(
            ("entry.edition_id", "place.priority_id"),
            """
            join (select distinct edition_id, action_id, priority_id from action_listing) as place
                on place.edition_id = entry.edition_id and place.action_id = entry.action_id
            """,
        ),
    },
    standing=standing_entry("action_entry", "action"),
)

UPDATES: Final = View(
    of=ActionUpdate,
    source="""
        action_update as update
        join action on action.id = update.action_id
        join plan on plan.id = action.plan_id
        left join agency on agency.id = update.recorded_by
    """,
    columns={
        "id": "update.id",
        "action": scoped_ref("action"),
        "status": "update.status",
        "happened_on": "update.happened_on",
        "comment": "update.comment",
        **recorded_step("update"),
    },
    id_condition="update.id = any(:ids::text[])",
    code_condition=None,
    order=(
        Order("plan.code", "text"),
        Order("action.code", "text"),
        Order('update.happened_on collate "C"', "text"),
        Order("update.sequence", "int"),
    ),
    filters={
        "action": is_named_under_plan("action", "action"),
        "status": "update.status = any(:status::text[])",
    },
    parents={"action": Parent(("update.action_id",))},
)
