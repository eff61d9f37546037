"""The outermost layer: request ids, the log of requests, security headers, the size of bodies.

Pure ASGI, so that it holds for every door, also before anything has been parsed.
"""

import re
import secrets
import time
import traceback
from typing import Final

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.domain.errors import Refusal
from service.problems import MEDIA_TYPE, BodyTooLarge, InternalError, UnsupportedMediaType
from service.refusing import headers_of, problem_of, render

log = structlog.get_logger("service")

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_TRACEPARENT: Final = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
_SECURITY: Final = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Edge:
    """Gives every request an id, a line in the log and safe headers; tells bugs as a blank 500."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and say in the log how it went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = _request_id(headers)
        scope.setdefault("state", {})["request_id"] = request_id
        started = time.perf_counter()
        status = 0  # none sent yet

        async def send_safely(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(message, request_id)
            await send(message)

        with structlog.contextvars.bound_contextvars(**_trace(headers), request_id=request_id):
            try:
                await self._app(scope, receive, send_safely)
            except ClientDisconnect:
                log.info("left", method=scope["method"], path=scope["path"])
            except Exception:
                log_bug("failed", method=scope["method"], path=scope["path"])
                if status:
                    raise
                await refuse(InternalError("Something has gone wrong here."), scope, send_safely)
            finally:
                log.info(
                    "request",
                    method=scope["method"],
                    path=scope["path"],
                    status=status,
                    milliseconds=round((time.perf_counter() - started) * 1000, 1),
                    key=getattr(scope["state"].get("caller"), "key_id", None) or None,
                )


class BodyLimit:
    """Refuses bodies that are too large, by what they declare and by what really comes."""

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app = app
        self._most = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, as long as its body keeps to the limit."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if (refusal := self._objection(headers)) is not None:
            await refuse(refusal, scope, send)
            return
        seen = 0

        async def receive_within_limit() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._most:
                raise self._too_large()
            return message

        await self._app(scope, receive_within_limit, send)

    def _objection(self, headers: Headers) -> Refusal | None:
        if headers.get("content-encoding", "identity") != "identity":
            return UnsupportedMediaType("Compressed bodies are not read; send the body as it is.")
        declared = headers.get("content-length", "0")
        if not declared.isdecimal() or int(declared) > self._most:
            return self._too_large()
        return None

    def _too_large(self) -> BodyTooLarge:
        return BodyTooLarge(f"A body may have at most {self._most} bytes.")


def log_bug(event: str, **of: object) -> None:
    """Put the exception that is being dealt with into the log, as an error.

    Where it was raised and what it says, but no frame's variables: a key, or the password in a
    DSN, is always among those of somebody on the way.
    """
    log.error(event, exception=traceback.format_exc(), **of)


async def refuse(refusal: Refusal, scope: Scope, send: Send) -> None:
    """Answer a request with a problem."""
    problem = problem_of(refusal, scope["path"], scope["state"]["request_id"])
    body = render(problem)
    headers = {
        "Content-Type": MEDIA_TYPE,
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        **headers_of(refusal),
    }
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": problem.status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


def _request_id(headers: Headers) -> str:
    """Return the id that the caller gave the request, if it is fit to be logged, or a new one."""
    given = headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else f"req_{secrets.token_hex(10)}"


def _trace(headers: Headers) -> dict[str, str]:
    """Return the trace that the request is part of (W3C Trace Context), for the log."""
    match = _TRACEPARENT.fullmatch(headers.get("traceparent", ""))
    return {"trace_id": match[1]} if match else {}


def _add_headers(message: Message, request_id: str) -> None:
    headers = MutableHeaders(raw=message["headers"])
    headers["X-Request-Id"] = request_id
    for name, value in _SECURITY.items():
        headers.setdefault(name, value)
