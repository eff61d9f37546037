"""How partnerships follow one another, over REST."""

from typing import Annotated, Any, Literal

from fastapi import Response
from pydantic import Field

from service.api.asking import Asked, Doing, Key, Revision, Since
from service.api.inputs import Input, Line, Reference, Text, VagueText, changes_to
from service.api.operation import Door
from service.domain.callers import Permission
from service.domain.partnership_successions import (
    ChargeKind,
    PartnershipSuccession,
    PartnershipSuccessionKind,
)
from service.domain.partnerships import Partnership
from service.usecases import partnership_successions, reading, relations
from service.usecases.partnership_successions import PARTNERSHIP_SUCCESSION, GivenCharge

door = Door("Partnerships")


class CarriedInput(Input):
    """Something that the successor carries: a plan, or a single action or KPI of one."""

    kind: Literal[ChargeKind.PLAN, ChargeKind.ACTION, ChargeKind.KPI]
    named: Reference

    def charge(self) -> GivenCharge:
        """Return it as the use case takes it."""
        return GivenCharge(self.kind, self.named)


Carries = Annotated[list[CarriedInput], Field(max_length=200)]


class SuccessionInput(Input):
    """How a partnership was followed by another, or (`ended`) by none.

    `in_practice_from` is since when they had worked as one before it took effect.
    """

    successor: Reference | None = None
    kind: PartnershipSuccessionKind
    happened_on: VagueText
    in_practice_from: VagueText | None = None
    note: Text | None = None
    source: Line | None = None
    carries: Carries = Field(default=[])


@changes_to(SuccessionInput, but=("successor", "kind"))
class SuccessionChange(Input):
    """What is to be different about a succession. What is carried replaces what was recorded."""


@door.lists("/partnerships/{partnership}/successions", PartnershipSuccession)
async def list_partnership_successions(
    ask: Asked, partnership: Key, updated_since: Since = None
) -> Response:
    """List what a partnership came from and what came after it, in the order of happening."""
    found = await reading.one(ask.work, Partnership, partnership)
    filters = {"partnership": [found.id], "updated_since": updated_since}
    return await ask.page(PartnershipSuccession, filters)


@door.lists("/partnerships/{partnership}/history", PartnershipSuccession)
async def list_partnership_history(ask: Asked, partnership: Key) -> Response:
    """List every succession in a partnership's line, in the order of happening.

    That is all it came from and all that came of it, however many steps away.
    """
    found = await reading.one(ask.work, Partnership, partnership)
    return await ask.page(PartnershipSuccession, {"in_line_with": found.id})


@door.reads("/partnerships/{partnership}/successions/{succession}", PartnershipSuccession)
async def read_partnership_succession(
    work: Doing, partnership: Key, succession: Key
) -> PartnershipSuccession:
    """Read a succession, with what the successor carries and what is left without a carrier."""
    return await relations.find(work, PARTNERSHIP_SUCCESSION, partnership, succession)


@door.creates(
    "/partnerships/{partnership}/successions", PartnershipSuccession, may=Permission.ADMIN
)
async def record_partnership_succession(
    work: Doing, partnership: Key, body: SuccessionInput
) -> PartnershipSuccession:
    """Record that a partnership was followed by another, and what that one carries.

    Several that are combined into one, or one that is split, is a succession for each pair. Ending
    a partnership (`ended`) gives it its end where it has none; the reply's `left` lists what is
    then without a carrier.
    """
    return await partnership_successions.record(work, partnership, **_resolved(body.given()))


@door.revises(
    "/partnerships/{partnership}/successions/{succession}",
    PartnershipSuccession,
    may=Permission.ADMIN,
)
async def revise_partnership_succession(
    work: Doing, partnership: Key, succession: Key, revision: Revision, body: SuccessionChange
) -> PartnershipSuccession:
    """Change when it happened, what is told of it, or what is carried."""
    return await partnership_successions.revise(
        work, partnership, succession, revision, _resolved(body.changes())
    )


@door.withdraws("/partnerships/{partnership}/successions/{succession}", may=Permission.ADMIN)
async def withdraw_partnership_succession(
    work: Doing, partnership: Key, succession: Key, revision: Revision
) -> None:
    """Remove a succession recorded by mistake. The days of the partnerships stay as they are."""
    await partnership_successions.withdraw(work, partnership, succession, revision)


def _resolved(given: dict[str, Any]) -> dict[str, Any]:
    if "carries" in given:
        given["carries"] = [each.charge() for each in given["carries"]]
    return given
