"""Partnerships over REST, with their members."""

from typing import Annotated

from fastapi import Query, Response
from pydantic import Field

from service.api.asking import Asked, Doing, Key, Many, Revision, Since
from service.api.inputs import Code, Day, Input, Line, Ons, Reference, VagueText, changes_to
from service.api.operation import Door
from service.domain.callers import Permission
from service.domain.partnerships import Capacity, Membership, Partnership
from service.usecases import partnerships, reading, relations
from service.usecases.partnerships import MEMBERSHIP, ServedArea

door = Door("Partnerships")


class AreaServed(Input):
    """An area that a partnership serves, between days that may be vague."""

    area: Reference
    starts_on: VagueText | None = None
    ends_before: VagueText | None = None

    def served(self) -> ServedArea:
        """Return it as the use case takes it."""
        return ServedArea(self.area, self.starts_on, self.ends_before)


Areas = Annotated[list[AreaServed], Field(min_length=1, max_length=50)]


class PartnershipInput(Input):
    """A partnership to be recorded, with the areas it serves."""

    code: Code
    ons_code: Ons | None = None
    name: Line
    starts_on: VagueText | None = None
    ends_before: VagueText | None = None
    areas: Areas


@changes_to(PartnershipInput, but=("code",))
class PartnershipChange(Input):
    """What is to be different about a partnership."""


class MemberInput(Input):
    """An agency to be recorded as a member."""

    agency: Reference
    capacity: Capacity
    printed: Line | None = None
    starts_on: VagueText | None = None
    ends_before: VagueText | None = None
    coordinator_from: Day | None = None
    coordinator_before: Day | None = None


@changes_to(MemberInput, but=("agency",))
class MemberChange(Input):
    """What is to be different about a membership."""


@door.lists("/partnerships", Partnership)
async def list_partnerships(
    ask: Asked,
    area: Many = None,
    within: Many = None,
    agency: Many = None,
    updated_since: Since = None,
) -> Response:
    """List partnerships, in the order of their codes.

    `area` leaves those that serve one of the areas named, `within` those that serve an area lying
    in one of them (a county, say), `agency` those with one of the agencies as a member, now or
    once.
    """
    return await ask.page(
        Partnership,
        {"area": area, "within": within, "agency": agency, "updated_since": updated_since},
    )


@door.reads("/partnerships/{partnership}", Partnership)
async def read_partnership(work: Doing, partnership: Key) -> Partnership:
    """Read a partnership."""
    return await reading.one(work, Partnership, partnership)


@door.creates("/partnerships", Partnership, may=Permission.ADMIN)
async def record_partnership(work: Doing, body: PartnershipInput) -> Partnership:
    """Record a partnership and the areas it serves."""
    areas = [each.served() for each in body.areas]
    return await partnerships.record(work, **{**body.given(), "areas": areas})


@door.revises("/partnerships/{partnership}", Partnership, may=Permission.ADMIN)
async def revise_partnership(
    work: Doing, partnership: Key, revision: Revision, body: PartnershipChange
) -> Partnership:
    """Change a partnership. Its code stays; the areas, when given, replace those recorded."""
    changes = body.changes()
    if "areas" in changes:
        changes["areas"] = [each.served() for each in changes["areas"]]
    return await partnerships.revise(work, partnership, revision, changes)


@door.withdraws("/partnerships/{partnership}", may=Permission.ADMIN)
async def withdraw_partnership(work: Doing, partnership: Key, revision: Revision) -> None:
    """Remove a partnership recorded by mistake, while nothing refers to it."""
    await partnerships.withdraw(work, partnership, revision)


@door.lists("/partnerships/{partnership}/members", Membership)
async def list_members(
    ask: Asked,
    partnership: Key,
    capacity: Annotated[list[Capacity] | None, Query()] = None,
) -> Response:
    """List the members of a partnership, past ones included."""
    found = await reading.one(ask.work, Partnership, partnership)
    return await ask.page(Membership, {"partnership": [found.id], "capacity": capacity})


@door.reads("/partnerships/{partnership}/members/{membership}", Membership)
async def read_member(work: Doing, partnership: Key, membership: Key) -> Membership:
    """Read one membership."""
    return await relations.find(work, MEMBERSHIP, partnership, membership)


@door.creates("/partnerships/{partnership}/members", Membership, may=Permission.ADMIN)
async def admit_member(work: Doing, partnership: Key, body: MemberInput) -> Membership:
    """Record an agency's membership.

    From `coordinator_from` on, a key of that agency that may edit can change what the partnership
    owns.
    """
    return await partnerships.admit(work, partnership, **body.given())


@door.revises("/partnerships/{partnership}/members/{membership}", Membership, may=Permission.ADMIN)
async def revise_member(
    work: Doing, partnership: Key, membership: Key, revision: Revision, body: MemberChange
) -> Membership:
    """Change a membership; give it an end when the agency leaves."""
    return await partnerships.revise_membership(
        work, partnership, membership, revision, body.changes()
    )


@door.withdraws("/partnerships/{partnership}/members/{membership}", may=Permission.ADMIN)
async def withdraw_member(
    work: Doing, partnership: Key, membership: Key, revision: Revision
) -> None:
    """Remove a membership recorded by mistake."""
    await partnerships.withdraw_membership(work, partnership, membership, revision)
