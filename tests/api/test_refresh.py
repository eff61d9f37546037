"""Refreshing a plan over REST: what a new edition carries from one before it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from service.usecases.work import Desk
from tests.api.asking import Rest, faults, refusal
from tests.build import EDITION, World

PLAN = "dartford-2019-22"
EDITIONS = f"/plans/{PLAN}/editions"
NEW = f"{PLAN}:2022"
DAYS = {"starts_on": "2022-04-01", "ends_before": "2023-04-01"}
NOUNS = ("/priorities", "/kpis", "/actions")
ACTIONS = {"patrol": "under_way", "lights": "completed", "leaflets": "cancelled"}


def body(carry: object, **different: object) -> dict[str, Any]:
    given = {"code": "2022", "partnership": "dartford", "title": "2022", **DAYS, **different}
    return {**given, "carry": carry}


@pytest.fixture
async def full(rest: Rest) -> Rest:
    """The small Kent, whose plan has a theme, ticks and three actions besides."""
    theme = {"edition": EDITION, "code": "knives", "title": "Knives", "parent": "violent-crime"}
    made = [await rest.new("/priorities", {**theme, "also_serves": ["asb"]}, "dartford")]
    for code, status in ACTIONS.items():
        party = {"role": "lead", "agency": "kent-police", "printed": "Kent Police"}
        action = {
            "edition": EDITION,
            "code": code,
            "text": code.title(),
            "timescale": "By spring",
            "listings": [{"priority": "asb", "number": "1"}, {"priority": "knives"}],
            "tackles": ["violent-crime", "asb"],
            "parties": [party, {"role": "support", "kind": "collective", "printed": "All"}],
            "measures": [{"printed": "25 people", "kind": "count", "target": 25}],
            "status": status,
        }
        made.append(await rest.new("/actions", action, "dartford"))
    assert {each.status_code for each in made} == {201}
    return rest


async def held(rest: Rest, edition: str) -> list[list[dict[str, Any]]]:
    """Read all that an edition holds, without what only tells the editions apart."""
    apart = {"edition", "revision", "updated_at"}
    found = [
        [
            {name: value for name, value in each.items() if name not in apart}
            for each in await rest.items(f"{noun}?edition={edition}")
        ]
        for noun in NOUNS
    ]
    for measure in (each for of in found for thing in of for each in thing.get("measures", ())):
        del measure["id"]  # what is counted is counted for an edition
    return found


async def codes(rest: Rest, edition: str) -> list[list[str]]:
    return [[each["code"].partition(":")[2] for each in of] for of in await held(rest, edition)]


@pytest.mark.parametrize(
    ("carry", "wrong"),
    [
        ({}, [("/carry/from", "required")]),
        ("all", [("/carry", "not_an_object")]),
        ({"from": "2021-refresh", "colour": 1}, [("/carry/colour", "unknown_field")]),
        ({"from": "2021-refresh", "kpis": "unfinished"}, [("/carry/kpis", "not_of_its_form")]),
        ({"from": "2021-refresh", "kpis": [1]}, [("/carry/kpis", "not_of_its_form")]),
        ({"from": "2021-refresh", "actions": None}, [("/carry/actions", "not_of_its_form")]),
        ({"from": "2020"}, [("/carry/from", "unknown_edition")]),
        ({"from": "joint:first"}, [("/carry/from", "another_plan")]),
        (
            {"from": "2021-refresh", "priorities": ["asb", "x"], "kpis": ["y"], "actions": ["z"]},
            [
                ("/carry/priorities/1", "unknown_priority"),
                ("/carry/kpis/0", "unknown_kpi"),
                ("/carry/actions/0", "unknown_action"),
            ],
        ),
        (
            {"from": "2021-refresh", "priorities": ["violent-crime"], "actions": ["patrol"]},
            [
                ("/carry/kpis", "priority_not_carried"),
                ("/carry/kpis", "priority_not_carried"),
                ("/carry/actions/0", "priority_not_carried"),
                ("/carry/actions/0", "priority_not_carried"),
            ],
        ),
        (
            {"from": "2021-refresh", "priorities": ["asb", "knives"], "kpis": [], "actions": []},
            [("/carry/priorities/1", "priority_not_carried")],
        ),
    ],
)
async def test_what_cannot_be_carried_is_refused_and_nothing_is_made(
    full: Rest, carry: object, wrong: list[tuple[str, str]]
) -> None:
    first = {"code": "first", "partnership": "dartford", "title": "1", **DAYS}
    joint = {"code": "joint", "title": "Joint", **DAYS, "edition": first}
    await full.new("/plans", joint, "dartford")
    before = await full.items("/actions")
    response = await full.new(EDITIONS, body(carry), "dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response) == wrong
    assert len(await full.items(EDITIONS)) == 1
    assert await full.items("/actions") == before


async def test_faults_of_the_edition_and_of_what_it_carries_come_together(full: Rest) -> None:
    wrong = body({"from": "2020"}, partnership="nowhere", ends_before="2022-04-01")
    response = await full.new(EDITIONS, wrong, "dartford")
    assert set(faults(response)) == {
        ("/carry/from", "unknown_edition"),
        ("/partnership", "unknown_partnership"),
        ("/ends_before", "days_contradict"),
    }


async def test_only_those_with_a_part_in_the_plan_refresh_it(full: Rest) -> None:
    own = body({"from": "2021-refresh"}, partnership="thanet")
    for who, code in (
        ("thanet", "not_yours"),
        ("dartford", "not_yours"),
        ("police", "permission_missing"),
    ):
        assert refusal(await full.new(EDITIONS, own, who)) == (403, code)
    assert len(await full.items(EDITIONS)) == 1


async def test_unless_it_is_said_an_edition_carries_nothing(full: Rest) -> None:
    made = await full.new(EDITIONS, body(None), "dartford")
    assert made.status_code == 201
    assert await codes(full, NEW) == [[], [], []]


async def test_unless_it_is_said_what_is_carried_is_all_but_the_actions_that_ended(
    full: Rest,
) -> None:
    made = await full.new(EDITIONS, body({"from": "2021-refresh"}), "dartford")
    assert made.status_code == 201
    old, new = await held(full, EDITION), await held(full, NEW)
    assert new[:2] == old[:2]
    assert new[2] == [each for each in old[2] if each["code"] == f"{PLAN}:patrol"]
    assert len(new[2][0]["listings"]) == len(new[2][0]["parties"]) == 2
    assert new[2][0]["measures"][0]["target"] == 25


async def test_everything_is_carried_as_it_was_said(full: Rest) -> None:
    carry = {"from": EDITION, "actions": "all"}
    await full.new(EDITIONS, body(carry), "dartford")
    assert await held(full, NEW) == await held(full, EDITION)


async def test_what_is_named_is_carried_and_no_tick_leads_to_what_is_not(full: Rest) -> None:
    violent = (await full.get(f"/priorities/{PLAN}:violent-crime")).json()["id"]
    carry = {"from": EDITION, "priorities": [violent, "knives", "knives"], "kpis": []}
    response = await full.new(EDITIONS, body({**carry, "actions": []}), "dartford")
    assert response.status_code == 201, response.text
    assert await codes(full, NEW) == [["violent-crime", "knives"], [], []]
    (*_, knives) = await full.items(f"/priorities?edition={NEW}")
    assert (knives["also_serves"], knives["parent"]) == ([], f"{PLAN}:violent-crime")
    (*_, before) = await full.items(f"/priorities?edition={EDITION}")
    assert before["also_serves"] == [f"{PLAN}:asb"]


async def test_what_is_carried_is_the_same_thing_with_its_history(full: Rest) -> None:
    path = f"/actions/{PLAN}:patrol"
    before = (await full.get(path)).json()
    await full.new(EDITIONS, body({"from": EDITION}), "dartford")
    now = (await full.get(path)).json()
    assert (now["id"], now["edition"], now["revision"]) == (before["id"], NEW, 2)
    stale = await full.patch(path, {"text": "Walk"}, 1, "dartford")
    assert refusal(stale) == (412, "revision_stale")
    reworded = await full.patch(path, {"text": "Walk"}, 2, "dartford")
    assert reworded.json()["text"] == "Walk"
    assert (await full.get(f"{path}?edition={EDITION}")).json()["text"] == "Patrol"
    more = {"edition": NEW, "code": "new", "title": "New"}
    entered = await full.new("/priorities", more, "dartford")
    assert entered.json()["position"] == 4


async def test_a_refresh_is_taken_over_by_a_successor(full: Rest) -> None:
    own = body({"from": EDITION}, partnership="thanet")
    assert (await full.new(EDITIONS, own, "operator")).status_code == 201
    assert await codes(full, NEW) == [
        ["violent-crime", "asb", "knives"],
        ["asb-reports", "fly-tips"],
        ["patrol"],
    ]


async def test_of_two_refreshes_at_once_one_wins_and_the_other_leaves_nothing(full: Rest) -> None:
    same = body({"from": EDITION, "actions": "all"})
    responses = await full.at_once(*(full.new(EDITIONS, same, "dartford") for _ in range(2)))
    assert Counter(each.status_code for each in responses) == {201: 1, 409: 1}
    assert await held(full, NEW) == await held(full, EDITION)
    assert {each["revision"] for each in await full.items("/actions")} == {2}


async def test_however_much_is_carried_it_takes_the_same_few_statements(
    full: Rest, world: World, desk: Desk
) -> None:
    async def statements(code: str, carry: Mapping[str, Any]) -> int:
        before = desk.statements
        response = await full.new(EDITIONS, body(carry, code=code), "dartford")
        assert response.status_code == 201
        return desk.statements - before

    little = {"from": EDITION, "priorities": ["asb"], "kpis": [], "actions": []}
    await statements("warm", little)
    few = await statements("little", little)
    many = await statements("much", {"from": EDITION, "actions": "all"})
    assert abs(many - few) <= 1  # when a key was last used is noted once a minute
    assert many < 50


async def test_a_new_priority_says_what_it_comes_from(full: Rest) -> None:
    await full.new(EDITIONS, body({"from": EDITION}), "dartford")
    new = {"edition": NEW, "code": "street-crime", "title": "Street crime"}
    wrong = {**new, "comes_from": ["asb", "theft", "street-crime", "joint:asb"]}
    response = await full.new("/priorities", wrong, "dartford")
    assert faults(response) == [
        ("/comes_from/1", "unknown_priority"),
        ("/comes_from/2", "unknown_priority"),
        ("/comes_from/3", "unknown_priority"),
    ]
    merged = {**new, "comes_from": ["violent-crime", f"{PLAN}:asb", "asb"]}
    made = (await full.new("/priorities", merged, "dartford")).json()
    assert made["comes_from"] == [f"{PLAN}:asb", f"{PLAN}:violent-crime"]
    assert (await full.get(f"/priorities/{PLAN}:asb")).json()["comes_from"] == []


async def test_a_priority_does_not_come_from_itself_by_whatever_way(full: Rest) -> None:
    new = {"edition": EDITION, "code": "street-crime", "title": "S", "comes_from": ["asb"]}
    await full.new("/priorities", new, "dartford")
    path = f"/priorities/{PLAN}:asb"
    for origin in ("asb", "street-crime"):
        response = await full.patch(path, {"comes_from": [origin]}, 1, "dartford")
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [("/comes_from", "circle")]
    later = {**new, "code": "asb", "comes_from": ["street-crime"]}
    await full.new(EDITIONS, body(None), "dartford")
    refused = await full.new("/priorities", {**later, "edition": NEW}, "dartford")
    assert faults(refused) == [("/comes_from", "circle")]
    assert await codes(full, NEW) == [[], [], []]
    street = f"/priorities/{PLAN}:street-crime"
    freed = await full.patch(street, {"comes_from": []}, 1, "dartford")
    assert (freed.json()["comes_from"], freed.json()["revision"]) == ([], 2)
    turned = await full.patch(path, {"comes_from": ["street-crime"]}, 1, "dartford")
    assert turned.json()["comes_from"] == [f"{PLAN}:street-crime"]


async def test_a_lineage_does_not_close_into_a_circle_through_two_who_write_at_once(
    full: Rest,
) -> None:
    carry = {"from": EDITION, "priorities": ["asb"], "kpis": [], "actions": []}
    await full.new(EDITIONS, body(carry), "dartford")
    theirs = {"asb": "violent-crime", "violent-crime": "asb"}  # each open in another edition

    async def put(code: str, origins: list[str]) -> httpx.Response:
        path = f"/priorities/{PLAN}:{code}"
        revision = (await full.get(path)).json()["revision"]
        return await full.patch(path, {"comes_from": origins}, revision, "dartford")

    for _ in range(5):
        responses = await full.at_once(*(put(code, [other]) for code, other in theirs.items()))
        assert Counter(each.status_code for each in responses) == {200: 1, 422: 1}
        (refused,) = (each for each in responses if each.status_code == 422)
        assert faults(refused) == [("/comes_from", "circle")]
        for code in theirs:
            assert (await put(code, [])).status_code == 200
