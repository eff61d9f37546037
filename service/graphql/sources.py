"""Sources in GraphQL: where facts were read."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from service.domain import plans, sources
from service.graphql.connections import Connection
from service.graphql.fields import leads_to, lists
from service.graphql.nodes import Node
from service.graphql.showing import shows

if TYPE_CHECKING:
    from service.graphql.plans import Edition

LazyEdition = Annotated["Edition", strawberry.lazy("service.graphql.plans")]


@shows(sources.Source)
class Source(Node):
    """Where a fact was read."""

    edition: LazyEdition | None = leads_to(
        plans.Edition, "edition", "In which edition's words, where the thing has several."
    )


@strawberry.interface(description="What can name where it was read.")
class Sourced(Node):
    """What can name where it was read."""

    sources: Connection[Source] = lists(
        sources.Source, "of", "Where it was read, as a whole or field by field."
    )
