"""What the change feed tells of figures, and who may see it."""

from typing import Any

import pytest

from tests.api.asking import Rest
from tests.api.following import feed, id_of, now, since
from tests.build import row


async def test_a_push_is_told_figure_by_figure(rest: Rest) -> None:
    cursor = await now(rest)
    rows = [row(), row(period="FY2021-Q2", value=7)]
    pushed = (await rest.world.push(rest.client, *rows)).json()

    submission, first, second = await since(rest, cursor)
    assert (submission["noun"], submission["id"]) == ("submission", pushed["id"])
    assert submission["after"]["recorded_at"] == "2026-11-20T09:30:00Z"
    assert "key" not in submission["after"]
    assert [each["id"] for each in (first, second)] == [
        each["figure_id"] for each in pushed["rows"]
    ]
    assert first["belongs_to"] == [pushed["id"]]
    assert (first["operation"], first["agency"]) == ("added", "kent-police")
    assert first["after"] == {
        "area": await id_of(rest, "/areas/dartford"),
        "indicator": await id_of(rest, "/indicators/asb-incidents"),
        "breakdown": "total",
        "period": "FY2021-Q1",
        "value": 512,
        "numerator": None,
        "denominator": None,
        "status": "normal",
        "confidentiality": "free",
        "note": None,
        "synthetic": False,
        "revision": 1,
    }


async def test_a_figure_is_edited_deleted_and_added_again(rest: Rest) -> None:
    await rest.world.push(rest.client, row(), row(period="FY2021-Q2"))
    cursor = await now(rest)
    for again in (row(value=513), row(value=513), row(value=None, delete=True), row(value=9)):
        await rest.world.push(rest.client, again)

    told = [each for each in await since(rest, cursor) if each["noun"] == "figure"]
    assert [each["operation"] for each in told] == ["edited", "deleted", "added"]
    assert told[0]["before"] == {"value": 512, "revision": 1}
    assert told[0]["after"] == {"value": 513, "revision": 2}
    assert (told[1]["before"]["value"], told[1]["after"]) == (513, None)
    assert (told[2]["after"]["value"], told[2]["after"]["revision"]) == (9, 4)


async def test_a_large_push_is_read_in_pages_that_can_end_anywhere(rest: Rest) -> None:
    cursor = await now(rest)
    months = [f"20{year}-{month:02}" for year in (19, 20) for month in range(1, 13)]
    await rest.world.push(rest.client, *(row(period=each) for each in months))
    await rest.patch("/agencies/kent-police", {"name": "X"})
    whole = await since(rest, cursor)
    assert [each["noun"] for each in whole] == ["submission", *["figure"] * 24, "agency"]

    found: list[Any] = []
    has_more = True
    while has_more:
        read = await feed(rest, f"?limit=5&since={cursor}")
        found, cursor, has_more = found + read["items"], read["cursor"], read["has_more"]
    assert found == whole


SECRET = {"value": 123457, "numerator": 765431, "denominator": 998877, "note": "A secret note"}
HIDDEN = ("123457", "765431", "998877", "secret note", "111111", "222222")


@pytest.fixture
async def hidden(rest: Rest) -> tuple[Rest, str, str]:
    """A figure that was restricted, then corrected; a cursor from before, and its id."""
    cursor = await now(rest)
    restricted = {"confidentiality": "restricted"}
    await rest.world.push(rest.client, row(**{**SECRET, "value": 111111}, **restricted))
    pushed = await rest.world.push(rest.client, row(**SECRET, **restricted))
    return rest, cursor, pushed.json()["rows"][0]["figure_id"]


@pytest.mark.parametrize("who", ["reader", "thanet", "nosy"])
async def test_numbers_and_notes_that_are_hidden_are_hidden_before_and_after(
    hidden: tuple[Rest, str, str], who: str
) -> None:
    rest, cursor, figure = hidden
    answers = [
        await rest.get(f"/changes?since={cursor}", who),
        await rest.get("/changes?limit=1000", who),
        await rest.get(f"/history/{figure}", who),
    ]

    for answer in answers:
        assert figure in answer.text
        assert [each for each in HIDDEN if each in answer.text] == []
    edited = answers[0].json()["items"][-1]
    assert (edited["fields"], edited["after"]) == (["revision"], {"revision": 2})


@pytest.mark.parametrize("who", ["police", "dartford", "operator"])
async def test_they_are_told_to_whom_they_are_not_hidden(
    hidden: tuple[Rest, str, str], who: str
) -> None:
    rest, cursor, _ = hidden

    added, edited = [each for each in await since(rest, cursor, who) if each["noun"] == "figure"]

    assert {name: added["after"][name] for name in SECRET} == {**SECRET, "value": 111111}
    assert (edited["before"]["value"], edited["after"]["value"]) == (111111, 123457)


async def test_what_is_restricted_later_was_free_before_and_is_no_more(rest: Rest) -> None:
    await rest.world.push(rest.client, row(value=111111, note="free"))
    cursor = await now(rest)
    await rest.world.push(rest.client, row(**SECRET, confidentiality="suppressed_primary"))

    _, told = await since(rest, cursor)

    assert told["before"] == {
        "value": 111111,
        "confidentiality": "free",
        "note": "free",
        "revision": 1,
    }
    assert told["after"]["confidentiality"] == "suppressed_primary"
    assert (told["after"]["value"], told["after"]["note"]) == (None, None)


async def test_no_hash_of_a_key_and_no_key_is_in_the_feed(rest: Rest) -> None:
    made = await rest.client.post(
        "/v1/keys",
        json={"label": "very-labelled", "permissions": ["read"]},
        headers=rest.world.key("operator"),
    )
    await rest.world.push(rest.client, row())
    text = (await rest.get("/changes?limit=1000", "operator")).text

    for told in ("token", "very-labelled", made.json()["id"], "key_", "csp_", "cursor_key"):
        assert told not in text
