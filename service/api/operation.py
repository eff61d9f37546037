"""How every REST operation runs: permission, body, one transaction, one reply.

An operation cannot be written without naming its permission, nor a change without its revision:
the methods of `Door` are the only way to add one, and `Operation` runs them all the same way:

    who may → what was sent → begin → (asked before?) → do → render → keep the reply → commit

and only then does the reply leave, so that nobody is told of what was not committed.
"""

import functools
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from fastapi import APIRouter, Depends, Request, Response
from fastapi.dependencies.utils import get_flat_params
from fastapi.params import Query
from fastapi.routing import APIRoute

from service.api import replies
from service.api.replies import (
    collection_responses,
    created_responses,
    deleted_responses,
    single_responses,
)
from service.domain.callers import Caller, Permission
from service.domain.errors import BadParameter, Fault, IdempotencyKeyMissing, KeyMissing
from service.problems import UnsupportedMediaType
from service.usecases import idempotency
from service.usecases.work import Desk, Work, fingerprint

_JSON: Final = frozenset({"application/json"})
_PATCH: Final = _JSON | {"application/merge-patch+json"}
_READS: Final = frozenset({"GET", "HEAD"})
_LONGEST_KEY: Final = 200

Endpoint = TypeVar("Endpoint", bound=Callable[..., Awaitable[Any]])


@dataclass(frozen=True)
class Terms:
    """On what terms an operation runs: the permission it needs, and whether its reply is kept."""

    permission: Permission
    keeps_reply: bool = False


class Operation(APIRoute):
    """A route that runs on its endpoint's terms."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap what FastAPI does with the request into permission, transaction and reply."""
        answer = super().get_route_handler()
        terms: Terms = vars(self.endpoint)["terms"]
        parameters = get_flat_params(self.dependant)
        known = {each.alias for each in parameters if isinstance(each.field_info, Query)}

        async def handle(request: Request) -> Response:
            caller: Caller = request.state.caller
            if not caller.key_id:
                raise KeyMissing("Send a key as a bearer token in the Authorization header.")
            caller.must(terms.permission)
            _check_query(request, known)
            desk: Desk = request.app.state.desk
            if request.method in _READS:
                async with desk.reading(caller) as work:
                    request.state.work = work
                    return replies.conditional(request, await answer(request))
            return await _write(request, desk, caller, terms, answer)

        return handle


async def _write(
    request: Request,
    desk: Desk,
    caller: Caller,
    terms: Terms,
    answer: Callable[[Request], Awaitable[Response]],
) -> Response:
    _check_media_type(request)
    body = await request.body()
    scope = _scope(request, caller) if terms.keeps_reply else None
    async with desk.writing(caller, request.state.request_id) as work:
        request.state.work = work
        if scope is None:
            return await answer(request)
        asked = fingerprint(request.url.query.encode(), body)
        if (kept := await idempotency.begin(work, scope, asked)) is not None:
            return replies.replayed(kept)
        response = await answer(request)
        await idempotency.finish(work, scope, asked, replies.to_keep(response))
        return response


def _check_query(request: Request, known: set[str]) -> None:
    """Refuse parameters that the operation does not know: ignoring one would mislead."""
    strangers = sorted(set(request.query_params) - known)
    if strangers:
        expected = ", ".join(sorted(known)) or "none"
        raise BadParameter(
            f"This operation does not know {', '.join(strangers)}. It knows: {expected}.",
            [Fault("unknown_parameter", "Not known here.", parameter=each) for each in strangers],
        )


def _check_media_type(request: Request) -> None:
    if request.method == "DELETE":
        return
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    accepted = _PATCH if request.method == "PATCH" else _JSON
    if given not in accepted:
        named = " or ".join(sorted(accepted))
        raise UnsupportedMediaType(f"Send the body as {named}, not as {given or 'nothing'}.")


def _scope(request: Request, caller: Caller) -> idempotency.Scope:
    """Read the Idempotency-Key, quoted (as the draft has it) or bare."""
    key = request.headers.get("idempotency-key", "").strip().removeprefix('"').removesuffix('"')
    if not key or len(key) > _LONGEST_KEY:
        raise IdempotencyKeyMissing(
            f"Send an Idempotency-Key of 1 to {_LONGEST_KEY} characters, new for every request.",
            [Fault("required", "A UUID will do.", header="Idempotency-Key")],
        )
    return idempotency.Scope(caller.key_id, request.method, request.url.path, key)


def work_of(request: Request) -> Work:
    """Hand an endpoint the work that was opened for its request."""
    work: Work = request.state.work
    return work


class Door:
    """Where the operations on one noun are written down."""

    def __init__(self, tag: str) -> None:
        self.router = APIRouter(prefix="/v1", route_class=Operation, tags=[tag])

    def lists(
        self, path: str, noun: type[Any], *, may: Permission = Permission.READ
    ) -> Callable[[Endpoint], Endpoint]:
        """Add a list of a noun."""
        return self._add("GET", path, Terms(may), replies.as_it_is, collection_responses(noun))

    def reads(
        self, path: str, of: type[Any], *, may: Permission = Permission.READ
    ) -> Callable[[Endpoint], Endpoint]:
        """Add a read of a single thing."""
        return self._add("GET", path, Terms(may), replies.single, single_responses(of))

    def creates(
        self,
        path: str,
        of: type[Any],
        *,
        may: Permission,
        keeps_reply: bool = True,
        minds_revision: bool = False,
        status: int = 201,
    ) -> Callable[[Endpoint], Endpoint]:
        """Add the making of a thing, with an Idempotency-Key unless the reply holds a secret.

        `minds_revision` says that it takes If-Match, which may be left out.
        """
        return self._add(
            "POST",
            path,
            Terms(may, keeps_reply),
            replies.created(path, status),
            created_responses(of, status, keeps_reply=keeps_reply, minds_revision=minds_revision),
        )

    def revises(
        self, path: str, of: type[Any], *, may: Permission
    ) -> Callable[[Endpoint], Endpoint]:
        """Add a change by merge patch (RFC 7396), on condition of If-Match."""
        return self._add(
            "PATCH", path, Terms(may), replies.single, single_responses(of, is_change=True)
        )

    def withdraws(self, path: str, *, may: Permission) -> Callable[[Endpoint], Endpoint]:
        """Add the removal of what was recorded by mistake, on condition of If-Match."""
        return self._add("DELETE", path, Terms(may), replies.nothing, deleted_responses())

    def _add(
        self,
        method: str,
        path: str,
        terms: Terms,
        render: Callable[[Any], Response],
        told: dict[str, Any],
    ) -> Callable[[Endpoint], Endpoint]:
        def add(endpoint: Endpoint) -> Endpoint:
            @functools.wraps(endpoint)
            async def rendered(*args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 -- FastAPI's
                return render(await endpoint(*args, **kwargs))

            vars(rendered)["terms"] = terms
            self.router.add_api_route(
                path,
                rendered,
                methods=[method],
                operation_id=endpoint.__name__,
                dependencies=[Depends(each) for each in told.pop("headers_asked")],
                openapi_extra={"x-permission": terms.permission.value},
                **told,
            )
            return endpoint

        return add
