"""Appointments of a partnership: recorded, revised, removed."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from service.db.tables import AppointmentRow
from service.domain.agencies import Agency
from service.domain.appointments import Appointment, AppointmentRole, is_seated
from service.domain.days import Truth
from service.domain.errors import AlreadyExists
from service.domain.lives import Life, overlap
from service.domain.partnerships import Partnership
from service.usecases.lives import check_within, hold, hold_agency, sittings, tenure_of
from service.usecases.reading import References, all_of, one
from service.usecases.recording import change, check_days, make, read_at, remove
from service.usecases.relations import Relation, find
from service.usecases.work import Work

APPOINTMENT: Final = Relation(Appointment, AppointmentRow, Partnership, ("partnership",))

_ONE_AT_A_TIME: Final = AppointmentRole.INFORMATION_SHARING_NOMINEE


async def appoint(
    work: Work,
    key: str,
    *,
    role: AppointmentRole,
    printed: str,
    agency: str | None,
    starts_on: str | None,
    ends_before: str | None,
) -> Appointment:
    """Record an appointment of a partnership that the caller coordinates.

    A nominee or a seat is that of an agency which is a member then, as far as days can tell; an
    agency has one nominee at a time.
    """
    partnership = await _own(work, key)
    given = {"role": role, "printed": printed, "agency": agency}
    columns = await _checked(
        work, partnership, {**given, "starts_on": starts_on, "ends_before": ends_before}
    )
    return await make(work, Appointment, AppointmentRow, partnership_id=partnership.id, **columns)


async def revise(
    work: Work, partnership: str, key: str, revision: int, changes: Mapping[str, Any]
) -> Appointment:
    """Change an appointment; give it an end when somebody else is appointed."""
    held = await _own(work, (await find(work, APPOINTMENT, partnership, key)).partnership.id)
    found = await read_at(work, Appointment, key, revision)
    stands = {
        "role": found.role,
        "printed": found.printed,
        "agency": None if found.agency is None else found.agency.id,
        "starts_on": found.starts_on,
        "ends_before": found.ends_before,
        **changes,
    }
    columns = await _checked(work, held, stands, besides=found)
    await change(work, AppointmentRow, found, columns)
    return await one(work, Appointment, found.id)


async def withdraw(work: Work, partnership: str, key: str, revision: int) -> None:
    """Remove an appointment recorded by mistake. One that is over is given an end instead."""
    await _own(work, (await find(work, APPOINTMENT, partnership, key)).partnership.id)
    await remove(work, AppointmentRow, await read_at(work, Appointment, key, revision))


async def unseated(
    work: Work, partnership_id: str, agency_id: str, seats: Sequence[Life]
) -> list[Appointment]:
    """Return what is held for an agency that would lie outside all its memberships."""
    given = {"partnership": [partnership_id], "agency": [agency_id]}
    return [
        each
        async for each in all_of(work, Appointment, given)
        if each.role.is_for_a_member and not is_seated(tenure_of(each), seats)
    ]


async def _own(work: Work, key: str) -> Partnership:
    """Hold a partnership; refuses unless the caller coordinates it."""
    partnership = await hold(work, key)
    work.caller.must_coordinate(partnership.id, partnership.code)
    return partnership


async def _checked(
    work: Work,
    partnership: Partnership,
    given: Mapping[str, Any],
    besides: Appointment | None = None,
) -> dict[str, Any]:
    """Check what an appointment is to be; return the columns of its row."""
    references = References(work)
    role, key = given["role"], given["agency"]
    found = None if key is None else await references.to(Agency, key, "/agency")
    agency = await hold_agency(work, found)
    check_days(references, given["starts_on"], given["ends_before"])
    held = Life.of("The appointment", given["starts_on"], given["ends_before"])
    check_within(references, held, partnership, agency)
    if role.is_for_a_member:
        await _check_seat(work, references, partnership, agency, held, is_named=key is not None)
    references.settle()
    if role is _ONE_AT_A_TIME:
        await _must_be_alone(work, partnership, references.certain(agency), held, besides)
    columns = {name: given[name] for name in ("role", "printed", "starts_on", "ends_before")}
    return {**columns, "agency_id": None if agency is None else agency.id}


async def _check_seat(
    work: Work,
    references: References,
    partnership: Partnership,
    agency: Agency | None,
    held: Life,
    *,
    is_named: bool,
) -> None:
    if agency is not None:
        if not is_seated(held, await sittings(work, partnership.id, agency.id)):
            detail = f"{agency.name} is no member of {partnership.name} {held}."
            references.fault("not_a_member", detail, "/agency")
    elif not is_named:
        references.fault("agency_required", "Say which agency it is.", "/agency")


async def _must_be_alone(
    work: Work, partnership: Partnership, agency: Agency, held: Life, besides: Appointment | None
) -> None:
    """Refuse, with `AlreadyExists`, a second nominee of an agency on some day."""
    given = {"partnership": [partnership.id], "agency": [agency.id], "role": [_ONE_AT_A_TIME]}
    async for other in all_of(work, Appointment, given):
        is_other = besides is None or other.id != besides.id
        if is_other and overlap(held, tenure_of(other)) is Truth.YES:
            named = f"{other.printed} as its nominee {tenure_of(other)} ({other.id})"
            raise AlreadyExists(f"{agency.name} has {named}; one {held} would share days with it.")
