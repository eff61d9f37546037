"""What holds for every noun that is written over REST."""

from collections import Counter

import httpx
import pytest

from tests.api.asking import Rest, faults, refusal
from tests.api.nouns import NOUNS, Noun

pytestmark = pytest.mark.parametrize("noun", NOUNS.values(), ids=NOUNS)


async def made(rest: Rest, noun: Noun) -> str:
    """Make one more; return where it is."""
    response = await rest.new(noun.path, noun.new, noun.writer)
    assert response.status_code == 201, response.text
    return f"{noun.path}/{response.json()['id']}"


async def test_what_is_not_there_is_not_found(rest: Rest, noun: Noun) -> None:
    for missing in (f"{noun.path}/nowhere", f"{noun.path}/xyz_00000000000000000000"):
        assert refusal(await rest.get(missing)) == (404, "not_found")
    nowhere = f"{noun.path}/nowhere"
    assert refusal(await rest.patch(nowhere, noun.change, who=noun.writer)) == (404, "not_found")


async def test_only_the_right_key_writes_it(rest: Rest, noun: Noun) -> None:
    wrong_council = "permission_missing" if noun.writer == "operator" else "not_yours"
    before = await rest.items(noun.path)
    for who, code in (("reader", "permission_missing"), ("thanet", wrong_council)):
        assert refusal(await rest.new(noun.path, noun.new, who)) == (403, code)
    assert await rest.items(noun.path) == before

    path = await made(rest, noun)
    for who, code in (("reader", "permission_missing"), ("thanet", wrong_council)):
        assert refusal(await rest.patch(path, noun.change, who=who)) == (403, code)
    assert (await rest.get(path)).json()["revision"] == 1
    assert (await rest.patch(path, noun.change, who="operator")).status_code == 200


async def test_a_making_that_leaves_things_out_is_told_all_of_them(rest: Rest, noun: Noun) -> None:
    response = await rest.new(noun.path, {"colour": "blue"}, noun.writer)

    assert refusal(response) == (422, "invalid")
    wanted = [(f"/{name}", "required") for name in noun.required]
    assert faults(response) == [*wanted, ("/colour", "unknown_field")]


async def test_it_is_made_once_and_read_back(rest: Rest, noun: Noun) -> None:
    before = await rest.items(noun.path)
    response = await rest.new(noun.path, noun.new, noun.writer)

    assert response.status_code == 201
    thing = response.json()
    assert thing["revision"] == 1
    assert response.headers["etag"] == '"1"'
    if noun.path.count("/") == 1:
        assert response.headers["location"] == f"/v1{noun.path}/{thing['id']}"
    for key in {thing["id"], thing.get("code", thing["id"])}:
        read = await rest.get(f"{noun.path}/{key}")
        assert (read.status_code, read.json()) == (200, thing)
        assert read.headers["etag"] == '"1"'
    listed = await rest.items(noun.path)
    assert thing in listed
    assert len(listed) == len(before) + 1

    again = await rest.new(noun.path, noun.new, noun.writer)
    assert refusal(again) == (409, "already_exists")
    assert await rest.items(noun.path) == listed


async def test_of_two_makings_at_once_exactly_one_wins(rest: Rest, noun: Noun) -> None:
    responses = await rest.at_once(*(rest.new(noun.path, noun.new, noun.writer) for _ in range(2)))

    assert Counter(each.status_code for each in responses) == {201: 1, 409: 1}
    (refused,) = (each for each in responses if each.status_code == 409)
    assert refusal(refused) == (409, "already_exists")


async def test_a_change_says_which_revision_it_is_of(rest: Rest, noun: Noun) -> None:
    path = await made(rest, noun)

    async def change(**headers: str) -> httpx.Response:
        given = {**rest.world.key(noun.writer), **headers}
        return await rest.client.patch(f"/v1{path}", json=noun.change, headers=given)

    assert refusal(await change()) == (428, "revision_missing")
    for unreadable in ('W/"1"', "*", '"1", "2"', '"one"', '""', '"-1"', '"1234567890"'):
        response = await change(**{"If-Match": unreadable})
        assert refusal(response) == (400, "bad_parameter")
        assert faults(response) == [("If-Match", "not_of_its_form")]
    assert refusal(await change(**{"If-Match": '"2"'})) == (412, "revision_stale")
    assert (await rest.get(path)).json()["revision"] == 1

    changed = await change(**{"If-Match": '"1"', "Content-Type": "application/merge-patch+json"})
    assert changed.status_code == 200
    assert changed.headers["etag"] == '"2"'
    assert changed.json() == (await rest.get(path)).json()


async def test_of_two_changes_at_once_exactly_one_wins(rest: Rest, noun: Noun) -> None:
    path = await made(rest, noun)

    responses = await rest.at_once(
        *(rest.patch(path, noun.change, 1, noun.writer) for _ in range(2))
    )

    assert Counter(each.status_code for each in responses) == {200: 1, 412: 1}
    (refused,) = (each for each in responses if each.status_code == 412)
    assert refusal(refused) == (412, "revision_stale")
    assert (await rest.get(path)).json()["revision"] == 2


async def test_a_change_is_a_merge_patch(rest: Rest, noun: Noun) -> None:
    path = await made(rest, noun)
    before = (await rest.get(path)).json()

    wrong = await rest.patch(path, {"colour": None, "id": "x"}, who=noun.writer)
    assert refusal(wrong) == (422, "invalid")
    assert set(faults(wrong)) == {("/colour", "unknown_field"), ("/id", "unknown_field")}
    if noun.kept is not None:
        wrong = await rest.patch(path, {noun.kept: None}, who=noun.writer)
        assert refusal(wrong) == (422, "invalid")
        assert [place for place, _ in faults(wrong)] == [f"/{noun.kept}"]
    assert (await rest.get(path)).json() == before

    changed = (await rest.patch(path, noun.change, 1, noun.writer)).json()
    assert changed == {**before, **noun.change, "revision": 2}
    if noun.cleared is not None:
        assert changed[noun.cleared] is not None
        cleared = (await rest.patch(path, {noun.cleared: None}, 2, noun.writer)).json()
        assert cleared == {**changed, noun.cleared: None, "revision": 3}


async def test_a_mistake_is_removed_and_history_is_not(rest: Rest, noun: Noun) -> None:
    path = await made(rest, noun)
    if noun.is_lasting:
        response = await rest.delete(path)
        assert refusal(response) == (405, "wrong_method")
        assert "DELETE" not in response.headers["allow"]
        return
    bare = await rest.client.delete(f"/v1{path}", headers=rest.world.key("operator"))
    assert refusal(bare) == (428, "revision_missing")
    assert refusal(await rest.delete(path, 2)) == (412, "revision_stale")
    wrong_council = "not_yours" if noun.is_removable else "permission_missing"
    assert refusal(await rest.delete(path, who="thanet")) == (403, wrong_council)
    assert (await rest.get(path)).status_code == 200

    removed = await rest.delete(path)
    assert (removed.status_code, removed.content) == (204, b"")
    assert refusal(await rest.get(path)) == (404, "not_found")
