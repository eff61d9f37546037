"""Steps of an edition that were recorded by mistake, taken back over REST."""

from collections import Counter
from typing import Any

import httpx
import pytest

from tests.api.asking import Rest, refusal
from tests.api.test_edition_life import (
    EDITIONS,
    OLD,
    PLAN,
    begin,
    history,
    moved,
    publish,
    standing,
)
from tests.conftest import Clock


async def step(rest: Rest, path: str, to: str) -> str:
    """Return where the step of an edition to a state is."""
    steps = await rest.items(f"{path}/transitions")
    (found,) = (each["id"] for each in steps if each["to"] == to)
    return f"{path}/transitions/{found}"


async def take_back(rest: Rest, path: str, to: str, who: str = "dartford") -> httpx.Response:
    """Take back a step, knowing the edition as it stands."""
    revision = (await rest.get(path)).json()["revision"]
    return await rest.delete(await step(rest, path, to), revision, who)


async def all_told(rest: Rest) -> list[Any]:
    """Return all that a step taken back could have touched."""
    editions = await rest.items(EDITIONS)
    steps = [await rest.items(f"{EDITIONS}/{each['id']}/transitions") for each in editions]
    return [editions, steps]


async def test_what_cannot_be_taken_back_is_refused_and_nothing_is_changed(
    rest: Rest, clock: Clock
) -> None:
    path = await begin(rest)
    assert refusal(await take_back(rest, path, "draft")) == (409, "not_allowed_now")  # the only one
    await publish(rest, path)
    before = await all_told(rest)
    for where, to, why in (
        (path, "draft", "became consulted after this was recorded"),
        (path, "approved", "became published after this was recorded"),
        (OLD, "published", "became superseded after this was recorded"),
        (OLD, "superseded", f"superseded by the publication of {PLAN}:2026"),
    ):
        refused = await take_back(rest, where, to)
        assert refusal(refused) == (409, "not_allowed_now")
        assert why in refused.json()["detail"]
    clock.advance(days=1)
    late = await take_back(rest, path, "published")
    assert refusal(late) == (409, "not_allowed_now")
    assert late.json()["detail"] == (
        "The edition was published on 2026-11-20, and is relied on since. Enter the change in the "
        "next edition of the plan, which can carry the rest."
    )
    assert await all_told(rest) == before


async def test_only_the_right_key_that_has_read_the_edition_takes_a_step_back(rest: Rest) -> None:
    path = await begin(rest)
    await moved(rest, path, "consulted")
    before = await all_told(rest)
    at = await step(rest, path, "consulted")
    headers = rest.world.key("dartford")
    blind = await rest.client.delete(f"/v1{at}", headers=headers)
    assert refusal(blind) == (428, "revision_missing")
    for who, told in (
        ("thanet", (403, "not_yours")),
        ("police", (403, "permission_missing")),
    ):
        assert refusal(await rest.delete(at, 2, who)) == told
    for revision in (1, 3):
        assert refusal(await rest.delete(at, revision, "dartford")) == (412, "revision_stale")
    theirs = (await step(rest, OLD, "published")).rpartition("/")[2]
    for nowhere in (
        f"{path}/transitions/{theirs}",
        f"{path}/transitions/trn_x",
        f"{EDITIONS}/2030/transitions/{theirs}",
    ):
        assert refusal(await rest.delete(nowhere, 2, "dartford")) == (404, "not_found")
    assert await all_told(rest) == before
    assert (await rest.delete(at, 2, "operator")).status_code == 204


async def test_an_edition_stands_where_the_steps_that_are_left_put_it(rest: Rest) -> None:
    path = await begin(rest)
    await moved(rest, path, "consulted")
    assert (await take_back(rest, path, "consulted")).status_code == 204
    assert await history(rest, path) == [("2026-04-01", "draft")]
    edition = (await rest.get(path)).json()
    assert (edition["state"], edition["revision"]) == ("draft", 3)
    assert await moved(rest, path, "consulted") == (201, "now")  # and goes on from there


async def test_what_was_told_of_the_past_is_taken_back_in_any_order(
    rest: Rest, clock: Clock
) -> None:
    path = await begin(rest)
    for to, day in (("published", "2026-04"), ("approved", "2026-03"), ("superseded", "2026-10")):
        assert await moved(rest, path, to, day) == (201, "late")
    clock.advance(days=40)
    assert await standing(rest, path) == ("superseded", "2026-04")
    assert (await take_back(rest, path, "published")).status_code == 204
    assert await standing(rest, path) == ("superseded", None)
    assert (await take_back(rest, path, "superseded")).status_code == 204
    assert await standing(rest, path) == ("approved", None)
    assert await moved(rest, path, "published", "2026-05") == (201, "late")
    assert await moved(rest, path, "published", "2026-06") == (201, "late")
    steps = await rest.items(f"{path}/transitions")
    wrong = next(each["id"] for each in steps if each["happened_on"] == "2026-05")
    revision = (await rest.get(path)).json()["revision"]
    gone = await rest.delete(f"{path}/transitions/{wrong}", revision, "dartford")
    assert gone.status_code == 204
    assert await standing(rest, path) == ("published", "2026-06")


async def test_a_day_of_publication_that_was_read_elsewhere_stays(rest: Rest) -> None:
    path = await begin(rest, published_on="2026-02")
    await moved(rest, path, "published", "2026-05")
    assert (await take_back(rest, path, "published")).status_code == 204
    assert await standing(rest, path) == ("draft", "2026-02")


