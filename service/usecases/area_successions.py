"""Successions of areas: recorded, redated, removed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from service.db.area_successions import AFTER
from service.db.tables import AreaSuccessionRow
from service.domain.areas import Area, AreaSuccession
from service.domain.errors import NotFound
from service.usecases.reading import References, one
from service.usecases.recording import begun, change, read_at, remove
from service.usecases.work import Work


async def record(work: Work, key: str, *, successor: str, happened_on: date) -> AreaSuccession:
    """Record that an area, or a part of it, became another's on a day.

    Refuses a day that contradicts the end of the one or the beginning of the other, and an area
    that would come after itself.
    """
    await AFTER.lock(work.store)
    predecessor = await one(work, Area, key)
    references = References(work)
    found = await references.to(Area, successor, "/successor")
    if found is not None:
        _check(references, predecessor, found, happened_on)
        if await AFTER.would_circle(work.store, predecessor.id, [found.id]):
            detail = f"{predecessor.name} would come after itself."
            references.fault("circle", detail, "/successor")
    references.settle()
    row = AreaSuccessionRow(
        **begun(work, AreaSuccession),
        predecessor_id=predecessor.id,
        successor_id=references.certain(found).id,
        happened_on=happened_on,
    )
    await work.store.insert(row)
    return await one(work, AreaSuccession, row.id)


async def succession(work: Work, area: str, key: str) -> AreaSuccession:
    """Read a succession to an area."""
    found = await one(work, AreaSuccession, key)
    if (await one(work, Area, area)).id != found.predecessor.id:
        raise NotFound(AreaSuccession.noun, key)
    return found


async def redate(
    work: Work, area: str, key: str, revision: int, changes: Mapping[str, Any]
) -> AreaSuccession:
    """Change the day of a succession."""
    await succession(work, area, key)
    found = await read_at(work, AreaSuccession, key, revision)
    references = References(work)
    predecessor, successor = [
        await one(work, Area, each.id) for each in (found.predecessor, found.successor)
    ]
    _check(references, predecessor, successor, changes.get("happened_on", found.happened_on))
    references.settle()
    await change(work, AreaSuccessionRow, found, changes)
    return await one(work, AreaSuccession, found.id)


async def withdraw(work: Work, area: str, key: str, revision: int) -> None:
    """Remove a succession recorded by mistake."""
    await succession(work, area, key)
    await remove(work, AreaSuccessionRow, await read_at(work, AreaSuccession, key, revision))


def _check(references: References, predecessor: Area, successor: Area, happened_on: date) -> None:
    if predecessor.ends_before not in {None, happened_on}:
        references.fault(
            "days_contradict",
            f"{predecessor.name} ended before {predecessor.ends_before}, and is said to have "
            f"become {successor.name} on {happened_on}.",
            "/happened_on",
        )
    if successor.starts_on is not None and successor.starts_on > happened_on:
        references.fault(
            "days_contradict",
            f"{successor.name} began on {successor.starts_on}, and is said to have succeeded "
            f"{predecessor.name} on {happened_on}.",
            "/happened_on",
        )
