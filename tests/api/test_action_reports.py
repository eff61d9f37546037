"""Who tells how an action goes, and what: percentages, colours, and on which reading of it."""

from collections import Counter
from typing import Any

import httpx
import pytest

from service.domain.callers import Permission
from service.usecases import keys
from tests.api.asking import Rest, faults, refusal
from tests.build import EDITION, ROOT, World
from tests.graphql.ask import ask
from tests.record import contents

ONE = "/actions/dartford-2019-22:action-1"
UPDATES = f"{ONE}/updates"
PARTIES = [
    {"role": "lead", "kind": "agency", "agency": "kent-police", "printed": "Police & TDC"},
    {
        "role": "support",
        "kind": "post",
        "agency": "thanet-district-council",
        "unit": "Warden",
        "printed": "Police & TDC",
    },
    {"role": "support", "kind": "collective", "printed": "All"},
]


@pytest.fixture
async def entered(rest: Rest) -> dict[str, Any]:
    """An action of Dartford's which the police lead and Thanet supports, and keys that may edit."""
    async with rest.world.desk.writing(ROOT, "req_keys") as work:
        for who, agency in (("constable", "kent-police"), ("fire", "kent-fire-and-rescue-service")):
            made = await keys.mint(
                work,
                label=who,
                agency=agency,
                permissions=(Permission.READ, Permission.EDIT),
                expires_at=None,
            )
            rest.world.tokens[who] = made.token
    listed = {"listings": [{"priority": "asb"}], "parties": PARTIES}
    body = {"edition": EDITION, "code": "action-1", "text": "Patrol", "status": "agreed", **listed}
    response = await rest.new("/actions", body, "dartford")
    assert response.status_code == 201, response.text
    action: dict[str, Any] = response.json()
    return action


async def told(rest: Rest, who: str, revision: str | None = None, **body: object) -> httpx.Response:
    headers = rest.world.new(who) | ({} if revision is None else {"If-Match": revision})
    return await rest.client.post(f"/v1{UPDATES}", json=body, headers=headers)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({}, ("/status", "required")),
        ({"percent_complete": -1}, ("/percent_complete", "out_of_range")),
        ({"percent_complete": 101}, ("/percent_complete", "out_of_range")),
        ({"percent_complete": 50.5}, ("/percent_complete", "not_an_integer")),
        ({"percent_complete": "50"}, ("/percent_complete", "not_an_integer")),
        ({"rag": "blue"}, ("/rag", "not_one_of")),
        (
            {"status": "completed", "percent_complete": 99},
            ("/percent_complete", "percent_contradicts_status"),
        ),
    ],
)
async def test_an_update_that_cannot_be_is_refused_and_nothing_is_written(
    rest: Rest,
    entered: dict[str, Any],
    database: str,
    body: dict[str, Any],
    fault: tuple[str, str],
) -> None:
    before = await contents(database)
    status = {"status": "under_way"} if body else {}
    response = await told(rest, "constable", **{**status, **body})
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [fault]
    assert await contents(database) == before


async def test_a_day_to_come_and_a_percentage_that_contradicts_are_told_together(
    rest: Rest, entered: dict[str, Any]
) -> None:
    response = await told(
        rest, "constable", status="completed", percent_complete=0, happened_on="2027"
    )
    assert faults(response) == [
        ("/happened_on", "not_yet_happened"),
        ("/percent_complete", "percent_contradicts_status"),
    ]


async def test_only_those_involved_and_who_coordinates_tell_how_it_goes(
    rest: Rest, entered: dict[str, Any], database: str
) -> None:
    before = await contents(database)
    for who, code in (
        ("fire", "not_yours"),
        ("police", "permission_missing"),  # a key for figures alone
        ("reader", "permission_missing"),
    ):
        assert refusal(await told(rest, who, status="delayed")) == (403, code)
    assert await contents(database) == before
    for who, agency in (
        ("constable", "kent-police"),
        ("thanet", "thanet-district-council"),
        ("dartford", "dartford-borough-council"),
        ("operator", None),
    ):
        response = await told(rest, who, status="under_way")
        assert (response.status_code, response.json()["recorded_by"]) == (201, agency)


