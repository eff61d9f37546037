"""Which priorities an edition says an action tackles, apart from where it lists it."""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.api.test_actions import ONE, PLAN, action
from tests.build import EDITION, World
from tests.graphql.ask import ask

ASB, VIOLENCE = f"{PLAN}:asb", f"{PLAN}:violent-crime"
NEW = f"{PLAN}:2022"
DAYS = {"starts_on": "2022-01-01", "ends_before": "2022-04-01"}


async def refreshed(rest: Rest, **carry: object) -> None:
    body = {"code": "2022", "partnership": "dartford", "title": "2022", **DAYS}
    given = {**body, "carry": {"from": EDITION, **carry}} if carry else body
    made = await rest.new(f"/plans/{PLAN}/editions", given, "dartford")
    assert made.status_code == 201, made.text


async def tackled(rest: Rest, path: str = ONE) -> list[str]:
    tackles: list[str] = (await rest.get(path)).json()["tackles"]
    return tackles


@pytest.mark.parametrize(
    ("tackles", "fault"),
    [
        (None, ("/tackles", "not_a_list")),
        ("asb", ("/tackles", "not_a_list")),
        ([{"priority": "asb"}], ("/tackles/0", "not_a_text")),
        (["asb"] * 21, ("/tackles", "too_many")),
        (["asb", "nothing"], ("/tackles/1", "unknown_priority")),
        (["pri_x"], ("/tackles/0", "unknown_priority")),
        ([EDITION], ("/tackles/0", "unknown_priority")),
    ],
)
async def test_what_is_no_list_of_the_editions_priorities_is_refused(
    rest: Rest, tackles: object, fault: tuple[str, str]
) -> None:
    response = await rest.new("/actions", action(tackles=tackles), "dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [fault]
    assert await rest.items("/actions") == []

    await rest.new("/actions", action(tackles=["asb"]), "dartford")
    response = await rest.patch(ONE, {"text": "Walk", "tackles": tackles}, 1, "dartford")
    assert faults(response) == [fault]
    told = (await rest.get(ONE)).json()
    assert (told["text"], told["tackles"], told["revision"]) == (action()["text"], [ASB], 1)


async def test_a_priority_of_another_edition_is_not_tackled(rest: Rest) -> None:
    await refreshed(rest)
    entry = {"edition": NEW, "code": "knives", "title": "Knives"}
    await rest.new("/priorities", entry, "dartford")
    response = await rest.new("/actions", action(tackles=["asb", "knives"]), "dartford")
    assert faults(response) == [("/tackles/1", "unknown_priority")]


async def test_all_that_is_wrong_of_an_action_is_told_with_it(rest: Rest) -> None:
    wrong = action(tackles=["x"], listings=[{"priority": "y"}], status_on="2030")
    assert faults(await rest.new("/actions", wrong, "dartford")) == [
        ("/listings/0/priority", "unknown_priority"),
        ("/tackles/0", "unknown_priority"),
        ("/status_on", "not_yet_happened"),
    ]


async def test_it_is_told_in_the_order_given_each_once_and_need_not_hold_its_own(
    rest: Rest,
) -> None:
    body = action(tackles=["violent-crime", ASB, VIOLENCE])
    assert (await rest.new("/actions", body, "dartford")).json()["tackles"] == [VIOLENCE, ASB]
    other = (await rest.new("/actions", action("b", tackles=["violent-crime"]), "dartford")).json()
    assert [each["priority"] for each in other["listings"]] == [ASB]
    assert other["tackles"] == [VIOLENCE]
    unsaid = await rest.new("/actions", action("c"), "dartford")
    assert unsaid.json()["tackles"] == []


async def test_it_is_replaced_as_a_whole_by_who_may_and_stays_when_others_change(
    rest: Rest,
) -> None:
    await rest.new("/actions", action(tackles=["asb", "violent-crime"]), "dartford")
    steps: list[tuple[dict[str, Any], list[str]]] = [
        ({"text": "Walk"}, [ASB, VIOLENCE]),
        ({"tackles": ["violent-crime", "asb"]}, [VIOLENCE, ASB]),
        ({"tackles": ["asb"]}, [ASB]),
        ({"listings": [{"priority": "violent-crime"}]}, [ASB]),
        ({"tackles": []}, []),
    ]
    for revision, (changes, left) in enumerate(steps, start=1):
        for who, told in (("thanet", (403, "not_yours")), ("police", (403, "permission_missing"))):
            assert refusal(await rest.patch(ONE, changes, revision, who)) == told
        stale = await rest.patch(ONE, changes, revision + 1, "dartford")
        assert refusal(stale) == (412, "revision_stale")
        changed = (await rest.patch(ONE, changes, revision, "dartford")).json()
        assert (changed["tackles"], changed["revision"]) == (left, revision + 1)
        assert await tackled(rest) == left


async def test_of_two_who_replace_it_at_once_one_wins_as_a_whole(rest: Rest) -> None:
    await rest.new("/actions", action(tackles=["asb"]), "dartford")
    wanted = (["violent-crime", "asb"], ["violent-crime"])
    responses = await rest.at_once(
        *(rest.patch(ONE, {"tackles": each}, 1, "dartford") for each in wanted)
    )
    assert sorted(each.status_code for each in responses) == [200, 412]
    (won,) = (each.json() for each in responses if each.status_code == 200)
    assert await tackled(rest) == won["tackles"]
    assert len(won["tackles"]) in {1, 2}


async def test_each_edition_says_it_for_itself(rest: Rest) -> None:
    await rest.new("/actions", action(tackles=["violent-crime", "asb"]), "dartford")
    await refreshed(rest, actions="all")
    assert await tackled(rest) == [VIOLENCE, ASB]
    await rest.patch(ONE, {"tackles": ["asb"]}, 2, "dartford")
    assert await tackled(rest) == [ASB]
    assert await tackled(rest, f"{ONE}?edition={EDITION}") == [VIOLENCE, ASB]
    (told,) = (await rest.get(f"/plans/{PLAN}/editions/2022/diff?against=2021-refresh")).json()[
        "actions"
    ]
    assert told["fate"] == "reworded"
    assert told["differences"] == [{"field": "tackles", "before": [VIOLENCE, ASB], "after": [ASB]}]


async def test_what_is_not_carried_is_no_longer_tackled(rest: Rest) -> None:
    await rest.new("/actions", action(tackles=["violent-crime", "asb"]), "dartford")
    await refreshed(rest, priorities=["asb"], kpis=[])
    assert await tackled(rest) == [ASB]
    assert await tackled(rest, f"{ONE}?edition={EDITION}") == [VIOLENCE, ASB]


async def test_actions_are_found_by_what_they_tackle_wherever_they_are_listed(
    rest: Rest, world: World
) -> None:
    for code, tackles in (("a", ["violent-crime"]), ("b", ["asb", "violent-crime"]), ("c", [])):
        await rest.new("/actions", action(code, tackles=tackles), "dartford")
    for query, codes in (
        ("tackles=asb", []),  # codes are told whole
        (f"tackles={ASB}", ["b"]),
        (f"tackles={VIOLENCE}", ["a", "b"]),
        (f"tackles={ASB}&tackles={VIOLENCE}", ["a", "b"]),
        (f"priority={VIOLENCE}", []),
        (f"priority={ASB}&tackles={VIOLENCE}&edition={EDITION}", ["a", "b"]),
        ("tackles=nothing", []),
    ):
        found = await rest.items(f"/actions?{query}")
        assert [each["code"].removeprefix(f"{PLAN}:") for each in found] == codes, query
    asked = f"""{{
        actions(filter: {{tackles: ["{ASB}"]}}) {{ nodes {{ code tackles {{ code edition {{ code }}
            tackledBy {{ totalCount nodes {{ code }} }} }} }} }}
        priority(code: "{ASB}") {{ actions {{ totalCount }} tackledBy {{ totalCount }} }} }}"""
    told = await ask(rest.client, world, asked)
    (node,) = told["actions"]["nodes"]
    assert [each["code"] for each in node["tackles"]] == [ASB, VIOLENCE]
    assert {each["edition"]["code"] for each in node["tackles"]} == {EDITION}
    by = [[each["code"] for each in one["tackledBy"]["nodes"]] for one in node["tackles"]]
    assert by == [[f"{PLAN}:b"], [f"{PLAN}:a", f"{PLAN}:b"]]
    assert told["priority"] == {"actions": {"totalCount": 3}, "tackledBy": {"totalCount": 1}}
