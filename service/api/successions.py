"""Successions of agencies over REST, and who carries an agency's part on a day."""

from typing import Annotated

from fastapi import Query, Response

from service.api.asking import Asked, Doing, Key, Many, Revision
from service.api.inputs import Day, Input, Line, Reference, Text, VagueText, changes_to
from service.api.operation import Door
from service.domain.agencies import Agency
from service.domain.callers import Permission
from service.domain.successions import Standing, Succession, SuccessionKind
from service.usecases import reading, relations, successions
from service.usecases.successions import SUCCESSION

door = Door("Agencies")


class SuccessionInput(Input):
    """A body that took over from an agency, on a day known to the year, the month or the day.

    A day still to come is that of an announced succession.
    """

    successor: Reference
    kind: SuccessionKind
    happened_on: VagueText
    note: Text | None = None
    source: Line | None = None


@changes_to(SuccessionInput, but=("successor",))
class SuccessionChange(Input):
    """What is to be different about a succession. The two bodies stay."""


@door.lists("/agencies/{agency}/successions", Succession)
async def list_successions(
    ask: Asked, agency: Key, predecessor: Many = None, successor: Many = None
) -> Response:
    """List the successions in which an agency is one of the two: what came before it, and after.

    `successor` with the agency itself leaves its predecessors, `predecessor` its successors.
    """
    found = await reading.one(ask.work, Agency, agency)
    wanted = {"agency": [found.id], "predecessor": predecessor, "successor": successor}
    return await ask.page(Succession, wanted)


@door.reads("/agencies/{agency}/successions/{succession}", Succession)
async def read_succession(work: Doing, agency: Key, succession: Key) -> Succession:
    """Read one succession, under either of the two."""
    return await relations.find(work, SUCCESSION, agency, succession)


@door.creates("/agencies/{agency}/successions", Succession, may=Permission.ADMIN)
async def record_succession(work: Doing, agency: Key, body: SuccessionInput) -> Succession:
    """Record that another body took over from an agency, from several or with several.

    Each pair is a succession of its own. None may come after itself, and the day may not
    contradict what is recorded of either life.
    """
    return await successions.record(work, agency, **body.given())


@door.revises("/agencies/{agency}/successions/{succession}", Succession, may=Permission.ADMIN)
async def revise_succession(
    work: Doing, agency: Key, succession: Key, revision: Revision, body: SuccessionChange
) -> Succession:
    """Change what is said of a succession."""
    return await successions.revise(work, agency, succession, revision, body.changes())


@door.withdraws("/agencies/{agency}/successions/{succession}", may=Permission.ADMIN)
async def withdraw_succession(
    work: Doing, agency: Key, succession: Key, revision: Revision
) -> None:
    """Remove a succession recorded by mistake."""
    await relations.withdraw(work, SUCCESSION, agency, succession, revision)


@door.reads("/agencies/{agency}/standing", Standing)
async def read_standing(
    work: Doing,
    agency: Key,
    on: Annotated[Day | None, Query(description="The day asked about. Unsaid, today.")] = None,
) -> Standing:
    """Say who carries an agency's part on a day: itself, or those that came after it.

    Several may carry it. `undetermined` is each that a vague day leaves in doubt. Before the
    agency began, and where it ended without a successor, nobody does.
    """
    return await successions.standing(work, agency, on)
