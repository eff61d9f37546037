"""Agencies over REST, with the areas they cover and the indicators they supply."""

from typing import Annotated

from fastapi import Query, Response

from service.api.asking import Asked, Doing, Key, Many, Revision, Since
from service.api.inputs import Code, Day, Input, Line, Reference, VagueText, changes_to
from service.api.operation import Door
from service.domain.agencies import Agency, AgencyKind, Coverage, Supply
from service.domain.callers import Permission
from service.usecases import agencies, reading, relations

door = Door("Agencies")


class AgencyInput(Input):
    """An agency to be recorded."""

    code: Code
    name: Line
    kind: AgencyKind
    starts_on: VagueText | None = None
    ends_before: VagueText | None = None


@changes_to(AgencyInput, but=("code",))
class AgencyChange(Input):
    """What is to be different about an agency."""


class CoverageInput(Input):
    """An area that an agency covers."""

    area: Reference
    starts_on: Day | None = None
    ends_before: Day | None = None


class SupplyInput(Input):
    """An indicator that an agency supplies, for one area or, without one, for every area."""

    indicator: Reference
    area: Reference | None = None
    starts_on: Day | None = None
    ends_before: Day | None = None


@changes_to(CoverageInput, but=("area",))
class DaysChange(Input):
    """The days between which a coverage or a supply is to hold."""


@door.lists("/agencies", Agency)
async def list_agencies(
    ask: Asked,
    kind: Annotated[list[AgencyKind] | None, Query()] = None,
    updated_since: Since = None,
) -> Response:
    """List agencies, in the order of their codes."""
    return await ask.page(Agency, {"kind": kind, "updated_since": updated_since})


@door.reads("/agencies/{agency}", Agency)
async def read_agency(work: Doing, agency: Key) -> Agency:
    """Read an agency."""
    return await reading.one(work, Agency, agency)


@door.creates("/agencies", Agency, may=Permission.ADMIN)
async def record_agency(work: Doing, body: AgencyInput) -> Agency:
    """Record an agency. Its life may be bounded by days known only to the month or the year."""
    return await agencies.record(work, **body.given())


@door.revises("/agencies/{agency}", Agency, may=Permission.ADMIN)
async def revise_agency(work: Doing, agency: Key, revision: Revision, body: AgencyChange) -> Agency:
    """Change an agency. Its code stays."""
    return await agencies.revise(work, agency, revision, body.changes())


@door.withdraws("/agencies/{agency}", may=Permission.ADMIN)
async def withdraw_agency(work: Doing, agency: Key, revision: Revision) -> None:
    """Remove an agency recorded by mistake, while nothing refers to it."""
    await agencies.withdraw(work, agency, revision)


@door.lists("/agencies/{agency}/coverage", Coverage)
async def list_coverage(ask: Asked, agency: Key, area: Many = None) -> Response:
    """List the areas that an agency covers. What is not recorded is unknown, not absent."""
    found = await reading.one(ask.work, Agency, agency)
    return await ask.page(Coverage, {"agency": [found.id], "area": area})


@door.reads("/agencies/{agency}/coverage/{coverage}", Coverage)
async def read_coverage(work: Doing, agency: Key, coverage: Key) -> Coverage:
    """Read one coverage of an agency."""
    return await relations.find(work, agencies.COVERAGE, agency, coverage)


@door.creates("/agencies/{agency}/coverage", Coverage, may=Permission.ADMIN)
async def record_coverage(work: Doing, agency: Key, body: CoverageInput) -> Coverage:
    """Record that an agency's own area takes in an area."""
    return await agencies.record_coverage(work, agency, **body.given())


@door.revises("/agencies/{agency}/coverage/{coverage}", Coverage, may=Permission.ADMIN)
async def redate_coverage(
    work: Doing, agency: Key, coverage: Key, revision: Revision, body: DaysChange
) -> Coverage:
    """Change the days of a coverage; give it an end when it ends."""
    return await relations.redate(
        work, agencies.COVERAGE, agency, coverage, revision, body.changes()
    )


@door.withdraws("/agencies/{agency}/coverage/{coverage}", may=Permission.ADMIN)
async def withdraw_coverage(work: Doing, agency: Key, coverage: Key, revision: Revision) -> None:
    """Remove a coverage recorded by mistake."""
    await relations.withdraw(work, agencies.COVERAGE, agency, coverage, revision)


@door.lists("/agencies/{agency}/supply", Supply)
async def list_supply(
    ask: Asked, agency: Key, indicator: Many = None, area: Many = None
) -> Response:
    """List the indicators that an agency supplies: what it may push, and what it owes."""
    found = await reading.one(ask.work, Agency, agency)
    return await ask.page(Supply, {"agency": [found.id], "indicator": indicator, "area": area})


@door.reads("/agencies/{agency}/supply/{supply}", Supply)
async def read_supply(work: Doing, agency: Key, supply: Key) -> Supply:
    """Read one supply of an agency."""
    return await relations.find(work, agencies.SUPPLY, agency, supply)


@door.creates("/agencies/{agency}/supply", Supply, may=Permission.ADMIN)
async def record_supply(work: Doing, agency: Key, body: SupplyInput) -> Supply:
    """Record that an agency supplies an indicator. From then on its keys may push it."""
    return await agencies.record_supply(work, agency, **body.given())


@door.revises("/agencies/{agency}/supply/{supply}", Supply, may=Permission.ADMIN)
async def redate_supply(
    work: Doing, agency: Key, supply: Key, revision: Revision, body: DaysChange
) -> Supply:
    """Change the days of a supply; give it an end when another agency takes over."""
    return await relations.redate(work, agencies.SUPPLY, agency, supply, revision, body.changes())


@door.withdraws("/agencies/{agency}/supply/{supply}", may=Permission.ADMIN)
async def withdraw_supply(work: Doing, agency: Key, supply: Key, revision: Revision) -> None:
    """Remove a supply recorded by mistake."""
    await relations.withdraw(work, agencies.SUPPLY, agency, supply, revision)
