"""Pushes of 10,000 figures, half new and half revised: as the service takes them, and as plain SQL.

The plain way copies the same sort of rows into a staging table and runs the service's own upsert
with history, in one transaction; nothing is parsed, judged or told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import asyncpg

from service.db import submissions
from service.db.store import positional
from service.domain.months import Month
from service.domain.periods import period
from tests.bench.country import INDICATORS, MONTHS, Country
from tests.bench.queries import Request, post

ROWS: Final = 10_000
_MONTHS_EACH: Final = 2  # new ones, and as many revised
_DISTRICTS_EACH: Final = ROWS // (2 * _MONTHS_EACH * INDICATORS)


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
        for district in range(1, _DISTRICTS_EACH + 1):
            for indicator in range(1, INDICATORS + 1):
                yield Stated(district, indicator, month, 1_000 + turn)


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
    records = []
    for index, each in enumerate(stated_by(turn, country)):
        span = period(each.month.id)
        key = (f"are_{each.district:020}", f"ind_{each.indicator:020}", "total")
        records.append(
            (
                *(index, None, *key, span.starts_on, span.id, span.ends_before),
                *(Decimal(each.value), None, None, "normal", "free", None, False),
            )
        )
    return records


async def by_plain_sql(dsn: str, turn: int, records: list[tuple[Any, ...]]) -> None:
    """Write records with their history, and commit."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await write_plainly(connection, turn, records)
    finally:
        await connection.close()


async def write_plainly(
    connection: asyncpg.Connection, turn: int, records: list[tuple[Any, ...]]
) -> None:
    """Write records with their history in the transaction that is open."""
    given = {
        "synthetic": True,
        "recorded_at": datetime(2026, 1, 1, tzinfo=UTC),
        "agency_id": f"agy_{1:020}",
        "submission_id": f"sub_{1_000 + turn:020}",
    }
    text, names = positional(submissions._WRITE)
    await connection.execute(submissions._STAGE)
    await connection.copy_records_to_table("staged", records=records, columns=submissions._STAGED)
    await connection.execute(text, *(given[name] for name in names))
