"""GraphQL over HTTP: what is read, what is refused, and with which status."""

from collections.abc import AsyncIterator

import httpx
import pytest

from service.main import make_app
from service.settings import Settings
from service.usecases.work import Desk
from tests.build import World
from tests.graphql.ask import GRAPHQL_JSON, ask, refusals, send

JSON = "application/json"
QUERY = "{ areas { nodes { code } } }"
BOTH = pytest.mark.parametrize("accept", [JSON, GRAPHQL_JSON])

# What is sent, and the code of its refusal. None of it is executed.
NOT_EXECUTED = {
    "{": "query_invalid",
    "": "query_invalid",
    "{ nothing }": "query_invalid",
    "{ areas(first: $n) { nodes { id } } }": "query_invalid",
    "query($n: Int) { areas { nodes { id } } }": "query_invalid",
    "fragment F on Area { id }": "query_invalid",
    "query A { __typename } query B { __typename }": "query_invalid",
    "mutation { __typename }": "query_invalid",
    "subscription { areas { nodes { id } } }": "query_invalid",
    "{ areas { nodes { id } } }" + " " * 100_000: "query_too_large",
}


@BOTH
async def test_an_answer_has_the_media_type_that_is_accepted(
    client: httpx.AsyncClient, world: World, accept: str
) -> None:
    response = await send(client, QUERY, world.key("reader"), accept=accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    assert response.headers["cache-control"] == "private, no-store"
    assert response.headers["vary"] == "Authorization, Accept"
    codes = ["E07000107", "E07000114", "E10000016"]
    assert response.json() == {
        "data": {"areas": {"nodes": [{"code": code} for code in codes]}},
        "extensions": {"cost": 50},
    }


@pytest.mark.parametrize("query", NOT_EXECUTED)
@pytest.mark.parametrize(("accept", "status"), [(JSON, 200), (GRAPHQL_JSON, 400)])
async def test_a_query_that_cannot_be_executed_is_refused_without_data(
    client: httpx.AsyncClient, query: str, accept: str, status: int
) -> None:
    response = await send(client, query, accept=accept)
    assert response.status_code == status
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    assert refusals(response) == [NOT_EXECUTED[query]]
    assert response.json().keys() == {"errors"}


async def test_a_refusal_says_where_the_query_is_wrong(client: httpx.AsyncClient) -> None:
    for query, places in (
        ("{ areas {\n nothing", [(2, 9)]),
        ("{\n areas { naught } partnerships { nil } }", [(2, 10), (2, 34)]),
    ):
        response = await send(client, query)
        assert response.status_code == 400
        locations = [error["locations"] for error in response.json()["errors"]]
        assert locations == [[{"line": line, "column": column}] for line, column in places]


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"day": "2021-02-30", "code": "kent"}, "$day"),
        ({"day": 20210601, "code": "kent"}, "$day"),
        ({"day": "2021-06-01"}, "$code"),
        ({"day": "2021-06-01", "code": None}, "$code"),
        ({"day": "2021-06-01", "code": ["kent"]}, "$code"),
        ({"day": "2021-06-01", "code": "kent", "filter": {"colour": "red"}}, "$filter"),
        ({"day": "2021-06-01", "code": "kent", "filter": {"kind": ["COUNCIL"]}}, "$filter"),
    ],
)
@pytest.mark.parametrize(("accept", "status"), [(JSON, 200), (GRAPHQL_JSON, 400)])
async def test_a_variable_of_another_form_is_refused_before_anything_is_executed(
    client: httpx.AsyncClient,
    world: World,
    variables: dict[str, object],
    told: str,
    accept: str,
    status: int,
) -> None:
    query = """query($day: Date, $code: String!, $filter: AgencyFilter) {
        area(code: $code) { id } agencies(filter: $filter) { nodes { id } }
        partnership(code: "dartford") { plan(on: $day) { id } } }"""
    response = await send(client, query, world.key("reader"), accept=accept, variables=variables)
    assert response.status_code == status
    assert refusals(response) == ["query_invalid"]
    assert "data" not in response.json()
    (error,) = response.json()["errors"]
    assert told in error["message"]
    assert error["locations"]


