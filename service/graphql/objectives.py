"""Objectives in GraphQL."""

from typing import Any

from service.domain import indicators, objectives, plans
from service.graphql.fields import KeyOf, leads_to, leads_to_each, lists, own_id
from service.graphql.figures import Indicator
from service.graphql.lazy import LazyEdition, LazyPlan, LazyPriority
from service.graphql.nodes import Node
from service.graphql.printed import Owner
from service.graphql.showing import shows


@shows(objectives.Objective)
class Objective(Node):
    """A direction, with a target or without, as an edition words it."""

    plan: LazyPlan = leads_to(plans.Plan, "plan", "The plan.")
    edition: LazyEdition = leads_to(plans.Edition, "edition", "The edition whose wording this is.")
    priorities: list[LazyPriority] = leads_to_each(
        plans.Priority, "priorities", "The priorities it stands under."
    )
    owner: Owner | None
    indicator: Indicator | None = leads_to(
        indicators.Indicator, "indicator", "What measures it here, where there is one."
    )


def objectives_under(parent: str, key: KeyOf = own_id) -> Any:  # noqa: ANN401 -- as strawberry.field
    """Make a field that lists the objectives under its owner."""
    told = "Its objectives: which way something is to go, and how far."
    return lists(objectives.Objective, parent, told, key)
