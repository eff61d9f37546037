"""Appointments, read."""

from typing import Final

from service.db.sql import is_named, recorded, ref, ref_or_null, since
from service.db.views import Order, Parent, View
from service.domain.appointments import Appointment

APPOINTMENTS: Final = View(
    of=Appointment,
    source="""
        appointment
        join partnership on partnership.id = appointment.partnership_id
        left join agency on agency.id = appointment.agency_id
    """,
    columns={
        **recorded("appointment"),
        "partnership": ref("partnership"),
        "role": "appointment.role",
        "printed": "appointment.printed",
        "agency": ref_or_null("agency"),
        "starts_on": "appointment.starts_on",
        "ends_before": "appointment.ends_before",
    },
    id_condition="appointment.id = any(:ids::text[])",
    code_condition=None,
    order=(
        Order("partnership.code", "text"),
        Order("appointment.role", "text"),
        Order("coalesce(appointment.starts_on, '') collate \"C\"", "text"),
        Order("appointment.printed", "text"),
        Order("appointment.id", "text"),
    ),
    filters={
        "partnership": is_named("partnership", "partnership"),
        "agency": is_named("agency", "agency"),
        "role": "appointment.role = any(:role::text[])",
        "updated_since": since("appointment"),
    },
    parents={
        "partnership": Parent(("appointment.partnership_id",)),
        "agency": Parent(("appointment.agency_id",)),
    },
)