async def test_the_operation_that_is_named_is_the_one_executed(
    client: httpx.AsyncClient, world: World
) -> None:
    query = 'query A { area(code: "kent") { slug } } query B { area(code: "thanet") { slug } }'
    for name, slug in (("A", "kent"), ("B", "thanet")):
        response = await send(client, query, world.key("reader"), operationName=name)
        assert response.json()["data"] == {"area": {"slug": slug}}
    for unknown in ("C", ""):
        response = await send(client, query, world.key("reader"), operationName=unknown)
        assert response.status_code == 400
        assert refusals(response) == ["query_invalid"]


@BOTH
@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"{", "not JSON"),
        (b"", "not JSON"),
        (b'{"query": "\xff"}', "not JSON"),
        (b"{}", "`query`"),
        (b'{"query": 1}', "`query`"),
        (b'"{ areas { nodes { id } } }"', "`query`"),
        (b'[{"query": "{ __typename }"}]', "One request holds one query"),
        (b'{"query": "{ __typename }", "variables": []}', "`variables`"),
        (b'{"query": "{ __typename }", "variables": 0}', "`variables`"),
        (b'{"query": "{ __typename }", "variables": "{}"}', "`variables`"),
        (b'{"query": "{ __typename }", "operationName": 1}', "`operationName`"),
        (b'{"query": "{ __typename }", "extensions": false}', "`extensions`"),
    ],
)
async def test_a_body_that_is_no_graphql_request_is_refused_whatever_is_accepted(
    client: httpx.AsyncClient, accept: str, body: bytes, told: str
) -> None:
    headers = {"Accept": accept, "Content-Type": JSON}
    response = await client.post("/graphql", content=body, headers=headers)
    assert response.status_code == 400
    assert refusals(response) == ["malformed_body"]
    assert told in response.json()["errors"][0]["message"]


async def test_members_of_the_body_may_be_null(client: httpx.AsyncClient, world: World) -> None:
    response = await send(
        client, QUERY, world.key("reader"), variables=None, operationName=None, extensions=None
    )
    assert response.status_code == 200
    assert "errors" not in response.json()


@BOTH
@pytest.mark.parametrize("sent", ["application/graphql", "text/plain", None])
async def test_a_body_of_another_media_type_is_refused(
    client: httpx.AsyncClient, accept: str, sent: str | None
) -> None:
    headers = {"Accept": accept}
    if sent is not None:
        headers["Content-Type"] = sent
    response = await client.post("/graphql", content=b'{"query": "{}"}', headers=headers)
    assert response.status_code == 415
    assert refusals(response) == ["unsupported_media_type"]
    charset = await client.post(
        "/graphql",
        content=b'{"query": "{ __typename }"}',
        headers={**headers, "Content-Type": "Application/JSON; charset=utf-8"},
    )
    assert charset.status_code == 200


async def test_a_browser_gets_a_page_and_others_are_told_to_post(
    client: httpx.AsyncClient,
) -> None:
    page = await client.get("/graphql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "/graphiql/graphiql.min.js" in page.text
    for accept in (JSON, GRAPHQL_JSON, "*/*"):
        response = await client.get(
            "/graphql", params={"query": "{ __typename }"}, headers={"Accept": accept}
        )
        assert response.status_code == 405
        assert response.headers["allow"] == "POST"
        assert refusals(response) == ["wrong_method"]


@BOTH
async def test_a_body_that_turns_out_too_large_is_refused(desk: Desk, accept: str) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b" " * 1024

    app = make_app(Settings(max_body_bytes=2048), desk)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://service.test"
    ) as client:
        response = await client.post(
            "/graphql", content=body(), headers={"Content-Type": JSON, "Accept": accept}
        )
    assert response.status_code == 413
    assert refusals(response) == ["body_too_large"]


async def test_variables_that_are_too_many_to_keep_are_read_all_the_same(
    client: httpx.AsyncClient, world: World
) -> None:
    query = "query ($code: [String!]) { partnerships(filter: {code: $code}) { nodes { code } } }"
    codes = ["dartford", *(f"nowhere-{n}" for n in range(300))]

    data = await ask(client, world, query, code=codes)

    assert data == {"partnerships": {"nodes": [{"code": "dartford"}]}}
