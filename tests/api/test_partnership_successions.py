"""How partnerships follow one another, over REST: what is refused, and what is carried."""

import asyncio
from collections import Counter
from typing import Any

import httpx
import pytest

from tests.api.asking import Rest, faults, refusal
from tests.build import EDITION
from tests.record import contents

PATH = "/partnerships/dartford/successions"
PLAN = "dartford-2019-22"
ACTION = {
    "edition": EDITION,
    "code": "action-1",
    "text": "Patrol",
    "listings": [{"priority": "asb"}],
    "status": "under_way",
}


def body(**different: object) -> dict[str, Any]:
    return {"successor": "thanet", "kind": "continued", "happened_on": "2026-01", **different}


def carry(**named: str) -> list[dict[str, str]]:
    return [{"kind": kind, "named": each} for kind, each in named.items()]


async def partnership(rest: Rest, code: str, **different: object) -> dict[str, Any]:
    given = {"code": code, "name": code.title(), "areas": [{"area": "dartford"}], **different}
    response = await rest.new("/partnerships", given)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


async def succeeded(rest: Rest, path: str = PATH, **different: object) -> dict[str, Any]:
    response = await rest.new(path, body(**different))
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


@pytest.mark.parametrize(
    ("different", "wrong"),
    [
        ({"successor": None}, [("/successor", "successor_required")]),
        ({"kind": "ended"}, [("/successor", "successor_not_allowed")]),
        ({"successor": "nowhere"}, [("/successor", "unknown_partnership")]),
        ({"successor": "dartford"}, [("/successor", "circle")]),
        ({"kind": "merged"}, [("/kind", "not_one_of")]),
        ({"happened_on": "2026-1"}, [("/happened_on", "not_a_day")]),
        ({"happened_on": "2026-12"}, [("/happened_on", "not_yet_happened")]),
        ({"happened_on": "2020"}, [("/happened_on", "days_contradict")] * 2),
        ({"in_practice_from": "2026-02"}, [("/in_practice_from", "days_contradict")]),
        (
            {"carries": carry(plan="none", action=f"{PLAN}:none", kpi="kpi_x")},
            [
                ("/carries/0/named", "unknown_plan"),
                ("/carries/1/named", "unknown_action"),
                ("/carries/2/named", "unknown_kpi"),
            ],
        ),
        ({"carries": carry(membership="mbr_x")}, [("/carries/0/kind", "not_one_of")]),
        ({"carries": carry(plan=PLAN) * 201}, [("/carries", "too_many")]),
        (
            {"successor": None, "kind": "ended", "carries": carry(plan=PLAN)},
            [("/carries", "successor_required")],
        ),
    ],
)
async def test_a_succession_that_cannot_be_is_refused_and_nothing_is_written(
    rest: Rest, database: str, different: dict[str, Any], wrong: list[tuple[str, str]]
) -> None:
    before = await contents(database)
    response = await rest.new(PATH, body(**different))
    assert refusal(response) == (422, "invalid")
    assert faults(response) == wrong
    assert await contents(database) == before


async def test_what_is_not_the_predecessors_is_not_passed_on(rest: Rest) -> None:
    given = body(successor="dartford", carries=carry(plan=PLAN, kpi=f"{PLAN}:fly-tips"))
    response = await rest.new("/partnerships/thanet/successions", given)
    assert faults(response) == [
        ("/carries/0/named", "not_the_predecessors"),
        ("/carries/1/named", "not_the_predecessors"),
    ]
    assert "Thanet Community Safety Partnership's" in response.json()["errors"][0]["detail"]


async def test_no_partnership_comes_before_itself_however_long_the_way(rest: Rest) -> None:
    for code in ("a", "b", "c"):
        await partnership(rest, code)
    await succeeded(rest, "/partnerships/a/successions", successor="b")
    await succeeded(rest, "/partnerships/b/successions", successor="c")
    for successor in ("a", "c"):
        response = await rest.new("/partnerships/c/successions", body(successor=successor))
        assert faults(response) == [("/successor", "circle")]


async def test_two_who_would_close_a_circle_at_once_do_not(rest: Rest) -> None:
    for code in ("a", "b", "c", "d"):
        await partnership(rest, code)
    await succeeded(rest, "/partnerships/b/successions", successor="c")
    await succeeded(rest, "/partnerships/d/successions", successor="a")
    responses = await rest.at_once(
        rest.new("/partnerships/a/successions", body(successor="b")),
        rest.new("/partnerships/c/successions", body(successor="d")),
    )
    assert Counter(each.status_code for each in responses) == {201: 1, 422: 1}
    (refused,) = (each for each in responses if each.status_code == 422)
    assert faults(refused) == [("/successor", "circle")]


async def test_of_a_succession_and_days_that_deny_it_at_once_one_is_refused(rest: Rest) -> None:
    for code in ("a", "b"):
        await partnership(rest, code)
    responses = await rest.at_once(
        rest.new("/partnerships/a/successions", body(successor="b", happened_on="2015")),
        rest.patch("/partnerships/b", {"ends_before": "2014"}),
    )
    assert sorted(each.status_code for each in responses) in ([200, 422], [201, 422])
    (refused,) = (each for each in responses if each.status_code == 422)
    assert {code for _, code in faults(refused)} == {"days_contradict"}