async def test_an_agency_tells_of_its_own_actions_and_changes_nothing_else(
    rest: Rest, entered: dict[str, Any]
) -> None:
    refused = await rest.patch(ONE, {"text": "Walk"}, who="constable")
    assert refusal(refused) == (403, "not_yours")
    others = {"edition": EDITION, "code": "action-2", "text": "x", "status": "agreed"}
    body = {**others, "listings": [{"priority": "asb"}]}
    assert (await rest.new("/actions", body, "constable")).status_code == 403
    await rest.new("/actions", body, "dartford")
    two = "/actions/dartford-2019-22:action-2/updates"
    assert refusal(await rest.new(two, {"status": "delayed"}, "constable")) == (403, "not_yours")
    # An agency that is taken off the list of those who act tells of it no longer.
    assert (await rest.patch(ONE, {"parties": []}, 1, "dartford")).status_code == 200
    assert refusal(await told(rest, "constable", status="delayed")) == (403, "not_yours")


async def test_the_standing_update_is_shown_with_its_percentage_and_colour(
    rest: Rest, entered: dict[str, Any], world: World
) -> None:
    assert (entered["percent_complete"], entered["rag"]) == (None, None)
    for body, shown in (
        ({"status": "under_way", "percent_complete": 40, "rag": "amber"}, (40, "amber")),
        # It happened before, so it does not stand.
        ({"status": "delayed", "rag": "red", "happened_on": "2022-01"}, (40, "amber")),
        ({"status": "under_way"}, (None, None)),
        ({"status": "completed", "percent_complete": 100, "rag": "green"}, (100, "green")),
        ({"status": "completed", "percent_complete": None}, (None, None)),
    ):
        update = (await told(rest, "constable", **body)).json()
        assert {name: update[name] for name in body} == body
        action = (await rest.get(ONE)).json()
        assert (action["percent_complete"], action["rag"]) == shown
    query = f"""{{ edition(code: "{EDITION}") {{ actions {{ nodes {{ updates {{ nodes {{
        percentComplete rag status }} }} }} }} }} }}"""
    (shown_action,) = (await ask(rest.client, world, query))["edition"]["actions"]["nodes"]
    assert [each["rag"] for each in shown_action["updates"]["nodes"]] == [
        *(None, "red", "amber", None, "green", None)
    ]


async def test_an_update_on_an_old_reading_is_refused_where_that_is_asked(
    rest: Rest, entered: dict[str, Any], database: str
) -> None:
    assert (await told(rest, "constable", '"1"', status="under_way")).status_code == 201
    before = await contents(database)
    stale = await told(rest, "thanet", '"1"', status="delayed")
    assert refusal(stale) == (412, "revision_stale")
    unreadable = await told(rest, "thanet", "one", status="delayed")
    assert refusal(unreadable) == (400, "bad_parameter")
    # Whoever may not tell of it is not told where it stands either.
    assert refusal(await told(rest, "fire", '"1"', status="delayed")) == (403, "not_yours")
    assert await contents(database) == before
    assert (await told(rest, "thanet", status="delayed")).status_code == 201
    assert (await told(rest, "thanet", '"3"', status="under_way")).status_code == 201


async def test_what_several_tell_at_once_is_all_kept(rest: Rest, entered: dict[str, Any]) -> None:
    percentages = [10, 20, 30, 40]
    responses = await rest.at_once(
        *(told(rest, "constable", status="under_way", percent_complete=n) for n in percentages)
    )
    assert Counter(each.status_code for each in responses) == {201: 4}
    updates = await rest.items(UPDATES)
    assert len(updates) == 5
    assert {each["percent_complete"] for each in updates[1:]} == set(percentages)
    action = (await rest.get(ONE)).json()
    assert action["revision"] == 5
    assert action["percent_complete"] == updates[-1]["percent_complete"]


async def test_of_several_that_tell_on_the_same_reading_one_wins(
    rest: Rest, entered: dict[str, Any]
) -> None:
    responses = await rest.at_once(
        *(told(rest, who, '"1"', status="under_way") for who in ("constable", "thanet"))
    )
    assert Counter(each.status_code for each in responses) == {201: 1, 412: 1}
    assert len(await rest.items(UPDATES)) == 2
