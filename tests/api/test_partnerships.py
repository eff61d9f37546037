"""Partnerships over REST, with their members."""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.conftest import Clock

MEMBERS = "/partnerships/dartford/members"
SLUGS = ("thanet", "dartford", "thanet")


def partnership(**different: object) -> dict[str, Any]:
    body = {"code": "kent", "name": "Kent CSP", "areas": [{"area": "kent"}]}
    return {**body, **different}


async def test_everything_wrong_with_a_partnership_is_told_at_once(rest: Rest) -> None:
    areas = [
        {"area": "nowhere"},
        {"area": "dartford", "starts_on": "2020-10", "ends_before": "2020-09"},
        {"area": "are_x", "starts_on": "2020", "ends_before": "2019"},
    ]
    body = partnership(areas=areas, starts_on="2021", ends_before="2020-12-31")
    response = await rest.new("/partnerships", body)

    assert refusal(response) == (422, "invalid")
    assert faults(response) == [
        ("/areas/0/area", "unknown_area"),
        ("/areas/2/area", "unknown_area"),
        ("/areas/1/ends_before", "days_contradict"),
        ("/areas/2/ends_before", "days_contradict"),
        ("/ends_before", "days_contradict"),
    ]


@pytest.mark.parametrize(
    ("areas", "fault"),
    [
        ([], ("/areas", "too_few")),
        ([{"area": "kent"}] * 51, ("/areas", "too_many")),
        ([{"area": "kent", "from": "2020"}], ("/areas/0/from", "unknown_field")),
        (["kent"], ("/areas/0", "not_an_object")),
        ([{"area": "kent", "starts_on": "2020-1"}], ("/areas/0/starts_on", "not_a_day")),
    ],
)
async def test_the_areas_it_serves_are_of_their_form(
    rest: Rest, areas: list[Any], fault: tuple[str, str]
) -> None:
    for response in (
        await rest.new("/partnerships", partnership(areas=areas)),
        await rest.patch("/partnerships/dartford", {"areas": areas}),
    ):
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [fault]


async def test_the_areas_it_serves_stand_as_they_were_given(rest: Rest) -> None:
    shown: list[dict[str, str | None]] = [
        {"area": "E07000114", "starts_on": "2020-10", "ends_before": None},
        {"area": "E07000107", "starts_on": None, "ends_before": "2021"},
        {"area": "E07000114", "starts_on": "1998", "ends_before": "2019-04-01"},
    ]
    given = [{**each, "area": slug} for each, slug in zip(shown, SLUGS, strict=True)]
    made = await rest.new("/partnerships", partnership(areas=given))
    assert made.json()["areas"] == shown

    fewer = await rest.patch("/partnerships/kent", {"areas": given[:1]})
    assert fewer.json()["areas"] == shown[:1]
    renamed = await rest.patch("/partnerships/kent", {"name": "Kent"}, 2)
    assert renamed.json()["areas"] == shown[:1]


async def test_a_change_is_held_against_what_stands(rest: Rest) -> None:
    response = await rest.patch(
        "/partnerships/dartford", {"ends_before": "2020", "areas": [{"area": "nowhere"}]}
    )
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [
        ("/ends_before", "days_contradict"),
        *[("/ends_before", "days_contradict")] * 2,  # of its two members
        ("/areas/0/area", "unknown_area"),
    ]


async def test_a_partnership_that_is_referred_to_stays(rest: Rest) -> None:
    assert refusal(await rest.delete("/partnerships/dartford")) == (409, "still_in_use")
    assert len((await rest.get("/partnerships/dartford")).json()["areas"]) == 1


async def test_partnerships_are_narrowed_by_area_and_member(rest: Rest) -> None:
    for query, codes in (
        ("?area=E07000107", ["dartford"]),
        ("?area=thanet&area=dartford", ["dartford", "thanet"]),
        ("?area=kent", []),
        ("?agency=kent-police", ["dartford", "thanet"]),
        ("?agency=thanet-district-council", ["thanet"]),
        ("?agency=nobody", []),
        ("?agency=kent-police&area=thanet", ["thanet"]),
    ):
        found = await rest.items(f"/partnerships{query}")
        assert [each["code"] for each in found] == codes, query


