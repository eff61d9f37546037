"""Periods, resolved over REST. What expressions mean is tested in tests/domain."""

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.conftest import Clock

RESOLVE = "/periods/resolve"


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("", ("expr", "required")),
        ("?expr=", ("expr", "bad_period")),
        ("?expr=2026-Q1", ("expr", "bad_period")),
        ("?expr=2026-06, 2026-07", ("expr", "bad_period")),
        ("?expr=SAME_PERIOD_LAST_YEAR", ("expr", "bad_period")),
        ("?expr=1900-01..2199-12", ("expr", "bad_period")),
        ("?expr=FYTD&on=2026", ("on", "not_a_day")),
        ("?expr=FYTD&at=2026-11-20", ("at", "unknown_parameter")),
    ],
)
async def test_what_is_no_period_is_refused(rest: Rest, query: str, fault: tuple[str, str]) -> None:
    response = await rest.get(f"{RESOLVE}{query}")
    assert refusal(response) == (400, "bad_parameter")
    assert faults(response) == [fault]


async def test_a_period_is_told_with_its_days_and_its_name(rest: Rest) -> None:
    response = await rest.get(f"{RESOLVE}?expr=2014-04/2014-09,FY2026-Q3")
    assert response.status_code == 200
    assert response.json() == [
        {
            "id": "2014-04/2014-09",
            "type": "span",
            "start": "2014-04-01",
            "end": "2014-09-30",
            "label": "April to September 2014",
            "complete": True,
        },
        {
            "id": "FY2026-Q3",
            "type": "fy_quarter",
            "start": "2026-10-01",
            "end": "2026-12-31",
            "label": "2026/27 Q3",
            "complete": False,
        },
    ]


async def test_words_count_from_today_or_from_the_day_that_is_said(rest: Rest) -> None:
    for query, ids in (
        ("?expr=LAST_COMPLETE_MONTH", ["2026-10"]),
        ("?expr=LAST_COMPLETE_MONTH&on=2021-04-30", ["2021-03"]),
        ("?expr=FYTD&on=2021-04-30", []),
    ):
        response = await rest.get(f"{RESOLVE}{query}")
        assert [each["id"] for each in response.json()] == ids


async def test_today_is_the_day_in_england_and_wales(rest: Rest, clock: Clock) -> None:
    clock.now = clock.now.replace(month=6, day=30, hour=23)  # already 1 July, by the clocks there
    response = await rest.get(f"{RESOLVE}?expr=LAST_COMPLETE_MONTH")
    assert [each["id"] for each in response.json()] == ["2026-06"]
