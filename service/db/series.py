"""The figures of many series at once: as points, and compiled to the JSON that was asked for.

The two ways give the same answer, and tests hold the second against the first. The compiled way
leaves the writing of JSON to PostgreSQL, in one statement for all series: making it field by
field in Python is what costs (docs/decisions/0005).
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from service.db.compiling_series import sql_of, written_periods
from service.db.figures import note_shown, shown
from service.db.store import Record, Store
from service.domain.figures import TOTAL, Confidentiality, FigureStatus, Point
from service.domain.periods import Period, PeriodView, period, view
from service.domain.selections import Selection


class SeriesKey(NamedTuple):
    """Which series: the ids of an area and an indicator, and the breakdown."""

    area_id: str
    indicator_id: str
    breakdown: str = TOTAL


_ASKED: Final = """
    unnest(
        string_to_array(:area_ids, ' '),
        string_to_array(:indicator_ids, ' '),
        string_to_array(:breakdowns, ' ')
    ) with ordinality as asked(area_id, indicator_id, breakdown, turn)
"""
# The periods asked for, joined with the figures of one series, `asked`. `offset 0` keeps the
# figures one stretch of the key's index, found once; joined with the periods freely, each of them
# would be looked up by itself, at twice the cost.
POINTS: Final = """
    unnest(:periods::text[], :starts::date[], :period_json::text[])
        with ordinality as span(id, starts_on, json, turn)
    left join (
        select * from figure
        where figure.area_id = asked.area_id
            and figure.indicator_id = asked.indicator_id
            and figure.breakdown = asked.breakdown
            and figure.starts_on = any(:starts::date[])
            and not figure.is_deletion
        offset 0
    ) as figure on figure.starts_on = span.starts_on and figure.period = span.id
"""


def spans_given(periods: Sequence[Period], written: Sequence[str]) -> dict[str, object]:
    """Return the parameters of `POINTS`: the periods, and what is written of each as JSON."""
    return {
        "periods": [each.id for each in periods],
        "starts": [each.starts_on for each in periods],
        "period_json": list(written),
    }


_POINT: Final = ", ".join(
    (
        *(f'{shown(name, "figure")} as "{name}"' for name in ("value", "numerator", "denominator")),
        "figure.status",
        "figure.confidentiality",
        f"{note_shown('figure')} as note",
        "figure.synthetic",
        "figure.revision",
        "figure.recorded_at",
    )
)


async def points(
    store: Store, keys: Sequence[SeriesKey], periods: Sequence[Period]
) -> list[tuple[Point, ...]]:
    """Read, for every series, a point for every period: the plain way."""
    spans = [view(each, store.today) for each in periods]
    rows = await store.fetch(
        f"""
        select asked.turn, point.*
        from {_ASKED}
        cross join lateral (select span.turn as place, {_POINT} from {POINTS}) as point
        order by asked.turn, point.place
        """,
        **_keys(keys),
        **spans_given(periods, [""] * len(periods)),
    )
    found: list[list[Point]] = [[] for _ in keys]
    for row in rows:
        found[row["turn"] - 1].append(_point(row, spans[row["place"] - 1]))
    return [tuple(each) for each in found]


async def latest_points(store: Store, keys: Sequence[SeriesKey]) -> list[Point | None]:
    """Read, for every series, the point whose period ended last, the shortest of those."""
    rows = await store.fetch(
        f"""
        select asked.turn, figure.period, {_POINT}
        from {_ASKED}
        cross join lateral (
            select * from figure
            where figure.area_id = asked.area_id and figure.indicator_id = asked.indicator_id
                and figure.breakdown = asked.breakdown and not figure.is_deletion
            order by figure.ends_before desc, figure.starts_on desc, figure.period
            limit 1
        ) as figure
        """,
        **_keys(keys),
    )
    found = {row["turn"]: _point(row, view(period(row["period"]), store.today)) for row in rows}
    return [found.get(turn) for turn in range(1, len(keys) + 1)]


async def compiled(
    store: Store, keys: Sequence[SeriesKey], periods: Sequence[Period], selection: Selection
) -> list[bytes]:
    """Read, for every series, the JSON object that the selection describes.

    Only for selections that `compiling.is_compilable` allows.
    """
    written = written_periods(periods, store.today, selection)
    rows = await store.fetch(
        f"""
        select series.json
        from {_ASKED}
        cross join lateral (
            select {sql_of(selection)} as json from {POINTS} group by ()
        ) as series
        order by asked.turn
        """,
        **_keys(keys),
        **spans_given(periods, written),
    )
    return [row["json"].encode() for row in rows]


def _keys(keys: Sequence[SeriesKey]) -> dict[str, object]:
    return {
        "area_ids": " ".join(key.area_id for key in keys),
        "indicator_ids": " ".join(key.indicator_id for key in keys),
        "breakdowns": " ".join(key.breakdown for key in keys),
    }


def _point(row: Record, span: PeriodView) -> Point:
    """Make the point of a row; a period without a figure has only nulls in it."""
    if row["revision"] is None:
        return _nothing_supplied(span)
    return Point(
        period=span,
        value=row["value"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        status=FigureStatus(row["status"]),
        confidentiality=Confidentiality(row["confidentiality"]),
        note=row["note"],
        synthetic=row["synthetic"],
        revision=row["revision"],
        recorded_at=row["recorded_at"],
    )


def _nothing_supplied(span: PeriodView) -> Point:
    return Point(
        period=span,
        value=None,
        numerator=None,
        denominator=None,
        status=FigureStatus.NOT_SUPPLIED,
        confidentiality=Confidentiality.FREE,
        note=None,
        synthetic=False,
        revision=0,
        recorded_at=None,
    )
