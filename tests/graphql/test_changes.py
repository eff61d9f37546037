"""The change feed and the history of a thing in GraphQL: what REST has, as connections."""

from typing import Any

import httpx
import pytest

from tests.build import World, row
from tests.graphql.ask import ask, refusals, send, settled
from tests.graphql.mirror import as_rest, selection

ENTRY = selection("ChangeEntry")
FEED = (
    "query($first: Int! = 500, $after: String, $noun: [String!], $partnership: [String!]) {"
    " changes(first: $first, after: $after, noun: $noun, partnership: $partnership) {"
    f" nodes {ENTRY} totalCount pageInfo {{ hasNextPage endCursor }} }} }}"
)
HISTORY = (
    "query($id: ID!, $first: Int! = 500, $after: String) {"
    " history(id: $id, first: $first, after: $after) {"
    f" nodes {ENTRY} totalCount pageInfo {{ hasNextPage endCursor }} }} }}"
)


async def rest(client: httpx.AsyncClient, world: World, path: str, who: str = "reader") -> Any:
    await settled()
    response = await client.get(f"/v1{path}", headers=world.key(who))
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('{ changes(after: "x") { nodes { id } } }', "bad_cursor"),
        ('{ changes(noun: ["key"]) { nodes { id } } }', "bad_parameter"),
        ("{ changes(first: 0) { nodes { id } } }", "bad_parameter"),
        ("{ changes(first: 501) { nodes { id } } }", "bad_parameter"),
        ('{ history(id: "agy_x") { nodes { id } } }', "not_found"),
        ('{ history(id: "agy_x", after: "x") { nodes { id } } }', "bad_cursor"),
        ('{ history(id: "agy_x", first: 0) { nodes { id } } }', "bad_parameter"),
    ],
)
async def test_what_rest_refuses_is_refused(
    client: httpx.AsyncClient, world: World, query: str, code: str
) -> None:
    assert refusals(await send(client, query, world.key("reader"))) == [code]


async def test_a_key_that_may_not_read_reads_no_feed(
    client: httpx.AsyncClient, world: World
) -> None:
    made = await client.post(
        "/v1/keys",
        json={"label": "push", "agency": "kent-police", "permissions": ["push"]},
        headers=world.key("operator"),
    )
    headers = {"Authorization": f"Bearer {made.json()['token']}"}

    answer = await send(client, "{ changes { nodes { id } } }", headers)
    assert refusals(answer) == ["permission_missing"]


@pytest.mark.parametrize("who", ["reader", "police", "operator"])
async def test_the_feed_is_that_of_rest(
    client: httpx.AsyncClient, furnished: World, who: str
) -> None:
    whole = (await rest(client, furnished, "/changes?limit=1000", who))["items"]

    assert {"figure", "submission", "KPI", "action"} <= {each["noun"] for each in whole}
    found, after, has_more = [], None, True
    while has_more:
        page = (await ask(client, furnished, FEED, who, first=40, after=after))["changes"]
        found += [as_rest(each) for each in page["nodes"]]
        after, has_more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        assert page["totalCount"] == len(whole)
    assert found == whole


async def test_a_cursor_of_one_door_is_good_in_the_other(
    client: httpx.AsyncClient, world: World
) -> None:
    cursor = (await rest(client, world, "/changes?limit=1000"))["cursor"]
    empty = (await ask(client, world, FEED, after=cursor))["changes"]
    assert (empty["nodes"], empty["pageInfo"]["endCursor"]) == ([], None)

    await world.push(client, row())
    await settled()
    page = (await ask(client, world, FEED, after=cursor))["changes"]

    assert [each["noun"] for each in page["nodes"]] == ["submission", "figure"]
    then = await rest(client, world, f"/changes?since={page['pageInfo']['endCursor']}")
    assert then["items"] == []


async def test_the_feed_is_narrowed_as_that_of_rest(
    client: httpx.AsyncClient, world: World
) -> None:
    path = "/changes?limit=1000&noun=KPI&noun=edition&partnership=dartford"
    narrowed = (await rest(client, world, path))["items"]

    page = (await ask(client, world, FEED, noun=["KPI", "edition"], partnership=["dartford"]))[
        "changes"
    ]

    assert [as_rest(each) for each in page["nodes"]] == narrowed
    assert page["totalCount"] == len(narrowed) > 1


async def test_a_history_is_that_of_rest(client: httpx.AsyncClient, furnished: World) -> None:
    figures = (await rest(client, furnished, "/figures?limit=1"))["items"]
    edition = (await rest(client, furnished, "/plans/dartford-2019-22/editions"))["items"][0]
    for id_ in (figures[0]["id"], edition["id"]):
        listed = await rest(client, furnished, f"/history/{id_}?limit=1000&include_total=true")

        page = (await ask(client, furnished, HISTORY, id=id_))["history"]

        assert [as_rest(each) for each in page["nodes"]] == listed["items"]
        assert page["totalCount"] == listed["total"] == len(listed["items"])


async def test_an_entry_leads_to_the_agency_whose_key_it_was(
    client: httpx.AsyncClient, world: World
) -> None:
    await world.push(client, row())
    await settled()
    query = '{ changes(noun: ["submission"]) { nodes { agency { name } } } }'

    nodes = (await ask(client, world, query))["changes"]["nodes"]

    assert nodes == [{"agency": {"name": "Kent Police"}}]
