"""Areas, agencies and partnerships in GraphQL."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from service.domain import (
    agencies,
    aliases,
    appointments,
    areas,
    partnership_successions,
    partnerships,
    successions,
)
from service.domain import indicators as domain_indicators
from service.domain import plans as domain_plans
from service.domain.days import Truth
from service.domain.nodes import Ref
from service.graphql.connections import USUAL_ITEMS, After, Connection, First, Info
from service.graphql.fields import leads_to, listing, lists
from service.graphql.nodes import Node
from service.graphql.showing import shows
from service.graphql.shown import ShownPlan
from service.graphql.sources import Sourced

if TYPE_CHECKING:
    from service.graphql.figures import Indicator
    from service.graphql.plans import Edition, Plan

LazyIndicator = Annotated["Indicator", strawberry.lazy("service.graphql.figures")]
LazyEdition = Annotated["Edition", strawberry.lazy("service.graphql.plans")]
LazyPlan = Annotated["Plan", strawberry.lazy("service.graphql.plans")]


@shows(areas.Area)
class Area(Sourced):
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

    @strawberry.field(
        description="Which partnerships serve it on the day (unsaid, today), and which may do so."
    )
    @staticmethod
    async def service(
        owner: strawberry.Parent[areas.Area], info: Info, on: date | None = None
    ) -> "AreaService":
        """Say who serves the area."""
        day = on or info.context.work.today
        area = Ref(owner.code, owner.id)
        return await info.context.service(area, day)  # type: ignore[return-value]  # shown as an AreaService

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


@shows(aliases.Alias)
class Alias(Node):
    """A name that sources use for an agency."""

    agency: "Agency" = leads_to(agencies.Agency, "agency", "The agency that is called so.")


@shows(successions.Succession)
class Succession(Node):
    """That one agency took over from another."""

    predecessor: "Agency" = leads_to(agencies.Agency, "predecessor", "The agency before.")
    successor: "Agency" = leads_to(agencies.Agency, "successor", "The agency after.")


@shows(successions.Carrier)
class Carrier:
    """An agency that carries the part of another."""

    agency: "Agency" = leads_to(agencies.Agency, "agency", "The agency.")


@shows(successions.Standing)
class Standing:
    """Who carries an agency's part on a day."""

    agency: "Agency" = leads_to(agencies.Agency, "agency", "The agency.")


@shows(agencies.Agency)
class Agency(Sourced):
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
    aliases: Connection[Alias] = lists(
        aliases.Alias, "agency", "The names that sources use for it, besides its own."
    )
    predecessors: Connection[Succession] = lists(
        successions.Succession, "successor", "The successions by which it came after others."
    )
    successors: Connection[Succession] = lists(
        successions.Succession, "predecessor", "The successions by which others came after it."
    )
    appointments: Connection["Appointment"] = lists(
        appointments.Appointment, "agency", "Its nominees, its seats, and others of its people."
    )

    @strawberry.field(
        description="Who carries its part on the day (unsaid, today): itself, or those that came "
        "after it."
    )
    @staticmethod
    async def standing(
        owner: strawberry.Parent[agencies.Agency], info: Info, on: date | None = None
    ) -> Standing:
        """Say who carries the agency's part."""
        day = on or info.context.work.today
        return await info.context.standing(owner, day)  # type: ignore[return-value]  # shown as a Standing


@shows(partnerships.PartnershipArea)
class PartnershipArea:
    """An area that a partnership serves."""

    area: Area = leads_to(areas.Area, "area", "The area that is served.")


@shows(partnerships.Serving)
class Serving:
    """A partnership that serves an area."""

    partnership: "Partnership" = leads_to(
        partnerships.Partnership, "partnership", "The partnership."
    )


@shows(partnerships.AreaService)
class AreaService:
    """Who serves an area on a day."""

    area: Area = leads_to(areas.Area, "area", "The area.")


@shows(partnership_successions.Carrying)
class Carrying:
    """A partnership that carries a plan."""

    partnership: "Partnership" = leads_to(
        partnerships.Partnership, "partnership", "The partnership."
    )


@shows(partnership_successions.PlanCarriers)
class PlanCarriers:
    """Who carries a plan on a day."""

    plan: LazyPlan = leads_to(domain_plans.Plan, "plan", "The plan.")


@shows(partnerships.Membership)
class Membership(Node):
    """An agency in a partnership."""

    partnership: "Partnership" = leads_to(
        partnerships.Partnership, "partnership", "The partnership."
    )
    agency: Agency = leads_to(agencies.Agency, "agency", "The agency.")


@shows(partnership_successions.PartnershipSuccession)
class PartnershipSuccession(Node):
    """That one partnership followed another."""

    predecessor: "Partnership" = leads_to(
        partnerships.Partnership, "predecessor", "The partnership that came before."
    )
    successor: "Partnership | None" = leads_to(
        partnerships.Partnership, "successor", "The one that came after; null where it ended."
    )


@shows(appointments.Appointment)
class Appointment(Node):
    """A person or a post in a role of a partnership."""

    partnership: "Partnership" = leads_to(
        partnerships.Partnership, "partnership", "The partnership."
    )
    agency: Agency | None = leads_to(agencies.Agency, "agency", "Whose it is, where it is one's.")


@shows(partnerships.Partnership)
class Partnership(Sourced):
    """A Community Safety Partnership."""

    members: Connection[Membership] = lists(
        partnerships.Membership, "partnership", "Its members, past ones included."
    )
    editions: Connection[LazyEdition] = lists(
        domain_plans.Edition, "partnership", "The editions of plans that it has made."
    )

    appointments: Connection[Appointment] = lists(
        appointments.Appointment, "partnership", "Whom it has appointed, role by role."
    )
    predecessors: Connection[PartnershipSuccession] = lists(
        partnership_successions.PartnershipSuccession,
        "successor",
        "What it came from, the earliest first.",
    )
    successors: Connection[PartnershipSuccession] = lists(
        partnership_successions.PartnershipSuccession,
        "predecessor",
        "What came after it, the earliest first.",
    )

    @strawberry.field(
        description="Whether it stands on the day (unsaid, today): formed by then, not yet ended."
    )
    @staticmethod
    def standing(
        owner: strawberry.Parent[partnerships.Partnership], info: Info, on: date | None = None
    ) -> Truth:
        """Say whether the partnership stands on a day."""
        return partnerships.standing(owner, on or info.context.work.today)

    @strawberry.field(
        description="The plan in force on the day (unsaid, today), else the latest begun, as this "
        "partnership's edition of it has it or, where it carries the plan on for another and no "
        "edition of its own has begun, as the one that it took over. Null when it has no plan."
    )
    @staticmethod
    async def plan(
        owner: strawberry.Parent[partnerships.Partnership], info: Info, on: date | None = None
    ) -> LazyPlan | None:
        """Read the plan that the partnership shows on a day."""
        day = on or info.context.work.today
        found = await info.context.plan_on(owner.id, day)
        return None if found is None else ShownPlan.of(*found, day)  # type: ignore[return-value]  # shown as a Plan
