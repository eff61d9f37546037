"""How partnerships follow one another, read and written; and what is carried on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.db.circles import Steps
from service.db.plans import EDITIONS, PLANS
from service.db.sql import earliest, is_named, recorded, ref, ref_or_null, since
from service.db.store import Store
from service.db.tables import PartnershipCarryRow
from service.db.views import Order, Parent, View
from service.domain.days import VagueDay
from service.domain.partnership_successions import PartnershipSuccession
from service.domain.plans import Carried, Edition, Plan

_IS_WHOLE_PLAN: Final = "carry.action_id is null and carry.kpi_id is null"
_OPEN: Final = "latest.status not in ('completed', 'cancelled')"

# Of the predecessor's plans, those that reach beyond its end and that nobody has taken over.
_PLANS_LEFT: Final = f"""
    select plan.id, plan.code from plan
    where plan.ends_before > {earliest("predecessor.ends_before")}
        and (
            exists (
                select from edition
                where edition.plan_id = plan.id and edition.partnership_id = predecessor.id
            ) or exists (
                select from partnership_carry as carry
                join partnership_succession as came on came.id = carry.succession_id
                where carry.plan_id = plan.id and {_IS_WHOLE_PLAN}
                    and came.successor_id = predecessor.id
            )
        )
        and not exists (
            select from partnership_carry as carry
            join partnership_succession as went on went.id = carry.succession_id
            where carry.plan_id = plan.id and {_IS_WHOLE_PLAN}
                and went.predecessor_id = predecessor.id
        )
        and not exists (
            select from edition join partnership as other on other.id = edition.partnership_id
            where edition.plan_id = plan.id and other.ends_before is null
        )
"""


def _left_under(identity: str, condition: str = "true", join: str = "") -> str:
    """Select what of a sort stands under those plans and has not been taken over by itself."""
    return f"""
        select '{identity}', plan_left.code || ':' || {identity}.code
        from ({_PLANS_LEFT}) as plan_left
        join {identity} on {identity}.plan_id = plan_left.id {join}
        where {condition} and not exists (
            select from partnership_carry as carry
            join partnership_succession as went on went.id = carry.succession_id
            where carry.{identity}_id = {identity}.id and went.predecessor_id = predecessor.id
        )
    """


_LATEST: Final = """
    join lateral (
        select status from action_update
        where action_update.action_id = action.id
        order by happened_on collate "C" desc, sequence desc
        limit 1
    ) as latest on true
