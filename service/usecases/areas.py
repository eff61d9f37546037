"""Areas: recorded, revised, removed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from service.db import areas
from service.db.tables import AreaRow
from service.domain.areas import Area, AreaKind, Nation, Tier
from service.usecases.reading import References, one
from service.usecases.recording import begun, change, check_days, must_be_new, read_at, remove
from service.usecases.work import Work


async def record(  # noqa: PLR0913 -- this much is said of an area
    work: Work,
    *,
    code: str,
    slug: str,
    name: str,
    kind: AreaKind,
    nation: Nation,
    starts_on: date | None,
    ends_before: date | None,
    within: Sequence[str],
    tier: Tier | None = None,
    population: int | None = None,
    population_year: int | None = None,
    former_codes: Sequence[str] = (),
) -> Area:
    """Record an area and the areas that it lies in.

    Refuses a former code that is the code of any area, or a former one of another.
    """
    references = References(work)
    former = await _former(work, references, code, former_codes)
    containers = await _containers(references, within)
    check_days(references, starts_on, ends_before)
    _check_population(references, population, population_year)
    references.settle()
    await must_be_new(work, AreaRow, code=code, slug=slug)
    row = AreaRow(
        **begun(work, Area),
        code=code,
        slug=slug,
        name=name,
        kind=kind,
        nation=nation,
        starts_on=starts_on,
        ends_before=ends_before,
        tier=tier,
        population=population,
        population_year=population_year,
        former_codes=former,
    )
    await work.store.insert(row)
    await areas.put_within(work.store, row.id, containers)
    return await one(work, Area, row.id)


async def revise(work: Work, key: str, revision: int, changes: Mapping[str, Any]) -> Area:
    """Change an area; refuses when it would come to lie within itself."""
    area = await read_at(work, Area, key, revision)
    own = {name: value for name, value in changes.items() if name != "within"}
    references, stands = References(work), replace(area, **own)
    check_days(references, stands.starts_on, stands.ends_before)
    _check_population(references, stands.population, stands.population_year)
    if "former_codes" in own:
        own["former_codes"] = await _former(work, references, area.code, own["former_codes"])
    containers = await _containers(references, changes.get("within", ()))
    if containers:
        await areas.lock(work.store)
        if await areas.WITHIN.would_circle(work.store, area.id, containers):
            references.fault("circle", f"{area.name} would lie within itself.", "/within")
    references.settle()
    await change(work, AreaRow, area, own)
    if "within" in changes:
        await areas.put_within(work.store, area.id, containers)
    return await one(work, Area, area.id)


async def withdraw(work: Work, key: str, revision: int) -> None:
    """Remove an area recorded by mistake; refuses while anything refers to it."""
    area = await read_at(work, Area, key, revision)
    await areas.put_within(work.store, area.id, ())
    await remove(work, AreaRow, area)


def _check_population(references: References, population: int | None, year: int | None) -> None:
    if (population is None) != (year is None):
        detail = "A population is stated with the year for which it was estimated, or not at all."
        references.fault("required", detail, "/population" if year else "/population_year")


async def _former(work: Work, references: References, code: str, given: Sequence[str]) -> list[str]:
    """Return former codes as they are kept, sorted; note a fault for each that is taken."""
    taken = await areas.codes_taken(work.store, given, besides=code)
    for n, each in enumerate(given):
        if each == code or each in taken:
            detail = f"{each} is the code of {taken.get(each, 'the area itself')}."
            references.fault("code_taken", detail, f"/former_codes/{n}")
    return sorted(set(given))


async def _containers(references: References, within: Sequence[str]) -> list[str]:
    keys = {f"/within/{n}": key for n, key in enumerate(within)}
    found = await references.to_each(Area, keys)
    return list(dict.fromkeys(area.id for area in found if area is not None))
