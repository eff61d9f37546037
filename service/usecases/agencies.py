"""Agencies with their coverage and supply: recorded, revised, removed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from service.db.tables import AgencyRow, CoverageRow, SupplyRow
from service.domain.agencies import Agency, AgencyKind, Coverage, Supply
from service.domain.aliases import Named
from service.domain.areas import Area
from service.domain.indicators import Indicator
from service.domain.nodes import Ref
from service.usecases.lives import check_sittings_within, hold_agency
from service.usecases.naming import must_be_free
from service.usecases.reading import References, one
from service.usecases.recording import begun, change, check_days, make, must_be_new, read_at, remove
from service.usecases.relations import Relation
from service.usecases.successions import check_life
from service.usecases.work import Work

COVERAGE: Final = Relation(Coverage, CoverageRow, Agency, ("agency",))
SUPPLY: Final = Relation(Supply, SupplyRow, Agency, ("agency",))


async def record(
    work: Work,
    *,
    code: str,
    name: str,
    kind: AgencyKind,
    starts_on: str | None,
    ends_before: str | None,
) -> Agency:
    """Record an agency; refuses a name or a code that is an alias of another."""
    references = References(work)
    if code == _RESOLVE:
        references.fault("not_of_its_form", f"{code!r} is a word of addresses.", "/code")
    check_days(references, starts_on, ends_before)
    references.settle()
    await must_be_new(work, AgencyRow, code=code)
    row = AgencyRow(
        **begun(work, Agency),
        code=code,
        name=name,
        kind=kind,
        starts_on=starts_on,
        ends_before=ends_before,
    )
    await _must_be_called(work, Ref(code, row.id), code, name)
    await work.store.insert(row)
    return await one(work, Agency, row.id)


async def revise(work: Work, key: str, revision: int, changes: Mapping[str, Any]) -> Agency:
    """Change an agency; refuses days that contradict its successions, and another's alias."""
    await hold_agency(work, await one(work, Agency, key))
    agency = await read_at(work, Agency, key, revision)
    stands = replace(agency, **changes)
    references = References(work)
    check_days(references, stands.starts_on, stands.ends_before)
    if {"starts_on", "ends_before"} & changes.keys():
        await check_life(work, references, agency, changes)
    references.settle()
    if {"starts_on", "ends_before"} & changes.keys():
        await check_sittings_within(work, stands)
    if "name" in changes:
        await _must_be_called(work, Ref(agency.code, agency.id), changes["name"])
    await change(work, AgencyRow, agency, changes)
    return await one(work, Agency, agency.id)


async def withdraw(work: Work, key: str, revision: int) -> None:
    """Remove an agency recorded by mistake; refuses while anything refers to it."""
    await remove(work, AgencyRow, await read_at(work, Agency, key, revision))


async def record_coverage(
    work: Work, key: str, *, area: str, starts_on: date | None, ends_before: date | None
) -> Coverage:
    """Record that an agency's own area takes in an area."""
    agency = await one(work, Agency, key)
    references = References(work)
    covered = await references.to(Area, area, "/area")
    check_days(references, starts_on, ends_before)
    references.settle()
    return await make(
        work,
        Coverage,
        CoverageRow,
        agency_id=agency.id,
        area_id=references.certain(covered).id,
        starts_on=starts_on,
        ends_before=ends_before,
    )


async def record_supply(
    work: Work,
    key: str,
    *,
    indicator: str,
    area: str | None,
    starts_on: date | None,
    ends_before: date | None,
) -> Supply:
    """Record that an agency supplies an indicator, for one area or (None) for every area."""
    agency = await one(work, Agency, key)
    references = References(work)
    supplied = await references.to(Indicator, indicator, "/indicator")
    area_id = await references.id_of(Area, area, "/area")
    check_days(references, starts_on, ends_before)
    references.settle()
    return await make(
        work,
        Supply,
        SupplyRow,
        agency_id=agency.id,
        indicator_id=references.certain(supplied).id,
        area_id=area_id,
        starts_on=starts_on,
        ends_before=ends_before,
    )


# Where agencies are read by their codes, this is the address at which names are resolved.
_RESOLVE: Final = "resolve"


async def _must_be_called(work: Work, agency: Ref, *names: str) -> None:
    await must_be_free(work, *(Named(agency, name, None, None, None) for name in names))