"""

AFTER: Final = Steps("partnership_succession", "predecessor_id", "successor_id")

PARTNERSHIP_SUCCESSIONS: Final = View(
    of=PartnershipSuccession,
    source="""
        partnership_succession as succession
        join partnership as predecessor on predecessor.id = succession.predecessor_id
        left join partnership as successor on successor.id = succession.successor_id
    """,
    columns={
        **recorded("succession"),
        "predecessor": ref("predecessor"),
        "successor": ref_or_null("successor"),
        "kind": "succession.kind",
        "happened_on": "succession.happened_on",
        "in_practice_from": "succession.in_practice_from",
        "note": "succession.note",
        "source": "succession.source",
        "carries": """
            array(
                select jsonb_build_object(
                    'kind', case when action.id is not null then 'action'
                        when kpi.id is not null then 'kpi' else 'plan' end,
                    'named', concat_ws(':', plan.code, action.code, kpi.code)
                )
                from partnership_carry as carry
                join plan on plan.id = carry.plan_id
                left join action on action.id = carry.action_id
                left join kpi on kpi.id = carry.kpi_id
                where carry.succession_id = succession.id
                order by carry.position
            )
        """,
        "left": f"""
            array(
                select jsonb_build_object('kind', what.kind, 'named', what.named)
                from (
                    select 'membership' as kind, membership.id as named from membership
                    where membership.partnership_id = predecessor.id
                        and membership.ends_before is null
                    union all
                    select 'plan', plan_left.code from ({_PLANS_LEFT}) as plan_left
                    union all
                    {_left_under("action", _OPEN, _LATEST)}
                    union all
                    {_left_under("kpi")}
                ) as what
                where predecessor.ends_before is not null
                order by what.kind desc, what.named
            )
        """,
    },
    id_condition="succession.id = any(:ids::text[])",
    code_condition=None,
    order=(
        Order('succession.happened_on collate "C"', "text"),
        Order("predecessor.code", "text"),
        Order("coalesce(successor.code, '')", "text"),
    ),
    filters={
        "partnership": f"""
            ({is_named("predecessor", "partnership")} or {is_named("successor", "partnership")})
        """,
        "predecessor": is_named("predecessor", "predecessor"),
        "successor": is_named("successor", "successor"),
        "carried_plan": f"""
            exists (
                select from partnership_carry as carry
                where carry.succession_id = succession.id and {_IS_WHOLE_PLAN}
                    and carry.plan_id = any(:carried_plan::text[])
            )
        """,
        "in_line_with": f"""
            succession.predecessor_id in ({AFTER.reached("array[:in_line_with::text]")})
            or succession.successor_id in ({AFTER.back.reached("array[:in_line_with::text]")})
        """,
        "updated_since": since("succession"),
    },
    parents={
        "predecessor": Parent(("succession.predecessor_id",)),
        "successor": Parent(("succession.successor_id",)),
    },
)


@dataclass(frozen=True)
class CarriedThing:
    """What a successor is to carry, by ids: a plan, or a single action or KPI of it."""

    plan_id: str
    action_id: str | None = None
    kpi_id: str | None = None


async def put_carries(store: Store, succession_id: str, things: Sequence[CarriedThing]) -> None:
    """Record what a successor carries, in place of what was recorded."""
    await store.delete(PartnershipCarryRow, {"succession_id": succession_id})
    await store.insert(
        *(
            PartnershipCarryRow(succession_id=succession_id, position=position, **vars(thing))
            for position, thing in enumerate(things, start=1)
        )
    )


async def carriers(store: Store, plan_id: str, action_id: str | None = None) -> dict[str, str]:
    """Return who carries a plan as a whole, or a single action of it: codes by id."""
    rows = await store.fetch(
        """
        select distinct partnership.id, partnership.code
        from partnership_carry as carry
        join partnership_succession as succession on succession.id = carry.succession_id
        join partnership on partnership.id = succession.successor_id
        where carry.plan_id = :plan_id and carry.kpi_id is null
            and carry.action_id is not distinct from :action_id
        """,
        plan_id=plan_id,
        action_id=action_id,
    )
    return {row["id"]: row["code"] for row in rows}


async def carried(store: Store, partnership_ids: Sequence[str]) -> dict[str, list[Carried]]:
    """Read the plans that partnerships carry on for others, each with all its editions."""
    rows = await store.fetch(
        f"""
        select succession.id as succession_id, succession.successor_id, succession.happened_on,
            {EDITIONS.selected()}, {PLANS.selected("plan.")}
        from {EDITIONS.source}
        join partnership_carry as carry on carry.plan_id = plan.id and {_IS_WHOLE_PLAN}
        join partnership_succession as succession on succession.id = carry.succession_id
        where succession.successor_id = any(:ids::text[])
        """,
        ids=list(partnership_ids),
    )
    plans: dict[tuple[str, str, str], Plan] = {}
    editions: dict[tuple[str, str, str], list[Edition]] = {}
    for row in rows:
        plan = PLANS.build(row, store.today, "plan.")
        key = (row["successor_id"], row["happened_on"], plan.id)
        plans[key] = plan
        editions.setdefault(key, []).append(EDITIONS.build(row, store.today))
    found: dict[str, list[Carried]] = {each: [] for each in partnership_ids}
    for key, plan in plans.items():
        successor_id, happened_on, _ = key
        since_then = VagueDay.read(happened_on).latest
        found[successor_id].append(Carried(plan, since_then, tuple(editions[key])))
    return found
