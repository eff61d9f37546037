"""Areas over REST."""

from typing import Annotated

from fastapi import Query, Response
from pydantic import Field, StrictInt

from service.api.asking import Asked, Doing, Key, Many, OnDay, Revision, Since
from service.api.inputs import Code, Day, Input, Line, Ons, Reference, changes_to
from service.api.operation import Door
from service.domain.areas import Area, AreaKind, Nation, Tier
from service.domain.callers import Permission
from service.domain.nodes import Ref
from service.domain.partnerships import AreaService
from service.usecases import areas, reading, standing

door = Door("Areas")


People = Annotated[StrictInt, Field(ge=0, le=1_000_000_000)]
Year = Annotated[StrictInt, Field(ge=1801, le=9999)]  # the first census was in 1801
FormerCodes = Annotated[
    list[Ons], Field(max_length=20, description="Codes that its polygon had before.")
]


class AreaInput(Input):
    """An area to be recorded."""

    code: Line
    slug: Code
    name: Line
    kind: AreaKind
    nation: Nation
    starts_on: Day | None = None
    ends_before: Day | None = None
    within: list[Reference] = Field(default=[])
    tier: Tier | None = None
    population: People | None = None
    population_year: Year | None = None
    former_codes: FormerCodes = Field(default=[])


@changes_to(AreaInput, but=("code", "slug", "nation"))
class AreaChange(Input):
    """What is to be different about an area."""


@door.lists("/areas", Area)
async def list_areas(
    ask: Asked,
    kind: Annotated[list[AreaKind] | None, Query()] = None,
    nation: Annotated[list[Nation] | None, Query()] = None,
    within: Many = None,
    updated_since: Since = None,
) -> Response:
    """List areas, in the order of their codes.

    `within` leaves those that lie in one of the areas named.
    """
    return await ask.page(
        Area,
        {"kind": kind, "nation": nation, "within": within, "updated_since": updated_since},
    )


@door.reads("/areas/{area}", Area)
async def read_area(work: Doing, area: Key) -> Area:
    """Read an area by its id, its ONS code or its slug."""
    return await reading.one(work, Area, area)


@door.reads("/areas/{area}/partnerships", AreaService)
async def read_service(work: Doing, area: Key, on: OnDay = None) -> AreaService:
    """Say which partnerships serve an area on a day, and which may do so.

    `undetermined` means that the day lies within a month or a year to which a beginning or an end
    is known. `duties_open` says whether the duties of its authorities lie with no partnership.
    """
    found = await reading.one(work, Area, area)
    (told,) = await standing.services(work, [Ref(found.code, found.id)], on or work.today)
    return told


@door.creates("/areas", Area, may=Permission.ADMIN)
async def record_area(work: Doing, body: AreaInput) -> Area:
    """Record an area: its code as the ONS publishes it, and the areas that it lies in."""
    return await areas.record(work, **body.given())


@door.revises("/areas/{area}", Area, may=Permission.ADMIN)
async def revise_area(work: Doing, area: Key, revision: Revision, body: AreaChange) -> Area:
    """Change an area. Its codes stay: another code is another area."""
    return await areas.revise(work, area, revision, body.changes())


@door.withdraws("/areas/{area}", may=Permission.ADMIN)
async def withdraw_area(work: Doing, area: Key, revision: Revision) -> None:
    """Remove an area recorded by mistake, while nothing refers to it."""
    await areas.withdraw(work, area, revision)
