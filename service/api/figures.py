"""Series, figures and their revisions over REST: read only, since figures come by submission."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, TypeVar

from fastapi import Query, Response

from service.api.asking import Ask, Asked, Doing, Key, Many, Since
from service.api.inputs import Day
from service.api.operation import Door
from service.domain.errors import BadParameter, Fault
from service.domain.figures import Figure, FigureRevision, Series
from service.domain.periods import Period, PeriodUnreadable, PeriodView, view
from service.domain.relative_periods import resolve
from service.usecases import figures, reading

F = TypeVar("F", Series, Figure)

door = Door("Figures")

Periods = Annotated[
    str | None,
    Query(
        description="Periods: ids, ranges and words, such as `FY2021-Q1..FY2021-Q4`, "
        "`2026-06,2026-07` or `LAST_12_MONTHS`; see `/periods/resolve`.",
        examples=["FY2021-Q1..FY2021-Q4"],
    ),
]
Breakdown = Annotated[
    list[str] | None, Query(description="Unsaid, every breakdown; `total` is the figure itself.")
]


@door.lists("/series", Series)
async def list_series(
    ask: Asked, indicator: Many = None, area: Many = None, breakdown: Breakdown = None
) -> Response:
    """List series: the indicators and areas that have figures."""
    return await _page(ask, Series, indicator, area, {"breakdown": breakdown})


@door.reads("/series/{series}", Series)
async def read_series(work: Doing, series: Key) -> Series:
    """Read a series."""
    return await reading.one(work, Series, series)


@door.lists("/figures", Figure)
async def list_figures(
    ask: Asked,
    indicator: Many = None,
    area: Many = None,
    breakdown: Breakdown = None,
    periods: Periods = None,
    submission: Many = None,
    updated_since: Since = None,
) -> Response:
    """List figures as they stand, series by series, in the order of time."""
    wanted = None if periods is None else [each.id for each in _periods(periods, ask.work.today)]
    return await _page(
        ask,
        Figure,
        indicator,
        area,
        {
            "breakdown": breakdown,
            "period": wanted,
            "submission": submission,
            "updated_since": updated_since,
        },
    )


@door.reads("/figures/{figure}", Figure)
async def read_figure(work: Doing, figure: Key) -> Figure:
    """Read a figure as it stands."""
    return await reading.one(work, Figure, figure)


@door.lists("/figures/{figure}/revisions", FigureRevision)
async def list_revisions(ask: Asked, figure: Key) -> Response:
    """List every value that a figure has had, from the first on: since when, by whom.

    A figure that was withdrawn has its revisions still, the last of them its deletion.
    """
    found = await reading.one(ask.work, FigureRevision, figure)
    return await ask.page(FigureRevision, {"figure": [found.id]})


@door.reads("/periods/resolve", list[PeriodView])
async def resolve_periods(
    work: Doing,
    expr: Annotated[str, Query(description="Ids, ranges and words, joined by commas.")],
    on: Annotated[Day | None, Query(description="The day that words count from.")] = None,
) -> list[PeriodView]:
    """Resolve periods: what `LAST_4_FY_QUARTERS` means on a day, or whether an id is one."""
    day = on or work.today
    return [view(each, day) for each in _periods(expr, day, "expr")]


async def _page(
    ask: Ask,
    noun: type[F],
    indicators: Sequence[str] | None,
    areas: Sequence[str] | None,
    filters: Mapping[str, object],
) -> Response:
    named = {"indicators": indicators, "areas": areas}
    found = await figures.list_of(ask.work, noun, ask.limit, ask.cursor, filters, **named)
    is_counted = ask.include_total
    total = await figures.count_of(ask.work, noun, filters, **named) if is_counted else None
    return ask.rendered(found, total)


def _periods(expression: str, on: date, parameter: str = "periods") -> tuple[Period, ...]:
    try:
        return resolve(expression, on)
    except PeriodUnreadable as unreadable:
        raise BadParameter(
            unreadable.detail, [Fault("bad_period", unreadable.detail, parameter=parameter)]
        ) from unreadable
