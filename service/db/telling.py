"""What of the change record is told to readers: decided for every table, and for every column.

What stands here neither way is not told; a test fails until somebody has decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from service.domain.actions import Action, ActionUpdate, MeasureCount
from service.domain.agencies import Agency, Coverage, Supply
from service.domain.aliases import Alias
from service.domain.appointments import Appointment
from service.domain.areas import Area, AreaSuccession
from service.domain.editions import EditionTransition
from service.domain.external_documents import ExternalDocument
from service.domain.indicators import Indicator
from service.domain.kpis import Kpi
from service.domain.nodes import Node
from service.domain.objectives import Objective
from service.domain.partnership_successions import PartnershipSuccession
from service.domain.partnerships import Membership, Partnership
from service.domain.plans import Edition, Plan, Priority
from service.domain.priority_sets import PrioritySet
from service.domain.sources import Source
from service.domain.statements import Statement
from service.domain.submissions import Submission
from service.domain.successions import Succession


@dataclass(frozen=True)
class Told:
    """How a change of a table's row is told: as a change of a noun, or of a part of one.

    `fields` are the columns that are told, `untold` those that are not; `owner` is the column with
    the thing's id, and `belongs_to` are those with the ids of what it stands in. The trigger
    `record_change` of the table takes the owner and these, in this order.
    """

    noun: type[Node]
    fields: str
    part: str | None = None
    owner: str = "id"
    belongs_to: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()


_RECORD: Final = ("updated_at",)  # a change says itself when it was
_DAYS: Final = "starts_on ends_before"
_OWNER: Final = "owner_printed owner_agency_id owner_area_id owner_partnership_id"


def _record(noun: type[Node], fields: str, *belongs_to: str) -> Told:
    return Told(noun, f"revision {fields}", belongs_to=belongs_to, untold=_RECORD)


def _part(noun: type[Node], part: str, owner: str, fields: str, *belongs_to: str) -> Told:
    return Told(noun, fields, part, owner, belongs_to)


def _in_edition(noun: type[Node], part: str, owner: str, fields: str) -> Told:
    return _part(noun, part, owner, fields, "edition_id")


TOLD: Final[Mapping[str, Told]] = {
    "area": _record(
        Area, f"code slug name kind nation {_DAYS} tier population population_year former_codes"
    ),
    "area_succession": _record(AreaSuccession, "happened_on", "predecessor_id", "successor_id"),
    "area_within": _part(Area, "within", "area_id", "within_id"),
    "agency": _record(Agency, f"code name kind {_DAYS}"),
    "alias": _record(Alias, f"name {_DAYS} source", "agency_id"),
    "succession": _record(
        Succession, "kind happened_on note source", "predecessor_id", "successor_id"
    ),
    "partnership_succession": _record(
        PartnershipSuccession,
        "kind happened_on in_practice_from note source",
        "predecessor_id",
        "successor_id",
    ),
    "partnership_carry": _part(
        PartnershipSuccession, "carry", "succession_id", "position action_id kpi_id", "plan_id"
    ),
    "appointment": _record(Appointment, f"role printed agency_id {_DAYS}", "partnership_id"),
    "coverage": _record(Coverage, f"area_id {_DAYS}", "agency_id"),
    "supply": _record(Supply, f"indicator_id area_id {_DAYS}", "agency_id"),
    "indicator": _record(
        Indicator,
        "code name definition kind unit polarity frequency period_types multiplier is_live",
    ),
    "partnership": _record(Partnership, f"code ons_code name {_DAYS}"),
    "partnership_area": _part(Partnership, "area", "partnership_id", f"position area_id {_DAYS}"),
    "membership": _record(
        Membership,
        f"agency_id capacity printed {_DAYS} coordinator_from coordinator_before",
        "partnership_id",
    ),
    "plan": _record(Plan, f"code title {_DAYS}"),
    "edition": _record(
        Edition, f"code title state {_DAYS} published_on source", "plan_id", "partnership_id"
    ),
    "priority": _record(Priority, "code", "plan_id"),
    "priority_entry": _in_edition(
        Priority, "entry", "priority_id", "kind position number title why parent_id"
    ),
    "priority_serves": _in_edition(Priority, "also_serves", "priority_id", "serves_id"),
    "kpi": _record(Kpi, "code indicator_id area_id", "plan_id"),
    "kpi_entry": _in_edition(
        Kpi, "entry", "kpi_id", "priority_id position wording baseline target note"
    ),
    "action": _record(Action, "code", "plan_id"),
    "action_entry": _in_edition(
        Action,
        "entry",
        "action_id",
        f"text timescale {_DAYS} recurs condition doubt timespan_basis",
    ),
    "action_listing": _in_edition(Action, "listing", "action_id", "position priority_id number"),
    "action_tackles": _in_edition(Action, "tackles", "action_id", "priority_id position"),
    "action_party": _in_edition(
        Action, "party", "action_id", "position role role_basis kind agency_id unit printed"
    ),
    "action_measure": _in_edition(
        Action, "measure", "action_id", "id position printed kind target target_to per unit"
    ),
    "action_update": Told(
        ActionUpdate,
        "sequence status happened_on comment percent_complete rag recorded_at recorded_by"
        " recorded_after_the_fact",
        belongs_to=("action_id",),
    ),
    "measure_count": Told(
        MeasureCount,
        "sequence value happened_on comment recorded_at recorded_by recorded_after_the_fact",
        belongs_to=("measure_id",),
    ),
    "edition_transition": Told(
        EditionTransition,
        "sequence state happened_on note recorded_at recorded_by recorded_after_the_fact"
        " superseded_by_id",
        belongs_to=("edition_id",),
    ),
    "priority_origin": _part(Priority, "comes_from", "priority_id", "origin_id"),
    "statement": _record(Statement, "code", "plan_id"),
    "statement_entry": _in_edition(
        Statement, "entry", "statement_id", "position kind number wording"
    ),
    "statement_priority": _in_edition(
        Statement, "priority", "statement_id", "priority_id position"
    ),
    "objective": _record(Objective, "code", "plan_id"),
    "objective_entry": _in_edition(
        Objective,
        "entry",
        "objective_id",
        f"position number wording direction target_printed target_kind target_value target_unit"
        f" measured_by indicator_id due_printed due_period {_OWNER}",
    ),
    "objective_priority": _in_edition(
        Objective, "priority", "objective_id", "priority_id position"
    ),
    "priority_set": _record(PrioritySet, "code", "plan_id"),
    "priority_set_entry": _in_edition(
        PrioritySet,
        "entry",
        "priority_set_id",
        f"position name order_kind dated_printed dated_period {_OWNER}",
    ),
    "priority_set_item": _in_edition(
        PrioritySet,
        "item",
        "priority_set_id",
        f"position number title our_role aligned_to_none {_OWNER}",
    ),
    "alignment": _in_edition(PrioritySet, "alignment", "priority_set_id", "item priority_id"),
    "external_document": _record(ExternalDocument, "code", "plan_id"),
    "external_document_entry": _in_edition(
        ExternalDocument,
        "entry",
        "external_document_id",
        f"position title dated_printed dated_period {_OWNER}",
    ),
    "source": _record(Source, "field document place reading printed note", "of_id", "edition_id"),
    "submission": Told(
        Submission,
        "agency_id source_ref mode synthetic received created updated unchanged deleted rejected"
        " recorded_at",
        untold=("key_id",),
    ),
}

# Figures are told from their revisions, each with the submission that brought it.
FIGURE_FIELDS: Final = (
    "area_id indicator_id breakdown period value numerator denominator status confidentiality"
    " note synthetic revision"
)
FIGURE_UNTOLD: Final = (
    *("starts_on", "ends_before"),  # the period says them
    *("recorded_at", "agency_id", "submission_id", "is_deletion"),  # the entry says them
)

LEFT_OUT: Final[Mapping[str, str]] = {
    "figure": "its revisions tell",
    "series": "it begins with its first figure, which is told",
    "submission_row": "the sender's concern; what it changed is told of the figure",
    "key": "keys are an administrator's concern",
    "key_use": "the same",
    "idempotency": "replies kept for repeats are no part of the record",
    "service_secret": "a secret",
    "change": "the change record itself",
}


def name_of(column: str) -> str:
    """Return the name under which readers know a column."""
    return column.removesuffix("_id")
