"""What is told of an edition beside what it holds: its life, its differences, its actions."""

from service.domain import agencies, comparing, editions, plans, summaries
from service.graphql.bodies import Agency, LazyEdition
from service.graphql.fields import leads_to
from service.graphql.nodes import Node
from service.graphql.showing import shows


@shows(editions.EditionTransition)
class EditionTransition(Node):
    """One step in an edition's life."""

    edition: LazyEdition = leads_to(plans.Edition, "edition", "The edition.")
    recorded_by: Agency | None = leads_to(
        agencies.Agency, "recorded_by", "The agency whose key recorded it; null for an operator."
    )
    superseded_by: LazyEdition | None = leads_to(
        plans.Edition, "superseded_by", "The edition whose publication superseded this one."
    )


@shows(comparing.EditionDiff)
class EditionDiff:
    """How an edition differs from one before it."""

    edition: LazyEdition = leads_to(plans.Edition, "edition", "The edition.")
    against: LazyEdition = leads_to(plans.Edition, "against", "The one before it.")


@shows(summaries.ActionSummary)
class ActionSummary:
    """How an edition's actions stand on a day."""

    edition: LazyEdition = leads_to(plans.Edition, "edition", "The edition.")
    next_edition: LazyEdition | None = leads_to(
        plans.Edition, "next_edition", "The edition of the plan that follows it, if any."
    )
