"""Pushes of 10,000 figures, half new and half revised: as the service takes them, and as plain SQL.

The plain way copies the same sort of rows into a staging table and writes them with their history
in one transaction, by the tables' own keys; nothing is parsed, judged or told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import asyncpg

from service.domain.months import Month
from service.domain.periods import period
from tests.bench.country import INDICATORS, MONTHS, Country
from tests.bench.queries import Request, post

ROWS: Final = 10_000
_MONTHS_EACH: Final = 2  # new ones, and as many revised
_SERIES_EACH: Final = ROWS // (2 * _MONTHS_EACH)
_STAGED: Final = ("area_id", "indicator_id", "starts_on", "period", "ends_before", "value")
_STAGE: Final = """
    create temporary table staged (
        area_id text, indicator_id text, starts_on date, period text, ends_before date,
        value numeric
    ) on commit drop
"""
_WRITE: Final = """
    with written as (
        insert into figure as standing
        select area_id, indicator_id, 'total', starts_on, period, ends_before,
            value, null, null, 'normal', 'free', null, true, false,
            now(), $1, $2, 1
        from staged
        order by area_id, indicator_id, starts_on, period
        on conflict (area_id, indicator_id, breakdown, starts_on, period) do update
            set (value, recorded_at, agency_id, submission_id, revision) = (
                excluded.value, excluded.recorded_at, excluded.agency_id,
                excluded.submission_id, standing.revision + 1
            )
            where standing.value is distinct from excluded.value
        returning *
    )
    insert into figure_revision select * from written
"""


@dataclass(frozen=True)
class Stated:
    """One figure that a push states."""

    district: int
    indicator: int
    month: Month
    value: int


def stated_by(turn: int, country: Country) -> Iterator[Stated]:
    """Say what the push of a turn states: no two turns make the same figure new."""
    first = country.first_month
    new = [first.plus(-_MONTHS_EACH * turn - back) for back in range(1, _MONTHS_EACH + 1)]
    revised = [first.plus(MONTHS - back) for back in range(1, _MONTHS_EACH + 1)]
    for month in (*new, *revised):
        for series in range(_SERIES_EACH):
            district, indicator = divmod(series, INDICATORS)
            yield Stated(district + 1, indicator + 1, month, 1_000 + turn)


def over_http(turn: int, country: Country) -> Request:
    """Make the push of a turn as an agency sends it."""
    rows = [
        {
            "indicator": f"indicator-{each.indicator}",
            "area": f"E{each.district:08}",
            "period": each.month.id,
            "value": each.value,
        }
        for each in stated_by(turn, country)
    ]
    return post(
        "/v1/submissions",
        {"synthetic": True, "rows": rows},
        country.police,
        Idempotency_Key=f"bench-{turn}",
    )


def staged(turn: int, country: Country) -> list[tuple[Any, ...]]:
    """Make the push of a turn as records for the staging table."""
    records: list[tuple[Any, ...]] = []
    for each in stated_by(turn, country):
        span = period(each.month.id)
        key = (f"are_{each.district:020}", f"ind_{each.indicator:020}")
        records.append((*key, span.starts_on, span.id, span.ends_before, Decimal(each.value)))
    return records


async def by_plain_sql(
    connection: asyncpg.Connection, turn: int, records: list[tuple[Any, ...]]
) -> None:
    """Write records with their history, and commit."""
    async with connection.transaction():
        await connection.execute(_STAGE)
        await connection.copy_records_to_table("staged", records=records, columns=_STAGED)
        await connection.execute(_WRITE, f"agy_{1:020}", f"sub_{1_000 + turn:020}")
