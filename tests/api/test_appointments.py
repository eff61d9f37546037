"""Whom partnerships appoint, over REST: nominees, seats, and the posts of their own."""

from collections import Counter
from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.record import contents

PATH = "/partnerships/dartford/appointments"
MEMBERS = "/partnerships/dartford/members"


def nominee(**different: object) -> dict[str, Any]:
    return {
        "role": "information_sharing_nominee",
        "printed": "Area Commander",
        "agency": "kent-police",
        **different,
    }


async def appointed(rest: Rest, **different: object) -> dict[str, Any]:
    response = await rest.new(PATH, nominee(**different), "dartford")
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


@pytest.mark.parametrize(
    ("different", "wrong"),
    [
        ({"role": "mascot"}, [("/role", "not_one_of")]),
        ({"printed": " "}, [("/printed", "too_short")]),
        ({"agency": None}, [("/agency", "agency_required")]),
        ({"agency": "nobody"}, [("/agency", "unknown_agency")]),
        ({"agency": "nobody", "role": "chair"}, [("/agency", "unknown_agency")]),
        ({"agency": "kent-fire-and-rescue-service"}, [("/agency", "not_a_member")]),
        (
            {"starts_on": "2022", "ends_before": "2021"},
            [("/ends_before", "days_contradict")],
        ),
        ({"starts_on": "2020"}, [("/starts_on", "days_contradict")]),
        (
            {"starts_on": "2019", "ends_before": "2020", "role": "seat"},
            [
                ("/starts_on", "days_contradict"),
                ("/ends_before", "days_contradict"),
                ("/agency", "not_a_member"),
            ],
        ),
    ],
)
async def test_an_appointment_that_cannot_be_is_refused_and_nothing_is_written(
    rest: Rest, database: str, different: dict[str, Any], wrong: list[tuple[str, str]]
) -> None:
    made = await appointed(rest, starts_on="2021", ends_before="2022", printed="First")
    before = await contents(database)
    given = nominee(**different)
    for response in (
        await rest.new(PATH, given, "dartford"),
        await rest.patch(f"{PATH}/{made['id']}", given, 1, "dartford"),
    ):
        assert refusal(response) == (422, "invalid")
        assert faults(response) == wrong
    assert await contents(database) == before


async def test_days_that_contradict_a_life_are_refused_with_both_named(rest: Rest) -> None:
    response = await rest.new(PATH, nominee(starts_on="2020"), "dartford")
    assert [each["detail"] for each in response.json()["errors"]] == [
        "The appointment begins 2020, before Dartford Community Safety Partnership began (2021-01)."
    ]


async def test_an_agency_has_one_nominee_at_a_time(rest: Rest) -> None:
    first = await appointed(rest, starts_on="2021-04")
    again = await rest.new(PATH, nominee(printed="Another", starts_on="2023"), "dartford")
    assert refusal(again) == (409, "already_exists")
    assert "Area Commander as its nominee from 2021-04 until now" in again.json()["detail"]

    # The council has its own, and a seat is no nominee.
    council = "dartford-borough-council"
    await appointed(rest, agency=council, starts_on="2021-04")
    await appointed(rest, role="seat", starts_on="2021-04")
    await rest.patch(f"{PATH}/{first['id']}", {"ends_before": "2023-06"}, 1, "dartford")
    # Within the month in which the first one left, it cannot be told.
    second = await appointed(rest, printed="Another", starts_on="2023-06-15")
    back = await rest.patch(f"{PATH}/{first['id']}", {"ends_before": None}, 2, "dartford")
    assert refusal(back) == (409, "already_exists")
    assert second["id"] in back.json()["detail"]


async def test_of_two_nominees_at_once_one_is_refused(rest: Rest) -> None:
    responses = await rest.at_once(
        *(rest.new(PATH, nominee(printed=each), "dartford") for each in ("A", "B"))
    )
    assert Counter(each.status_code for each in responses) == {201: 1, 409: 1}


async def test_a_chair_needs_no_agency_and_there_may_be_two(rest: Rest) -> None:
    for printed in ("Cllr A", "Cllr B"):
        made = await appointed(rest, role="chair", printed=printed, agency=None, starts_on="2021")
        assert (made["agency"], made["partnership"]) == (None, "dartford")
    await appointed(rest, role="portfolio_holder", agency="kent-fire-and-rescue-service")
    chairs = await rest.items(f"{PATH}?role=chair&role=vice_chair")
    assert [each["printed"] for each in chairs] == ["Cllr A", "Cllr B"]
    (holder,) = await rest.items(f"{PATH}?agency=kent-fire-and-rescue-service")
    assert holder["role"] == "portfolio_holder"


async def test_who_sits_for_a_member_stays_within_its_memberships(rest: Rest) -> None:
    made = await appointed(rest, starts_on="2023", printed="Jo Smith")
    (police,) = (each for each in await rest.items(MEMBERS) if each["agency"] == "kent-police")
    member = f"{MEMBERS}/{police['id']}"
    gone = await rest.delete(member)
    assert refusal(gone) == (409, "still_in_use")
    assert made["id"] in gone.json()["detail"]
    ended = await rest.patch(member, {"ends_before": "2022"})
    assert refusal(ended) == (422, "invalid")
    assert faults(ended) == [("/ends_before", "days_contradict")]
    assert "Jo Smith is appointed for kent-police" in ended.json()["errors"][0]["detail"]

    # Another capacity carries the seat as well.
    other = {"agency": "kent-police", "capacity": "invited_participant", "starts_on": "2022"}
    await rest.new(MEMBERS, other)
    assert (await rest.patch(member, {"ends_before": "2022"})).status_code == 200
    assert (await rest.delete(member, 2)).status_code == 204


async def test_the_days_of_a_partnership_hold_its_appointments(rest: Rest) -> None:
    made = await appointed(rest, role="chair", agency=None, starts_on="2024", printed="Cllr A")
    response = await rest.patch("/partnerships/dartford", {"ends_before": "2023"})
    assert faults(response) == [("/ends_before", "days_contradict")]
    assert response.json()["errors"][0]["detail"] == (
        f"The appointment {made['id']} (Cllr A) begins 2024, after Dartford Community Safety "
        "Partnership ended (before 2023)."
    )
