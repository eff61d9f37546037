"""Agencies over REST, with their coverage and supply."""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal

POLICE = "/agencies/kent-police"
RELATIONS = {
    "coverage": {"area": "dartford"},
    "supply": {"indicator": "fly-tipping", "area": "dartford"},
}


def agency(**different: object) -> dict[str, Any]:
    return {"code": "cambridge-trust", "name": "Trust", "kind": "health", **different}


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"starts_on": "2013-13"}, ("/starts_on", "not_a_day")),
        ({"starts_on": "13"}, ("/starts_on", "not_a_day")),
        ({"starts_on": 2013}, ("/starts_on", "not_a_text")),
        ({"starts_on": "2013", "ends_before": "2012-12"}, ("/ends_before", "days_contradict")),
        ({"starts_on": "2013-04-01", "ends_before": "2013-04"}, None),
        ({"starts_on": "2013", "ends_before": "2013"}, None),
    ],
)
async def test_a_life_may_be_vague_and_not_impossible(
    rest: Rest, wrong: dict[str, Any], fault: tuple[str, str] | None
) -> None:
    response = await rest.new("/agencies", agency(**wrong))
    if fault is None:
        assert response.status_code == 201
        assert {**response.json(), **wrong} == response.json()
    else:
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [fault]


async def test_a_change_is_held_against_the_days_that_stand(rest: Rest) -> None:
    await rest.new("/agencies", agency(starts_on="2013-04"))
    response = await rest.patch("/agencies/cambridge-trust", {"ends_before": "2013-03"})
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [("/ends_before", "days_contradict")]

    ended = await rest.patch("/agencies/cambridge-trust", {"ends_before": "2022-07"})
    assert ended.json()["ends_before"] == "2022-07"


async def test_a_word_of_addresses_is_no_code(rest: Rest) -> None:
    response = await rest.new("/agencies", agency(code="resolve"))
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [("/code", "not_of_its_form")]


async def test_an_agency_that_is_referred_to_stays(rest: Rest) -> None:
    assert refusal(await rest.delete(POLICE)) == (409, "still_in_use")


async def test_agencies_are_narrowed_by_kind(rest: Rest) -> None:
    found = await rest.items("/agencies?kind=police&kind=fire")
    assert [each["code"] for each in found] == ["kent-fire-and-rescue-service", "kent-police"]


async def test_everything_wrong_with_a_relation_is_told_at_once(rest: Rest) -> None:
    backwards = {"starts_on": "2020-01-01", "ends_before": "2019-01-01"}
    wrong = {"area": "nowhere", "indicator": "nothing", **backwards}
    response = await rest.new(f"{POLICE}/supply", wrong)
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [
        ("/indicator", "unknown_indicator"),
        ("/area", "unknown_area"),
        ("/ends_before", "days_contradict"),
    ]
    response = await rest.new(f"{POLICE}/coverage", {"area": "nowhere", **backwards})
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [("/area", "unknown_area"), ("/ends_before", "days_contradict")]


@pytest.mark.parametrize("noun", RELATIONS)
async def test_the_days_of_a_relation_are_changed_and_nothing_else(rest: Rest, noun: str) -> None:
    days = {"starts_on": "2020-01-01", "ends_before": None}
    made = (await rest.new(f"{POLICE}/{noun}", {**RELATIONS[noun], **days})).json()
    path = f"{POLICE}/{noun}/{made['id']}"

    response = await rest.patch(path, {"ends_before": "2020-01-01"})
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [("/ends_before", "days_contradict")]
    response = await rest.patch(path, {"area": "thanet"})
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [("/area", "unknown_field")]
    response = await rest.patch(path, {"ends_before": "2020-01-02"})
    assert response.json() == {**made, "ends_before": "2020-01-02", "revision": 2}


async def test_a_supply_without_an_area_is_for_every_area(rest: Rest) -> None:
    found = await rest.items(f"{POLICE}/supply")
    assert [(each["indicator"], each["area"]) for each in found] == [
        ("asb-incidents", None),
        ("violence", None),
    ]
    repeated = await rest.new(f"{POLICE}/supply", {"indicator": "violence"})
    assert refusal(repeated) == (409, "already_exists")


async def test_relations_are_narrowed_by_area_and_indicator(rest: Rest) -> None:
    for noun, body in RELATIONS.items():
        await rest.new(f"{POLICE}/{noun}", body)
    for query, count in (
        ("coverage?area=dartford", 1),
        ("coverage?area=E07000107", 1),
        ("coverage?area=thanet", 0),
        ("supply?area=dartford", 1),
        ("supply?indicator=violence&indicator=fly-tipping", 2),
        ("supply?indicator=violence&area=dartford", 0),
    ):
        assert len(await rest.items(f"{POLICE}/{query}")) == count, query


async def test_from_the_day_a_supply_is_recorded_its_figures_are_accepted(rest: Rest) -> None:
    tip = {"indicator": "fly-tipping", "area": "E07000107", "period": "FY2021-Q1", "value": 9}
    response = await rest.world.push(rest.client, tip)
    assert faults(response) == [("/rows/0/indicator", "not_your_indicator")]
    await rest.new(f"{POLICE}/supply", RELATIONS["supply"])
    assert (await rest.world.push(rest.client, tip)).status_code == 200
