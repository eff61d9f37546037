"""The types of plans, for what plans lead to: looked up when the schema is made."""

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from service.graphql.plans import Edition, Plan, Priority

LazyEdition = Annotated["Edition", strawberry.lazy("service.graphql.plans")]
LazyPlan = Annotated["Plan", strawberry.lazy("service.graphql.plans")]
LazyPriority = Annotated["Priority", strawberry.lazy("service.graphql.plans")]
