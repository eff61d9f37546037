"""The file format: a partnership, and what it refers to, as lists named after the nouns.

Each row is what the operation that makes such a thing takes, and names what it hangs under: the
partnership of a membership, the edition of a priority. A file can hold as little as one row; what
is not in it stays as it is.
"""

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias, get_args

from pydantic import Field

from service import wire
from service.api import plans
from service.api.inputs import Input
from service.api.lists import SECTIONS
from service.api.rows import (
    ActionRow,
    AgencyRow,
    AgencySuccessionRow,
    AliasRow,
    AppointmentRow,
    AreaRow,
    AreaSuccessionRow,
    CountRow,
    CoverageRow,
    EditionRow,
    ExternalDocumentRow,
    IndicatorRow,
    KpiRow,
    MembershipRow,
    ObjectiveRow,
    PartnershipRow,
    PartnershipSuccessionRow,
    PlanRow,
    PriorityRow,
    PrioritySetRow,
    SourceRow,
    StatementRow,
    SupplyRow,
    TransitionRow,
    UpdateRow,
)
from service.domain.nodes import Ref
from service.domain.periods import PeriodView
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
    area_successions: list[AreaSuccessionRow] = _ROWS
    agencies: list[AgencyRow] = _ROWS
    aliases: list[AliasRow] = _ROWS
    agency_successions: list[AgencySuccessionRow] = _ROWS
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
    objectives: list[ObjectiveRow] = _ROWS
    priority_sets: list[PrioritySetRow] = _ROWS
    external_documents: list[ExternalDocumentRow] = _ROWS
    kpis: list[KpiRow] = _ROWS
    actions: list[ActionRow] = _ROWS
    updates: list[UpdateRow] = _ROWS
    counts: list[CountRow] = _ROWS
    partnership_successions: list[PartnershipSuccessionRow] = _ROWS
    sources: list[SourceRow] = _ROWS

    def rows(self) -> list[tuple[Section, Sequence[Fields]]]:
        """Return the rows of every list, as the use case loads them: plans with an edition each."""
        rows = {
            name: [_given(section, row) for row in getattr(self, name)]
            for name, section in SECTIONS.items()
        }
        editions: dict[str, plans.EditionInput] = {}
        for edition in self.editions:
            editions.setdefault(edition.plan, edition)
        for plan in rows["plans"]:
            plan["edition"] = editions.get(plan["code"])
        return [(section, rows[name]) for name, section in SECTIONS.items()]


def _given(section: Section, row: Input) -> dict[str, Any]:
    """Return the members of a row, without those that it leaves to others to say."""
    unsaid = section.kept - row.model_fields_set
    return {name: each for name, each in row.given().items() if name not in unsaid}


async def file_of(work: Work, *partnerships: str) -> dict[str, Any]:
    """Write partnerships down as a file, without what a row need not say."""
    holdings = await exports.of_partnerships(work, partnerships)
    things = holdings.lists
    lists = {
        name: [_row_of(_form_of(File, name), each) for each in things[name]] for name in SECTIONS
    }
    _tell_sources(lists, things)
    _tell_measures(lists, things)
    _tell_repeats(lists)
    _tell_beginnings(lists, holdings)
    _tell_places(lists)
    return {"format": FORMAT, **{name: rows for name, rows in lists.items() if rows}}


Rows: TypeAlias = dict[str, list[dict[str, Any]]]
Things: TypeAlias = Mapping[str, Sequence[Any]]


def _tell_sources(lists: Rows, things: Things) -> None:
    """Have sources name their things by list and code."""
    names = {each.id: f"{name}/{each.code}" for name in NAMED for each in things[name]}
    for source in lists["sources"]:
        source["of"] = names[source["of"]]


def _tell_measures(lists: Rows, things: Things) -> None:
    """Have counts name their measures by the edition and by what it prints."""
    names: dict[str, dict[str, Any]] = {}
    for action in things["actions"]:
        seen: Counter[str] = Counter()
        for measure in action.measures:
            seen[measure.printed] += 1
            named = {"edition": action.edition, "action": action.code, "measure": measure.printed}
            nth = seen[measure.printed]
            names[measure.id] = named if nth == 1 else {**named, "nth": nth}
    lists["counts"] = [{**row, **names[row["measure"]]} for row in lists["counts"]]


