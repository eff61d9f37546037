"""The rows of files: what the operation that makes such a thing takes, and what it hangs under."""

from typing import Annotated

from pydantic import Field, StrictBool, StrictInt, StringConstraints

from service.api import (
    actions,
    agencies,
    aliases,
    appointments,
    area_successions,
    areas,
    external_documents,
    indicators,
    kpis,
    objectives,
    partnership_successions,
    partnerships,
    plans,
    priorities,
    priority_sets,
    sources,
    statements,
    successions,
)
from service.api.inputs import Code, Day, Input, Line, Reference, VagueText

Scoped = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*:[a-z0-9]+(-[a-z0-9]+)*$", max_length=161),
    Field(description="A code under a plan, with the plan's: `thanet-2015-16:action-7`."),
]
Nth = Annotated[StrictInt, Field(ge=1, le=1_000)]


class AreaRow(areas.AreaInput):
    """An area."""


class AreaSuccessionRow(area_successions.SuccessionInput):
    """That an area, or a part of it, became another's."""

    predecessor: Reference


class AgencyRow(agencies.AgencyInput):
    """An agency."""


class AgencySuccessionRow(successions.SuccessionInput):
    """That an agency took over from another."""

    predecessor: Reference


class PartnershipRow(partnerships.PartnershipInput):
    """A partnership, with the areas it serves."""


class PartnershipSuccessionRow(partnership_successions.SuccessionInput):
    """How a partnership was followed by another or by none, and what that one carries."""

    predecessor: Reference


class IndicatorRow(indicators.IndicatorInput):
    """An indicator, and whether figures are still accepted for it."""

    is_live: StrictBool = True


class CoverageRow(agencies.CoverageInput):
    """That an agency covers an area."""

    agency: Reference


class SupplyRow(agencies.SupplyInput):
    """That an agency supplies an indicator."""

    agency: Reference


class MembershipRow(partnerships.MemberInput):
    """An agency in a partnership."""

    partnership: Reference


class PlanRow(Input):
    """A plan; its editions stand in their own list, the first of them first."""

    code: Code
    title: Line
    starts_on: Day
    ends_before: Day


class EditionRow(plans.EditionInput):
    """An edition of a plan."""

    plan: Reference


class Step(Input):
    """A step in the history of something. `repeat` is 2 for the second that says just the same."""

    happened_on: VagueText
    repeat: Nth = 1


class TransitionRow(Step, plans.TransitionInput):
    """A step in the life of an edition, after how it stood to begin with."""

    edition: Scoped


class AliasRow(aliases.AliasInput):
    """A name that sources use for an agency."""

    agency: Reference


class AppointmentRow(appointments.AppointmentInput):
    """Somebody with a part in a partnership: a chair, a nominee, a seat."""

    partnership: Reference


class StatementRow(statements.StatementInput):
    """A focus, an aim or a commitment, as an edition words it."""

    edition: Scoped


class PriorityRow(priorities.PriorityInput):
    """A priority as an edition words it."""

    edition: Scoped


class ObjectiveRow(objectives.ObjectiveInput):
    """An objective as an edition words it."""

    edition: Scoped


class PrioritySetRow(priority_sets.PrioritySetInput):
    """Another body's priorities, as an edition tells them."""

    edition: Scoped


class ExternalDocumentRow(external_documents.ExternalDocumentInput):
    """A document that an edition had regard to."""

    edition: Scoped


class KpiRow(kpis.KpiInput):
    """A KPI as an edition words it."""

    edition: Scoped


class ActionRow(actions.ActionInput):
    """An action as an edition words it, and how it stood to begin with."""

    edition: Scoped


class UpdateRow(Step, actions.UpdateInput):
    """How an action came to stand, after how it stood to begin with."""

    action: Scoped


class CountRow(Step, actions.CountInput):
    """What a measure of an action came to: one that an edition has, by its printed words.

    `nth` says which, where several measures of the action are printed the same.
    """

    edition: Scoped
    action: Scoped
    measure: Line
    nth: Nth = 1


class SourceRow(sources.SourceInput):
    """Where a fact of a thing was read, the thing by its list and code.

    `repeat` is 2 for the second of the same field in the same place.
    """

    repeat: Nth = 1


class Nothing(Input):
    """What is history cannot change."""
