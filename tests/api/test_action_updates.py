"""How actions move, over REST: now, and as it was in the past."""

from collections import Counter

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.build import EDITION
from tests.conftest import Clock

ONE = "/actions/dartford-2019-22:action-1"


async def begin(rest: Rest, status: str = "agreed") -> None:
    """Enter an action that has stood so since 1 April 2021."""
    listed = {"listings": [{"priority": "asb"}], "status": status}
    body = {"edition": EDITION, "code": "action-1", "text": "Patrol", **listed}
    assert (await rest.new("/actions", body, "dartford")).status_code == 201


async def moved(rest: Rest, status: str, happened_on: str | None = None) -> tuple[int, str]:
    """Record an update; return its status, and its problem's code or whether it was late."""
    body = {"status": status, "happened_on": happened_on}
    response = await rest.new(f"{ONE}/updates", body, "dartford")
    if response.status_code != 201:
        return refusal(response)
    return 201, "late" if response.json()["recorded_after_the_fact"] else "now"


async def history(rest: Rest) -> list[tuple[str, str]]:
    updates = await rest.items(f"{ONE}/updates")
    return [(each["happened_on"], each["status"]) for each in updates]


async def standing(rest: Rest) -> tuple[str, str]:
    action = (await rest.get(ONE)).json()
    return action["status_on"], action["status"]


@pytest.mark.parametrize(
    ("begun", "wanted"),
    [
        ("completed", "under_way"),
        ("completed", "cancelled"),
        ("cancelled", "agreed"),
        ("cancelled", "proposed"),
        ("under_way", "proposed"),
        ("delayed", "proposed"),
    ],
)
async def test_a_step_that_the_action_does_not_allow_is_refused(
    rest: Rest, begun: str, wanted: str
) -> None:
    await begin(rest, begun)
    for day in (None, "2021-04-01", "2021-05"):
        assert await moved(rest, wanted, day) == (409, "not_allowed_now")
    assert await history(rest) == [("2021-04-01", begun)]


@pytest.mark.parametrize("day", ["2026-11-21", "2026-12", "2027"])
async def test_what_is_still_to_come_has_not_happened(rest: Rest, day: str) -> None:
    await begin(rest)
    response = await rest.new(
        f"{ONE}/updates", {"status": "completed", "happened_on": day}, "dartford"
    )
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [("/happened_on", "not_yet_happened")]


async def test_only_those_who_coordinate_the_edition_move_its_actions(rest: Rest) -> None:
    await begin(rest)
    for who, code in (("thanet", "not_yours"), ("police", "permission_missing")):
        response = await rest.new(f"{ONE}/updates", {"status": "completed"}, who)
        assert refusal(response) == (403, code)
    nowhere = "/actions/dartford-2019-22:action-9/updates"
    assert refusal(await rest.get(nowhere)) == (404, "not_found")
    response = await rest.new(nowhere, {"status": "completed"}, "dartford")
    assert refusal(response) == (404, "not_found")
    made = await rest.new(f"{ONE}/updates", {"status": "completed"}, "operator")
    assert (made.status_code, made.json()["recorded_by"]) == (201, None)


async def test_an_action_moves_today_unless_it_is_said_when(rest: Rest, clock: Clock) -> None:
    await begin(rest)
    assert await moved(rest, "under_way", "2026-11") == (201, "now")
    assert await standing(rest) == ("2026-11", "under_way")
    clock.advance(days=1)
    body = {"status": "completed", "comment": "All is done."}
    update = (await rest.new(f"{ONE}/updates", body, "dartford")).json()
    assert update == {
        "id": update["id"],
        "action": "dartford-2019-22:action-1",
        "status": "completed",
        "percent_complete": None,
        "rag": None,
        "happened_on": "2026-11-21",
        "comment": "All is done.",
        "recorded_at": "2026-11-21T09:30:00Z",
        "recorded_by": "dartford-borough-council",
        "recorded_after_the_fact": False,
    }
    action = (await rest.get(ONE)).json()
    assert (action["status"], action["revision"]) == ("completed", 3)
    assert action["updated_at"] == "2026-11-21T09:30:00Z"


async def test_what_happened_before_is_recorded_however_unlawful_it_was(rest: Rest) -> None:
    await begin(rest, "completed")
    for status, day in (("cancelled", "2021-03-31"), ("proposed", "2020"), ("delayed", "2021-04")):
        assert await moved(rest, status, day) == (201, "late")
    assert await standing(rest) == ("2021-04-01", "completed")
    assert await history(rest) == [
        ("2020", "proposed"),
        ("2021-03-31", "cancelled"),
        ("2021-04", "delayed"),
        ("2021-04-01", "completed"),
    ]


async def test_what_is_recorded_of_one_day_stands_in_the_order_of_recording(rest: Rest) -> None:
    await begin(rest)
    for status in ("delayed", "under_way", "delayed"):
        assert await moved(rest, status, "2021-06-01") == (201, "now")
    assert await standing(rest) == ("2021-06-01", "delayed")
    assert [status for _, status in await history(rest)] == [
        "agreed",
        "delayed",
        "under_way",
        "delayed",
    ]


async def test_what_has_ended_may_be_said_to_have_ended_again(rest: Rest) -> None:
    await begin(rest, "completed")
    assert await moved(rest, "completed", "2021-07") == (201, "now")
    assert await standing(rest) == ("2021-07", "completed")


async def test_of_two_that_end_an_action_at_once_one_wins(rest: Rest) -> None:
    await begin(rest)
    ends = [{"status": "completed"}, {"status": "cancelled"}]
    responses = await rest.at_once(*(rest.new(f"{ONE}/updates", end, "dartford") for end in ends))
    assert Counter(each.status_code for each in responses) == {201: 1, 409: 1}
    (refused,) = (each for each in responses if each.status_code == 409)
    assert refusal(refused) == (409, "not_allowed_now")
    assert len(await history(rest)) == 2


async def test_a_reading_of_before_an_update_changes_nothing(rest: Rest) -> None:
    await begin(rest)
    await moved(rest, "under_way")
    stale = await rest.patch(ONE, {"text": "Walk"}, 1, "dartford")
    assert refusal(stale) == (412, "revision_stale")
