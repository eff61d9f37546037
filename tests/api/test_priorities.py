"""Priorities over REST."""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.build import EDITION

PLAN = "dartford-2019-22"
LATER = f"{PLAN}:2022"


def priority(code: str, **different: object) -> dict[str, Any]:
    return {"edition": EDITION, "code": code, "title": code.title(), **different}


@pytest.fixture
async def later(rest: Rest) -> Rest:
    """The small Kent, whose plan has a later edition, empty as yet."""
    days = {"starts_on": "2022-01-01", "ends_before": "2022-04-01"}
    body = {"code": "2022", "partnership": "dartford", "title": "2022", **days}
    await rest.new(f"/plans/{PLAN}/editions", body, "dartford")
    return rest


async def test_everything_wrong_with_a_priority_is_told_at_once(rest: Rest) -> None:
    wrong = priority("x", parent="nowhere", also_serves=["asb", "pri_x", f"{PLAN}:theft"])
    response = await rest.new("/priorities", wrong, "dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [
        ("/parent", "unknown_priority"),
        ("/also_serves/1", "unknown_priority"),
        ("/also_serves/2", "unknown_priority"),
    ]


async def test_priorities_stand_in_the_order_in_which_they_were_entered(rest: Rest) -> None:
    whole = f"{PLAN}:asb"
    entered = await rest.new(
        "/priorities",
        priority("arson", kind="theme", number="2.1", parent="asb", also_serves=["violent-crime"]),
        "dartford",
    )
    assert entered.json() == {
        **entered.json(),
        "code": f"{PLAN}:arson",
        "plan": PLAN,
        "edition": EDITION,
        "kind": "theme",
        "number": "2.1",
        "position": 3,
        "parent": whole,
        "also_serves": [f"{PLAN}:violent-crime"],
    }
    found = await rest.items("/priorities")
    assert [each["code"] for each in found] == [f"{PLAN}:violent-crime", whole, f"{PLAN}:arson"]
    assert [each["position"] for each in found] == [1, 2, 3]


async def test_what_it_also_serves_is_replaced_as_a_whole(rest: Rest) -> None:
    body = priority("arson", also_serves=["violent-crime", "asb", f"{PLAN}:asb"])
    served = [f"{PLAN}:asb", f"{PLAN}:violent-crime"]
    assert (await rest.new("/priorities", body, "dartford")).json()["also_serves"] == served
    path = f"/priorities/{PLAN}:arson"
    steps: list[tuple[dict[str, Any], list[str]]] = [
        ({"title": "Fire"}, served),
        ({"also_serves": ["asb"]}, served[:1]),
        ({"also_serves": []}, []),
    ]
    for revision, (changes, left) in enumerate(steps, start=1):
        changed = await rest.patch(path, changes, revision, "dartford")
        assert changed.json()["also_serves"] == left
    response = await rest.patch(path, {"also_serves": ["asb", "nothing"]}, 4, "dartford")
    assert faults(response) == [("/also_serves/1", "unknown_priority")]


async def test_a_priority_never_stands_above_itself(rest: Rest) -> None:
    await rest.new("/priorities", priority("child", parent="asb"), "dartford")
    await rest.new("/priorities", priority("grandchild", parent="child"), "dartford")
    path = f"/priorities/{PLAN}:asb"
    for parent in ("asb", "child", "grandchild"):
        response = await rest.patch(path, {"parent": parent}, who="dartford")
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [("/parent", "circle")]

    moved = await rest.patch(path, {"parent": "violent-crime"}, 1, "dartford")
    assert moved.json()["parent"] == f"{PLAN}:violent-crime"
    freed = await rest.patch(path, {"parent": None}, 2, "dartford")
    assert freed.json()["parent"] is None
    response = await rest.patch(path, {"parent": "nothing"}, 3, "dartford")
    assert faults(response) == [("/parent", "unknown_priority")]


async def test_priorities_of_another_edition_are_not_referred_to(later: Rest) -> None:
    wrong = priority("x", edition=LATER, parent="asb", also_serves=[f"{PLAN}:asb"])
    response = await later.new("/priorities", wrong, "dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [
        ("/parent", "unknown_priority"),
        ("/also_serves/0", "unknown_priority"),
    ]


async def test_priorities_are_narrowed_by_what_holds_them_and_by_kind(later: Rest) -> None:
    await later.new("/priorities", priority("asb", edition=LATER, kind="theme"), "dartford")
    for query, titles in (
        ("", ["Violent crime", "Asb"]),
        (f"?edition={LATER}&edition={EDITION}", ["Violent crime", "Asb", "Asb"]),
        ("?kind=theme", ["Asb"]),
        (f"?kind=theme&edition={EDITION}", []),
        ("?partnership=dartford&kind=priority", ["Violent crime"]),
        (f"?plan={PLAN}&kind=theme", ["Asb"]),
    ):
        found = await later.items(f"/priorities{query}")
        assert [each["title"] for each in found] == titles, query
