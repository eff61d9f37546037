"""Plans, editions and priorities, read."""

from typing import Final

from service.db.actions import ACTIONS
from service.db.editions import TRANSITIONS
from service.db.entered import entered
from service.db.external_documents import EXTERNAL_DOCUMENTS
from service.db.kpis import KPIS
from service.db.objectives import OBJECTIVES
from service.db.priority_sets import PRIORITY_SETS
from service.db.sql import (
    is_named,
    latest,
    recorded,
    ref,
    scoped_code_condition,
    scoped_ref_or_null,
    since,
)
from service.db.statements import STATEMENTS
from service.db.views import Order, Parent, Under, View
from service.domain.plans import Edition, Plan, Priority


def _nearest(table: str, on: str = ":on") -> tuple[Order, ...]:
    """Order by the day begun: what has begun before what is to come, the nearest first."""
    has_begun, code = f"{table}.starts_on <= {on}", f'{table}.code collate "C"'
    return (
        Order(f"({has_begun}) desc", "bool"),
        Order(f"abs({table}.starts_on - {on})", "int"),
        Order(f"case when {has_begun} then {code} end desc nulls last", "text"),
        Order(code, "text"),
    )


PLANS: Final[View[Plan]] = View(
    of=Plan,
    source="plan",
    columns={
        **recorded("plan"),
        "code": "plan.code",
        "title": "plan.title",
        "starts_on": "plan.starts_on",
        "ends_before": "plan.ends_before",
    },
    id_condition="plan.id = any(:ids::text[])",
    code_condition="plan.code = any(:codes::text[])",
    order=(Order("plan.code", "text"),),
    filters={
        "partnership": f"""
            exists (
                select from edition join partnership on partnership.id = edition.partnership_id
                where edition.plan_id = plan.id
                    and {is_named("partnership", "partnership")}
            )
        """,
        "in_force_on": "plan.starts_on <= :in_force_on and plan.ends_before > :in_force_on",
        "updated_since": since("plan"),
    },
    lists={"editions": Under(lambda: EDITIONS, "plan", ("plan.id",))},
)

EDITIONS: Final[View[Edition]] = View(
    of=Edition,
    source="""
        edition
        join plan on plan.id = edition.plan_id
        join partnership on partnership.id = edition.partnership_id
    """,
    columns={
        **recorded("edition"),
        "code": "plan.code || ':' || edition.code",
        "plan": ref("plan"),
        "partnership": ref("partnership"),
        "title": "edition.title",
        "state": "edition.state",
        "starts_on": "edition.starts_on",
        "ends_before": "edition.ends_before",
        "published_on": "edition.published_on",
        "source": "edition.source",
    },
    id_condition="edition.id = any(:ids::text[])",
    code_condition=scoped_code_condition("edition"),
    order=(
        Order("plan.code", "text"),
        Order("edition.starts_on", "date"),
        Order("edition.code", "text"),
    ),
    filters={
        "plan": is_named("plan", "plan"),
        "partnership": is_named("partnership", "partnership"),
        "state": "edition.state = any(:state::text[])",
        "updated_since": since("edition"),
    },
    parents={
        "plan": Parent(("edition.plan_id",)),
        "partnership": Parent(("edition.partnership_id",)),
    },
    along={"plan": PLANS},
    lists={
        "priorities": Under(lambda: PRIORITIES, "edition", ("edition.id",)),
        "kpis": Under(lambda: KPIS, "edition", ("edition.id",)),
        "actions": Under(lambda: ACTIONS, "edition", ("edition.id",)),
        "transitions": Under(lambda: TRANSITIONS, "edition", ("edition.id",)),
        "statements": Under(lambda: STATEMENTS, "edition", ("edition.id",)),
        "objectives": Under(lambda: OBJECTIVES, "edition", ("edition.id",)),
        "priority_sets": Under(lambda: PRIORITY_SETS, "edition", ("edition.id",)),
        "external_documents": Under(lambda: EXTERNAL_DOCUMENTS, "edition", ("edition.id",)),
    },
)

