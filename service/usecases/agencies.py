"""Agencies with their coverage and supply: recorded, revised, removed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar

from service.db.tables import AgencyRow, AliasRow, CoverageRow, SupplyRow, Table
from service.domain.agencies import Agency, AgencyKind, Coverage, Supply
from service.domain.aliases import Alias, Named
from service.domain.areas import Area
from service.domain.errors import NotFound
from service.domain.indicators import Indicator
from service.domain.nodes import Record, Ref
from service.usecases.lives import check_sittings_within, hold_agency
from service.usecases.naming import must_be_free
from service.usecases.reading import References, one
from service.usecases.recording import begun, change, check_days, must_be_new, read_at, remove
from service.usecases.successions import check_life
from service.usecases.work import Work

R = TypeVar("R", Coverage, Supply, Alias)
D = TypeVar("D", Coverage, Supply)


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
    references = _checked(work, agency, changes)
    if {"starts_on", "ends_before"} & changes.keys():
        await check_life(work, references, agency, changes)
    references.settle()
    if {"starts_on", "ends_before"} & changes.keys():
        await check_sittings_within(work, replace(agency, **changes))
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
    row = CoverageRow(
        **begun(work, Coverage),
        agency_id=agency.id,
        area_id=references.certain(covered).id,
        starts_on=starts_on,
        ends_before=ends_before,
    )
    await work.store.insert(row)
    return await one(work, Coverage, row.id)


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
    row = SupplyRow(
        **begun(work, Supply),
        agency_id=agency.id,
        indicator_id=references.certain(supplied).id,
        area_id=area_id,
        starts_on=starts_on,
        ends_before=ends_before,
    )
    await work.store.insert(row)
    return await one(work, Supply, row.id)


async def relation(work: Work, noun: type[R], agency: str, key: str) -> R:
    """Read a coverage, a supply or an alias of an agency."""
    found = await one(work, noun, key)
    if agency not in {found.agency, found.agency.id}:
        raise NotFound(noun.noun, key)
    return found


async def redate(
    work: Work, noun: type[D], agency: str, key: str, revision: int, changes: Mapping[str, Any]
) -> D:
    """Change the days of a coverage or a supply."""
    await relation(work, noun, agency, key)
    found = await read_at(work, noun, key, revision)
    _checked(work, found, changes).settle()
    await change(work, _TABLES[noun], found, changes)
    return await one(work, noun, key)


async def withdraw_relation(
    work: Work, noun: type[R], agency: str, key: str, revision: int
) -> None:
    """Remove a coverage, a supply or an alias recorded by mistake; what has ended is ended."""
    await relation(work, noun, agency, key)
    await remove(work, _TABLES[noun], await read_at(work, noun, key, revision))


# Where agencies are read by their codes, this is the address at which names are resolved.
_RESOLVE: Final = "resolve"
_TABLES: Final[Mapping[type[Record], Table]] = {
    Coverage: CoverageRow,
    Supply: SupplyRow,
    Alias: AliasRow,
}


async def _must_be_called(work: Work, agency: Ref, *names: str) -> None:
    await must_be_free(work, *(Named(agency, name, None, None, None) for name in names))


def _checked(
    work: Work, dated: Agency | Coverage | Supply, changes: Mapping[str, Any]
) -> References:
    references = References(work)
    check_days(
        references,
        changes.get("starts_on", dated.starts_on),
        changes.get("ends_before", dated.ends_before),
    )
    return references
