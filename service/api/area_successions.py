"""Successions of areas over REST."""

from fastapi import Response

from service.api.asking import Asked, Doing, Key, Revision
from service.api.inputs import Day, Input, Reference, changes_to
from service.api.operation import Door
from service.domain.areas import Area, AreaSuccession
from service.domain.callers import Permission
from service.usecases import area_successions, reading, relations
from service.usecases.area_successions import AREA_SUCCESSION

door = Door("Areas")


class SuccessionInput(Input):
    """A successor to be recorded."""

    successor: Reference
    happened_on: Day


@changes_to(SuccessionInput, but=("successor",))
class SuccessionChange(Input):
    """What is to be different about a succession."""


@door.lists("/areas/{area}/successors", AreaSuccession)
async def list_successors(ask: Asked, area: Key) -> Response:
    """List what became of an area, in the order of time."""
    found = await reading.one(ask.work, Area, area)
    return await ask.page(AreaSuccession, {"predecessor": [found.id]})


@door.lists("/areas/{area}/predecessors", AreaSuccession)
async def list_predecessors(ask: Asked, area: Key) -> Response:
    """List what an area came of, in the order of time."""
    found = await reading.one(ask.work, Area, area)
    return await ask.page(AreaSuccession, {"successor": [found.id]})


@door.reads("/areas/{area}/successors/{succession}", AreaSuccession)
async def read_successor(work: Doing, area: Key, succession: Key) -> AreaSuccession:
    """Read one succession to an area."""
    return await relations.find(work, AREA_SUCCESSION, area, succession)


@door.creates("/areas/{area}/successors", AreaSuccession, may=Permission.ADMIN)
async def record_successor(work: Doing, area: Key, body: SuccessionInput) -> AreaSuccession:
    """Record that an area, or a part of it, became another's on a day."""
    return await area_successions.record(work, area, **body.given())


@door.revises("/areas/{area}/successors/{succession}", AreaSuccession, may=Permission.ADMIN)
async def redate_successor(
    work: Doing, area: Key, succession: Key, revision: Revision, body: SuccessionChange
) -> AreaSuccession:
    """Change the day of a succession."""
    return await area_successions.redate(work, area, succession, revision, body.changes())


@door.withdraws("/areas/{area}/successors/{succession}", may=Permission.ADMIN)
async def withdraw_successor(work: Doing, area: Key, succession: Key, revision: Revision) -> None:
    """Remove a succession recorded by mistake."""
    await relations.withdraw(work, AREA_SUCCESSION, area, succession, revision)
