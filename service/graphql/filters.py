"""How the root's lists are narrowed. Lists name ids or codes (or words), any of which will do."""

from datetime import date
from typing import Any

import strawberry

from service.domain.actions import ActionStatus, MeasureKind, Rag
from service.domain.agencies import AgencyKind
from service.domain.areas import AreaKind, Nation
from service.domain.indicators import IndicatorKind
from service.domain.plans import EditionState, PriorityKind
from service.domain.statements import StatementKind
from service.graphql.periods import PeriodSelector


@strawberry.input(description="Which areas; `within` names areas that they lie in.")
class AreaFilter:
    """Which areas."""

    kind: list[AreaKind] | None = None
    nation: list[Nation] | None = None
    within: list[str] | None = None


@strawberry.input(description="Which agencies.")
class AgencyFilter:
    """Which agencies."""

    kind: list[AgencyKind] | None = None


@strawberry.input(
    description="Which partnerships: by code, by an area served, by an area that one served "
    "lies in (a county, say), by a member."
)
class PartnershipFilter:
    """Which partnerships."""

    code: list[str] | None = None
    area: list[str] | None = None
    within: list[str] | None = None
    agency: list[str] | None = None


@strawberry.input(description="Which plans.")
class PlanFilter:
    """Which plans."""

    partnership: list[str] | None = None
    in_force_on: date | None = None


@strawberry.input(description="Which editions.")
class EditionFilter:
    """Which editions."""

    plan: list[str] | None = None
    partnership: list[str] | None = None
    state: list[EditionState] | None = None


@strawberry.input(description="Which priorities; unless an edition is named, as the latest has it.")
class PriorityFilter:
    """Which priorities."""

    partnership: list[str] | None = None
    plan: list[str] | None = None
    edition: list[str] | None = None
    kind: list[PriorityKind] | None = None


@strawberry.input(description="Which statements; unless an edition is named, as the latest has it.")
class StatementFilter:
    """Which statements."""

    partnership: list[str] | None = None
    plan: list[str] | None = None
    edition: list[str] | None = None
    priority: list[str] | None = None
    kind: list[StatementKind] | None = None


@strawberry.input(description="Which objectives; `owner` names agencies, areas and partnerships.")
class ObjectiveFilter:
    """Which objectives; unless an edition is named, as the latest has it."""

    partnership: list[str] | None = None
    plan: list[str] | None = None
    edition: list[str] | None = None
    priority: list[str] | None = None
    indicator: list[str] | None = None
    owner: list[str] | None = None


@strawberry.input(description="Which sets; `priority` names ours that one of theirs is aligned to.")
class PrioritySetFilter:
    """Which sets of priorities; unless an edition is named, as the latest has it."""

    partnership: list[str] | None = None
    plan: list[str] | None = None
    edition: list[str] | None = None
    priority: list[str] | None = None
    owner: list[str] | None = None


@strawberry.input(description="Which documents of others.")
class ExternalDocumentFilter:
    """Which documents; unless an edition is named, as the latest has it."""

    partnership: list[str] | None = None
    plan: list[str] | None = None
    edition: list[str] | None = None
    owner: list[str] | None = None


@strawberry.input(description="Which KPIs; unless an edition is named, as the latest has them.")
class KpiFilter:
    """Which KPIs."""

    partnership: list[str] | None = None
    plan: list[str] | None = None
    edition: list[str] | None = None
    priority: list[str] | None = None
    indicator: list[str] | None = None
    area: list[str] | None = None


@strawberry.input(description="Which actions; unless an edition is named, as the latest has them.")
class ActionFilter:
    """Which actions."""

    partnership: list[str] | None = None
    plan: list[str] | None = None
    edition: list[str] | None = None
    priority: list[str] | None = None
    tackles: list[str] | None = None
    agency: list[str] | None = None
    lead: list[str] | None = None
    support: list[str] | None = None
    status: list[ActionStatus] | None = None
    rag: list[Rag] | None = None
    measure: list[MeasureKind] | None = None
    overdue_on: date | None = None
    perhaps_overdue_on: date | None = None


@strawberry.input(description="Which indicators; `supplier` names agencies.")
class IndicatorFilter:
    """Which indicators."""

    kind: list[IndicatorKind] | None = None
    supplier: list[str] | None = None


@strawberry.input(description="Which series.")
class SeriesFilter:
    """Which series."""

    indicator: list[str] | None = None
    area: list[str] | None = None
    breakdown: list[str] | None = None


@strawberry.input(description="Which figures.")
class FigureFilter:
    """Which figures."""

    indicator: list[str] | None = None
    area: list[str] | None = None
    breakdown: list[str] | None = None
    submission: list[str] | None = None
    periods: PeriodSelector | None = None


@strawberry.input(description="Which submissions.")
class SubmissionFilter:
    """Which submissions."""

    agency: list[str] | None = None


def given(narrowed: Any) -> dict[str, Any]:  # noqa: ANN401 -- one of the above, or None
    """Return what a filter says."""
    return {} if narrowed is None else {k: v for k, v in vars(narrowed).items() if v is not None}
