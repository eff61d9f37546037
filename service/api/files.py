"""The file format: a partnership, and what it refers to, as lists named after the nouns.

Each row is what the operation that makes such a thing takes, and names what it hangs under: the
partnership of a membership, the edition of a priority. A file can hold as little as one row; what
is not in it stays as it is.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, get_args

from pydantic import Field

from service.api import (
    actions,
    agencies,
    aliases,
    appointments,
    areas,
    indicators,
    kpis,
    partnerships,
    plans,
    priorities,
    sources,
)
from service.api.inputs import Input
from service.api.rows import (
    ActionRow,
    AgencyRow,
    AliasRow,
    AppointmentRow,
    AreaRow,
    CoverageRow,
    EditionRow,
    IndicatorRow,
    KpiRow,
    MembershipRow,
    Nothing,
    PartnershipRow,
    PlanRow,
    PriorityRow,
    SourceRow,
    StatementRow,
    SupplyRow,
    TransitionRow,
    UpdateRow,
)
from service.api.sections import Begun, Coded, Entered, Owned, Related, Steps, Traced
from service.domain.actions import Action, ActionUpdate
from service.domain.agencies import Agency, Coverage, Supply
from service.domain.aliases import Alias
from service.domain.appointments import Appointment
from service.domain.areas import Area
from service.domain.callers import Permission
from service.domain.editions import EditionTransition
from service.domain.indicators import Indicator
from service.domain.kpis import Kpi
from service.domain.nodes import Ref
from service.domain.partnerships import Membership, Partnership
from service.domain.plans import Edition, Plan, Priority
from service.domain.sources import Source
from service.domain.timescales import Basis
from service.usecases import exports
from service.usecases.imports import Fields, Section
from service.usecases.sources import NAMED
from service.usecases.work import Work

FORMAT: Final = "community-safety/1"
_ROWS: Any = Field(default=[], max_length=5_000)

_WHOLE: Final = frozenset({"edition", "action"})  # written with the plan's code
_SHORT: Final = frozenset({"code", "also_serves"})  # and without it, as other references are


class File(Input):
    """A file: lists of rows, any of which may be left out."""

    format: Literal["community-safety/1"]
    areas: list[AreaRow] = _ROWS
    agencies: list[AgencyRow] = _ROWS
    aliases: list[AliasRow] = _ROWS
    coverage: list[CoverageRow] = _ROWS
    indicators: list[IndicatorRow] = _ROWS
    supply: list[SupplyRow] = _ROWS
    partnerships: list[PartnershipRow] = _ROWS
    memberships: list[MembershipRow] = _ROWS
    appointments: list[AppointmentRow] = _ROWS
    plans: list[PlanRow] = _ROWS
    editions: list[EditionRow] = _ROWS
    transitions: list[TransitionRow] = _ROWS
    priorities: list[PriorityRow] = _ROWS
    statements: list[StatementRow] = _ROWS
    kpis: list[KpiRow] = _ROWS
    actions: list[ActionRow] = _ROWS
    updates: list[UpdateRow] = _ROWS
    sources: list[SourceRow] = _ROWS

    def rows(self) -> list[tuple[Section, Sequence[Fields]]]:
        """Return the rows of every list, as the use case loads them: plans with an edition each."""
        rows = {name: [row.given() for row in getattr(self, name)] for name in SECTIONS}
        editions: dict[str, plans.EditionInput] = {}
        for edition in self.editions:
            editions.setdefault(edition.plan, edition)
        for plan in rows["plans"]:
            plan["edition"] = editions.get(plan["code"])
        return [(section, rows[name]) for name, section in SECTIONS.items()]


async def _update(work: Work, action: str, body: actions.UpdateInput) -> ActionUpdate:
    return await actions.update_action(work, action, body, None)


SECTIONS: Final[Mapping[str, Section]] = {
    section.name: section
    for section in (
        Coded(
            "areas", Area, areas.AreaInput, areas.AreaChange, areas.record_area, areas.revise_area
        ),
        Coded(
            "agencies",
            Agency,
            agencies.AgencyInput,
            agencies.AgencyChange,
            agencies.record_agency,
            agencies.revise_agency,
        ),
        Related(
            "aliases",
            Alias,
            aliases.AliasInput,
            aliases.AliasChange,
            aliases.record_alias,
            aliases.redate_alias,
            owner="agency",
            by=("name", "starts_on"),
        ),
        Related(
            "coverage",
            Coverage,
            agencies.CoverageInput,
            agencies.DaysChange,
            agencies.record_coverage,
            agencies.redate_coverage,
            owner="agency",
            by=("area", "starts_on"),
        ),
        Coded(
            "indicators",
            Indicator,
            indicators.IndicatorInput,
            indicators.IndicatorChange,
            indicators.define_indicator,
            indicators.revise_indicator,
            later=frozenset({"is_live"}),
        ),
        Related(
            "supply",
            Supply,
            agencies.SupplyInput,
            agencies.DaysChange,
            agencies.record_supply,
            agencies.redate_supply,
            owner="agency",
            by=("indicator", "area", "starts_on"),
        ),
        Coded(
            "partnerships",
            Partnership,
            partnerships.PartnershipInput,
            partnerships.PartnershipChange,
            partnerships.record_partnership,
            partnerships.revise_partnership,
        ),
        Related(
            "memberships",
            Membership,
            partnerships.MemberInput,
            partnerships.MemberChange,
            partnerships.admit_member,
            partnerships.revise_member,
            owner="partnership",
            by=("agency", "capacity", "starts_on"),
        ),
        Related(
            "appointments",
            Appointment,
            appointments.AppointmentInput,
            appointments.AppointmentChange,
            appointments.appoint,
            appointments.revise_appointment,
            may=Permission.EDIT,
            owner="partnership",
            by=("role", "printed", "agency", "starts_on"),
        ),
        Begun(
            "plans",
            Plan,
            plans.PlanInput,
            plans.PlanChange,
            plans.begin_plan,
            plans.revise_plan,
            may=Permission.EDIT,
            once=frozenset({"edition"}),
        ),
        Owned(
            "editions",
            Edition,
            plans.RefreshInput,
            plans.EditionChange,
            plans.add_edition,
            plans.revise_edition,
            may=Permission.EDIT,
            owner="plan",
            once=frozenset({"state", "state_on"}),
        ),
        Steps(
            "transitions",
            EditionTransition,
            plans.TransitionInput,
            Nothing,
            plans.move_edition,
            plans.move_edition,
            may=Permission.EDIT,
            owner="edition",
            by=("to", "happened_on"),
        ),
        Entered(
            "priorities",
            Priority,
            priorities.PriorityInput,
            priorities.PriorityChange,
            priorities.enter_priority,
            priorities.reword_priority,
            later=frozenset({"parent", "also_serves", "comes_from"}),
        ),
        Entered("kpis", Kpi, kpis.KpiInput, kpis.KpiChange, kpis.enter_kpi, kpis.reword_kpi),
        Entered(
            "actions",
            Action,
            actions.ActionInput,
            actions.ActionChange,
            actions.enter_action,
            actions.reword_action,
            once=frozenset({"status", "status_on"}),
            reckoned=frozenset({"timespan"}),
        ),
        Related(
            "updates",
            ActionUpdate,
            actions.UpdateInput,
            Nothing,
            _update,
            _update,
            may=Permission.EDIT,
            owner="action",
            by=("status", "happened_on", "comment"),
        ),
        Traced(
            "sources",
            Source,
            sources.SourceInput,
            sources.SourceChange,
            sources.record_source,
            sources.revise_source,
            may=Permission.EDIT,
            once=frozenset({"of"}),
        ),
    )
}


async def file_of(work: Work, partnership: str) -> dict[str, Any]:
    """Write a partnership down as a file, without what a row need not say."""
    things = await exports.of_partnership(work, partnership)
    lists = {
        name: [_row_of(_form_of(File, name), each) for each in things[name]] for name in SECTIONS
    }
    names = {
        each.id: f"{name}/{each.code}"
        for name in NAMED
        for each in things[name]
        if isinstance(each, NAMED[name])
    }
    for source in lists["sources"]:
        source["of"] = names[source["of"]]
    _tell_beginnings(lists)
    return {"format": FORMAT, **{name: rows for name, rows in lists.items() if rows}}


def _tell_beginnings(lists: dict[str, list[dict[str, Any]]]) -> None:
    """Have editions and actions tell how they stood to begin with: what came after tells the rest.

    What the service reads out of a timescale is left out, for it will read it again.
    """
    began = _begun(lists, "transitions", "edition")
    for edition in lists["editions"]:
        first = began[f"{edition['plan']}:{edition['code']}"]
        edition |= {"state": first["to"], "state_on": first["happened_on"]}
    began = _begun(lists, "updates", "action")
    for action in lists["actions"]:
        first = began[f"{action['edition'].partition(':')[0]}:{action['code']}"]
        action |= {"status": first["status"], "status_on": first["happened_on"]}
        if action.get("timespan", {}).get("basis") == Basis.READ:
            del action["timespan"]


def _begun(
    lists: dict[str, list[dict[str, Any]]], name: str, of: str
) -> Mapping[str, dict[str, Any]]:
    """Take the first step of each thing out of a list of steps."""
    first: dict[str, dict[str, Any]] = {}
    for step in lists[name]:
        first.setdefault(step[of], step)
    lists[name] = [each for each in lists[name] if each is not first[each[of]]]
    return first


def _form_of(form: type[Input], name: str) -> Any:  # noqa: ANN401 -- a class
    """Return the form of the rows of a list."""
    return next(iter(get_args(form.model_fields[name].annotation)), None)


def _row_of(form: type[Input], thing: object) -> dict[str, Any]:
    """Write a thing as a row: what it says otherwise than an unsaid field would."""
    row = {}
    for name, described in form.model_fields.items():
        if name == "id":
            continue  # ids are the record's own
        value = _said(form, name, getattr(thing, name, None))
        if value != described.get_default(call_default_factory=True):
            row[name] = value
    return row


def _said(form: type[Input], name: str, value: Any) -> Any:  # noqa: ANN401 -- of any sort
    """Write a value; codes under a plan without the plan's, where the row names its edition."""
    if isinstance(value, tuple):
        nested = _form_of(form, name)
        is_row = isinstance(nested, type) and issubclass(nested, Input)
        return [_row_of(nested, each) if is_row else _said(form, name, each) for each in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each: told for each, told in vars(value).items() if told is not None}
    if name not in _WHOLE and (isinstance(value, Ref) or name in _SHORT):
        return value.rpartition(":")[2]
    return value


def file_schema() -> dict[str, Any]:
    """Return the JSON Schema of a file (draft 2020-12)."""
    schema = File.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
