"""Places of actions' listings in an edition's reading order, where they are said."""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.api.test_actions import ONE, action


def at(*positions: int | None) -> list[dict[str, Any]]:
    return [{"priority": "asb", "position": each} for each in positions]


def places(action: dict[str, Any]) -> list[int]:
    return [each["position"] for each in action["listings"]]


@pytest.mark.parametrize("position", [0, 10_001, "1", 1.5, True])
async def test_a_place_is_a_whole_number_from_1(rest: Rest, position: object) -> None:
    body = action(listings=[{"priority": "asb", "position": position}])
    response = await rest.new("/actions", body, "dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response)[0][0] == "/listings/0/position"


async def test_a_place_that_is_taken_is_refused_and_nothing_moves(rest: Rest) -> None:
    first = (await rest.new("/actions", action(listings=at(2, 5)), "dartford")).json()
    assert places(first) == [2, 5]
    twice = await rest.new("/actions", action("two", listings=at(5, 7, 7)), "dartford")
    assert faults(twice) == [
        ("/listings/0/position", "place_taken"),
        ("/listings/1/position", "place_taken"),
        ("/listings/2/position", "place_taken"),
    ]
    await rest.new("/actions", action("three", listings=at(3)), "dartford")
    moved = await rest.patch(ONE, {"listings": at(3)}, 1, "dartford")
    assert faults(moved) == [("/listings/0/position", "place_taken")]
    assert (await rest.get(ONE)).json() == first


async def test_an_action_is_listed_among_the_listings_of_others(rest: Rest) -> None:
    await rest.new("/actions", action(listings=at(1, 3)), "dartford")
    between = (await rest.new("/actions", action("two", listings=at(None, 2)), "dartford")).json()
    assert places(between) == [2, 4]
    # What it has it keeps, but for what is said; further ones stand at the end.
    moved = (await rest.patch(ONE, {"listings": at(3, None, None)}, 1, "dartford")).json()
    assert places(moved) == [1, 3, 5]
    listed = [each["code"].partition(":")[2] for each in await rest.items("/actions")]
    assert listed == ["action-1", "two"]
