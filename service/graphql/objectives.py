"""Objectives in GraphQL, and the owners of what plans tell of."""

from service.domain import agencies, areas, indicators, objectives, owners, partnerships, plans
from service.graphql.bodies import Agency, Area, Partnership
from service.graphql.fields import leads_to, leads_to_each
from service.graphql.figures import Indicator
from service.graphql.lazy import LazyEdition, LazyPlan, LazyPriority
from service.graphql.nodes import Node
from service.graphql.showing import shows


@shows(owners.Owner)
class Owner:
    """Whose something is."""

    agency: Agency | None = leads_to(agencies.Agency, "agency", "The agency, where it is one.")
    area: Area | None = leads_to(areas.Area, "area", "The area, where it is one's own.")
    partnership: Partnership | None = leads_to(
        partnerships.Partnership, "partnership", "The partnership, where it is one."
    )


@shows(objectives.Objective)
class Objective(Node):
    """A direction, with a target or without, as an edition words it."""

    plan: LazyPlan = leads_to(plans.Plan, "plan", "The plan.")
    edition: LazyEdition = leads_to(plans.Edition, "edition", "The edition whose wording this is.")
    priorities: list[LazyPriority] = leads_to_each(
        plans.Priority, "priorities", "The priorities it stands under."
    )
    indicator: Indicator | None = leads_to(
        indicators.Indicator, "indicator", "What measures it here, where there is one."
    )