# The first day on which it is certain that a succession has happened.
_SINCE: Final = latest("succession.happened_on")

# What a partnership shows on a day, the first of all its editions: of the plan in force that began
# last, else of the last begun, else of the first to come; and of that plan the edition likewise.
# Of a plan that it carries on for another, it counts as its own the edition that stood at the
# succession, from then until the day when an edition of its own begins
# (service/domain/plans.py: shown_on).
SHOWN: Final[View[Plan]] = View(
    of=Plan,
    source=f"""
        (
            select edition.id as edition_id, edition.partnership_id as shown_by from edition
            union all
            select stood.id, succession.successor_id
            from partnership_succession as succession
            join partnership_carry as carry on carry.succession_id = succession.id
            cross join lateral (
                select edition.id from edition where edition.plan_id = carry.plan_id
                order by {", ".join(each.expression for each in _nearest("edition", _SINCE))}
                limit 1
            ) as stood
            where carry.action_id is null and carry.kpi_id is null and {_SINCE} <= :on
                and not exists (
                    select from edition as own
                    where own.plan_id = carry.plan_id
                        and own.partnership_id = succession.successor_id
                        and own.starts_on <= :on
                )
        ) as shown
        join edition on edition.id = shown.edition_id
        join plan on plan.id = edition.plan_id
        join partnership on partnership.id = edition.partnership_id
    """,
    columns=PLANS.columns,
    id_condition=PLANS.id_condition,
    code_condition=PLANS.code_condition,
    order=(
        Order("(plan.starts_on <= :on and plan.ends_before > :on) desc", "bool"),
        *_nearest("plan"),
        *_nearest("edition"),
    ),
    filters={},
    parents={"partnership": Parent(("shown.shown_by",))},
    along={"edition": EDITIONS},
    lists={**EDITIONS.lists, **PLANS.lists},
    facts={"in_force": "plan.starts_on <= :on and plan.ends_before > :on"},
)

_IN_EDITION: Final = ("entry.edition_id", "entry.priority_id")

PRIORITIES: Final[View[Priority]] = entered(
    Priority,
    "priority",
    joins="""
        left join priority as parent on parent.id = entry.parent_id
    """,
    columns={
        "kind": "entry.kind",
        "number": "entry.number",
        "title": "entry.title",
        "why": "entry.why",
        "parent": scoped_ref_or_null("parent"),
        "also_serves": """
            array(
                select plan.code || ':' || served.code
                from priority_serves
                join priority as served on served.id = priority_serves.serves_id
                where priority_serves.edition_id = entry.edition_id
                    and priority_serves.priority_id = entry.priority_id
                order by served.code
            )
        """,
        "comes_from": """
            array(
                select plan.code || ':' || origin.code
                from priority_origin
                join priority as origin on origin.id = priority_origin.origin_id
                where priority_origin.priority_id = priority.id
                order by origin.code
            )
        """,
    },
    filters={
        "kind": "entry.kind = any(:kind::text[])",
        "is_top": "(entry.parent_id is null) = :is_top",
    },
    parents={
        "parent": Parent(("entry.edition_id", "entry.parent_id")),
    },
    lists={
        "children": Under(lambda: PRIORITIES, "parent", _IN_EDITION),
        "kpis": Under(lambda: KPIS, "priority", _IN_EDITION),
        "actions": Under(lambda: ACTIONS, "priority", _IN_EDITION),
        "tackled_by": Under(lambda: ACTIONS, "tackles", _IN_EDITION),
        "statements": Under(lambda: STATEMENTS, "priority", _IN_EDITION),
        "objectives": Under(lambda: OBJECTIVES, "priority", _IN_EDITION),
        "priority_sets": Under(lambda: PRIORITY_SETS, "priority", _IN_EDITION),
    },
)
