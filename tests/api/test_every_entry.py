"""What holds for every noun that editions hold."""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.api.nouns import NOUNS, Noun
from tests.build import EDITION

PLAN = "dartford-2019-22"
LATER = f"{PLAN}:2022"
ENTRIES = {name: noun for name, noun in NOUNS.items() if noun.new.get("edition") == EDITION}
UNDER = {"priority", "priorities", "listings", "items"}

every_entry = pytest.mark.parametrize("noun", ENTRIES.values(), ids=ENTRIES)


@pytest.fixture
async def later(rest: Rest) -> Rest:
    """The small Kent, whose plan has a later edition, without any priorities."""
    days = {"starts_on": "2022-01-01", "ends_before": "2022-04-01"}
    edition = {"code": "2022", "partnership": "dartford", "title": "2022", **days}
    made = await rest.new(f"/plans/{PLAN}/editions", edition, "dartford")
    assert made.status_code == 201, made.text
    return rest


async def enter(rest: Rest, noun: Noun, **different: object) -> dict[str, Any]:
    response = await rest.new(noun.path, {**noun.new, **different}, noun.writer)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


async def enter_priorities(rest: Rest) -> None:
    for code in ("asb", "violent-crime"):
        await enter(rest, NOUNS["priority"], edition=LATER, code=code)


@every_entry
async def test_an_edition_that_is_not_there_holds_nothing(rest: Rest, noun: Noun) -> None:
    before = await rest.items(noun.path)
    for edition in ("2021-refresh", LATER, "edn_x"):
        response = await rest.new(noun.path, {**noun.new, "edition": edition}, noun.writer)
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [("/edition", "unknown_edition")]
    assert await rest.items(noun.path) == before


@every_entry
async def test_those_entered_at_once_stand_after_each_other(rest: Rest, noun: Noun) -> None:
    bodies = ({**noun.new, "code": code} for code in ("x", "y", "z"))
    made = await rest.at_once(*(rest.new(noun.path, body, noun.writer) for body in bodies))
    assert {each.status_code for each in made} == {201}
    things = [each.json() for each in made]
    places = sorted(
        each["position"] if "position" in each else each["listings"][0]["position"]
        for each in things
    )
    assert places == [places[0], places[0] + 1, places[0] + 2]


@pytest.mark.parametrize(
    "noun",
    [each for each in ENTRIES.values() if UNDER & each.new.keys()],
    ids=lambda each: each.path,
)
async def test_it_stands_under_priorities_of_its_own_edition(later: Rest, noun: Noun) -> None:
    before = await later.items(noun.path)
    response = await later.new(noun.path, {**noun.new, "edition": LATER}, noun.writer)
    assert refusal(response) == (422, "invalid")
    assert {code for _, code in faults(response)} == {"unknown_priority"}
    assert await later.items(noun.path) == before


@every_entry
async def test_what_is_carried_over_is_the_same_in_other_words(later: Rest, noun: Noun) -> None:
    first = await enter(later, noun)
    await enter_priorities(later)
    assert noun.cleared is not None
    anew = {**noun.new, **noun.change, "edition": LATER}
    del anew[noun.cleared]
    carried = (await later.new(noun.path, anew, noun.writer)).json()
    assert carried == {**carried, **noun.change, noun.cleared: None}
    assert (carried["id"], carried["code"], carried["revision"]) == (first["id"], first["code"], 2)
    assert (first["edition"], carried["edition"]) == (EDITION, LATER)
    assert refusal(await later.new(noun.path, anew, noun.writer)) == (409, "already_exists")

    path = f"{noun.path}/{first['code']}"
    then = {"updated_at": carried["updated_at"], "revision": 2}
    for query, wanted in (
        ("", carried),
        (f"?edition={LATER}", carried),
        (f"?edition={EDITION}", {**first, **then}),
    ):
        assert (await later.get(f"{path}{query}")).json() == wanted
    assert refusal(await later.get(f"{path}?edition={PLAN}:2035")) == (404, "not_found")

    changed = await later.patch(f"{path}?edition={EDITION}", noun.change, 2, noun.writer)
    reworded = changed.json()
    assert reworded == {**first, **noun.change, "revision": 3, "updated_at": reworded["updated_at"]}
    as_it_stands = {**carried, "revision": 3, "updated_at": reworded["updated_at"]}
    assert (await later.get(path)).json() == as_it_stands


@every_entry
async def test_it_is_narrowed_by_what_holds_it(later: Rest, noun: Noun) -> None:
    once = await enter(later, noun)
    await enter_priorities(later)
    now = await enter(later, noun, **noun.change, edition=LATER)
    edition_id = (await later.get(f"/plans/{PLAN}/editions/2022")).json()["id"]
    for query, editions in (
        ("", [LATER]),
        (f"?edition={EDITION}", [EDITION]),
        (f"?edition={edition_id}", [LATER]),
        (f"?edition={LATER}&edition={EDITION}", [EDITION, LATER]),
        ("?edition=nothing", []),
        ("?partnership=dartford", [LATER]),
        ("?partnership=thanet", []),
        (f"?plan={PLAN}&edition={EDITION}", [EDITION]),
        ("?plan=nothing", []),
        ("?updated_since=2026-11-20T09:30:00Z", [LATER]),
        ("?updated_since=2026-11-20T09:30:01Z", []),
    ):
        found = [
            each for each in await later.items(f"{noun.path}{query}") if each["id"] == now["id"]
        ]
        assert [each["edition"] for each in found] == editions, query
    assert once["id"] == now["id"]
