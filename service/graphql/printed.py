"""Owners in GraphQL: whose something is, as printed and as resolved."""

from service.domain import agencies, areas, partnerships, printed
from service.graphql.bodies import Agency, Area, Partnership
from service.graphql.fields import leads_to
from service.graphql.showing import shows


@shows(printed.Owner)
class Owner:
    """Whose something is."""

    agency: Agency | None = leads_to(agencies.Agency, "agency", "The agency, where it is one.")
    area: Area | None = leads_to(areas.Area, "area", "The area, where it is that of one.")
    partnership: Partnership | None = leads_to(
        partnerships.Partnership, "partnership", "The partnership, where it is one."
    )
