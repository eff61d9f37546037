"""Replies: rendered in the one wire form, with their ETags, and described for the documentation."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, Final

from fastapi import Header, Request, Response
from pydantic import BaseModel, create_model

from service import wire
from service.domain.errors import (
    BadParameter,
    Fault,
    QueryInvalid,
    QueryTooLarge,
    RevisionMissing,
)
from service.domain.nodes import Node, Record
from service.problems import MEDIA_TYPE, TABLE, Kind
from service.refusing import Problem
from service.usecases.idempotency import Reply

JSON: Final = "application/json"
_PRIVATE: Final = {"Cache-Control": "private, no-cache", "Vary": "Authorization, Accept"}
_KEPT_HEADERS: Final = ("content-type", "etag", "location")


def single(thing: object) -> Response:
    """Reply with one thing. Its ETag is its revision, or else follows from what is shown."""
    body = wire.dumps(thing)
    tag = str(thing.revision) if isinstance(thing, Record) else _digest(body)
    return Response(body, media_type=JSON, headers={**_PRIVATE, "ETag": f'"{tag}"'})


def created(collection: str, status: int) -> Callable[[Any], Response]:
    """Reply with a thing just made, and where it is: under the collection, by its id if any."""

    def reply(thing: object) -> Response:
        response = single(thing)
        response.status_code = status
        if "{" not in collection and isinstance(thing, Node):
            response.headers["Location"] = f"/v1{collection}/{thing.id}"
        return response

    return reply


def nothing(_: None) -> Response:
    """Reply 204."""
    return Response(status_code=204, headers=_PRIVATE)


def as_it_is(response: Response) -> Response:
    """Reply with what the endpoint has rendered itself."""
    return response


def collection(stretch: Mapping[str, object], as_of: datetime, link: str | None) -> Response:
    """Reply with a stretch of a list, and the address of the next one (RFC 8288).

    The ETag follows from the stretch alone, since the instant it was read at is always another.
    """
    headers = {**_PRIVATE, "ETag": f'W/"{_digest(wire.dumps(stretch))}"'}
    if link is not None:
        headers["Link"] = f'<{link}>; rel="next"'
    return Response(wire.dumps({**stretch, "as_of": as_of}), media_type=JSON, headers=headers)


def conditional(request: Request, response: Response) -> Response:
    """Reply 304 when the reader has this state already (RFC 9110, If-None-Match).

    Tags are compared weakly, as that header asks: a proxy that compresses weakens them.
    """
    held = {_weak(tag.strip()) for tag in request.headers.get("if-none-match", "").split(",")}
    tag = response.headers.get("etag")
    if tag is None or not ({_weak(tag), "*"} & held):
        return response
    kept = {name: response.headers[name] for name in ("etag", "cache-control", "vary")}
    return Response(status_code=304, headers=kept)


def replayed(reply: Reply) -> Response:
    """Reply as the same request was replied to before."""
    headers = {**_PRIVATE, **reply.headers, "Idempotent-Replayed": "true"}
    return Response(reply.body, reply.status, headers=headers)


def to_keep(response: Response) -> Reply:
    """Take from a reply what is kept of it."""
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    return Reply(response.status_code, headers, bytes(response.body))


def revision_asked(
    if_match: Annotated[
        str | None,
        Header(alias="If-Match", description="The `ETag` of the revision that is to be changed."),
    ] = None,
) -> int:
    """Read which revision a change is meant for."""
    if if_match is None:
        raise RevisionMissing(
            "Send the ETag that you read as If-Match.",
            [Fault("required", 'For example: If-Match: "3".', header="If-Match")],
        )
    return _revision(if_match)


def revision_if_said(
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description="The `ETag` of the revision that was read, to be refused when it is not "
            "the last any more. May be left out.",
        ),
    ] = None,
) -> int | None:
    """Read which revision was read last, where that is said."""
    return None if if_match is None else _revision(if_match)


def _revision(if_match: str) -> int:
    text = if_match.strip().removeprefix('"').removesuffix('"')
    if not text.isdecimal() or len(text) > _LONGEST_REVISION:
        raise BadParameter(
            'If-Match has to be the ETag of one revision, such as "3".',
            [Fault("not_of_its_form", "Not an ETag of this service.", header="If-Match")],
        )
    return int(text)


_LONGEST_REVISION: Final = 9


def idempotency_key_asked(
    _: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            description="New for every thing you create, the same when you repeat the request; "
            "quoted or bare, 200 characters at most.",
        ),
    ] = None,
) -> None:
    """Describe the header; `Operation` reads it before anything is parsed."""


def single_responses(of: type[Any], *, is_change: bool = False) -> dict[str, Any]:
    """Describe the replies of a read of one thing, or of a change to it."""
    changing = (409, 412, 413, 415, 422, 428) if is_change else ()
    return {
        "response_model": of,
        "responses": _problems(400, 401, 403, 404, *changing),
        "headers_asked": [revision_asked] if is_change else [],
    }


def created_responses(
    of: type[Any], status: int, *, keeps_reply: bool, minds_revision: bool
) -> dict[str, Any]:
    """Describe the replies of the making of a thing."""
    stale = (412,) if minds_revision else ()
    return {
        "response_model": of,
        "status_code": status,
        "responses": _problems(400, 401, 403, 404, 409, *stale, 413, 415, 422),
        "headers_asked": [idempotency_key_asked] if keeps_reply else [],
    }


def deleted_responses() -> dict[str, Any]:
    """Describe the replies of a removal."""
    return {
        "status_code": 204,
        "responses": _problems(400, 401, 403, 404, 409, 412, 428),
        "headers_asked": [revision_asked],
    }


def collection_responses(noun: Any) -> dict[str, Any]:  # noqa: ANN401 -- a dataclass
    """Describe the replies of a list."""
    return {
        "response_model": list_of(noun),
        "responses": _problems(400, 401, 403, 404),
        "headers_asked": [],
    }


@lru_cache(maxsize=128)
def list_of(noun: Any) -> type[BaseModel]:  # noqa: ANN401 -- a dataclass
    """Describe a stretch of a list of a noun, as it is sent."""
    return create_model(
        f"{noun.__name__}List",
        items=(list[noun], ...),
        next_cursor=(str | None, ...),
        has_more=(bool, ...),
        as_of=(datetime, ...),
        total=(int | None, ...),
    )


_OF_GRAPHQL: Final = frozenset({QueryInvalid, QueryTooLarge})


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: _told_of(status) for status in (*statuses, 500, 503)}


def _told_of(status: int) -> dict[str, Any]:
    kinds = [
        kind
        for refusal, kind in TABLE.items()
        if kind.status == status and refusal not in _OF_GRAPHQL
    ]
    return {
        "model": Problem,
        "description": " ".join(f"`{kind.code}`: {kind.title}." for kind in kinds),
        "content": {MEDIA_TYPE: {"examples": {kind.code: _example(kind) for kind in kinds}}},
    }


def _example(kind: Kind) -> Mapping[str, object]:
    return {
        "summary": kind.title,
        "value": {
            "type": f"/problems/{kind.code}",
            "title": kind.title,
            "status": kind.status,
            "detail": kind.title + ".",
            "instance": "/v1/…",
            "code": kind.code,
            "request_id": "req_5f0c1b7a9e2d4c6f8a1b",
            "errors": [],
        },
    }


def _weak(tag: str) -> str:
    return tag.removeprefix("W/")


def _digest(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=12).hexdigest()
