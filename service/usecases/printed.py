"""What a source printed, with what it is resolved to: looked up, and put into columns."""

from dataclasses import dataclass
from typing import Any

from service.domain.agencies import Agency
from service.domain.areas import Area
from service.domain.partnerships import Partnership
from service.domain.periods import PeriodUnreadable, period
from service.usecases.reading import References


@dataclass(frozen=True)
class GivenOwner:
    """Whose something is said to be: as printed, and any key of the body that is meant."""

    printed: str
    agency: str | None = None
    area: str | None = None
    partnership: str | None = None


@dataclass(frozen=True)
class GivenPeriod:
    """When something is said to be: as printed, and the id of the period that this comes to."""

    printed: str
    period: str | None = None


async def owner_columns(
    references: References, given: GivenOwner | None, at: str = "/owner"
) -> dict[str, Any]:
    """Look an owner up, if there is one; return the columns that hold it.

    Notes a fault, at the pointer or below it, for every body that is not there, and when more
    than one is named.
    """
    if given is None:
        return dict.fromkeys(
            ("owner_printed", "owner_agency_id", "owner_area_id", "owner_partnership_id")
        )
    if sum(each is not None for each in (given.agency, given.area, given.partnership)) > 1:
        references.fault("several_owners", "Name one agency, one area or one partnership.", at)
    return {
        "owner_printed": given.printed,
        "owner_agency_id": await references.id_of(Agency, given.agency, f"{at}/agency"),
        "owner_area_id": await references.id_of(Area, given.area, f"{at}/area"),
        "owner_partnership_id": await references.id_of(
            Partnership, given.partnership, f"{at}/partnership"
        ),
    }


def period_columns(references: References, name: str, given: GivenPeriod | None) -> dict[str, Any]:
    """Return the columns that hold a field's period, if there is one; note a fault of its id."""
    if given is None:
        return dict.fromkeys((f"{name}_printed", f"{name}_period"))
    if given.period is not None:
        try:
            period(given.period)
        except PeriodUnreadable as unreadable:
            references.fault("bad_period", unreadable.detail, f"/{name}/period")
    return {f"{name}_printed": given.printed, f"{name}_period": given.period}
