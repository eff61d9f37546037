"""Which area came after which, over REST."""

from collections import Counter

import pytest

from tests.api.asking import Rest, faults, refusal

DAY = {"happened_on": "2023-04-01"}


@pytest.fixture(autouse=True)
async def swale(rest: Rest) -> None:
    """A district that ended, and one that began, on 1 April 2023."""
    kind = {"kind": "district", "nation": "england"}
    old = {"code": "E07000113", "slug": "swale", "name": "Swale", "ends_before": "2023-04-01"}
    new = {"code": "E07000999", "slug": "medway", "name": "Medway", "starts_on": "2023-04-01"}
    for body in (old, new):
        assert (await rest.new("/areas", {**body, **kind})).status_code == 201


async def succeed(rest: Rest, area: str, successor: str) -> str:
    response = await rest.new(f"/areas/{area}/successors", {"successor": successor, **DAY})
    assert response.status_code == 201, response.text
    return f"/areas/{area}/successors/{response.json()['id']}"


async def test_an_unknown_successor_is_refused(rest: Rest) -> None:
    response = await rest.new("/areas/swale/successors", {"successor": "nowhere", **DAY})
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [("/successor", "unknown_area")]


async def test_a_day_that_contradicts_either_end_is_refused_and_both_are_named(rest: Rest) -> None:
    body = {"successor": "medway", "happened_on": "2022-04-01"}
    response = await rest.new("/areas/swale/successors", body)

    assert refusal(response) == (422, "invalid")
    assert faults(response) == [("/happened_on", "days_contradict")] * 2
    details = " ".join(each["detail"] for each in response.json()["errors"])
    assert details.count("2022-04-01") == details.count("2023-04-01") == 2

    path = await succeed(rest, "swale", "medway")
    later = await rest.patch(path, {"happened_on": "2024-04-01"})
    assert faults(later) == [("/happened_on", "days_contradict")]
    assert (await rest.get(path)).json()["happened_on"] == "2023-04-01"


@pytest.mark.parametrize("successor", ["swale", "dartford"])
async def test_no_area_comes_after_itself(rest: Rest, successor: str) -> None:
    await succeed(rest, "dartford", "thanet")
    await succeed(rest, "thanet", "swale")
    response = await rest.new("/areas/swale/successors", {"successor": successor, **DAY})
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [("/successor", "circle")]
    assert await rest.items("/areas/swale/successors") == []


async def test_two_who_would_close_a_circle_at_once_do_not(rest: Rest) -> None:
    responses = await rest.at_once(
        rest.new("/areas/dartford/successors", {"successor": "thanet", **DAY}),
        rest.new("/areas/thanet/successors", {"successor": "dartford", **DAY}),
    )
    assert Counter(each.status_code for each in responses) == {201: 1, 422: 1}
    (refused,) = (each for each in responses if each.status_code == 422)
    assert faults(refused) == [("/successor", "circle")]


async def test_it_is_listed_from_either_side(rest: Rest) -> None:
    await succeed(rest, "swale", "medway")
    await succeed(rest, "swale", "thanet")

    after = await rest.items("/areas/E07000113/successors")
    assert [(each["predecessor"], each["successor"]) for each in after] == [
        ("E07000113", "E07000114"),
        ("E07000113", "E07000999"),
    ]
    assert await rest.items("/areas/medway/predecessors") == [after[1]]
    assert await rest.items("/areas/medway/successors") == []
    assert refusal(await rest.get("/areas/nowhere/predecessors")) == (404, "not_found")


async def test_an_area_with_a_successor_stays(rest: Rest) -> None:
    await succeed(rest, "swale", "medway")
    for area in ("swale", "medway"):
        assert refusal(await rest.delete(f"/areas/{area}")) == (409, "still_in_use")
