"""KPIs over REST."""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.build import EDITION

PLAN = "dartford-2019-22"
LATER = f"{PLAN}:2022"


def kpi(code: str, **different: object) -> dict[str, Any]:
    body = {"edition": EDITION, "code": code, "priority": "violent-crime", "wording": "Violence"}
    return {**body, "indicator": "violence", "area": "dartford", **different}


async def test_everything_wrong_with_a_kpi_is_told_at_once(rest: Rest) -> None:
    wrong = kpi("x", priority="nothing", indicator="nothing", area="nowhere")
    response = await rest.new("/kpis", wrong, "dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [
        ("/priority", "unknown_priority"),
        ("/indicator", "unknown_indicator"),
        ("/area", "unknown_area"),
    ]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("12", "not_a_number"),
        (True, "not_a_number"),
        ({}, "not_a_number"),
        (10**15, "number_too_long"),
        (0.1234567890123456, "number_too_long"),
    ],
)
async def test_a_number_is_a_json_number_that_a_double_can_hold(
    rest: Rest, number: object, code: str
) -> None:
    both = {"baseline": number, "target": number}
    for response in (
        await rest.new("/kpis", kpi("x", **both), "dartford"),
        await rest.patch(f"/kpis/{PLAN}:asb-reports", both, who="dartford"),
    ):
        assert refusal(response) == (422, "invalid")
        assert set(faults(response)) == {("/baseline", code), ("/target", code)}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-3, "-3"),
        (12.50, "12.5"),
        (1e3, "1000"),
        (999_999_999_999_999, "999999999999999"),
        (0.1, "0.1"),
    ],
)
async def test_a_number_comes_back_as_it_went_in(rest: Rest, number: float, text: str) -> None:
    made = await rest.new("/kpis", kpi("x", target=number), "dartford")
    assert made.status_code == 201
    assert f'"target":{text},' in made.text


async def test_what_a_kpi_measures_stays(rest: Rest) -> None:
    changes = {"indicator": "fly-tipping", "area": "thanet", "edition": EDITION}
    response = await rest.patch(f"/kpis/{PLAN}:asb-reports", changes, who="dartford")
    assert refusal(response) == (422, "invalid")
    assert {code for _, code in faults(response)} == {"unknown_field"}


async def test_a_kpi_moves_to_another_priority_of_its_edition(rest: Rest) -> None:
    path = f"/kpis/{PLAN}:asb-reports"
    response = await rest.patch(path, {"priority": "nothing", "target": 1}, who="dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [("/priority", "unknown_priority")]
    moved = await rest.patch(path, {"priority": f"{PLAN}:violent-crime"}, who="dartford")
    assert (moved.json()["priority"], moved.json()["target"]) == (f"{PLAN}:violent-crime", None)
    untouched = await rest.patch(path, {}, 2, "dartford")
    assert untouched.json() == {**moved.json(), "revision": 3}


async def test_a_kpi_carried_over_measures_the_same(rest: Rest) -> None:
    days = {"starts_on": "2022-01-01", "ends_before": "2022-04-01"}
    edition = {"code": "2022", "partnership": "dartford", "title": "2022", **days}
    await rest.new(f"/plans/{PLAN}/editions", edition, "dartford")
    entry = {"edition": LATER, "code": "asb", "title": "ASB"}
    await rest.new("/priorities", entry, "dartford")

    carried = kpi("asb-reports", edition=LATER, priority="asb", target=400)
    other = await rest.new("/kpis", carried, "dartford")
    assert refusal(other) == (409, "already_exists")
    assert "another KPI" in other.json()["detail"]
    other = await rest.new("/kpis", {**carried, "indicator": "asb-incidents"}, "dartford")
    assert (other.status_code, other.json()["target"]) == (201, 400)


async def test_kpis_are_narrowed_by_all_they_hang_on(rest: Rest) -> None:
    await rest.new("/kpis", kpi("violence", area="thanet"), "dartford")
    for query, codes in (
        ("", ["asb-reports", "fly-tips", "violence"]),
        (f"?priority={PLAN}:asb", ["asb-reports", "fly-tips"]),
        ("?indicator=violence&indicator=fly-tipping", ["fly-tips", "violence"]),
        ("?area=thanet", ["violence"]),
        ("?area=E07000107", ["asb-reports", "fly-tips"]),
        (f"?edition={EDITION}&area=thanet", ["violence"]),
        ("?partnership=dartford&area=thanet", ["violence"]),
        ("?partnership=thanet", []),
        (f"?plan={PLAN}&indicator=violence", ["violence"]),
        ("?plan=nothing", []),
        ("?updated_since=2026-11-20T09:30:01Z", []),
    ):
        found = await rest.items(f"/kpis{query}")
        assert [each["code"].removeprefix(f"{PLAN}:") for each in found] == codes, query
