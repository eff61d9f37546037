"""The life of an edition over REST: now, and as it was in the past."""

from collections import Counter
from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.build import EDITION
from tests.conftest import Clock

PLAN = "dartford-2019-22"
EDITIONS = f"/plans/{PLAN}/editions"
OLD = f"{EDITIONS}/2021-refresh"
YEAR = {"starts_on": "2026-04-01", "ends_before": "2027-04-01"}


async def begin(rest: Rest, code: str = "2026", **different: object) -> str:
    """Add an edition, a draft since its beginning; return where it is."""
    body = {"code": code, "partnership": "dartford", "title": code, **YEAR, **different}
    response = await rest.new(EDITIONS, body, "dartford")
    assert response.status_code == 201, response.text
    return f"{EDITIONS}/{code}"


async def moved(rest: Rest, path: str, to: str, happened_on: str | None = None) -> tuple[int, str]:
    """Record a step; return its status, and its problem's code or whether it was late."""
    body = {"to": to, "happened_on": happened_on}
    response = await rest.new(f"{path}/transitions", body, "dartford")
    if response.status_code != 201:
        return refusal(response)
    return 201, "late" if response.json()["recorded_after_the_fact"] else "now"


async def history(rest: Rest, path: str) -> list[tuple[str, str]]:
    steps = await rest.items(f"{path}/transitions")
    return [(each["happened_on"], each["to"]) for each in steps]


async def standing(rest: Rest, path: str) -> tuple[str, str | None]:
    edition = (await rest.get(path)).json()
    return edition["state"], edition["published_on"]


async def publish(rest: Rest, path: str) -> None:
    for state in ("consulted", "approved", "published"):
        assert await moved(rest, path, state) == (201, "now")


@pytest.mark.parametrize("wanted", ["draft", "approved", "published", "superseded"])
async def test_a_step_that_does_not_follow_is_refused(rest: Rest, wanted: str) -> None:
    path = await begin(rest)
    for day in (None, "2026-11-20", "2026-12"):
        expected = (422, "invalid") if day == "2026-12" else (409, "not_allowed_now")
        assert await moved(rest, path, wanted, day) == expected
    assert await history(rest, path) == [("2026-04-01", "draft")]
    assert (await rest.get(path)).json()["revision"] == 1


