"""Owners, looked up."""

from dataclasses import dataclass
from typing import Final

from service.domain.agencies import Agency
from service.domain.areas import Area
from service.domain.partnerships import Partnership
from service.usecases.reading import References


@dataclass(frozen=True)
class GivenOwner:
    """Whose something is said to be: as printed, and any key of the body that is meant."""

    printed: str | None = None
    agency: str | None = None
    area: str | None = None
    partnership: str | None = None


NOBODY: Final = GivenOwner()


async def owner_columns(
    references: References, given: GivenOwner, at: str = "/owner"
) -> dict[str, str | None]:
    """Look an owner up, at a pointer; return the columns that hold it.

    Notes a fault when more than one body is named.
    """
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
