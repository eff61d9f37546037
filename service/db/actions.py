"""Actions and their status history, read."""

from typing import Final

from service.db.entered import entered
from service.db.sql import (
    earliest,
    is_named,
    is_named_under_plan,
    is_under_priority,
    latest,
    priorities_of,
    recorded_step,
    scoped_ref,
    under_priority,
)
from service.db.views import Order, Parent, Under, View
from service.domain.actions import Action, ActionUpdate, MeasureCount, Role
from service.domain.days import Truth


def _acts(parameter: str, condition: str = "true") -> str:
    """Narrow to the actions in which an agency that a parameter names acts, on a condition."""
    return f"""
        exists (
            select from action_party as party join agency on agency.id = party.agency_id
            where party.edition_id = entry.edition_id and party.action_id = entry.action_id
                and {is_named("agency", parameter)} and {condition}
        )
    """


def _is_overdue(parameter: str, truth: Truth) -> str:
    """Narrow to the actions of which it is so that they are overdue on a day.

    The rule is the domain's (service/domain/actions.py: overdue), told in SQL; a test asks both.
    """
    on = f":{parameter}::date"
    return f"""
        {earliest("entry.ends_before")} <= {on}
        and case (
            select case
                when status not in ('completed', 'cancelled') then 'no'
                when {latest("happened_on")} <= {on} then 'yes'
                else 'undetermined'
            end
            from action_update
            where action_update.action_id = action.id and {earliest("happened_on")} <= {on}
            order by happened_on collate "C" desc, sequence desc
            limit 1
        )
            when 'yes' then 'no'
            when 'undetermined' then 'undetermined'
            else case when {latest("entry.ends_before")} <= {on} then 'yes' else 'undetermined' end
        end = '{truth}'
    """


ACTIONS: Final[View[Action]] = entered(
    Action,
    "action",
    joins="""
        join lateral (
            select status, happened_on, percent_complete, rag
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
        "text": "entry.text",
        "timescale": "entry.timescale",
        "timespan": """
            case when entry.timespan_basis is not null then jsonb_build_object(
                'starts_on', entry.starts_on,
                'ends_before', entry.ends_before,
                'recurs', entry.recurs,
                'condition', entry.condition,
                'doubt', entry.doubt,
                'basis', entry.timespan_basis
            ) end
        """,
        "status": "latest.status",
        "status_on": "latest.happened_on",
        "percent_complete": "latest.percent_complete",
        "rag": "latest.rag",
        "listings": "listed.listings",
        "tackles": priorities_of("action", "tackles"),
        "parties": """
            array(
                select jsonb_build_object(
                    'role', party.role,
                    'kind', party.kind,
                    'agency', case when agency.id is not null
                        then jsonb_build_array(agency.code, agency.id) end,
                    'unit', party.unit,
                    'printed', party.printed,
                    'role_basis', party.role_basis
                )
                from action_party as party left join agency on agency.id = party.agency_id
                where party.edition_id = entry.edition_id and party.action_id = entry.action_id
                order by party.position
            )
        """,
        "measures": """
            array(
                select jsonb_build_object(
                    'id', measure.id,
                    'printed', measure.printed,
                    'kind', measure.kind,
                    'target', measure.target::text,
                    'target_to', measure.target_to::text,
                    'unit', measure.unit,
                    'per', measure.per,
                    'count_so_far', counted.value::text,
                    'counted_on', counted.happened_on
                )
                from action_measure as measure
                    left join lateral (
                        select value, happened_on
                        from measure_count
                        where measure_count.measure_id = measure.id
                        order by happened_on collate "C" desc, sequence desc
                        limit 1
                    ) as counted on true
                where measure.edition_id = entry.edition_id and measure.action_id = entry.action_id
                order by measure.position
            )
        """,
    },
    position="listed.position",
    filters={
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
        "tackles": is_under_priority("action", "tackles"),
        "agency": _acts("agency"),
        "lead": _acts("lead", f"party.role = '{Role.LEAD}'"),
        "support": _acts("support", f"party.role = '{Role.SUPPORT}'"),
        "rag": "latest.rag = any(:rag::text[])",
        "measure": """
            exists (
                select from action_measure as measure
                where measure.edition_id = entry.edition_id and measure.action_id = entry.action_id
                    and measure.kind = any(:measure::text[])
            )
        """,
        "overdue_on": _is_overdue("overdue_on", Truth.YES),
        "perhaps_overdue_on": _is_overdue("perhaps_overdue_on", Truth.UNDETERMINED),
    },
    parents={
        "priority": Parent(
            ("entry.edition_id", "place.priority_id"),
            """
            join (select distinct edition_id, action_id, priority_id from action_listing) as place
                on place.edition_id = entry.edition_id and place.action_id = entry.action_id
            """,
        ),
        "tackles": under_priority("action", "tackles"),
    },
    lists={"updates": Under(lambda: UPDATES, "action", ("action.id",))},
)

UPDATES: Final[View[ActionUpdate]] = View(
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
        "percent_complete": "update.percent_complete",
        "rag": "update.rag",
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

COUNTS: Final = View(
    of=MeasureCount,
    source="""
        measure_count as counted
        join action_measure as measure on measure.id = counted.measure_id
        join action on action.id = measure.action_id
        join plan on plan.id = action.plan_id
        left join agency on agency.id = counted.recorded_by
    """,
    columns={
        "id": "counted.id",
        "action": scoped_ref("action"),
        "measure": "measure.id",
        "value": "counted.value",
        "happened_on": "counted.happened_on",
        "comment": "counted.comment",
        **recorded_step("counted"),
    },
    id_condition="counted.id = any(:ids::text[])",
    code_condition=None,
    order=(
        Order("measure.id", "text"),
        Order('counted.happened_on collate "C"', "text"),
        Order("counted.sequence", "int"),
    ),
    filters={"measure": "measure.id = any(:measure::text[])"},
    parents={"measure": Parent(("counted.measure_id",))},
)
