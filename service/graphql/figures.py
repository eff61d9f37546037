"""Indicators, series and figures in GraphQL."""

from typing import Any

import strawberry

from service.domain import agencies, areas, figures, indicators, periods
from service.domain.figures import FigureStatus
from service.domain.ids import series_id
from service.domain.nodes import Ref
from service.graphql.bodies import Agency, Area, Supply
from service.graphql.connections import Connection, Info
from service.graphql.fields import leads_to, lists
from service.graphql.nodes import Node
from service.graphql.periods import PeriodSelector, chosen
from service.graphql.selection import selection_of
from service.graphql.showing import shows
from service.graphql.shown import ShownSeries
from service.graphql.sources import Sourced
from service.usecases.figures import SeriesKey, is_compilable


@shows(periods.PeriodView, name="Period")
class Period:
    """A stretch of whole months."""


@shows(figures.Point)
class Point:
    """A figure where it stands in a series."""


@shows(ShownSeries, name="Series", hides=("key",))
class Series(Node):
    """An indicator in an area, over the periods asked for: in points, or in columns.

    Columns are the smaller form, and what charts want. Every period asked for has its place: one
    without a figure has a null value and the status `not_supplied`.
    """

    indicator: "Indicator" = leads_to(indicators.Indicator, "indicator", "What is measured.")
    area: Area = leads_to(areas.Area, "area", "Where it is measured.")

    @strawberry.field(description="Reversible: it spells out area, indicator and breakdown.")
    @staticmethod
    def id(owner: strawberry.Parent[ShownSeries]) -> strawberry.ID:
        """Return the series' id."""
        key = owner.key
        return strawberry.ID(series_id(key.area_id, key.indicator_id, key.breakdown))

    @strawberry.field(description="What the figures are broken down by; `total` for nothing.")
    @staticmethod
    def breakdown(owner: strawberry.Parent[ShownSeries]) -> str:
        """Return the breakdown."""
        return owner.key.breakdown

    @strawberry.field(description="A point for every period asked for, in their order.")
    @staticmethod
    async def points(owner: strawberry.Parent[ShownSeries], info: Info) -> list[Point]:
        """Read the points."""
        return list(await _points(owner, info))  # type: ignore[arg-type]  # shown as Points

    @strawberry.field(description="The ids of the periods asked for.")
    @staticmethod
    def periods(owner: strawberry.Parent[ShownSeries]) -> list[str]:
        """Return the periods."""
        return [period.id for period in owner.periods]

    @strawberry.field(description="The value of every period asked for.")
    @staticmethod
    async def values(owner: strawberry.Parent[ShownSeries], info: Info) -> list[float | None]:
        """Read the values."""
        found = await _points(owner, info)
        return [point.value for point in found]  # type: ignore[misc]  # the executor writes Decimals

    @strawberry.field(description="The status of every period asked for.")
    @staticmethod
    async def statuses(owner: strawberry.Parent[ShownSeries], info: Info) -> list[FigureStatus]:
        """Read the statuses."""
        return [point.status for point in await _points(owner, info)]

    @strawberry.field(description="Whether each value is made up, for a demonstration.")
    @staticmethod
    async def synthetic(owner: strawberry.Parent[ShownSeries], info: Info) -> list[bool]:
        """Read which values are made up."""
        return [point.synthetic for point in await _points(owner, info)]


@shows(indicators.Indicator)
class Indicator(Sourced):
    """What is measured."""

    suppliers: Connection[Supply] = lists(
        agencies.Supply, "indicator", "Who supplies it, for which areas and since when."
    )

    @strawberry.field(description="Its series in an area, which may be named by any key.")
    @staticmethod
    async def series(
        owner: strawberry.Parent[indicators.Indicator],
        info: Info,
        area: str,
        periods: PeriodSelector,
    ) -> Series:
        """Read the series of an indicator in an area."""
        where = await info.context.thing(areas.Area, area)
        key = SeriesKey(where.id, owner.id)
        return await read_series(
            info, key, Ref(owner.code, owner.id), Ref(where.code, where.id), periods
        )


@shows(figures.FigureRevision)
class FigureRevision:
    """A value that a figure has or had."""

    indicator: Indicator = leads_to(indicators.Indicator, "indicator", "What is measured.")
    area: Area = leads_to(areas.Area, "area", "Where it is measured.")
    recorded_by: Agency = leads_to(agencies.Agency, "recorded_by", "The agency that supplied it.")


@shows(figures.Figure)
class Figure(Node):
    """The value of a series for a period."""

    indicator: Indicator = leads_to(indicators.Indicator, "indicator", "What is measured.")
    area: Area = leads_to(areas.Area, "area", "Where it is measured.")
    recorded_by: Agency = leads_to(agencies.Agency, "recorded_by", "The agency that supplied it.")
    revisions: Connection[FigureRevision] = lists(
        figures.FigureRevision, "figure", "Every value it has had, from the first on."
    )


async def read_series(
    info: Info, key: SeriesKey, indicator: Ref, area: Ref, selector: PeriodSelector
) -> Any:  # noqa: ANN401 -- what shows a Series, or its JSON
    """Read a series: compiled to JSON where everything asked for is known there, else plainly."""
    periods = chosen(selector, info.context.work.today)
    selection = selection_of(info._raw_info)  # noqa: SLF001 -- Strawberry has no other way to it
    if info.context.compiles and is_compilable(selection):
        return await info.context.series_json(key, periods, selection)
    return ShownSeries(key, indicator, area, periods)


async def _points(series: ShownSeries, info: Info) -> tuple[figures.Point, ...]:
    return await info.context.points(series.key, series.periods)
