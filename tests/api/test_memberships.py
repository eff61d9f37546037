"""Memberships over time: within the lives of both, and never twice on one day."""

from collections import Counter
from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.record import contents

MEMBERS = "/partnerships/dartford/members"
DARTFORD = "Dartford Community Safety Partnership"
FIRE = "kent-fire-and-rescue-service"


def member(**different: object) -> dict[str, Any]:
    return {"agency": FIRE, "capacity": "responsible_authority", **different}


@pytest.mark.parametrize(
    ("days", "details"),
    [
        (
            {"starts_on": "2020-12"},
            [f"begins 2020-12, before {DARTFORD} began (2021-01)."],
        ),
        (
            {"starts_on": "2024-05"},
            ["begins 2024-05, after Kent Fire And Rescue Service ended (before 2024-05-01)."],
        ),
        (
            {"starts_on": "2021", "ends_before": "2025"},
            [
                f"ends before 2025, after {DARTFORD} ended (before 2024-07).",
                "ends before 2025, after Kent Fire And Rescue Service ended (before 2024-05-01).",
            ],
        ),
        ({"starts_on": "2020", "ends_before": "2020-06"}, None),
        ({"starts_on": "2021", "ends_before": "2024"}, []),  # any of these may be in its time
        ({"starts_on": "2024"}, []),
        ({"starts_on": "2021-01-01"}, []),
        ({}, []),
    ],
)
async def test_days_beyond_the_life_of_either_are_refused_with_both_named(
    rest: Rest, database: str, days: dict[str, str], details: list[str] | None
) -> None:
    assert (await rest.patch(f"/agencies/{FIRE}", {"ends_before": "2024-05-01"})).status_code == 200
    ended = await rest.patch("/partnerships/dartford", {"ends_before": "2024-07"})
    assert ended.status_code == 200
    before = await contents(database)
    response = await rest.new(MEMBERS, member(**days))
    if details == []:
        assert response.status_code == 201, response.text
        return
    assert refusal(response) == (422, "invalid")
    assert {code for _, code in faults(response)} == {"days_contradict"}
    if details is not None:
        told = [each["detail"] for each in response.json()["errors"]]
        assert told == [f"The membership {each}" for each in details]
    assert await contents(database) == before


async def test_an_agency_sits_once_in_one_capacity_on_any_day(rest: Rest) -> None:
    first = (await rest.new(MEMBERS, member(starts_on="2021", ends_before="2023-06"))).json()
    for days in ({"starts_on": "2022"}, {"ends_before": "2023"}, {}):
        response = await rest.new(MEMBERS, member(**days))
        assert refusal(response) == (409, "already_exists"), days
        assert f"from 2021 until before 2023-06 ({first['id']})" in response.json()["detail"]

    # It comes back in the month in which it may have left; and sits besides in another capacity.
    again = await rest.new(MEMBERS, member(starts_on="2023-06-15"))
    assert again.status_code == 201
    beside = await rest.new(MEMBERS, member(capacity="invited_participant"))
    assert beside.status_code == 201
    assert (await rest.new("/partnerships/thanet/members", member())).status_code == 201

    for path, changes in (
        (f"{MEMBERS}/{first['id']}", {"ends_before": None}),
        (f"{MEMBERS}/{again.json()['id']}", {"starts_on": "2022"}),
        (f"{MEMBERS}/{beside.json()['id']}", {"capacity": "responsible_authority"}),
    ):
        assert refusal(await rest.patch(path, changes)) == (409, "already_exists")
    own = await rest.patch(f"{MEMBERS}/{first['id']}", {"ends_before": "2023"})
    assert own.status_code == 200


async def test_of_two_memberships_at_once_that_overlap_one_is_refused(rest: Rest) -> None:
    responses = await rest.at_once(
        rest.new(MEMBERS, member(starts_on="2021-02")),
        rest.new(MEMBERS, member(starts_on="2022-02")),
    )
    assert Counter(each.status_code for each in responses) == {201: 1, 409: 1}


async def test_of_a_membership_and_an_end_that_denies_it_at_once_one_is_refused(
    rest: Rest,
) -> None:
    responses = await rest.at_once(
        rest.new(MEMBERS, member(starts_on="2024")),
        rest.patch("/partnerships/dartford", {"ends_before": "2023"}),
    )
    codes = sorted(each.status_code for each in responses)
    assert codes in ([200, 422], [201, 422])


async def test_the_days_of_an_agency_hold_its_memberships_and_appointments(rest: Rest) -> None:
    made = (await rest.new(MEMBERS, member(starts_on="2021", ends_before="2024"))).json()
    chair = {"role": "chair", "printed": "A. Fire", "agency": FIRE, "starts_on": "2022"}
    post = (await rest.new("/partnerships/dartford/appointments", chair)).json()
    for days, told in (
        ({"starts_on": "2023"}, {"/starts_on": [made["id"], post["id"]]}),
        ({"ends_before": "2021-12"}, {"/ends_before": [made["id"], post["id"]]}),
        ({"ends_before": "2023"}, {"/ends_before": [made["id"]]}),
    ):
        response = await rest.patch(f"/agencies/{FIRE}", days)
        assert refusal(response) == (422, "invalid")
        ((pointer, ids),) = told.items()
        assert faults(response) == [(pointer, "days_contradict")] * len(ids)
        for each, fault in zip(ids, response.json()["errors"], strict=True):
            assert each in fault["detail"]
    kept = await rest.patch(f"/agencies/{FIRE}", {"starts_on": "1948", "ends_before": "2024"})
    assert kept.status_code == 200


async def test_of_a_membership_and_an_agencys_end_that_denies_it_at_once_one_is_refused(
    rest: Rest,
) -> None:
    responses = await rest.at_once(
        rest.new(MEMBERS, member(starts_on="2024")),
        rest.patch(f"/agencies/{FIRE}", {"ends_before": "2023"}),
    )
    codes = sorted(each.status_code for each in responses)
    assert codes in ([200, 422], [201, 422])


async def test_a_partnership_ends_over_memberships_that_nobody_has_ended(rest: Rest) -> None:
    ended = await rest.patch("/partnerships/dartford", {"ends_before": "2023"})
    assert ended.status_code == 200
    assert {each["ends_before"] for each in await rest.items(MEMBERS)} == {None}
    # But not over those that are said to end later.
    await rest.patch("/partnerships/dartford", {"ends_before": None}, 2)
    made = (await rest.new(MEMBERS, member(starts_on="2021-06", ends_before="2024"))).json()
    denied = await rest.patch("/partnerships/dartford", {"ends_before": "2023"}, 3)
    assert faults(denied) == [("/ends_before", "days_contradict")]
    assert made["id"] in denied.json()["errors"][0]["detail"]
    denied = await rest.patch("/partnerships/dartford", {"starts_on": "2022"}, 3)
    assert faults(denied) == [("/starts_on", "days_contradict")] * 3
