"""Holding partnerships while what hangs on their days is checked and written."""

from collections.abc import Iterable
from typing import TypeAlias

from service.db import agencies, partnerships
from service.domain.agencies import Agency
from service.domain.appointments import Appointment
from service.domain.lives import Life, beyond
from service.domain.partnerships import Membership, Partnership
from service.usecases.reading import References, all_of, one
from service.usecases.work import Work

Body: TypeAlias = Agency | Partnership


async def hold(work: Work, key: str) -> Partnership:
    """Read a partnership, and let nobody else change its days or its members till done."""
    found = await one(work, Partnership, key)
    await partnerships.lock(work.store, [found.id])
    return await one(work, Partnership, found.id)


def life_of(body: Body) -> Life:
    """Return the life of a body, under its name."""
    return Life.of(body.name, body.starts_on, body.ends_before)


async def hold_agency(work: Work, found: Agency | None) -> Agency | None:
    """Let nobody else change an agency's days till done; return it as it stands then."""
    if found is None:
        return None
    await agencies.lock(work.store, found.id)
    return await one(work, Agency, found.id)


async def check_sittings_within(work: Work, agency: Agency) -> None:
    """Refuse days of an agency that would deny a membership or an appointment of it."""
    references = References(work)
    given = {"agency": [agency.id]}
    members = [sitting_of(each) async for each in all_of(work, Membership, given)]
    posts = [tenure_of(each) async for each in all_of(work, Appointment, given)]
    check_around(references, life_of(agency), [*members, *posts])
    references.settle()


async def sittings(
    work: Work, partnership_id: str, agency_id: str, besides: Membership | None = None
) -> list[Life]:
    """Read the lives of an agency's memberships of a partnership, but for one."""
    given = {"partnership": [partnership_id], "agency": [agency_id]}
    members = [each async for each in all_of(work, Membership, given)]
    return [sitting_of(each) for each in members if besides is None or each.id != besides.id]


def sitting_of(member: Membership) -> Life:
    """Return the life of a membership, under its id."""
    return Life.of(f"The membership {member.id}", member.starts_on, member.ends_before)


def tenure_of(appointment: Appointment) -> Life:
    """Return the life of an appointment, under its id."""
    whose = f"The appointment {appointment.id} ({appointment.printed})"
    return Life.of(whose, appointment.starts_on, appointment.ends_before)


def check_within(references: References, inner: Life, *bodies: Body | None) -> None:
    """Note a fault for each day that lies beyond the life of a body (None was not found)."""
    for body in bodies:
        for clash in () if body is None else beyond(inner, life_of(body)):
            references.fault("days_contradict", clash.detail, f"/{clash.day}")


def check_around(references: References, outer: Life, inner: Iterable[Life]) -> None:
    """Note a fault for each day of what stands already that would lie beyond a life."""
    for each in inner:
        for clash in beyond(each, outer):
            references.fault("days_contradict", clash.detail, f"/{clash.bound}")
