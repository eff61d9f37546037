"""The floor to measure against: the service's own statements in a bare ASGI function.

The same SQL with the same arguments, one statement for each answer, and its rows in the same JSON;
but no key, no GraphQL, no limits, no log. Beside it an empty FastAPI route, at /empty.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from unittest.mock import patch

import asyncpg
import orjson
from fastapi import FastAPI, Response
from graphql import execute
from starlette.types import ASGIApp, Receive, Scope, Send

from service.db.database import server_settings
from service.db.store import Store
from service.domain.callers import Caller, Permission
from service.graphql.context import Context
from service.graphql.documents import operation_in
from service.graphql.schema import Executor, core_schema
from service.main import database_limits, make_desk
from service.settings import Settings
from service.usecases.work import Desk
from tests.bench.country import DISTRICTS
from tests.bench.queries import CODES, COUNTIES, COUNTY, PARTNERSHIP

READER: Final = Caller(
    key_id="key_bench",
    agency_id=None,
    agency=None,
    permissions=frozenset({Permission.READ}),
    coordinates=frozenset(),
    coordinated_area_ids=frozenset(),
)
Statement = tuple[str, Sequence[object]]
Rows = Sequence[Mapping[str, Any]]


class Bare:
    """Answers /partnership/7 and /county/3 with what the service's read of it comes to."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._pool: Any = None
        self._statements: dict[str, list[Statement]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or open and close."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        body = await self._read(scope["path"])
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._statements = await statements_of_reads(self._dsn)
        self._pool = await asyncpg.create_pool(
            self._dsn,
            min_size=4,
            max_size=4,
            reset=_nothing,
            server_settings=server_settings(database_limits(Settings())),
        )
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._pool.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _read(self, path: str) -> bytes:
        ((sql, given),) = self._statements[path]
        async with self._pool.acquire() as connection:
            rows = await connection.fetch(sql, *given)
        return orjson.dumps(_answer(path, rows))


async def _nothing(_: asyncpg.Connection) -> None:
    """Reset nothing, as the service does not either."""


def make_bare(dsn: str) -> ASGIApp:
    """Make the floor, with the empty route of FastAPI beside it."""
    bare, empty = Bare(dsn), FastAPI()

    @empty.get("/empty")
    async def nothing() -> Response:
        return Response(b"{}", media_type="application/json")

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await (empty if scope.get("path") == "/empty" else bare)(scope, receive, send)

    return app


async def statements_of_reads(dsn: str) -> dict[str, list[Statement]]:
    """Have the service read every partnership and county once; return the statements it ran."""
    desk = make_desk(Settings(), dsn)
    await desk.open()
    try:
        found = {}
        for number in range(1, DISTRICTS + 1):
            asked = {"code": CODES[number]}
            found[f"/partnership/{number}"] = await _statements(desk, PARTNERSHIP, asked)
        for number, codes in enumerate(COUNTIES):
            found[f"/county/{number}"] = await _statements(desk, COUNTY, {"codes": codes})
    finally:
        await desk.close()
    return found


async def _statements(desk: Desk, query: str, variables: Mapping[str, Any]) -> list[Statement]:
    run: list[Statement] = []
    bind = Store._bind

    def noted(store: Store, sql: str, given: Mapping[str, object]) -> Statement:
        run.append(bind(store, sql, given))
        return run[-1]

    with patch.object(Store, "_bind", noted):
        async with desk.reading(READER) as work:
            operation = operation_in(query, None, variables)
            reading: Any = execute(
                core_schema(),
                operation.document,
                context_value=Context(work, operation),
                variable_values=dict(variables),
                executor_class=Executor,
            )
            result = await reading
    if result.errors:
        raise result.errors[0]
    return run


def _answer(path: str, rows: Rows) -> dict[str, Any]:
    """Make of the rows what GraphQL answers."""
    written = ",".join(row["json"] for row in rows)
    if path.startswith("/partnership/"):
        return {"data": {"partnership": orjson.Fragment(written)}}
    return {"data": {"partnerships": {"nodes": orjson.Fragment(f"[{written}]")}}}
