"""KPIs in GraphQL, with the figures of each."""

from typing import Any

import strawberry

from service.domain import areas, indicators, kpis, plans
from service.graphql.bodies import Area
from service.graphql.connections import USUAL_ITEMS, After, First, Info
from service.graphql.fields import KeyOf, leads_to, listing
from service.graphql.figures import Indicator, Point, Series, read_series
from service.graphql.lazy import LazyEdition, LazyPlan, LazyPriority
from service.graphql.periods import PeriodSelector
from service.graphql.selection import selection_of
from service.graphql.showing import shows
from service.graphql.sources import Sourced
from service.usecases.figures import SeriesKey


@shows(kpis.Kpi)
class Kpi(Sourced):
    """An indicator in an area under a priority."""

    plan: LazyPlan = leads_to(plans.Plan, "plan", "The plan.")
    edition: LazyEdition = leads_to(plans.Edition, "edition", "The edition whose wording this is.")
    priority: LazyPriority = leads_to(
        plans.Priority, "priority", "The priority it stands under.", in_edition=True
    )
    indicator: Indicator = leads_to(indicators.Indicator, "indicator", "What is measured.")
    area: Area = leads_to(areas.Area, "area", "Where it is measured.")

    @strawberry.field(description="Its figures over the periods asked for.")
    @staticmethod
    async def series(
        owner: strawberry.Parent[kpis.Kpi], info: Info, periods: PeriodSelector
    ) -> Series:
        """Read the series of a KPI."""
        key = SeriesKey(owner.area.id, owner.indicator.id)
        return await read_series(info, key, owner.indicator, owner.area, periods)

    @strawberry.field(
        description="The figure whose period ended last, of those the shortest; null without any."
    )
    @staticmethod
    async def latest(owner: strawberry.Parent[kpis.Kpi], info: Info) -> Point | None:
        """Read the latest point of a KPI."""
        key = SeriesKey(owner.area.id, owner.indicator.id)
        return await info.context.latest(key)  # type: ignore[return-value]  # shown as a Point


def kpis_under(parent: str, key: KeyOf, description: str) -> Any:  # noqa: ANN401 -- as strawberry.field
    """Make a field that lists KPIs; what is asked of indicator and area is read with them."""

    async def resolve(
        owner: strawberry.Parent[Any], info: Info, first: First = USUAL_ITEMS, after: After = None
    ):
        asked = _asked_of_items(info)
        along = tuple(name for name in ("indicator", "area") if name in asked)
        under, noun = await key(owner, info), kpis.Kpi
        return await listing(info, noun, parent, under, first=first, after=after, along=along)

    return strawberry.field(resolver=resolve, description=description)


def _asked_of_items(info: Info) -> set[str]:
    """Return the names of the fields that are asked of the items of a connection."""
    asked = selection_of(info._raw_info)  # noqa: SLF001 -- Strawberry has no other way to it
    items = [field.wanted for field in asked.fields if field.name == "nodes"]
    for edges in (field.wanted for field in asked.fields if field.name == "edges"):
        items += [field.wanted for field in edges.fields if field.name == "node"]
    return {field.name for wanted in items for field in wanted.fields}