def _tell_repeats(lists: Rows) -> None:
    """Count the steps of a history that say the same as one before them."""
    apart = {"reading", "printed", "note"}  # what sources of the same place differ in
    for name in ("transitions", "updates", "counts", "sources"):
        seen: Counter[bytes] = Counter()
        for row in lists[name]:
            left = apart if name == "sources" else ()
            says = wire.dumps([each for each in row.items() if each[0] not in left])
            seen[says] += 1
            if seen[says] > 1:
                row["repeat"] = seen[says]


def _tell_beginnings(lists: Rows, holdings: exports.Holdings) -> None:
    """Have editions and actions tell how they stood to begin with: what came after tells the rest.

    What the service reads out of a timescale is left out, for it will read it again.
    """
    began = _begun(lists, holdings, "transitions", "edition")
    for thing, edition in zip(holdings.lists["editions"], lists["editions"], strict=True):
        first = began[thing.id]
        edition |= {"state": first.to, "state_on": first.happened_on}
    began = _begun(lists, holdings, "updates", "action")
    for thing, action in zip(holdings.lists["actions"], lists["actions"], strict=True):
        first = began[thing.id]
        action |= {"status": first.status, "status_on": first.happened_on}
        if action.get("timespan", {}).get("basis") == Basis.READ:
            del action["timespan"]


def _tell_places(lists: Rows) -> None:
    """Leave out the places of listings where one comes after the other without a gap."""
    of_edition: dict[str, list[dict[str, Any]]] = {}
    for action in lists["actions"]:
        of_edition.setdefault(action["edition"], []).extend(action["listings"])
    for listings in of_edition.values():
        places = [each["position"] for each in listings]
        if places == list(range(1, len(places) + 1)):
            for each in listings:
                del each["position"]


def _begun(lists: Rows, holdings: exports.Holdings, name: str, of: str) -> dict[str, Any]:
    """Take the first step of each thing out of a list of steps; return it by the thing's id."""
    steps = holdings.lists[name]
    is_first = [each.id in holdings.beginnings for each in steps]
    lists[name] = [row for row, first in zip(lists[name], is_first, strict=True) if not first]
    return {getattr(each, of).id: each for each in steps if each.id in holdings.beginnings}


def _form_of(form: type[Input], name: str) -> Any:  # noqa: ANN401 -- a class
    """Return the form of the rows of a list."""
    return next(iter(get_args(form.model_fields[name].annotation)), None)


def _row_of(form: type[Input], thing: object) -> dict[str, Any]:
    """Write a thing as a row: what it says otherwise than an unsaid field would."""
    row = {}
    # What the row of a list adds to the body of the operation stands first: what it hangs under.
    for name in dict.fromkeys([*form.__annotations__, *form.model_fields]):
        if name == "id" or not hasattr(thing, name):
            continue  # ids are the record's own
        value = _said(form, name, getattr(thing, name))
        if value != form.model_fields[name].get_default(call_default_factory=True):
            row[name] = value
    return row


def _said(form: type[Input], name: str, value: Any) -> Any:  # noqa: ANN401 -- of any sort
    """Write a value; codes under a plan without the plan's, where the row names its edition."""
    if isinstance(value, tuple):
        nested = _form_of(form, name)
        is_row = isinstance(nested, type) and issubclass(nested, Input)
        return [_row_of(nested, each) if is_row else _said(form, name, each) for each in value]
    if isinstance(value, PeriodView):
        return value.id
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        told = {each: _said(form, each, one) for each, one in vars(value).items()}
        return {each: one for each, one in told.items() if one is not None}
    if name not in _WHOLE and (isinstance(value, Ref) or name in _SHORT):
        return value.rpartition(":")[2]
    return value


def file_schema() -> dict[str, Any]:
    """Return the JSON Schema of a file (draft 2020-12)."""
    schema = File.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
