"""The edge: what holds for every request, whatever door it comes to."""

import json
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest
import structlog
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route
from starlette.types import Message, Scope

from service.main import make_app, make_desk
from service.settings import Settings
from service.usecases.work import Desk
from tests.build import World
from tests.conftest import Clock

SECRET = "the password is swordfish"
JSON = {"Content-Type": "application/json"}


async def fail(_: Request) -> None:
    """Fail as a bug would, with something in the message that nobody should see."""
    raise RuntimeError(SECRET)


async def fail_half_way(_: Request) -> StreamingResponse:
    """Begin to answer, then fail."""
    return StreamingResponse(some_of_it())


async def some_of_it() -> AsyncIterator[bytes]:
    yield b"{"
    raise RuntimeError(SECRET)


@pytest.fixture
def broken(settings: Settings, desk: Desk) -> FastAPI:
    """A service that has two addresses more, which fail."""
    app = make_app(settings, desk)
    app.router.routes += [Route("/fail", fail), Route("/fail-half-way", fail_half_way)]
    return app


def client_of(app: FastAPI, *, fails: bool = False) -> httpx.AsyncClient:
    """Return a client of a service; what the server is left with `fails` the client, if told."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=fails)
    return httpx.AsyncClient(transport=transport, base_url="http://service.test")


@pytest.mark.parametrize("given", ["trace-7.a_B", "x" * 64])
async def test_a_request_keeps_the_id_that_it_came_with(
    client: httpx.AsyncClient, world: World, given: str
) -> None:
    response = await client.get("/v1/areas", headers={"X-Request-Id": given})

    assert response.headers["x-request-id"] == response.json()["request_id"] == given


@pytest.mark.parametrize("given", [None, "", "x" * 65, "two words", "a\tb", "id;drop", "ü"])
async def test_an_id_that_is_not_fit_for_a_log_is_replaced(
    client: httpx.AsyncClient, world: World, given: str | None
) -> None:
    headers = {} if given is None else {b"X-Request-Id": given.encode("latin-1")}

    ids = {(await client.get("/v1/areas", headers=headers)).headers["x-request-id"] for _ in "ab"}

    assert len(ids) == 2
    assert all(each.startswith("req_") for each in ids)


@pytest.mark.parametrize(
    ("path", "who", "status"),
    [
        ("/v1/areas", "reader", 200),
        ("/v1/areas", None, 401),
        ("/v1/keys", "reader", 403),
        ("/v1/areas/nowhere", "reader", 404),
        ("/nowhere", "reader", 404),
        ("/fail", "reader", 500),
        ("/healthz", None, 200),
        ("/problems/not_found", None, 200),
    ],
)
async def test_every_reply_has_the_headers_of_a_safe_one(
    broken: FastAPI, world: World, path: str, who: str | None, status: int
) -> None:
    async with client_of(broken) as client:
        response = await client.get(path, headers=world.key(who) if who else {})

    assert response.status_code == status
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["strict-transport-security"] == "max-age=31536000"
    assert "default-src" in response.headers["content-security-policy"]
    assert response.headers["x-request-id"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/v1/areas", "GET, POST"),
        ("POST", "/v1/areas/dartford", "DELETE, GET, PATCH"),
        ("DELETE", "/v1/submissions/x/rows", "GET"),
        ("POST", "/healthz", "GET"),
    ],
)
async def test_a_method_that_an_address_does_not_know_is_told_which_it_does(
    client: httpx.AsyncClient, world: World, method: str, path: str, allowed: str
) -> None:
    response = await client.request(method, path, headers=world.key("operator"))

    assert (response.status_code, response.json()["code"]) == (405, "wrong_method")
    assert response.headers["allow"] == allowed


async def test_an_unknown_address_is_a_problem_too(client: httpx.AsyncClient, world: World) -> None:
    response = await client.get("/v1/nowhere", headers=world.key("reader"))

    assert (response.status_code, response.json()["code"]) == (404, "unknown_path")


async def test_a_bug_is_a_blank_500_and_an_error_in_the_log_without_any_key(
    broken: FastAPI, world: World
) -> None:
    headers = world.key("reader") | {"X-Request-Id": "the-one"}
    with structlog.testing.capture_logs() as logged:
        async with client_of(broken) as client:
            response = await client.get("/fail", headers=headers)

    assert (response.status_code, response.json()["code"]) == (500, "internal_error")
    assert response.json()["request_id"] == "the-one"
    assert SECRET not in response.text
    (error,) = [each for each in logged if each["log_level"] == "error"]
    assert "RuntimeError" in error["exception"]
    assert world.tokens["reader"] not in json.dumps(logged)


async def test_what_fails_after_it_began_to_answer_is_cut_off(
    broken: FastAPI, world: World
) -> None:
    async with client_of(broken, fails=True) as client:
        with pytest.raises(RuntimeError, match="swordfish"):
            await client.get("/fail-half-way", headers=world.key("reader"))


async def test_every_request_is_one_line_in_the_log_without_secrets(
    client: httpx.AsyncClient, world: World
) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    headers = world.key("reader") | {"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
    merge: Any = structlog.contextvars.merge_contextvars
    with structlog.testing.capture_logs(processors=[merge]) as logged:
        response = await client.get("/v1/areas?limit=1", headers=headers)

    (line,) = [each for each in logged if each["event"] == "request"]
    reader = await world.caller("reader")
    assert (line["method"], line["path"], line["status"]) == ("GET", "/v1/areas", 200)
    assert (line["key"], line["trace_id"]) == (reader.key_id, trace)
    assert line["request_id"] == response.headers["x-request-id"]
    assert world.tokens["reader"].split("_")[2] not in json.dumps(logged)


async def test_a_sender_who_leaves_half_way_is_no_error(app: FastAPI, world: World) -> None:
    waiting: list[Message] = [
        {"type": "http.request", "body": b'{"rows":', "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    headers = world.new("police", **JSON)
    scope: Scope = {
        "type": "http",
        "method": "POST",
        "path": "/v1/submissions",
        "query_string": b"",
        "headers": [(name.lower().encode(), text.encode()) for name, text in headers.items()],
    }
    with structlog.testing.capture_logs() as logged:
        await app(scope, receive, send)

    assert sent == []
    assert [each["event"] for each in logged if each["log_level"] == "error"] == []
    assert "left" in [each["event"] for each in logged]


@pytest.fixture
async def unreachable(settings: Settings, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service whose database has gone away."""
    desk = make_desk(settings, "postgresql://nobody@127.0.0.1:1/nowhere", clock)
    await desk._database.open()
    async with client_of(make_app(settings, desk)) as client:
        yield client
    await desk.close()


