"""The floor to measure against: the service's own statements in a bare ASGI function.

The same SQL with the same arguments in the same snapshot, and its rows as the same JSON by orjson;
but no key, no GraphQL, no limits, no log. Beside it an empty FastAPI route, at /empty.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final
from unittest.mock import patch

import asyncpg
import orjson
from fastapi import FastAPI, Response
from graphql import execute
from starlette.types import ASGIApp, Receive, Scope, Send

from service.db.store import Store
from service.domain.callers import Caller, Permission
from service.graphql.context import Context
from service.graphql.documents import operation_in
from service.graphql.schema import Executor, core_schema
from service.main import make_desk
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
        self._pool = await asyncpg.create_pool(self._dsn, min_size=4, max_size=4, reset=_nothing)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._pool.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _read(self, path: str) -> bytes:
        async with (
            self._pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            rows = [await connection.fetch(sql, *given) for sql, given in self._statements[path]]
        return orjson.dumps(_answer(path, rows, _editions_in(self._statements[path][-1])))


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
    fetch = Store.fetch

    async def noted(store: Store, sql: str, **given: object) -> Any:
        run.append(store._bind(sql, given))
        return await fetch(store, sql, **given)

    with patch.object(Store, "fetch", noted):
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


def _editions_in(statement: Statement) -> Sequence[str]:
    """Find the editions that a statement is asked for."""
    _, given = statement
    return next(each for each in given if isinstance(each, list) and str(each[0])[:4] == "edn_")


def _answer(path: str, rows: Sequence[Rows], editions: Sequence[str]) -> dict[str, Any]:
    """Make of the rows what GraphQL answers; the last of them stand under the editions, by turn."""
    partnerships, plans, priorities = rows
    written = {
        editions[turn - 1]: orjson.Fragment(f"[{','.join(row['json'] for row in found)}]")
        for turn, found in groupby(priorities, key=lambda row: row["parent_turn"])
    }
    plan_of = {
        row["partnership"][1]: {
            "code": row["plan.code"],
            "priorities": {"nodes": written[row["id"]]},
        }
        for row in plans
        if row["id"] in written
    }
    shown = [{"code": row["code"], "plan": plan_of[row["id"]]} for row in partnerships]
    is_one = path.startswith("/partnership/")
    return {"data": {"partnership": shown[0]} if is_one else {"partnerships": {"nodes": shown}}}
