"""The ends of a vague day, reckoned in SQL as the domain reckons them."""

from datetime import date, timedelta

from service.db.sql import earliest, latest
from service.domain.days import VagueDay
from service.usecases.work import Desk
from tests.build import ROOT


async def test_the_database_finds_the_first_and_last_day_that_the_domain_finds(desk: Desk) -> None:
    days = [date(2019, 12, 25) + timedelta(days=n) for n in range(500)]
    texts = [day.isoformat()[:length] for day in days for length in (4, 7, 10)]
    texts = sorted({*texts, "0001", "0001-01-01", "9999", "9999-12", "9999-12-31", "2000-02"})
    async with desk.reading(ROOT) as work:
        rows = await work.store.fetch(
            f"""
            select each, {earliest("each")} as earliest, {latest("each")} as latest
            from unnest(:texts::text[]) as each
            """,  # noqa: S608 -- the code's own parts
            texts=texts,
        )
    assert len(rows) == len(texts) > 500
    for row in rows:
        vague = VagueDay.read(row["each"])
        assert (row["earliest"], row["latest"]) == (vague.earliest, vague.latest)
