"""Successions of areas over REST."""

from fastapi import Response
from pydantic import MISSING

from service.api.asking import Asked, Doing, Key, Revision
from service.api.inputs import Day, Input, Reference
from service.api.operation import Door
from service.domain.areas import Area, Succession
from service.domain.callers import Permission
from service.usecases import reading, successions

door = Door("Areas")


class SuccessionInput(Input):
    """A successor to be recorded."""

    successor: Reference
    happened_on: Day


class SuccessionChange(Input):
    """What is to be different about a succession."""

    happened_on: Day | MISSING = MISSING


@door.lists("/areas/{area}/successors", Succession)
async def list_successors(ask: Asked, area: Key) -> Response:
    """List what became of an area, in the order of time."""
    found = await reading.one(ask.work, Area, area)
    return await ask.page(Succession, {"predecessor": [found.id]})


@door.lists("/areas/{area}/predecessors", Succession)
async def list_predecessors(ask: Asked, area: Key) -> Response:
    """List what an area came of, in the order of time."""
    found = await reading.one(ask.work, Area, area)
    return await ask.page(Succession, {"successor": [found.id]})


@door.reads("/areas/{area}/successors/{succession}", Succession)
async def read_successor(work: Doing, area: Key, succession: Key) -> Succession:
    """Read one succession to an area."""
    return await successions.succession(work, area, succession)


@door.creates("/areas/{area}/successors", Succession, may=Permission.ADMIN)
async def record_successor(work: Doing, area: Key, body: SuccessionInput) -> Succession:
    """Record that an area, or a part of it, became another's on a day."""
    return await successions.record(work, area, **body.given())


@door.revises("/areas/{area}/successors/{succession}", Succession, may=Permission.ADMIN)
async def redate_successor(
    work: Doing, area: Key, succession: Key, revision: Revision, body: SuccessionChange
) -> Succession:
    """Change the day of a succession."""
    return await successions.redate(work, area, succession, revision, body.changes())


@door.withdraws("/areas/{area}/successors/{succession}", may=Permission.ADMIN)
async def withdraw_successor(work: Doing, area: Key, succession: Key, revision: Revision) -> None:
    """Remove a succession recorded by mistake."""
    await successions.withdraw(work, area, succession, revision)
