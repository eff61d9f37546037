"""What plans tell of others, in GraphQL: their priorities and their documents."""

from typing import Any

import strawberry

from service.domain import external_documents, plans, priority_sets
from service.graphql.fields import KeyOf, leads_to, leads_to_each, lists, own_id
from service.graphql.lazy import LazyEdition, LazyPlan, LazyPriority
from service.graphql.nodes import Node
from service.graphql.printed import Owner
from service.graphql.showing import shows
from service.graphql.shown import ShownItem


@shows(priority_sets.PriorityItem)
class PriorityItem:
    """One priority of another body."""

    lead: Owner | None
    aligned_to: list[LazyPriority] = leads_to_each(
        plans.Priority, "aligned_to", "The priorities of ours that it is aligned to."
    )


@shows(priority_sets.PrioritySet)
class PrioritySet(Node):
    """The priorities of another body, as an edition tells them."""

    plan: LazyPlan = leads_to(plans.Plan, "plan", "The plan.")
    edition: LazyEdition = leads_to(plans.Edition, "edition", "The edition that tells of them.")
    owner: Owner

    @strawberry.field(description="The priorities, in the order of print.")
    @staticmethod
    def items(owner: strawberry.Parent[priority_sets.PrioritySet]) -> list[PriorityItem]:
        """Return the priorities of the set."""
        shown: list[Any] = [ShownItem.of(each, owner.edition) for each in owner.items]
        return shown


@shows(external_documents.ExternalDocument)
class ExternalDocument(Node):
    """A document that somebody else wrote, as an edition names it."""

    plan: LazyPlan = leads_to(plans.Plan, "plan", "The plan.")
    edition: LazyEdition = leads_to(plans.Edition, "edition", "The edition that had regard to it.")
    owner: Owner | None


def priority_sets_under(parent: str, key: KeyOf = own_id) -> Any:  # noqa: ANN401 -- as strawberry.field
    """Make a field that lists other bodies' priorities, those aligned to a priority or all."""
    told = "What other bodies give priority to, as the edition tells it"
    scope = {"priority": "; those with a priority that is aligned to this one."}
    return lists(priority_sets.PrioritySet, parent, told + scope.get(parent, "."), key)


def documents_under(parent: str, key: KeyOf = own_id) -> Any:  # noqa: ANN401 -- the same
    """Make a field that lists the documents of others that an edition had regard to."""
    told = "Documents of others that the edition had regard to."
    return lists(external_documents.ExternalDocument, parent, told, key)
