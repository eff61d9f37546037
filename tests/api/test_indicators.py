"""Indicators over REST."""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.api.nouns import NOUNS
from tests.build import row


def indicator(**different: object) -> dict[str, Any]:
    return {**NOUNS["indicator"].new, **different}


@pytest.mark.parametrize(
    ("different", "fault"),
    [
        ({"frequency": "fy_quarter"}, ("/period_types", "frequency_not_accepted")),
        ({"period_types": []}, ("/period_types", "too_few")),
        ({"period_types": "month"}, ("/period_types", "not_a_list")),
        ({"period_types": ["month", "week"]}, ("/period_types/1", "not_one_of")),
        ({"period_types": ["month"] * 8}, ("/period_types", "too_many")),
        ({"kind": "index"}, ("/kind", "not_one_of")),
        ({"multiplier": "1000"}, ("/multiplier", "not_a_number")),
        ({"is_live": False}, ("/is_live", "unknown_field")),
    ],
)
async def test_an_indicator_that_makes_no_sense_is_refused(
    rest: Rest, different: dict[str, Any], fault: tuple[str, str]
) -> None:
    response = await rest.new("/indicators", indicator(**different))
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [fault]


async def test_an_indicator_is_live_and_takes_each_period_type_once(rest: Rest) -> None:
    body = indicator(period_types=["fy_year", "month", "fy_year"], multiplier=1000)
    made = (await rest.new("/indicators", body)).json()
    assert made["period_types"] == ["fy_year", "month"]
    assert (made["multiplier"], made["is_live"]) == (1000, True)
    twice = {"period_types": ["month", "month", "span"]}
    changed = (await rest.patch("/indicators/robbery", twice)).json()
    assert changed["period_types"] == ["month", "span"]


async def test_its_rhythm_stays_among_its_period_types(rest: Rest) -> None:
    for changes in ({"frequency": "calendar_year"}, {"period_types": ["month"]}):
        response = await rest.patch("/indicators/violence", changes)
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [("/period_types", "frequency_not_accepted")]
    both = {"frequency": "calendar_year", "period_types": ["calendar_year"]}
    changed = (await rest.patch("/indicators/violence", both)).json()
    assert {**changed, **both} == changed


async def test_what_an_indicator_counts_stays(rest: Rest) -> None:
    changes = {"code": "x", "kind": "rate", "unit": "crimes", "multiplier": 1}
    response = await rest.patch("/indicators/violence", changes)
    assert refusal(response) == (422, "invalid")
    assert {code for _, code in faults(response)} == {"unknown_field"}


async def test_an_indicator_that_is_no_longer_live_takes_no_figures(rest: Rest) -> None:
    response = await rest.patch("/indicators/asb-incidents", {"is_live": "no"})
    assert faults(response) == [("/is_live", "not_a_boolean")]
    assert (await rest.patch("/indicators/asb-incidents", {"is_live": False})).status_code == 200
    response = await rest.world.push(rest.client, row())
    assert faults(response) == [("/rows/0/indicator", "indicator_not_live")]


async def test_an_indicator_that_is_referred_to_stays(rest: Rest) -> None:
    assert refusal(await rest.delete("/indicators/violence")) == (409, "still_in_use")


async def test_indicators_are_narrowed_by_kind_and_supplier(rest: Rest) -> None:
    await rest.new("/indicators", indicator(kind="rate"))
    for query, codes in (
        ("", ["asb-incidents", "fly-tipping", "robbery", "violence"]),
        ("?kind=rate&kind=survey", ["robbery"]),
        ("?supplier=kent-police", ["asb-incidents", "violence"]),
        ("?supplier=thanet-district-council&supplier=dartford-borough-council", ["fly-tipping"]),
        ("?supplier=kent-police&kind=rate", []),
        ("?supplier=nobody", []),
    ):
        found = await rest.items(f"/indicators{query}")
        assert [each["code"] for each in found] == codes, query
