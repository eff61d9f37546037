"""Plans and their editions over REST."""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal

PLAN = "/plans/dartford-2019-22"
YEAR = {"starts_on": "2023-04-01", "ends_before": "2024-04-01"}
BACKWARDS = {"starts_on": "2024-04-01", "ends_before": "2024-04-01"}


def edition(**different: object) -> dict[str, Any]:
    return {"code": "2023", "partnership": "dartford", "title": "2023", **YEAR, **different}


def plan(**different: object) -> dict[str, Any]:
    return {"code": "kent-2023", "title": "Plan", **YEAR, "edition": edition(), **different}


async def test_everything_wrong_with_a_plan_is_told_at_once(rest: Rest) -> None:
    body = plan(**BACKWARDS, edition=edition(partnership="nowhere", **BACKWARDS))
    response = await rest.new("/plans", body, "dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [
        ("/ends_before", "days_contradict"),
        ("/edition/partnership", "unknown_partnership"),
        ("/edition/ends_before", "days_contradict"),
    ]


@pytest.mark.parametrize(
    ("different", "fault"),
    [
        ({"edition": None}, ("/edition", "not_an_object")),
        ({"code": "Kent 2023"}, ("/code", "not_of_its_form")),
        ({"starts_on": "2023"}, ("/starts_on", "not_a_day")),
        ({"ends_before": None}, ("/ends_before", "not_a_day")),
        ({"edition": edition(state="adopted")}, ("/edition/state", "not_one_of")),
        ({"edition": edition(published_on="6/2023")}, ("/edition/published_on", "not_a_day")),
        ({"edition": edition(colour=1)}, ("/edition/colour", "unknown_field")),
    ],
)
async def test_a_plan_that_is_not_of_its_form_is_refused(
    rest: Rest, different: dict[str, Any], fault: tuple[str, str]
) -> None:
    response = await rest.new("/plans", plan(**different), "dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [fault]


async def test_a_plan_begins_with_its_first_edition(rest: Rest) -> None:
    made = await rest.new("/plans", plan(edition=edition(published_on="2023-06")), "dartford")
    assert made.status_code == 201
    (first,) = await rest.items("/plans/kent-2023/editions")
    assert first == {
        **edition(published_on="2023-06", code="kent-2023:2023"),
        "plan": "kent-2023",
        "state": "draft",
        "source": None,
        "id": first["id"],
        "revision": 1,
        "updated_at": "2026-11-20T09:30:00Z",
    }


async def test_nothing_is_left_of_a_plan_whose_partnership_is_not_yours(rest: Rest) -> None:
    refused = await rest.new("/plans", plan(), "thanet")
    assert refusal(refused) == (403, "not_yours")
    assert refusal(await rest.get("/plans/kent-2023")) == (404, "not_found")


async def test_the_days_of_a_change_are_held_against_those_that_stand(rest: Rest) -> None:
    for path in (PLAN, f"{PLAN}/editions/2021-refresh"):
        response = await rest.patch(path, {"ends_before": "2019-04-01"}, who="dartford")
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [("/ends_before", "days_contradict")]
    longer = await rest.patch(PLAN, {"ends_before": "2023-04-01"}, who="dartford")
    assert longer.json()["ends_before"] == "2023-04-01"


async def test_plans_are_narrowed_by_partnership_and_day(rest: Rest) -> None:
    await rest.new("/plans", plan(edition=edition(partnership="thanet")), "thanet")
    for query, codes in (
        ("", ["dartford-2019-22", "kent-2023"]),
        ("?partnership=thanet", ["kent-2023"]),
        ("?partnership=thanet&partnership=dartford", ["dartford-2019-22", "kent-2023"]),
        ("?partnership=nowhere", []),
        ("?in_force_on=2019-03-31", []),
        ("?in_force_on=2019-04-01", ["dartford-2019-22"]),
        ("?in_force_on=2022-03-31", ["dartford-2019-22"]),
        ("?in_force_on=2022-04-01", []),
        ("?in_force_on=2023-05-01&partnership=dartford", []),
    ):
        found = await rest.items(f"/plans{query}")
        assert [each["code"] for each in found] == codes, query
    assert refusal(await rest.get("/plans?in_force_on=2023")) == (400, "bad_parameter")


async def test_everything_wrong_with_an_edition_is_told_at_once(rest: Rest) -> None:
    body = edition(partnership="nowhere", **BACKWARDS)
    response = await rest.new(f"{PLAN}/editions", body, "dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [
        ("/partnership", "unknown_partnership"),
        ("/ends_before", "days_contradict"),
    ]


async def test_an_edition_is_found_by_its_code_within_its_own_plan_alone(rest: Rest) -> None:
    await rest.new("/plans", plan(), "dartford")
    (found,) = await rest.items(f"{PLAN}/editions")
    plan_id = (await rest.get(PLAN)).json()["id"]
    for plan_key in ("dartford-2019-22", plan_id):
        for key in ("2021-refresh", "dartford-2019-22:2021-refresh", found["id"]):
            assert (await rest.get(f"/plans/{plan_key}/editions/{key}")).json() == found

    for path in (
        "/plans/kent-2023/editions/2021-refresh",
        "/plans/kent-2023/editions/dartford-2019-22:2021-refresh",
        f"/plans/kent-2023/editions/{found['id']}",
        f"{PLAN}/editions/2022",
        "/plans/nowhere/editions/2021-refresh",
        "/plans/nowhere/editions",
    ):
        assert refusal(await rest.get(path)) == (404, "not_found"), path
    new = await rest.new("/plans/nowhere/editions", edition(), "dartford")
    assert refusal(new) == (404, "not_found")


async def test_editions_are_listed_by_their_beginning_and_narrowed_by_state(rest: Rest) -> None:
    await rest.new(f"{PLAN}/editions", edition(code="later"), "dartford")
    first = edition(code="first", starts_on="2019-04-01", state="superseded")
    await rest.new(f"{PLAN}/editions", first, "dartford")
    for query, codes in (
        ("", ["first", "2021-refresh", "later"]),
        ("?state=draft&state=superseded", ["first", "later"]),
        ("?state=approved", []),
    ):
        found = await rest.items(f"{PLAN}/editions{query}")
        assert [each["code"] for each in found] == [f"dartford-2019-22:{code}" for code in codes]


async def test_a_plan_is_handed_on_by_an_edition_of_its_successors(rest: Rest) -> None:
    own = edition(partnership="thanet")
    assert refusal(await rest.new(f"{PLAN}/editions", own, "thanet")) == (403, "not_yours")
    assert refusal(await rest.new(f"{PLAN}/editions", own, "dartford")) == (403, "not_yours")
    assert (await rest.new(f"{PLAN}/editions", own, "operator")).status_code == 201

    renamed = await rest.patch(PLAN, {"title": "A strategy of both"}, who="thanet")
    assert renamed.status_code == 200
    for code, who in (("2023", "dartford"), ("2021-refresh", "thanet")):
        response = await rest.patch(f"{PLAN}/editions/{code}", {"title": "x"}, who=who)
        assert refusal(response) == (403, "not_yours")


async def test_a_change_moves_an_edition_neither_on_nor_elsewhere(rest: Rest) -> None:
    for different in ({"state": "superseded"}, {"partnership": "thanet"}):
        refused = await rest.patch(f"{PLAN}/editions/2021-refresh", different, who="dartford")
        assert refusal(refused) == (422, "invalid")
        assert faults(refused) == [(f"/{next(iter(different))}", "unknown_field")]
