"""Statements in GraphQL: the focus, the aims and the commitments under priorities."""

from typing import Any

import strawberry

from service.domain import plans, statements
from service.graphql.connections import USUAL_ITEMS, After, First, Info
from service.graphql.fields import KeyOf, leads_to, leads_to_each, listing, own_id
from service.graphql.lazy import LazyEdition, LazyPlan, LazyPriority
from service.graphql.nodes import Node
from service.graphql.showing import shows


@shows(statements.Statement)
class Statement(Node):
    """A focus, aim or commitment, as an edition words it."""

    plan: LazyPlan = leads_to(plans.Plan, "plan", "The plan.")
    edition: LazyEdition = leads_to(plans.Edition, "edition", "The edition whose wording this is.")
    priorities: list[LazyPriority] = leads_to_each(
        plans.Priority, "priorities", "The priorities it stands under."
    )


def statements_under(parent: str, key: KeyOf = own_id) -> Any:  # noqa: ANN401 -- as strawberry.field
    """Make a field that lists the statements under its owner, of all kinds or of some."""

    async def resolve(
        owner: strawberry.Parent[Any],
        info: Info,
        first: First = USUAL_ITEMS,
        after: After = None,
        kind: list[statements.StatementKind] | None = None,
    ):
        under, noun = await key(owner, info), statements.Statement
        return await listing(info, noun, parent, under, first=first, after=after, kind=kind)

    told = "What the edition says under priorities: focus, aims, commitments."
    return strawberry.field(resolver=resolve, description=told)
