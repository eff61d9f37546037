"""Who sees the numbers of a figure that is not free, whichever way it is read."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from tests.build import World, row
from tests.graphql.ask import ask

HIDING = ("restricted", "suppressed_primary", "suppressed_secondary")
# The supplier, the coordinator of a partnership of the area, and an administrator.
INSIDERS = ("police", "dartford", "operator")
# No agency's, an agency's that supplies nothing here, and the coordinator of another area.
STRANGERS = ("reader", "nosy", "thanet")

Numbers = list[tuple[Any, Any, Any]]
Read = Callable[[httpx.AsyncClient, World, str], Awaitable[Numbers]]


def numbers(*things: dict[str, Any]) -> Numbers:
    return [(each["value"], each["numerator"], each["denominator"]) for each in things]


async def get(client: httpx.AsyncClient, world: World, path: str, who: str) -> dict[str, Any]:
    response = await client.get(f"/v1{path}", headers=world.key(who))
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def figure_id(client: httpx.AsyncClient, world: World) -> str:
    (figure,) = (await get(client, world, "/figures?area=dartford", "reader"))["items"]
    return str(figure["id"])


async def listed_in_rest(client: httpx.AsyncClient, world: World, who: str) -> Numbers:
    return numbers(*(await get(client, world, "/figures?area=dartford", who))["items"])


async def single_in_rest(client: httpx.AsyncClient, world: World, who: str) -> Numbers:
    key = await figure_id(client, world)
    return numbers(await get(client, world, f"/figures/{key}", who))


async def revisions_in_rest(client: httpx.AsyncClient, world: World, who: str) -> Numbers:
    key = await figure_id(client, world)
    return numbers(*(await get(client, world, f"/figures/{key}/revisions", who))["items"])


async def figures_in_graphql(client: httpx.AsyncClient, world: World, who: str) -> Numbers:
    query = '{ figures(filter: {area: ["dartford"]}) { nodes { value numerator denominator } } }'
    return numbers(*(await ask(client, world, query, who))["figures"]["nodes"])


async def node_in_graphql(client: httpx.AsyncClient, world: World, who: str) -> Numbers:
    query = """query($id: ID!) { node(id: $id) { ... on Figure {
        value numerator denominator
        revisions { nodes { value numerator denominator } } } } }"""
    key = await figure_id(client, world)
    node = (await ask(client, world, query, who, id=key))["node"]
    assert numbers(node) == numbers(*node["revisions"]["nodes"])
    return numbers(node)


async def points_in_graphql(client: httpx.AsyncClient, world: World, who: str) -> Numbers:
    query = """{ indicator(code: "crime-rate") {
        series(area: "dartford", periods: {expr: "FY2021-Q1"}) {
            values points { value numerator denominator } } } }"""
    series = (await ask(client, world, query, who))["indicator"]["series"]
    assert series["values"] == [point["value"] for point in series["points"]]
    return numbers(*series["points"])


async def latest_in_graphql(client: httpx.AsyncClient, world: World, who: str) -> Numbers:
    query = """{ kpi(code: "dartford-2019-22:crime-rate-kpi") {
        latest { value numerator denominator } } }"""
    return numbers((await ask(client, world, query, who))["kpi"]["latest"])


async def series_in_graphql(client: httpx.AsyncClient, world: World, who: str) -> Numbers:
    query = """{ seriesList(periods: {expr: "FY2021-Q1"}) {
        nodes { points { value numerator denominator } } } }"""
    (series,) = (await ask(client, world, query, who))["seriesList"]["nodes"]
    return numbers(*series["points"])


READS: tuple[Read, ...] = (
    *(listed_in_rest, single_in_rest, revisions_in_rest),
    *(figures_in_graphql, node_in_graphql, points_in_graphql),
    *(latest_in_graphql, series_in_graphql),
)


@pytest.mark.parametrize("confidentiality", ["free", *HIDING])
async def test_the_numbers_of_a_figure_are_shown_to_whom_they_may_be(
    client: httpx.AsyncClient, plain: httpx.AsyncClient, bare: World, confidentiality: str
) -> None:
    rate = row(indicator="crime-rate", value=None, numerator=3120, denominator=140_587)
    pushed = await bare.push(client, {**rate, "confidentiality": confidentiality})
    assert pushed.status_code == 200, pushed.text
    for door, read in (*((client, each) for each in READS), (plain, points_in_graphql)):
        for who in (*INSIDERS, *STRANGERS):
            is_shown = confidentiality == "free" or who in INSIDERS
            expected = (22.1927, 3120, 140587) if is_shown else (None, None, None)
            assert await read(door, bare, who) == [expected], (read.__name__, who)


async def test_what_is_hidden_is_told_to_be_hidden_and_not_to_be_missing(
    client: httpx.AsyncClient, plain: httpx.AsyncClient, bare: World
) -> None:
    await bare.push(client, row(value=3, confidentiality="suppressed_primary", note="Few."))
    query = """{ indicator(code: "asb-incidents") {
        series(area: "dartford", periods: {expr: "FY2021-Q1"}) {
            points { value status confidentiality note revision } } } }"""
    for door in (client, plain):
        (point,) = (await ask(door, bare, query))["indicator"]["series"]["points"]
        assert point == {
            "value": None,
            "status": "normal",
            "confidentiality": "suppressed_primary",
            "note": None,  # it may tell the number
            "revision": 1,
        }


async def test_a_revision_is_hidden_as_it_was_stated_whatever_stands_now(
    client: httpx.AsyncClient, bare: World
) -> None:
    await bare.push(client, row(value=3, confidentiality="restricted"))
    await bare.push(client, row(value=30))
    await bare.push(client, row(value=4, confidentiality="restricted"))
    query = "{ figures { nodes { value revisions { nodes { value supersededAt } } } } }"
    for who, values in (("reader", [None, 30, None]), ("police", [3, 30, 4])):
        (figure,) = (await ask(client, bare, query, who))["figures"]["nodes"]
        assert [each["value"] for each in figure["revisions"]["nodes"]] == values
        assert figure["value"] == values[-1]
        superseded = [each["supersededAt"] for each in figure["revisions"]["nodes"]]
        assert superseded == ["2026-11-20T09:30:00Z", "2026-11-20T09:30:00Z", None]
