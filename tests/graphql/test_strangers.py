"""Who is given what: the schema to everybody, all else to a key that may read."""

import httpx
import pytest

from service.domain.callers import Permission
from service.graphql.schema import schema_text
from service.usecases import keys
from tests.build import ROOT, World
from tests.graphql.ask import GRAPHQL_JSON, refusals, send

JSON = "application/json"
QUERY = "{ areas { nodes { code } } }"
BOTH = pytest.mark.parametrize("accept", [JSON, GRAPHQL_JSON])

HIDDEN = [
    QUERY,
    "{ __typename areas { nodes { id } } }",
    "{ __schema { queryType { name } } ...F } fragment F on Query { areas { nodes { id } } }",
    "{ ... { ... on Query { areas { nodes { id } } } } }",
    "query($x: Boolean = true) { areas @include(if: $x) { nodes { id } } }",
    '{ __typename: node(id: "are_1") { id } }',
]


@BOTH
async def test_the_schema_is_everybodys(client: httpx.AsyncClient, accept: str) -> None:
    response = await send(client, "{ __schema { queryType { name } } __typename }", accept=accept)
    assert response.status_code == 200
    assert response.json()["data"] == {
        "__schema": {"queryType": {"name": "Query"}},
        "__typename": "Query",
    }
    text = await client.get("/schema.graphql")
    assert text.status_code == 200
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert text.text == schema_text()


@BOTH
@pytest.mark.parametrize("query", HIDDEN)
async def test_nothing_but_the_schema_is_given_to_a_stranger(
    client: httpx.AsyncClient, world: World, accept: str, query: str
) -> None:
    response = await send(client, query, accept=accept)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer realm="community-safety"'
    assert refusals(response) == ["key_missing"]
    assert "data" not in response.json()


async def test_a_variable_that_is_null_lets_a_stranger_have_nothing(
    client: httpx.AsyncClient, world: World
) -> None:
    query = "query($x: Boolean = true) { areas @include(if: $x) { nodes { id } } }"
    response = await send(client, query, variables={"x": None})
    assert response.status_code == 400
    assert refusals(response) == ["query_invalid"]
    assert "data" not in response.json()


@BOTH
async def test_a_key_that_may_not_read_is_refused(
    client: httpx.AsyncClient, world: World, accept: str
) -> None:
    async with world.desk.writing(ROOT, "req_key") as work:
        made = await keys.mint(
            work,
            label="push",
            agency="kent-police",
            permissions=[Permission.PUSH],
            expires_at=None,
        )
    key = {"Authorization": f"Bearer {made.token}"}
    response = await send(client, QUERY, key, accept=accept)
    assert response.status_code == 403
    assert refusals(response) == ["permission_missing"]
    assert (await send(client, "{ __typename }", key)).status_code == 200


async def test_a_key_that_is_not_valid_is_refused_before_the_body_is_read(
    client: httpx.AsyncClient, world: World
) -> None:
    headers = {"Authorization": "Bearer csp_wrong", "Content-Type": JSON}
    response = await client.post("/graphql", content=b"{", headers=headers)
    assert response.status_code == 401
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "key_refused"