async def test_days_of_a_partnership_that_would_deny_a_succession_are_refused(rest: Rest) -> None:
    await partnership(rest, "a", starts_on="2000", ends_before="2021-01")
    made = await succeeded(
        rest, "/partnerships/a/successions", successor="dartford", happened_on="2021-01"
    )
    for path, days, pointer in (
        ("/partnerships/a", {"starts_on": "2021-02", "ends_before": None}, "/ends_before"),
        ("/partnerships/a", {"starts_on": "2022"}, "/starts_on"),
        ("/partnerships/a", {"ends_before": "2020"}, None),
        ("/partnerships/dartford", {"starts_on": "2021-01-02"}, None),
    ):
        response = await rest.patch(path, days)
        if pointer is None:
            assert response.status_code == 200, response.text
            continue
        assert refusal(response) == (422, "invalid")
        told = [each for each in response.json()["errors"] if made["id"] in each["detail"]]
        assert [each["pointer"] for each in told] == [pointer]
    assert (await rest.patch("/partnerships/a", {"name": "A"}, 2)).status_code == 200


async def test_a_succession_is_found_under_the_two_that_it_is_of(rest: Rest) -> None:
    made = await succeeded(rest)
    for code in ("dartford", "thanet", made["id"]):
        path = f"/partnerships/{code}/successions/{made['id']}"
        wanted = 404 if code == made["id"] else 200
        assert (await rest.get(path)).status_code == wanted
    assert refusal(await rest.get("/partnerships/none/history")) == (404, "not_found")


async def test_what_a_partnership_came_from_and_what_came_of_it_is_told_in_order(
    rest: Rest,
) -> None:
    for code in ("old-a", "old-b", "joint", "new-a", "new-b", "aside"):
        await partnership(rest, code)
    for before, after, kind, on in (
        ("joint", "new-b", "split", "2020-10-31"),
        ("old-b", "joint", "combined", "2007-07"),
        ("joint", "new-a", "split", "2020-10"),
        ("old-a", "joint", "combined", "2007"),
        ("old-b", "aside", "split", "2001"),
    ):
        path = f"/partnerships/{before}/successions"
        await succeeded(rest, path, successor=after, kind=kind, happened_on=on)
    ended = {"successor": None, "kind": "ended", "happened_on": "2024-04-01"}
    await succeeded(rest, "/partnerships/new-b/successions", **ended)

    async def told(path: str) -> list[tuple[str, str | None]]:
        return [(each["predecessor"], each["successor"]) for each in await rest.items(path)]

    of_joint = [("old-a", "joint"), ("old-b", "joint"), ("joint", "new-a"), ("joint", "new-b")]
    assert await told("/partnerships/joint/successions") == of_joint
    assert await told("/partnerships/new-a/successions") == [("joint", "new-a")]
    assert await told("/partnerships/new-a/history") == of_joint[:3]
    # What became of the others that its predecessors led to is another line, save for its own.
    assert await told("/partnerships/old-a/history") == [
        ("old-a", "joint"),
        ("joint", "new-a"),
        ("joint", "new-b"),
        ("new-b", None),
    ]
    assert await told("/partnerships/dartford/history") == []


async def test_ending_a_partnership_says_what_is_left_without_a_carrier(rest: Rest) -> None:
    await rest.new("/actions", ACTION, "dartford")
    await rest.new("/actions", {**ACTION, "code": "done", "status": "completed"}, "dartford")
    members = [each["id"] for each in await rest.items("/partnerships/dartford/members")]
    ended = body(successor=None, kind="ended", happened_on="2021-12")
    made = (await rest.new(PATH, ended)).json()

    assert (await rest.get("/partnerships/dartford")).json()["ends_before"] == "2021-12"
    assert made["left"] == [
        {"kind": "plan", "named": PLAN},
        *({"kind": "membership", "named": each} for each in sorted(members)),
        {"kind": "kpi", "named": f"{PLAN}:asb-reports"},
        {"kind": "kpi", "named": f"{PLAN}:fly-tips"},
        {"kind": "action", "named": f"{PLAN}:action-1"},
    ]
    first = await rest.patch(
        f"/partnerships/dartford/members/{members[0]}", {"ends_before": "2021-12"}
    )
    assert first.status_code == 200
    now = (await rest.get(f"{PATH}/{made['id']}")).json()["left"]
    assert [each["named"] for each in now if each["kind"] == "membership"] == members[1:]


