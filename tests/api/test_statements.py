"""Statements over REST: focus, aims and commitments under priorities."""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.api.nouns import NOUNS
from tests.build import EDITION

PLAN = "dartford-2019-22"
LATER = f"{PLAN}:2022"
ASB, VIOLENCE = f"{PLAN}:asb", f"{PLAN}:violent-crime"


def statement(code: str, **different: object) -> dict[str, Any]:
    body = {"edition": EDITION, "code": code, "kind": "aim", "priorities": ["asb"]}
    return {**body, "wording": "Fewer calls", **different}


async def enter(rest: Rest, code: str, **different: object) -> dict[str, Any]:
    response = await rest.new("/statements", statement(code, **different), "dartford")
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


async def add_edition(rest: Rest, *priorities: str) -> None:
    days = {"starts_on": "2022-01-01", "ends_before": "2022-04-01"}
    edition = {"code": "2022", "partnership": "dartford", "title": "2022", **days}
    await rest.new(f"/plans/{PLAN}/editions", edition, "dartford")
    for code in priorities:
        await rest.new("/priorities", {"edition": LATER, "code": code, "title": code}, "dartford")


async def test_every_priority_that_is_not_of_the_edition_is_told(rest: Rest) -> None:
    await add_edition(rest, "knives")
    await rest.new("/plans", NOUNS["plan"].new, "dartford")
    foreign = {"edition": "dartford-2023:2023", "code": "asb", "title": "ASB"}
    other = (await rest.new("/priorities", foreign, "dartford")).json()
    wanted = ["nothing", "asb", other["code"], other["id"], f"{PLAN}:knives"]
    made = await enter(rest, "x")
    for response in (
        await rest.new("/statements", statement("y", priorities=wanted), "dartford"),
        await rest.patch(f"/statements/{made['id']}", {"priorities": wanted}, who="dartford"),
    ):
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [(f"/priorities/{n}", "unknown_priority") for n in (0, 2, 3, 4)]
    assert await rest.items("/statements") == [made]


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"priorities": []}, ("/priorities", "too_few")),
        ({"priorities": "asb"}, ("/priorities", "not_a_list")),
        ({"priorities": ["asb"] * 21}, ("/priorities", "too_many")),
        ({"kind": "hope"}, ("/kind", "not_one_of")),
        ({"wording": "  "}, ("/wording", "too_short")),
        ({"number": 3}, ("/number", "not_a_text")),
    ],
)
async def test_what_is_not_of_its_form_is_refused(
    rest: Rest, wrong: dict[str, object], fault: tuple[str, str]
) -> None:
    made = await enter(rest, "x")
    for response in (
        await rest.new("/statements", statement("y", **wrong), "dartford"),
        await rest.patch(f"/statements/{made['id']}", wrong, who="dartford"),
    ):
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [fault]
    assert await rest.items("/statements") == [made]


async def test_a_statement_stands_under_each_of_its_priorities_once(rest: Rest) -> None:
    made = await enter(rest, "x", priorities=["violent-crime", "asb", VIOLENCE])
    assert made["priorities"] == [VIOLENCE, ASB]
    for query in (f"?priority={ASB}", f"?priority={VIOLENCE}", f"?priority={ASB}&priority=x"):
        assert await rest.items(f"/statements{query}") == [made]

    moved = await rest.patch(f"/statements/{made['id']}", {"priorities": ["asb"]}, who="dartford")
    assert moved.json() == {**made, "priorities": [ASB], "revision": 2}
    assert await rest.items(f"/statements?priority={VIOLENCE}") == []


async def test_statements_are_narrowed_by_all_they_hang_on(rest: Rest) -> None:
    await enter(rest, "x")
    await enter(rest, "y", kind="focus", priorities=["violent-crime"])
    for query, codes in (
        ("", ["x", "y"]),
        ("?kind=focus", ["y"]),
        ("?kind=focus&kind=aim", ["x", "y"]),
        (f"?priority={ASB}", ["x"]),
        (f"?edition={EDITION}&kind=aim", ["x"]),
        ("?partnership=dartford", ["x", "y"]),
        ("?partnership=thanet", []),
        ("?plan=nothing", []),
        ("?updated_since=2026-11-20T09:30:01Z", []),
    ):
        found = await rest.items(f"/statements{query}")
        assert [each["code"].removeprefix(f"{PLAN}:") for each in found] == codes, query
