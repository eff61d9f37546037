"""Figures and series, read: lists, revisions, and the series of many KPIs at once."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from service.db import series
from service.db.compiling_series import is_compilable
from service.db.series import SeriesKey
from service.domain.areas import Area
from service.domain.figures import Figure, FigureRevision, Point, Series
from service.domain.indicators import Indicator
from service.domain.periods import Period
from service.domain.selections import Selection
from service.usecases.reading import Page, count, page, several
from service.usecases.work import Work

F = TypeVar("F", Series, Figure, FigureRevision)

__all__ = ["SeriesKey", "is_compilable"]


async def list_of(
    work: Work,
    noun: type[F],
    first: int,
    after: str | None,
    filters: Mapping[str, object],
    *,
    indicators: Sequence[str] | None = None,
    areas: Sequence[str] | None = None,
) -> Page[F]:
    """Read a page of series, figures or revisions, of the indicators and areas named by any key.

    Naming only what is not there gives an empty page.
    """
    found = await _resolved(work, filters, indicators, areas)
    return await page(work, noun, first, after, found)


async def count_of(
    work: Work,
    noun: type[F],
    filters: Mapping[str, object],
    *,
    indicators: Sequence[str] | None = None,
    areas: Sequence[str] | None = None,
) -> int:
    """Count the list that `list_of` reads a page of."""
    return await count(work, noun, await _resolved(work, filters, indicators, areas))


async def series_points(
    work: Work, keys: Sequence[SeriesKey], periods: Sequence[Period]
) -> list[tuple[Point, ...]]:
    """Read a point for every period of every series, in one statement."""
    return await series.points(work.store, keys, periods)


async def latest_points(work: Work, keys: Sequence[SeriesKey]) -> list[Point | None]:
    """Read the latest point of every series, in one statement; None where there is no figure."""
    return await series.latest_points(work.store, keys)


async def series_json(
    work: Work, keys: Sequence[SeriesKey], periods: Sequence[Period], selection: Selection
) -> list[bytes]:
    """Read every series as the JSON that was asked for, in one statement."""
    return await series.compiled(work.store, keys, periods, selection)


async def _resolved(
    work: Work,
    filters: Mapping[str, object],
    indicators: Sequence[str] | None,
    areas: Sequence[str] | None,
) -> dict[str, object]:
    """Put ids for the keys that name indicators and areas; keys of nothing leave nothing."""
    found = dict(filters)
    if indicators is not None:
        things = await several(work, Indicator, indicators)
        found["indicator_id"] = sorted({each.id for each in things if each is not None})
    if areas is not None:
        places = await several(work, Area, areas)
        found["area_id"] = sorted({each.id for each in places if each is not None})
    return found
