"""The made-up country that is measured: a hundred partnerships and 576,000 figures, from a seed.

Every district has a partnership with one plan in three yearly editions; each edition has four
priorities with ten KPIs each, and every KPI has a figure for each of the 144 months gone by.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import asyncpg

from service.domain.callers import Permission
from service.domain.months import Month
from service.main import make_desk
from service.settings import Settings
from service.usecases import keys
from tests.build import ROOT

DISTRICTS: Final = 100
INDICATORS: Final = 40
MONTHS: Final = 144
FIGURES: Final = DISTRICTS * INDICATORS * MONTHS
SEED: Final = 20_261_120

_SCRIPT: Final = Path(__file__).with_name("country.sql")


@dataclass(frozen=True)
class Country:
    """The country, once it is there: `first_month` of its figures, and the tokens of two keys."""

    dsn: str
    first_month: Month
    reader: str
    police: str


async def found(dsn: str, today: date) -> Country:
    """Write the country into a migrated database, and let PostgreSQL learn what it is like."""
    first_month = Month.of(today).plus(-MONTHS)
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            for name, value in _sizes(first_month).items():
                await connection.execute(
                    "select set_config($1, $2, true)", f"bench.{name}", str(value)
                )
            await connection.execute(_SCRIPT.read_text(encoding="utf-8"))
        await connection.execute("vacuum analyze")
        await connection.execute("checkpoint")
    finally:
        await connection.close()
    return await _with_keys(dsn, first_month)


def _sizes(first_month: Month) -> dict[str, object]:
    return {
        "seed": SEED,
        "districts": DISTRICTS,
        "indicators": INDICATORS,
        "months": MONTHS,
        "first_month": first_month.starts_on,
    }


async def _with_keys(dsn: str, first_month: Month) -> Country:
    desk = make_desk(Settings(), dsn)
    await desk.open()
    try:
        async with desk.writing(ROOT, "req_bench") as work:
            reader = await keys.mint(
                work, label="reader", agency=None, permissions=[Permission.READ], expires_at=None
            )
            police = await keys.mint(
                work,
                label="police",
                agency="bench-police",
                permissions=[Permission.PUSH],
                expires_at=None,
            )
    finally:
        await desk.close()
    return Country(dsn, first_month, reader.token, police.token)
