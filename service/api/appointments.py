"""Whom partnerships appoint, over REST."""

from typing import Annotated

from fastapi import Query, Response

from service.api.asking import Asked, Doing, Key, Many, Revision, Since
from service.api.inputs import Input, Line, Reference, VagueText, changes_to
from service.api.operation import Door
from service.domain.appointments import Appointment, AppointmentRole
from service.domain.callers import Permission
from service.domain.partnerships import Partnership
from service.usecases import appointments, reading, relations
from service.usecases.appointments import APPOINTMENT

door = Door("Partnerships")


class AppointmentInput(Input):
    """A person or a post to be recorded in a role, as printed."""

    role: AppointmentRole
    printed: Line
    agency: Reference | None = None
    starts_on: VagueText | None = None
    ends_before: VagueText | None = None


@changes_to(AppointmentInput)
class AppointmentChange(Input):
    """What is to be different about an appointment."""


@door.lists("/partnerships/{partnership}/appointments", Appointment)
async def list_appointments(
    ask: Asked,
    partnership: Key,
    role: Annotated[list[AppointmentRole] | None, Query()] = None,
    agency: Many = None,
    updated_since: Since = None,
) -> Response:
    """List whom a partnership has appointed, past ones included, role by role."""
    found = await reading.one(ask.work, Partnership, partnership)
    filters = {"partnership": [found.id], "role": role, "agency": agency}
    return await ask.page(Appointment, {**filters, "updated_since": updated_since})


@door.reads("/partnerships/{partnership}/appointments/{appointment}", Appointment)
async def read_appointment(work: Doing, partnership: Key, appointment: Key) -> Appointment:
    """Read one appointment."""
    return await relations.find(work, APPOINTMENT, partnership, appointment)


@door.creates("/partnerships/{partnership}/appointments", Appointment, may=Permission.EDIT)
async def appoint(work: Doing, partnership: Key, body: AppointmentInput) -> Appointment:
    """Record an appointment of a partnership that your agency coordinates.

    An `information_sharing_nominee` and a `seat` are a member agency's, and each agency has one
    nominee at a time.
    """
    return await appointments.appoint(work, partnership, **body.given())


@door.revises(
    "/partnerships/{partnership}/appointments/{appointment}", Appointment, may=Permission.EDIT
)
async def revise_appointment(
    work: Doing, partnership: Key, appointment: Key, revision: Revision, body: AppointmentChange
) -> Appointment:
    """Change an appointment; give it an end when somebody else is appointed."""
    return await appointments.revise(work, partnership, appointment, revision, body.changes())


@door.withdraws("/partnerships/{partnership}/appointments/{appointment}", may=Permission.EDIT)
async def withdraw_appointment(
    work: Doing, partnership: Key, appointment: Key, revision: Revision
) -> None:
    """Remove an appointment recorded by mistake."""
    await appointments.withdraw(work, partnership, appointment, revision)
