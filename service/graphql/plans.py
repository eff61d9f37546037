"""Plans in GraphQL: their editions, priorities, KPIs and actions."""

from datetime import date
from typing import Any

import strawberry

from service.domain import (
    actions,
    agencies,
    areas,
    editions,
    indicators,
    kpis,
    partnerships,
    plans,
)
from service.domain.errors import NotFound
from service.domain.nodes import Ref
from service.graphql.bodies import Agency, Area, Partnership, PlanCarriers
from service.graphql.connections import USUAL_ITEMS, After, Connection, First, Info
from service.graphql.editions import ActionSummary, EditionDiff, EditionTransition
from service.graphql.fields import KeyOf, key_in_edition, leads_to, listing, lists, own_id
from service.graphql.figures import Indicator, Point, Series, read_series
from service.graphql.nodes import Node
from service.graphql.objectives import Objective, objectives_under
from service.graphql.others import (
    ExternalDocument,
    PrioritySet,
    documents_under,
    priority_sets_under,
)
from service.graphql.periods import PeriodSelector
from service.graphql.selection import selection_of
from service.graphql.showing import shows
from service.graphql.shown import ShownListing, ShownPlan
from service.graphql.sources import Sourced
from service.graphql.statements import Statement, statements_under
from service.usecases.figures import SeriesKey


@shows(actions.Party)
class Party:
    """Who acts."""

    agency: Agency | None = leads_to(agencies.Agency, "agency", "The agency, where it is one.")


@shows(actions.MeasureCount)
class MeasureCount(Node):
    """One entry in the history of what a measure has come to."""

    action: "Action" = leads_to(actions.Action, "action", "The action.")
    recorded_by: Agency | None = leads_to(
        agencies.Agency, "recorded_by", "The agency whose key recorded it; null for an operator."
    )


@shows(actions.Measure)
class Measure:
    """A measure of success."""

    counts: Connection[MeasureCount] = lists(
        actions.MeasureCount, "measure", "What it has come to, in the order in which it happened."
    )


@shows(actions.Listing)
class Listing:
    """One place where an edition lists an action."""

    priority: "Priority" = leads_to(
        plans.Priority, "priority", "Under which priority.", in_edition=True
    )


@shows(actions.ActionUpdate)
class ActionUpdate(Node):
    """One entry in an action's status history."""

    action: "Action" = leads_to(actions.Action, "action", "The action.")
    recorded_by: Agency | None = leads_to(
        agencies.Agency, "recorded_by", "The agency whose key recorded it; null for an operator."
    )


@shows(actions.Action)
class Action(Sourced):
    """A commitment, as an edition words it, and how it stands."""

    plan: "Plan" = leads_to(plans.Plan, "plan", "The plan.")
    edition: "Edition" = leads_to(plans.Edition, "edition", "The edition whose wording this is.")
    updates: Connection[ActionUpdate] = lists(
        actions.ActionUpdate, "action", "How it has stood, in the order in which it happened."
    )

    @strawberry.field(description="Where the edition lists it.")
    @staticmethod
    def listings(owner: strawberry.Parent[actions.Action]) -> list[Listing]:
        """Return the places where the action is listed."""
        shown: list[Any] = [ShownListing.of(each, owner.edition) for each in owner.listings]
        return shown


@shows(kpis.Kpi)
class Kpi(Sourced):
    """An indicator in an area under a priority."""

    plan: "Plan" = leads_to(plans.Plan, "plan", "The plan.")
    edition: "Edition" = leads_to(plans.Edition, "edition", "The edition whose wording this is.")
    priority: "Priority" = leads_to(
        plans.Priority, "priority", "The priority it stands under.", in_edition=True
    )
    indicator: Indicator = leads_to(indicators.Indicator, "indicator", "What is measured.")
    area: Area = leads_to(areas.Area, "area", "Where it is measured.")

    @strawberry.field(description="Its figures over the periods asked for.")
    @staticmethod
    async def series(
        owner: strawberry.Parent[kpis.Kpi], info: Info, periods: PeriodSelector
    ) -> Series:
        """Read the series of a KPI."""
        key = SeriesKey(owner.area.id, owner.indicator.id)
        return await read_series(info, key, owner.indicator, owner.area, periods)

    @strawberry.field(
        description="The figure whose period ended last, of those the shortest; null without any."
    )
    @staticmethod
    async def latest(owner: strawberry.Parent[kpis.Kpi], info: Info) -> Point | None:
        """Read the latest point of a KPI."""
        key = SeriesKey(owner.area.id, owner.indicator.id)
        return await info.context.latest(key)  # type: ignore[return-value]  # shown as a Point


def _kpis_under(parent: str, description: str, key: KeyOf = own_id) -> Any:  # noqa: ANN401 -- as strawberry.field
    """Make a field that lists KPIs.

    What their fields ask for of indicator and area is read in the same statement.
    """

    async def resolve(
        owner: strawberry.Parent[Any], info: Info, first: First = USUAL_ITEMS, after: After = None
    ):
        under, asked = await key(owner, info), _asked_of_items(info)
        along = tuple(name for name in ("indicator", "area") if name in asked)
        return await listing(info, kpis.Kpi, parent, under, first=first, after=after, along=along)

    return strawberry.field(resolver=resolve, description=description)


def _asked_of_items(info: Info) -> set[str]:
    """Return the names of the fields that are asked of the items of a connection."""
    asked = selection_of(info._raw_info)  # noqa: SLF001 -- Strawberry has no other way to it
    items = [field.wanted for field in asked.fields if field.name == "nodes"]
    for edges in (field.wanted for field in asked.fields if field.name == "edges"):
        items += [field.wanted for field in edges.fields if field.name == "node"]
    return {field.name for wanted in items for field in wanted.fields}


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
    actions: Connection[Action] = lists(
        actions.Action, "priority", "The actions listed under it.", key_in_edition
    )
    statements: Connection[Statement] = statements_under("priority", key_in_edition)
    objectives: Connection[Objective] = objectives_under("priority", key_in_edition)
    priority_sets: Connection[PrioritySet] = priority_sets_under("priority", key_in_edition)
    kpis: Connection[Kpi] = _kpis_under("priority", "The KPIs under it.", key_in_edition)


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
    statements: Connection[Statement] = statements_under("edition")
    objectives: Connection[Objective] = objectives_under("edition")
    priority_sets: Connection[PrioritySet] = priority_sets_under("edition")
    external_documents: Connection[ExternalDocument] = documents_under("edition")
    kpis: Connection[Kpi] = _kpis_under("edition", "Its KPIs.")

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
    kpis: Connection[Kpi] = _kpis_under("edition", "Its KPIs.", edition_key)

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