async def test_a_first_step_that_was_wrong_is_taken_back_once_there_is_another(rest: Rest) -> None:
    path = await begin(rest, state="published", published_on="2026-05")
    assert await moved(rest, path, "approved", "2026-05") == (201, "late")
    assert (await take_back(rest, path, "published")).status_code == 204
    assert await standing(rest, path) == ("approved", None)


async def test_with_a_publication_goes_what_it_superseded_and_both_stay_in_the_feed(
    rest: Rest, clock: Clock
) -> None:
    path = await begin(rest)
    before = await history(rest, OLD)
    await publish(rest, path)
    clock.advance(hours=6)
    cursor = (await rest.get("/changes?noun=transition")).json()["cursor"]
    assert (await take_back(rest, path, "published")).status_code == 204
    assert await standing(rest, path) == ("approved", None)
    assert await standing(rest, OLD) == ("published", None)
    assert await history(rest, OLD) == before
    told = (await rest.get(f"/changes?noun=transition&since={cursor}")).json()["items"]
    assert [(each["operation"], each["before"]["state"]) for each in told] == [
        ("deleted", "published"),
        ("deleted", "superseded"),
    ]
    assert {each["agency"] for each in told} == {"dartford-borough-council"}

    entered = {"edition": f"{PLAN}:2026", "code": "knives", "title": "Knives"}
    assert (await rest.new("/priorities", entered, "dartford")).status_code == 201  # open again
    assert await moved(rest, path, "published") == (201, "now")
    assert (await standing(rest, OLD))[0] == "superseded"


async def test_a_publication_is_taken_back_before_the_one_that_it_followed(rest: Rest) -> None:
    early, late = await begin(rest, "early", starts_on="2025-04-01"), await begin(rest, "late")
    await publish(rest, early)
    await publish(rest, late)
    assert refusal(await take_back(rest, early, "published")) == (409, "not_allowed_now")
    assert (await take_back(rest, late, "published")).status_code == 204
    assert [(await standing(rest, each))[0] for each in (OLD, early, late)] == [
        *("superseded", "published", "approved"),
    ]
    assert (await take_back(rest, early, "published")).status_code == 204
    assert [(await standing(rest, each))[0] for each in (OLD, early, late)] == [
        *("published", "approved", "approved"),
    ]


async def test_of_two_who_take_a_step_back_at_once_one_does(rest: Rest) -> None:
    path = await begin(rest)
    await moved(rest, path, "consulted")
    at = await step(rest, path, "consulted")
    responses = await rest.at_once(*(rest.delete(at, 2, "dartford") for _ in range(2)))
    assert Counter(each.status_code for each in responses) == {204: 1, 404: 1}
    assert await standing(rest, path) == ("draft", None)


async def test_a_step_is_not_taken_back_while_another_comes_to_rest_on_it(rest: Rest) -> None:
    path = await begin(rest)
    await moved(rest, path, "consulted")
    at = await step(rest, path, "consulted")
    back, on = await rest.at_once(
        rest.delete(at, 2, "dartford"),
        rest.new(f"{path}/transitions", {"to": "approved"}, "dartford"),
    )
    assert (back.status_code, on.status_code) in {(204, 409), (412, 201)}
    steps = [to for _, to in await history(rest, path)]
    assert steps == (["draft"] if back.is_success else ["draft", "consulted", "approved"])


CLOSED: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    ("/statements", {"kind": "aim", "wording": "Safer", "priorities": ["asb"]}, {"wording": "x"}),
    ("/objectives", {"wording": "Less", "priorities": ["asb"]}, {"wording": "x"}),
    (
        "/priority-sets",
        {"name": "T", "owner": {"printed": "K"}, "order": "equal", "items": [{"title": "Harm"}]},
        {"name": "x"},
    ),
    ("/external-documents", {"title": "Prevent"}, {"title": "x"}),
)


@pytest.mark.parametrize(("noun", "said", "change"), CLOSED, ids=[each[0] for each in CLOSED])
async def test_a_slip_is_mended_on_the_day_of_publication_and_after_it_in_the_next_edition(
    rest: Rest, clock: Clock, noun: str, said: dict[str, Any], change: dict[str, Any]
) -> None:
    path = await begin(rest)
    asb = {"edition": f"{PLAN}:2026", "code": "asb", "title": "Nuisance"}
    assert (await rest.new("/priorities", asb, "dartford")).status_code == 201
    made = await rest.new(noun, {"edition": f"{PLAN}:2026", "code": "one", **said}, "dartford")
    assert made.status_code == 201, made.text
    await publish(rest, path)
    thing = f"{noun}/{PLAN}:one"
    closed = await rest.patch(thing, change, 1, "dartford")
    assert refusal(closed) == (409, "not_allowed_now")
    assert (await rest.get(thing)).json() == made.json()
    assert (await take_back(rest, path, "published")).status_code == 204
    assert (await rest.patch(thing, change, 1, "dartford")).status_code == 200
    assert await moved(rest, path, "published") == (201, "now")

    clock.advance(days=1)
    assert refusal(await rest.patch(thing, change, 2, "dartford")) == (409, "not_allowed_now")
    given = {"code": "2026-corrected", "partnership": "dartford", "title": "Corrected"}
    days = {"starts_on": "2026-11-21", "ends_before": "2027-04-01"}
    await rest.new(EDITIONS, {**given, **days, "carry": {"from": "2026"}}, "dartford")
    assert (await rest.patch(thing, change, 3, "dartford")).status_code == 200