async def test_everything_wrong_with_a_member_is_told_at_once(rest: Rest) -> None:
    response = await rest.new(
        MEMBERS,
        {
            "agency": "nobody",
            "capacity": "invited_participant",
            "starts_on": "2021",
            "ends_before": "2020",
            "coordinator_from": "2021-04-01",
            "coordinator_before": "2021-04-01",
        },
    )
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [
        ("/agency", "unknown_agency"),
        ("/ends_before", "days_contradict"),
        ("/coordinator_before", "days_contradict"),
        ("/ends_before", "days_contradict"),  # before the partnership began
    ]


async def test_a_change_of_a_member_is_held_against_the_days_that_stand(rest: Rest) -> None:
    police, council = sorted(
        await rest.items(MEMBERS), key=lambda each: str(each["agency"]), reverse=True
    )
    wrong = {"ends_before": "2020", "coordinator_before": council["coordinator_from"]}
    response = await rest.patch(f"{MEMBERS}/{council['id']}", wrong)
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [
        ("/ends_before", "days_contradict"),
        ("/coordinator_before", "days_contradict"),
        ("/ends_before", "days_contradict"),  # before the partnership began
    ]
    response = await rest.patch(f"{MEMBERS}/{police['id']}", {"agency": "nobody"})
    assert faults(response) == [("/agency", "unknown_field")]


async def test_members_are_narrowed_by_capacity(rest: Rest) -> None:
    fire = {"agency": "kent-fire-and-rescue-service", "capacity": "cooperating_body"}
    await rest.new(MEMBERS, fire)
    (found,) = await rest.items(f"{MEMBERS}?capacity=cooperating_body&capacity=invited_participant")
    assert found["agency"] == "kent-fire-and-rescue-service"


async def test_who_coordinates_may_edit_from_the_first_day_until_the_last(
    rest: Rest, clock: Clock
) -> None:
    plan = "/plans/dartford-2019-22"
    (council,) = (each for each in await rest.items(MEMBERS) if each["coordinator_from"])
    days = {"coordinator_from": "2026-11-21", "coordinator_before": "2026-11-23"}
    await rest.patch(f"{MEMBERS}/{council['id']}", days)

    revision = 1
    for may in (False, True, True, False):
        response = await rest.patch(plan, {"title": "Plan"}, revision, "dartford")
        if may:
            assert response.status_code == 200
            revision += 1
        else:
            assert refusal(response) == (403, "not_yours")
        clock.advance(days=1)


@pytest.mark.parametrize("ons_code", ["e22000352", "E2200035", "dartford", ""])
async def test_an_ons_code_that_is_not_of_its_form_is_refused(rest: Rest, ons_code: str) -> None:
    response = await rest.new("/partnerships", partnership(ons_code=ons_code))
    assert faults(response) == [("/ons_code", "not_of_its_form")]
    changed = await rest.patch("/partnerships/thanet", {"ons_code": ons_code})
    assert faults(changed) == [("/ons_code", "not_of_its_form")]


async def test_an_ons_code_names_one_partnership_at_a_time(rest: Rest) -> None:
    made = (await rest.new("/partnerships", partnership(ons_code="E22000352"))).json()
    assert (await rest.get("/partnerships/E22000352")).json() == made
    taken = await rest.patch("/partnerships/thanet", {"ons_code": "E22000352"})
    assert refusal(taken) == (409, "already_exists")
    freed = await rest.patch("/partnerships/E22000352", {"ons_code": None})
    assert (freed.json()["code"], freed.json()["ons_code"]) == ("kent", None)
    given = await rest.patch("/partnerships/thanet", {"ons_code": "E22000352"})
    assert given.json()["revision"] == 2
