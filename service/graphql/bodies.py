"""Areas, agencies and partnerships in GraphQL."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from service.domain import agencies, areas, partnerships
from service.domain import indicators as domain_indicators
from service.domain import plans as domain_plans
from service.graphql.connections import USUAL_ITEMS, After, Connection, First, Info
from service.graphql.fields import leads_to, listing, lists
from service.graphql.nodes import Node
from service.graphql.showing import shows
from service.graphql.shown import ShownPlan

if TYPE_CHECKING:
    from service.graphql.figures import Indicator
    from service.graphql.plans import Edition, Plan

LazyIndicator = Annotated["Indicator", strawberry.lazy("service.graphql.figures")]
LazyEdition = Annotated["Edition", strawberry.lazy("service.graphql.plans")]
LazyPlan = Annotated["Plan", strawberry.lazy("service.graphql.plans")]


@shows(areas.Area)
class Area(Node):
    """A polygon with its ONS code."""

    partnerships: Connection["Partnership"] = lists(
        partnerships.Partnership, "area", "The partnerships that serve it, past ones included."
    )
    successors: Connection["AreaSuccession"] = lists(
        areas.AreaSuccession, "predecessor", "What became of it, in the order of time."
    )
    predecessors: Connection["AreaSuccession"] = lists(
        areas.AreaSuccession, "successor", "What it came of, in the order of time."
    )

    @strawberry.field(description="The areas that lie in it: a county's districts, say.")
    @staticmethod
    async def areas(
        owner: strawberry.Parent[areas.Area],
        info: Info,
        first: First = USUAL_ITEMS,
        after: After = None,
        kind: list[areas.AreaKind] | None = None,
    ) -> Connection["Area"]:
        """List the areas that lie in an area."""
        found: Connection[Area] = await listing(
            info, areas.Area, "within", owner.id, first=first, after=after, kind=kind
        )
        return found


@shows(areas.AreaSuccession)
class AreaSuccession(Node):
    """That an area became another's."""

    predecessor: Area = leads_to(areas.Area, "predecessor", "The area that was.")
    successor: Area = leads_to(areas.Area, "successor", "The area that came.")


@shows(agencies.Coverage)
class Coverage(Node):
    """That an agency covers an area."""

    agency: "Agency" = leads_to(agencies.Agency, "agency", "The agency that covers.")
    area: Area = leads_to(areas.Area, "area", "The area that is covered.")


@shows(agencies.Supply)
class Supply(Node):
    """That an agency supplies an indicator."""

    agency: "Agency" = leads_to(agencies.Agency, "agency", "The agency that supplies.")
    indicator: LazyIndicator = leads_to(
        domain_indicators.Indicator, "indicator", "What is supplied."
    )
    area: Area | None = leads_to(areas.Area, "area", "For which area; null for every area.")


@shows(agencies.Agency)
class Agency(Node):
    """A body."""

    coverage: Connection[Coverage] = lists(
        agencies.Coverage, "agency", "The areas that it covers, as far as is recorded."
    )
    supply: Connection[Supply] = lists(
        agencies.Supply, "agency", "The indicators that it supplies."
    )
    memberships: Connection["Membership"] = lists(
        partnerships.Membership, "agency", "The partnerships that it sits in, past ones included."
    )


@shows(partnerships.PartnershipArea)
class PartnershipArea:
    """An area that a partnership serves."""

    area: Area = leads_to(areas.Area, "area", "The area that is served.")


@shows(partnerships.Membership)
class Membership(Node):
    """An agency in a partnership."""

    partnership: "Partnership" = leads_to(
        partnerships.Partnership, "partnership", "The partnership."
    )
    agency: Agency = leads_to(agencies.Agency, "agency", "The agency.")


@shows(partnerships.Partnership)
class Partnership(Node):
    """A Community Safety Partnership."""

    members: Connection[Membership] = lists(
        partnerships.Membership, "partnership", "Its members, past ones included."
    )
    editions: Connection[LazyEdition] = lists(
        domain_plans.Edition, "partnership", "The editions of plans that it has made."
    )

    @strawberry.field(
        description="The plan in force on the day (unsaid, today), else the latest begun, as this "
        "partnership's edition of it has it. Null when it has made none."
    )
    @staticmethod
    async def plan(
        owner: strawberry.Parent[partnerships.Partnership], info: Info, on: date | None = None
    ) -> LazyPlan | None:
        """Read the plan that the partnership shows on a day."""
        day = on or info.context.work.today
        found = await info.context.plan_on(owner.id, day)
        return None if found is None else ShownPlan.of(*found, day)  # type: ignore[return-value]  # shown as a Plan
