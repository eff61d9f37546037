"""The rows of files: what the operation that makes such a thing takes, and what it hangs under."""

from typing import Annotated

from pydantic import Field, StrictBool, StringConstraints

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
    statements,
)
from service.api.inputs import Code, Day, Input, Line, Reference, VagueText

Scoped = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*:[a-z0-9]+(-[a-z0-9]+)*$", max_length=161),
    Field(description="A code under a plan, with the plan's: `thanet-2015-16:action-7`."),
]


class AreaRow(areas.AreaInput):
    """An area."""


class AgencyRow(agencies.AgencyInput):
    """An agency."""


class PartnershipRow(partnerships.PartnershipInput):
    """A partnership, with the areas it serves."""


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


class TransitionRow(plans.TransitionInput):
    """A step in the life of an edition, after how it stood to begin with."""

    edition: Scoped
    happened_on: VagueText


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


class KpiRow(kpis.KpiInput):
    """A KPI as an edition words it."""

    edition: Scoped


class ActionRow(actions.ActionInput):
    """An action as an edition words it, and how it stood to begin with."""

    edition: Scoped


class UpdateRow(actions.UpdateInput):
    """How an action came to stand."""

    action: Scoped
    happened_on: VagueText


class SourceRow(sources.SourceInput):
    """Where a fact of a thing was read, the thing by its list and code."""


class Nothing(Input):
    """What is history cannot change."""
