"""Successions of areas: recorded, redated, removed."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from service.db.area_successions import AFTER
from service.db.tables import AreaSuccessionRow
from service.domain.areas import Area, AreaSuccession
from service.usecases.reading import References, one
from service.usecases.recording import change, make
from service.usecases.relations import Relation, find_at
from service.usecases.work import Work

AREA_SUCCESSION: Final = Relation(AreaSuccession, AreaSuccessionRow, Area, ("predecessor",))


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
    return await make(
        work,
        AreaSuccession,
        AreaSuccessionRow,
        predecessor_id=predecessor.id,
        successor_id=references.certain(found).id,
        happened_on=happened_on,
    )


async def redate(
    work: Work, area: str, key: str, revision: int, changes: Mapping[str, Any]
) -> AreaSuccession:
    """Change the day of a succession."""
    found = await find_at(work, AREA_SUCCESSION, area, key, revision)
    references = References(work)
    predecessor, successor = [
        await one(work, Area, each.id) for each in (found.predecessor, found.successor)
    ]
    _check(references, predecessor, successor, changes.get("happened_on", found.happened_on))
    references.settle()
    await change(work, AreaSuccessionRow, found, changes)
    return await one(work, AreaSuccession, found.id)


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
