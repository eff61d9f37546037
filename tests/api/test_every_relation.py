"""What holds for every noun that is addressed under an owner."""

import pytest

from tests.api.asking import Rest, refusal
from tests.api.nouns import NOUNS, Noun
from tests.api.test_every_noun import made

RELATIONS = {name: noun for name, noun in NOUNS.items() if noun.path.count("/") > 1}

pytestmark = pytest.mark.parametrize("noun", RELATIONS.values(), ids=RELATIONS)


async def test_it_is_found_under_every_key_of_its_owner(rest: Rest, noun: Noun) -> None:
    _, owners, owner, relation = noun.path.split("/")
    if owners == "partnerships":
        await rest.patch(f"/partnerships/{owner}", {"ons_code": "E22000352"})
    path = await made(rest, noun)
    whose, thing = [(await rest.get(each)).json() for each in (f"/{owners}/{owner}", path)]

    keys = {whose[name] for name in ("id", "code", "slug", "ons_code") if whose.get(name)}
    assert owner in keys
    assert whose["code"] in [each for each in thing.values() if isinstance(each, str)]
    for key in keys:
        under = f"/{owners}/{key}/{relation}"
        assert (await rest.get(f"{under}/{thing['id']}")).json() == thing
        assert thing in await rest.items(under)


async def test_it_is_found_under_nobody_else(rest: Rest, noun: Noun) -> None:
    _, owners, _, relation = noun.path.split("/")
    stranger = next(each for each in NOUNS.values() if each.path == f"/{owners}")
    path = await made(rest, noun)
    thing = (await rest.get(path)).json()
    other = (await rest.new(stranger.path, stranger.new, stranger.writer)).json()["id"]

    elsewhere = f"/{owners}/{other}/{relation}"
    assert thing not in await rest.items(elsewhere)
    responses = [
        await rest.get(f"{elsewhere}/{thing['id']}"),
        await rest.patch(f"{elsewhere}/{thing['id']}", noun.change),
    ]
    if not noun.is_lasting:
        responses.append(await rest.delete(f"{elsewhere}/{thing['id']}"))
    for nobody in ("nobody", f"{other[:3]}_x"):
        under = f"/{owners}/{nobody}/{relation}"
        responses += [
            await rest.get(under),
            await rest.get(f"{under}/{thing['id']}"),
            await rest.new(under, noun.new, noun.writer),
        ]
    assert {refusal(each) for each in responses} == {(404, "not_found")}
    assert (await rest.get(path)).json() == thing