async def test_without_its_database_the_service_asks_for_patience(
    unreachable: httpx.AsyncClient, world: World
) -> None:
    for path in ("/v1/areas", "/readyz"):
        headers = {} if path == "/readyz" else world.key("reader")
        response = await unreachable.get(path, headers=headers)

        assert (response.status_code, response.json()["code"]) == (503, "unavailable")
        assert response.headers["retry-after"] == "5"
        assert "127.0.0.1" not in response.text


async def test_the_service_is_alive_without_its_database(unreachable: httpx.AsyncClient) -> None:
    assert (await unreachable.get("/healthz")).json() == {"status": "alive"}


async def test_a_service_ahead_of_its_database_is_not_ready(
    client: httpx.AsyncClient, world: World, database: str
) -> None:
    assert (await client.get("/readyz")).json() == {"status": "ready"}
    connection = await asyncpg.connect(database)
    set_to = "update alembic_version set version_num = $1"
    (head,) = await connection.fetchrow("select version_num from alembic_version")
    try:
        await connection.execute(set_to, "0001")
        response = await client.get("/readyz")
    finally:
        await connection.execute(set_to, head)
        await connection.close()

    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert f"stands at migration 0001, not {head}" in response.json()["detail"]


PREFLIGHT = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization, idempotency-key",
}


async def test_pages_of_other_origins_may_not_call_unless_told(
    client: httpx.AsyncClient, world: World
) -> None:
    origin = {"Origin": "https://dashboard.example"}

    asked = await client.options("/v1/areas", headers=origin | PREFLIGHT)
    read = await client.get("/v1/areas", headers=world.key("reader") | origin)

    assert asked.status_code == 401
    assert not any(name.startswith("access-control") for name in [*asked.headers, *read.headers])


@pytest.mark.parametrize(
    ("origin", "may"), [("https://dashboard.example", True), ("https://evil.example", False)]
)
async def test_pages_of_the_origins_in_the_setting_may_call(
    desk: Desk, world: World, origin: str, may: bool
) -> None:
    settings = Settings(cors_origins=("https://dashboard.example",))
    async with client_of(make_app(settings, desk)) as client:
        asked = await client.options("/v1/areas", headers={"Origin": origin} | PREFLIGHT)
        read = await client.get("/v1/areas", headers=world.key("reader") | {"Origin": origin})

    allowed = origin if may else None
    assert asked.headers.get("access-control-allow-origin") == allowed
    assert read.headers.get("access-control-allow-origin") == allowed
    assert "access-control-allow-credentials" not in read.headers
    assert asked.status_code == (200 if may else 400)