async def test_a_refusal_names_the_state_and_the_way_out(rest: Rest) -> None:
    response = await rest.new(f"{await begin(rest)}/transitions", {"to": "published"}, "dartford")
    assert response.json()["detail"] == (
        "The edition is draft, and is consulted before it is published. That it was already is "
        "recorded with its day."
    )


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({}, ("/to", "required")),
        ({"to": "adopted"}, ("/to", "not_one_of")),
        ({"to": "consulted", "happened_on": "6/2026"}, ("/happened_on", "not_a_day")),
        ({"to": "consulted", "happened_on": "2026-11-21"}, ("/happened_on", "not_yet_happened")),
        ({"to": "consulted", "note": 1}, ("/note", "not_a_text")),
        ({"to": "consulted", "state": "draft"}, ("/state", "unknown_field")),
    ],
)
async def test_a_step_that_is_not_of_its_form_is_refused(
    rest: Rest, body: dict[str, Any], fault: tuple[str, str]
) -> None:
    response = await rest.new(f"{await begin(rest)}/transitions", body, "dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [fault]


async def test_only_those_who_coordinate_the_partnership_move_its_edition(rest: Rest) -> None:
    path = await begin(rest)
    for who, code in (("thanet", "not_yours"), ("police", "permission_missing")):
        response = await rest.new(f"{path}/transitions", {"to": "consulted"}, who)
        assert refusal(response) == (403, code)
    for nowhere in (f"{EDITIONS}/2030", "/plans/nowhere/editions/2026"):
        assert await moved(rest, nowhere, "consulted") == (404, "not_found")
        assert refusal(await rest.get(f"{nowhere}/transitions")) == (404, "not_found")
    assert await history(rest, path) == [("2026-04-01", "draft")]
    made = await rest.new(f"{path}/transitions", {"to": "consulted"}, "operator")
    assert (made.status_code, made.json()["recorded_by"]) == (201, None)


async def test_an_edition_goes_through_its_life_step_by_step(rest: Rest, clock: Clock) -> None:
    path = await begin(rest)
    await publish(rest, path)
    assert await standing(rest, path) == ("published", "2026-11-20")
    clock.advance(days=1)
    body = {"to": "superseded", "happened_on": "2026-11-20", "note": "By another plan."}
    step = (await rest.new(f"{path}/transitions", body, "dartford")).json()
    assert step == {
        "id": step["id"],
        "edition": f"{PLAN}:2026",
        **body,
        "recorded_at": "2026-11-21T09:30:00Z",
        "recorded_by": "dartford-borough-council",
        "recorded_after_the_fact": True,
        "superseded_by": None,
    }
    edition = (await rest.get(path)).json()
    assert (edition["state"], edition["revision"]) == ("superseded", 5)
    assert edition["updated_at"] == "2026-11-21T09:30:00Z"


async def test_publishing_supersedes_what_the_plan_has_published(rest: Rest) -> None:
    path = await begin(rest)
    await publish(rest, path)
    assert await standing(rest, OLD) == ("superseded", None)
    assert await history(rest, OLD) == [("2021-04-01", "published"), ("2026-11-20", "superseded")]
    last = (await rest.items(f"{OLD}/transitions"))[-1]
    assert last["note"] == f"By the publication of {PLAN}:2026."
    assert last["recorded_after_the_fact"] is False
    assert last["superseded_by"] == f"{PLAN}:2026"
    stale = await rest.patch(OLD, {"title": "x"}, 1, "dartford")
    assert refusal(stale) == (412, "revision_stale")


async def test_an_edition_is_not_published_under_one_that_begins_later(rest: Rest) -> None:
    early, late = await begin(rest, "early", starts_on="2025-04-01"), await begin(rest, "late")
    for state in ("consulted", "approved"):
        await moved(rest, early, state)
    await publish(rest, late)
    assert await moved(rest, early, "published") == (409, "not_allowed_now")
    assert await standing(rest, early) == ("approved", None)
    assert (await standing(rest, late))[0] == "published"


async def test_of_two_published_at_once_the_later_stands_and_one_alone(rest: Rest) -> None:
    early, late = await begin(rest, "early", starts_on="2025-04-01"), await begin(rest, "late")
    for path in (early, late):
        for state in ("consulted", "approved"):
            await moved(rest, path, state)
    responses = await rest.at_once(
        *(
            rest.new(f"{path}/transitions", {"to": "published"}, "dartford")
            for path in (late, early)
        )
    )
    assert responses[0].status_code == 201
    assert responses[1].status_code in {201, 409}
    assert (await standing(rest, late))[0] == "published"
    assert len(await rest.items(f"{EDITIONS}?state=published")) == 1
    assert len([each for each in await history(rest, OLD) if each[1] == "superseded"]) == 1


async def test_of_two_that_publish_one_edition_at_once_one_wins(rest: Rest) -> None:
    path = await begin(rest)
    for state in ("consulted", "approved"):
        await moved(rest, path, state)
    step = {"to": "published"}
    responses = await rest.at_once(
        *(rest.new(f"{path}/transitions", step, "dartford") for _ in range(2))
    )
    assert Counter(each.status_code for each in responses) == {201: 1, 409: 1}
    assert [to for _, to in await history(rest, path)][1:] == ["consulted", "approved", "published"]


async def test_the_past_is_recorded_in_any_order_and_marked_as_such(rest: Rest) -> None:
    path = await begin(rest)
    assert await moved(rest, path, "published", "2026-03") == (201, "late")
    assert await standing(rest, path) == ("published", "2026-03")
    assert (await standing(rest, OLD))[0] == "published"  # only what was said is recorded
    for to, day in (("approved", "2026-02-03"), ("consulted", "2025"), ("published", "2026-05")):
        assert await moved(rest, path, to, day) == (201, "late")
    assert await standing(rest, path) == ("published", "2026-03")
    assert await history(rest, path) == [
        ("2025", "consulted"),
        ("2026-02-03", "approved"),
        ("2026-03", "published"),
        ("2026-04-01", "draft"),
        ("2026-05", "published"),
    ]
    for to in ("draft", "approved", "published", "superseded"):
        assert await moved(rest, path, to, "2026-11") == (409, "not_allowed_now")
    assert await moved(rest, path, "superseded", "2026-10") == (201, "late")
    assert (await standing(rest, path))[0] == "superseded"


@pytest.mark.parametrize(
    ("different", "first"),
    [
        ({}, ("2026-04-01", "draft", True)),
        ({"starts_on": "2027-01-01"}, ("2026-11-20", "draft", False)),
        ({"state": "approved"}, ("2026-04-01", "approved", True)),
        ({"state": "superseded", "state_on": "2020"}, ("2020", "superseded", True)),
        ({"state": "published", "published_on": "2026-05"}, ("2026-05", "published", True)),
        ({"state": "draft", "published_on": "2026-05"}, ("2026-04-01", "draft", True)),
    ],
)
async def test_an_edition_begins_where_it_is_said_to_stand(
    rest: Rest, different: dict[str, Any], first: tuple[str, str, bool]
) -> None:
    path = await begin(rest, **different)
    (step,) = await rest.items(f"{path}/transitions")
    assert (step["happened_on"], step["to"], step["recorded_after_the_fact"]) == first
    assert (step["note"], step["recorded_by"]) == (None, "dartford-borough-council")


@pytest.mark.parametrize("name", ["state_on", "published_on"])
async def test_an_edition_does_not_stand_somewhere_before_its_time(rest: Rest, name: str) -> None:
    body = {"code": "x", "partnership": "dartford", "title": "x", "state": "published", **YEAR}
    response = await rest.new(EDITIONS, {**body, name: "2026-12"}, "dartford")
    assert faults(response) == [(f"/{name}", "not_yet_happened")]
    assert refusal(await rest.get(f"{EDITIONS}/x")) == (404, "not_found")


async def filled(rest: Rest) -> str:
    """Make a draft that holds a priority, a KPI and an action; return where it is."""
    path, edition = await begin(rest), f"{PLAN}:2026"
    for noun, body in new_in(edition, "asb").items():
        response = await rest.new(noun, body, "dartford")
        assert response.status_code == 201, response.text
    return path


def new_in(edition: str, code: str) -> dict[str, dict[str, Any]]:
    return {
        "/priorities": {"edition": edition, "code": code, "title": "Nuisance"},
        "/kpis": {
            "edition": edition,
            "code": code,
            "priority": "asb",
            "indicator": "asb-incidents",
            "area": "dartford",
            "wording": "Reports",
        },
        "/actions": {
            "edition": edition,
            "code": code,
            "text": "Patrol",
            "listings": [{"priority": "asb"}],
        },
    }


async def test_what_a_published_edition_says_stays(rest: Rest) -> None:
    path = await filled(rest)
    await publish(rest, path)
    nouns = ("/priorities", "/kpis", "/actions")
    before = [await rest.items(f"{noun}?edition={PLAN}:2026") for noun in nouns]
    changes: tuple[dict[str, Any], ...] = ({"title": "x"}, {"wording": "x"}, {"text": "x"})
    for noun, change in zip(nouns, changes, strict=True):
        thing = f"{noun}/{PLAN}:asb"
        revision = (await rest.get(thing)).json()["revision"]
        refused = [
            await rest.patch(thing, change, revision, "dartford"),
            await rest.new(noun, new_in(f"{PLAN}:2026", "more")[noun], "dartford"),
        ]
        for response in refused:
            assert refusal(response) == (409, "not_allowed_now")
            assert response.json()["detail"] == (
                f"{PLAN}:2026 was published on 2026-11-20, and what it says stays. "
                "Enter the change in the next edition of the plan, which can carry the rest."
            )
    assert [await rest.items(f"{noun}?edition={PLAN}:2026") for noun in nouns] == before

    done = await rest.new(f"/actions/{PLAN}:asb/updates", {"status": "completed"}, "dartford")
    assert done.status_code == 201
    await publish(rest, await begin(rest, "2027", starts_on="2027-04-01", ends_before="2028-04-01"))
    assert (await standing(rest, path))[0] == "superseded"
    late = await rest.new("/priorities", new_in(f"{PLAN}:2026", "more")["/priorities"], "dartford")
    assert refusal(late) == (409, "not_allowed_now")


async def test_history_is_entered_in_an_edition_that_was_published_long_ago(rest: Rest) -> None:
    path = await filled(rest)
    assert await moved(rest, path, "published", "2026-05") == (201, "late")
    more = new_in(f"{PLAN}:2026", "more")["/priorities"]
    assert (await rest.new("/priorities", more, "dartford")).status_code == 201
    assert EDITION in {each["edition"] for each in await rest.items("/priorities")}


async def test_nothing_slips_into_an_edition_while_it_is_published(rest: Rest) -> None:
    path = await filled(rest)
    for state in ("consulted", "approved"):
        await moved(rest, path, state)
    more = new_in(f"{PLAN}:2026", "more")
    responses = await rest.at_once(
        rest.new(f"{path}/transitions", {"to": "published"}, "dartford"),
        *(rest.new(noun, body, "dartford") for noun, body in more.items()),
    )
    assert responses[0].status_code == 201
    assert {each.status_code for each in responses[1:]} <= {201, 409}
    for response in responses[1:]:
        if response.status_code == 409:
            assert refusal(response) == (409, "not_allowed_now")
    late = await rest.new("/priorities", new_in(f"{PLAN}:2026", "late")["/priorities"], "dartford")
    assert refusal(late) == (409, "not_allowed_now")
