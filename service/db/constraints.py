"""What a violated constraint means, in the words of the field.

The rules are checked before anything is written, so a violation is what a rule cannot see: two
requests at once, or a thing that others still refer to.
"""

from typing import Final

import asyncpg

from service.domain.errors import AlreadyExists, Invalid, Refusal, StillInUse

_TAKEN: Final = {
    "uq_area_code": "An area with this code is recorded already.",
    "uq_area_slug": "An area with this slug is recorded already.",
    "uq_area_succession_predecessor_id_successor_id": "This succession is recorded already.",
    "uq_agency_code": "An agency with this code is recorded already.",
    "uq_indicator_code": "An indicator with this code is recorded already.",
    "uq_partnership_code": "A partnership with this code is recorded already.",
    "uq_partnership_ons_code": "A partnership with this ONS code is recorded already.",
    "uq_plan_code": "A plan with this code is recorded already.",
    "uq_edition_plan_id_code": "The plan has an edition with this code already.",
    "uq_priority_plan_id_code": "The plan has a priority with this code already.",
    "uq_kpi_plan_id_code": "The plan has a KPI with this code already.",
    "uq_statement_plan_id_code": "The plan has a statement with this code already.",
    "uq_objective_plan_id_code": "The plan has an objective with this code already.",
    "uq_priority_set_plan_id_code": "The plan has a priority set with this code already.",
    "uq_external_document_plan_id_code": "The plan has a document with this code already.",
    "uq_action_plan_id_code": "The plan has an action with this code already.",
    "uq_coverage_agency_id_area_id_starts_on": "This coverage is recorded already.",
    "uq_supply_agency_id_indicator_id_area_id_starts_on": "This supply is recorded already.",
    "uq_alias_agency_id_name_starts_on": "This alias is recorded already.",
    "uq_succession_predecessor_id_successor_id": "This succession is recorded already.",
    "uq_membership_partnership_id_agency_id_capacity_starts_on": (
        "This membership is recorded already."
    ),
    "uq_appointment_partnership_id_role_printed_agency_id_starts_on": (
        "This appointment is recorded already."
    ),
    "uq_partnership_succession_predecessor_id_successor_id": (
        "This succession is recorded already."
    ),
}


def refusal_for(violation: asyncpg.IntegrityConstraintViolationError) -> Refusal:
    """Say what a violated constraint means."""
    name: str = violation.constraint_name or ""
    if isinstance(violation, asyncpg.UniqueViolationError):
        return AlreadyExists(_TAKEN.get(name, "The same thing is recorded already."))
    if isinstance(violation, asyncpg.ForeignKeyViolationError):
        return StillInUse("Something else in the record still refers to this.")
    return Invalid(f"The record does not allow this ({name or 'a constraint'}).")
