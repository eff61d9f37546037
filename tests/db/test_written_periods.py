"""Periods written in SQL, of which only the ids are kept, as the domain shows them."""

from datetime import date, timedelta

import orjson
import pytest

from service.db.compiling_periods import PERIOD, period_of
from service.db.compiling_values import NotCompilable
from service.domain.months import Month
from service.domain.periods import PeriodType, period, period_containing, view
from service.domain.selections import NOTHING, Field, Selection
from service.usecases.work import Desk
from tests.build import ROOT

EVERY_MONTH = [Month(year, number) for year in range(1900, 2200) for number in range(1, 13)]
FOUND = [each for each in PeriodType if each is not PeriodType.SPAN]
FIELDS = [name for name in PERIOD if name != "__typename"]


def asked(*names: str) -> Selection:
    return Selection(tuple(Field(name, name, False, (), NOTHING) for name in names))


def every_id() -> list[str]:
    """Return the id of every period there is, and of spans from three months to three years."""
    found = {
        period_containing(type_, month.starts_on).id
        for month in EVERY_MONTH[12:-12]
        for type_ in FOUND
    }
    spans = {
        f"{month.id}/{month.plus(months).id}" for month in EVERY_MONTH[:-36:7] for months in (2, 35)
    }
    return sorted(found | spans)


@pytest.mark.parametrize("on", [date(2026, 11, 20), date(1999, 12, 31)])
async def test_every_period_is_written_as_the_domain_shows_it(desk: Desk, on: date) -> None:
    ids = every_id()
    written = period_of("each", asked(*FIELDS, "__typename"))
    async with desk.reading(ROOT) as work:
        rows = await work.store.fetch(
            f"select {written} as json from unnest(:ids::text[]) as each",  # noqa: S608 -- ours
            ids=ids,
            today=on,
        )
    assert len(rows) == len(ids) > 10_000
    for id_, row in zip(ids, rows, strict=True):
        shown = {**vars(view(period(id_), on)), "__typename": "Period"}
        assert orjson.loads(row["json"]) == orjson.loads(orjson.dumps(shown))


async def test_a_period_is_over_on_the_day_after_its_last(desk: Desk) -> None:
    last = period("FY2026-Q1").ends_on
    written = period_of("'FY2026-Q1'", asked("complete"))
    async with desk.reading(ROOT) as work:
        told = [
            (await work.store.fetch(f"select {written} as json", today=on))[0]["json"]
            for on in (last, last + timedelta(days=1))
        ]
    assert told == ['{"complete":false}', '{"complete":true}']


async def test_where_there_is_no_period_null_is_written(desk: Desk) -> None:
    written = period_of("null::text", asked("label"))
    async with desk.reading(ROOT) as work:
        (row,) = await work.store.fetch(f"select {written} as json")
    assert row["json"] == "null"


def test_what_a_period_has_not_is_not_written() -> None:
    with pytest.raises(NotCompilable):
        period_of("each", asked("colour"))