async def test_what_somebody_carries_is_not_left(rest: Rest) -> None:
    await rest.new("/actions", ACTION, "dartford")
    await rest.patch("/partnerships/dartford", {"ends_before": "2021-12"})
    path = "/partnerships/dartford/members"
    for member in await rest.items(path):
        await rest.patch(f"{path}/{member['id']}", {"ends_before": "2021-12"})
    single = carry(action=f"{PLAN}:action-1", kpi=f"{PLAN}:fly-tips") * 2
    made = await succeeded(rest, happened_on="2021-12", carries=single)
    assert made["carries"] == single[:2]
    assert made["left"] == [
        {"kind": "plan", "named": PLAN},
        {"kind": "kpi", "named": f"{PLAN}:asb-reports"},
    ]

    at = f"{PATH}/{made['id']}"
    whole = (await rest.patch(at, {"carries": carry(plan=PLAN)})).json()
    assert (whole["carries"], whole["left"]) == (carry(plan=PLAN), [])
    noted = (await rest.patch(at, {"note": "x"}, 2)).json()
    assert noted["carries"] == carry(plan=PLAN)
    assert (await rest.delete(at, 3)).status_code == 204
    assert (await rest.patch("/partnerships/dartford", {"ends_before": None}, 2)).status_code == 200


async def test_a_plan_that_is_over_is_not_left_and_a_living_one_leaves_nothing(rest: Rest) -> None:
    assert (await succeeded(rest, kind="split"))["left"] == []
    ended = body(successor=None, kind="ended", happened_on="2022-04")
    left = (await rest.new(PATH, ended)).json()["left"]
    assert {each["kind"] for each in left} == {"membership"}


NEXT = {
    "code": "next",
    "partnership": "thanet",
    "title": "Next",
    "starts_on": "2026-04-01",
    "ends_before": "2027-04-01",
}
UPDATE = {"status": "completed"}


async def allowed(rest: Rest, path: str, given: dict[str, Any], who: str) -> bool:
    response = await rest.new(path, given, who)
    assert response.status_code in {201, 403}, response.text
    return response.status_code == 201


async def test_who_carries_a_plan_makes_editions_of_it_and_says_how_its_actions_stand(
    rest: Rest,
) -> None:
    await rest.new("/actions", ACTION, "dartford")
    plan, updates = f"/plans/{PLAN}/editions", f"/actions/{PLAN}:action-1/updates"
    entered = {"edition": EDITION, "code": "new", "title": "New"}
    assert not await allowed(rest, plan, NEXT, "thanet")
    assert not await allowed(rest, updates, UPDATE, "thanet")

    made = await succeeded(rest, carries=carry(plan=PLAN))
    assert await allowed(rest, updates, UPDATE, "thanet")
    assert not await allowed(rest, "/priorities", entered, "thanet")  # the edition is Dartford's
    assert (await rest.patch(f"/plans/{PLAN}", {"title": "Ours"}, 1, "thanet")).status_code == 200
    assert await allowed(rest, plan, NEXT, "thanet")
    owned = await rest.new("/priorities", {**entered, "edition": f"{PLAN}:next"}, "thanet")
    assert owned.status_code == 201
    assert await allowed(rest, updates, {"status": "completed", "comment": "So."}, "dartford")

    await rest.delete(f"{PATH}/{made['id']}")
    assert not await allowed(rest, updates, {"status": "completed"}, "thanet")


async def test_who_carries_a_single_action_answers_for_that_alone(rest: Rest) -> None:
    await partnership(rest, "kent")
    await rest.new(
        "/partnerships/kent/members",
        {
            "agency": "kent-police",
            "capacity": "responsible_authority",
            "coordinator_from": "2026-01-01",
        },
    )
    for code in ("action-1", "action-2"):
        await rest.new("/actions", {**ACTION, "code": code}, "dartford")
    await succeeded(rest, carries=carry(action=f"{PLAN}:action-1"))
    await succeeded(rest, successor="kent", kind="split", carries=carry(plan=PLAN))

    async def may(who: str, code: str) -> bool:
        return await allowed(rest, f"/actions/{PLAN}:{code}/updates", {"status": "under_way"}, who)

    key = {"label": "k", "agency": "kent-police", "permissions": ["read", "edit"]}
    made = await rest.client.post("/v1/keys", json=key, headers=rest.world.key("operator"))
    rest.world.tokens["kent"] = made.json()["token"]
    assert [await may("thanet", code) for code in ("action-1", "action-2")] == [True, False]
    assert [await may("kent", code) for code in ("action-1", "action-2")] == [False, True]
    assert not await allowed(rest, f"/plans/{PLAN}/editions", NEXT, "thanet")


async def test_what_is_carried_stays_recorded(rest: Rest) -> None:
    made = await succeeded(rest, carries=carry(plan=PLAN))
    assert refusal(await rest.delete("/partnerships/thanet")) == (409, "still_in_use")
    twice = await rest.new(PATH, body())
    assert refusal(twice) == (409, "already_exists")
    assert twice.json()["detail"] == "This succession is recorded already."
    changes = [rest.patch(f"{PATH}/{made['id']}", {"carries": []}) for _ in range(2)]
    told: list[httpx.Response] = await asyncio.gather(*changes)
    assert sorted(each.status_code for each in told) == [200, 412]
