"""GraphQL over HTTP: a query in, one snapshot read, JSON out.

After the GraphQL-over-HTTP specification: a client that accepts
`application/graphql-response+json` gets a status that tells how it went; one that accepts plain
JSON gets 200 for every request that is well-formed, unless it needs a key.
"""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
import structlog
from fastapi import FastAPI, Request, Response
from graphql import ExecutionResult, GraphQLError, execute

from service import wire
from service.domain.callers import Caller, Permission
from service.domain.errors import KeyMissing, NotAuthenticated, NotPermitted, Refusal
from service.graphql import limits
from service.graphql.context import Context
from service.graphql.documents import QueryErrors, operation_in
from service.graphql.operations import Operation
from service.graphql.query import is_one_statement
from service.graphql.schema import Executor, core_schema, schema_text
from service.problems import (
    BodyTooLarge,
    InternalError,
    MalformedBody,
    UnsupportedMediaType,
    WrongMethod,
    kind_of,
)
from service.refusing import headers_of
from service.usecases.work import Desk

log = structlog.get_logger("service")

JSON: Final = "application/json"
GRAPHQL_JSON: Final = "application/graphql-response+json"
_OPTIONAL: Final = {"operationName": str, "variables": dict, "extensions": dict}
_FORMS: Final = {str: "a text", dict: "an object"}
# A body that is no GraphQL request, and a missing key, are HTTP's concern for every client.
_HTTPS: Final = (
    *(NotAuthenticated, NotPermitted, WrongMethod),
    *(BodyTooLarge, MalformedBody, UnsupportedMediaType),
)
_HEADERS: Final = {"Cache-Control": "private, no-store", "Vary": "Authorization, Accept"}


@dataclass(frozen=True)
class Asked:
    """A GraphQL request as it was sent."""

    query: str
    operation_name: str | None
    variables: Mapping[str, Any]


def add_graphql(app: FastAPI, page: Callable[[], Response], *, compiles: bool = True) -> None:
    """Add `/graphql`, with a page for browsers, and `/schema.graphql`.

    `compiles` False has everything read the plain way.
    """

    async def graphql(request: Request) -> Response:
        try:
            asked = _read(request, await request.body())
            operation = operation_in(asked.query, asked.operation_name, asked.variables)
            _admit(request.state.caller, operation)
            desk: Desk = request.app.state.desk
            return await _answer(request, desk, asked, operation, compiles=compiles)
        except Refusal as refusal:
            return _refused(request, refusal)

    async def graphiql(request: Request) -> Response:
        if "text/html" not in request.headers.get("accept", ""):
            response = _refused(request, WrongMethod("Queries are sent by POST."))
            response.headers["Allow"] = "POST"
            return response
        return page()

    async def schema(_: Request) -> Response:
        return Response(schema_text(), media_type="text/plain; charset=utf-8")

    # FastAPI has nothing to read or check here, so Starlette's own routes do.
    app.add_route("/graphql", graphql, methods=["POST"], include_in_schema=False)
    app.add_route("/graphql", graphiql, methods=["GET"], include_in_schema=False)
    app.add_route("/schema.graphql", schema, methods=["GET"], include_in_schema=False)


def _read(request: Request, body: bytes) -> Asked:
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != JSON:
        raise UnsupportedMediaType(f"Send the query as {JSON}, not as {given or 'nothing'}.")
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise MalformedBody(f"The body is not JSON: {error}.") from error
    if isinstance(sent, list):
        raise MalformedBody("One request holds one query; a list of them is not read.")
    if not isinstance(sent, dict) or not isinstance(sent.get("query"), str):
        raise MalformedBody("The body has to be an object with a text as its `query`.")
    for name, form in _OPTIONAL.items():
        if not isinstance(sent.get(name), form | None):
            raise MalformedBody(f"`{name}` has to be {_FORMS[form]}, or null.")
    return Asked(sent["query"], sent.get("operationName"), sent.get("variables") or {})


def _admit(caller: Caller, operation: Operation) -> None:
    """Let everybody have the schema, and a key that may read whatever there is."""
    if operation.is_introspection:
        return
    if not caller.key_id:
        raise KeyMissing("Send a key as a bearer token in the Authorization header.")
    caller.must(Permission.READ)


async def _answer(
    request: Request, desk: Desk, asked: Asked, operation: Operation, *, compiles: bool
) -> Response:
    # One statement is a snapshot by itself; more than one read theirs in a transaction.
    reads_once = compiles and is_one_statement(operation, desk.today())
    opened = desk.glancing if reads_once else desk.reading
    async with opened(request.state.caller) as work:
        size = operation.known(
            work.today, "size", lambda: limits.size_of(operation.selection, work.today)
        )
        limits.check(size)
        executing = execute(
            core_schema(),
            operation.document,
            context_value=Context(work, operation, compiles),
            variable_values=dict(asked.variables),
            operation_name=asked.operation_name,
            executor_class=Executor,
        )
        result = executing if isinstance(executing, ExecutionResult) else await executing
    errors = result.errors or []
    # An error without a path comes from before the first field: nothing was executed.
    is_refused = any(error.path is None for error in errors)
    told: dict[str, Any] = {} if is_refused else {"data": result.data}
    if errors:
        told["errors"] = [_told(request, error) for error in errors]
    told["extensions"] = {"cost": size.things}
    return _reply(request, told, 400 if is_refused and _tells_status(request) else 200)


def _refused(request: Request, refusal: Refusal) -> Response:
    """Answer a request that was not executed, in GraphQL's shape."""
    if isinstance(refusal, QueryErrors):
        errors = [
            _told(
                request,
                GraphQLError(
                    each.message, each.nodes, each.source, each.positions, original_error=refusal
                ),
            )
            for each in refusal.errors
        ]
    else:
        errors = [_told(request, GraphQLError(refusal.detail, original_error=refusal))]
    is_https = isinstance(refusal, _HTTPS)
    status = kind_of(refusal).status if is_https or _tells_status(request) else 200
    response = _reply(request, {"errors": errors}, status)
    response.headers.update(headers_of(refusal))
    return response


def _told(request: Request, error: GraphQLError) -> dict[str, Any]:
    """Tell of an error: a refusal with its code, a fault of ours without its text."""
    cause = error.original_error
    told: dict[str, Any] = {"message": error.message}
    if error.locations:
        told["locations"] = [each.formatted for each in error.locations]
    if error.path:
        told["path"] = error.path
    if cause is not None and not isinstance(cause, Refusal | GraphQLError):
        told_of = "".join(traceback.format_exception(cause))  # without any frame's variables
        log.error("failed", path=request.url.path, exception=told_of)
        told["message"] = "Something has gone wrong here."
        cause = InternalError(told["message"])
    code = kind_of(cause).code if isinstance(cause, Refusal) else "query_invalid"
    told["extensions"] = {"code": code, "request_id": request.state.request_id}
    if isinstance(cause, Refusal) and cause.faults:
        told["extensions"]["errors"] = [
            {name: value for name, value in vars(fault).items() if value is not None}
            for fault in cause.faults
        ]
    return told


def _tells_status(request: Request) -> bool:
    return GRAPHQL_JSON in request.headers.get("accept", "")


def _reply(request: Request, told: Mapping[str, Any], status: int) -> Response:
    media_type = GRAPHQL_JSON if _tells_status(request) else JSON
    return Response(wire.dumps(told), status, _HEADERS, f"{media_type}; charset=utf-8")
