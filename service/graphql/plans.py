"""Plans in GraphQL: their editions and priorities."""

from datetime import date

import strawberry

from service.domain import (
    actions,
    editions,
    partnerships,
    plans,
)
from service.domain.errors import NotFound
from service.domain.nodes import Ref
from service.graphql.actions import Action
from service.graphql.bodies import Partnership, PlanCarriers
from service.graphql.connections import USUAL_ITEMS, After, Connection, First, Info
from service.graphql.editions import ActionSummary, EditionDiff, EditionTransition
from service.graphql.fields import key_in_edition, leads_to, listing, lists, own_id
from service.graphql.kpis import Kpi, kpis_under
from service.graphql.objectives import Objective, objectives_under
from service.graphql.others import (
    ExternalDocument,
    PrioritySet,
    documents_under,
    priority_sets_under,
)
from service.graphql.showing import shows
from service.graphql.shown import ShownPlan
from service.graphql.sources import Sourced
from service.graphql.statements import Statement, statements_under


@shows(plans.Priority)
class Priority(Sourced):
    """What an edition commits to tackle."""

    plan: "Plan" = leads_to(plans.Plan, "plan", "The plan.")
    edition: "Edition" = leads_to(plans.Edition, "edition", "The edition whose wording this is.")
    parent: "Priority | None" = leads_to(
        plans.Priority, "parent", "What it stands under, if any.", in_edition=True
    )
    children: Connection["Priority"] = lists(
        plans.Priority, "parent", "Themes and emerging issues under it.", key_in_edition
    )
    tackled_by: Connection[Action] = lists(
        actions.Action, "tackles", "The actions that are said to tackle it.", key_in_edition
    )
    actions: Connection[Action] = lists(
        actions.Action, "priority", "The actions listed under it.", key_in_edition
    )
    statements: Connection[Statement] = statements_under("priority", key_in_edition)
    objectives: Connection[Objective] = objectives_under("priority", key_in_edition)
    priority_sets: Connection[PrioritySet] = priority_sets_under("priority", key_in_edition)

    kpis: Connection[Kpi] = kpis_under("priority", key_in_edition, "The KPIs under it.")


@shows(plans.Edition)
class Edition(Sourced):
    """A yearly refresh of a plan, made by one partnership."""

    plan: "Plan" = leads_to(plans.Plan, "plan", "The plan.")
    partnership: Partnership = leads_to(
        partnerships.Partnership, "partnership", "The partnership that made it."
    )
    priorities: Connection[Priority] = lists(
        plans.Priority, "edition", "Its priorities, themes and emerging issues, in reading order."
    )
    actions: Connection[Action] = lists(actions.Action, "edition", "Its actions.")
    transitions: Connection[EditionTransition] = lists(
        editions.EditionTransition, "edition", "Its life, in the order in which it happened."
    )

    @strawberry.field(
        description="What became of everything that it or another edition of its plan, named by id "
        "or code, holds."
    )
    @staticmethod
    async def diff(
        owner: strawberry.Parent[plans.Edition], info: Info, against: str
    ) -> EditionDiff:
        """Hold an edition against one before it."""
        other = await info.context.thing(plans.Edition, against)
        if other.plan.id != owner.plan.id:
            raise NotFound(plans.Edition.noun, against)
        return await info.context.diff(owner, other)  # type: ignore[return-value]  # shown as one

    @strawberry.field(description="How its actions stand on a day, today unless said.")
    @staticmethod
    async def action_summary(
        owner: strawberry.Parent[plans.Edition], info: Info, on: date | None = None
    ) -> ActionSummary:
        """Count how the actions of an edition stand."""
        day = on or info.context.work.today
        return await info.context.action_summary(owner, day)  # type: ignore[return-value]  # shown

    statements: Connection[Statement] = statements_under("edition")
    objectives: Connection[Objective] = objectives_under("edition")
    priority_sets: Connection[PrioritySet] = priority_sets_under("edition")
    external_documents: Connection[ExternalDocument] = documents_under("edition")

    kpis: Connection[Kpi] = kpis_under("edition", own_id, "Its KPIs.")


async def edition_key(owner: plans.Plan, info: Info) -> str:
    """Return the key of what hangs under a plan: the edition that is meant."""
    return (await _edition_of(owner, info)).id


@shows(plans.Plan)
class Plan(Sourced):
    """A partnership plan. What it says is what the edition says that stands on the day asked."""

    editions: Connection[Edition] = lists(plans.Edition, "plan", "Its editions, the first first.")
    statements: Connection[Statement] = statements_under("edition", edition_key)
    objectives: Connection[Objective] = objectives_under("edition", edition_key)
    priority_sets: Connection[PrioritySet] = priority_sets_under("edition", edition_key)
    external_documents: Connection[ExternalDocument] = documents_under("edition", edition_key)

    @strawberry.field(description="Whether the day asked for lies in the plan's span.")
    @staticmethod
    def in_force(owner: strawberry.Parent[plans.Plan], info: Info) -> bool:
        """Say whether the plan is in force."""
        day = owner.on if isinstance(owner, ShownPlan) else info.context.work.today
        return owner.is_in_force(day)

    @strawberry.field(
        description="Which partnerships carry it on the day (unsaid, today), and which may do so."
    )
    @staticmethod
    async def carriers(
        owner: strawberry.Parent[plans.Plan], info: Info, on: date | None = None
    ) -> PlanCarriers:
        """Say who carries the plan."""
        day = on or info.context.work.today
        plan = Ref(owner.code, owner.id)
        return await info.context.carriers(plan, day)  # type: ignore[return-value]  # shown as PlanCarriers

    @strawberry.field(description="The edition that stands on the day asked.")
    @staticmethod
    async def edition(owner: strawberry.Parent[plans.Plan], info: Info) -> Edition:
        """Read the edition that is meant."""
        return await _edition_of(owner, info)  # type: ignore[return-value]  # shown as an Edition

    @strawberry.field(
        description="Its priorities, themes and emerging issues, in reading order; `isTop` leaves "
        "those that stand under nothing, or (false) the others."
    )
    @staticmethod
    async def priorities(
        owner: strawberry.Parent[plans.Plan],
        info: Info,
        first: First = USUAL_ITEMS,
        after: After = None,
        kind: list[plans.PriorityKind] | None = None,
        is_top: bool | None = None,
    ) -> Connection[Priority]:
        """List the priorities of a plan."""
        edition = await _edition_of(owner, info)
        found: Connection[Priority] = await listing(
            info,
            plans.Priority,
            "edition",
            edition.id,
            first=first,
            after=after,
            kind=kind,
            is_top=is_top,
        )
        return found

    kpis: Connection[Kpi] = kpis_under("edition", edition_key, "Its KPIs.")

    @strawberry.field(description="Its actions.")
    @staticmethod
    async def actions(
        owner: strawberry.Parent[plans.Plan],
        info: Info,
        first: First = USUAL_ITEMS,
        after: After = None,
        status: list[actions.ActionStatus] | None = None,
    ) -> Connection[Action]:
        """List the actions of a plan."""
        edition = await _edition_of(owner, info)
        found: Connection[Action] = await listing(
            info,
            actions.Action,
            "edition",
            edition.id,
            first=first,
            after=after,
            status=status,
        )
        return found


async def _edition_of(plan: plans.Plan, info: Info) -> plans.Edition:
    """Return the edition that a plan was reached by, else the one that stands today."""
    if isinstance(plan, ShownPlan):
        return plan.edition
    return await info.context.edition_on(plan.id, info.context.work.today)
