"""Actions in GraphQL: where they are listed, who acts, how they have stood."""

from typing import Any

import strawberry

from service.domain import actions, agencies, plans
from service.graphql.bodies import Agency
from service.graphql.connections import Connection
from service.graphql.fields import leads_to, leads_to_each, lists
from service.graphql.lazy import LazyEdition, LazyPlan, LazyPriority
from service.graphql.nodes import Node
from service.graphql.showing import shows
from service.graphql.shown import ShownListing
from service.graphql.sources import Sourced


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

    priority: LazyPriority = leads_to(
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

    plan: LazyPlan = leads_to(plans.Plan, "plan", "The plan.")
    edition: LazyEdition = leads_to(plans.Edition, "edition", "The edition whose wording this is.")
    updates: Connection[ActionUpdate] = lists(
        actions.ActionUpdate, "action", "How it has stood, in the order in which it happened."
    )

    tackles: list[LazyPriority] = leads_to_each(
        plans.Priority, "tackles", "The priorities that the edition says it tackles."
    )

    @strawberry.field(description="Where the edition lists it.")
    @staticmethod
    def listings(owner: strawberry.Parent[actions.Action]) -> list[Listing]:
        """Return the places where the action is listed."""
        shown: list[Any] = [ShownListing.of(each, owner.edition) for each in owner.listings]
        return shown
