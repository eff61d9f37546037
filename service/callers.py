"""Who is asking: from the `Authorization` header to a `Caller`, before any body is read."""

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.domain.callers import Caller
from service.domain.errors import KeyMissing, KeyRefused, Refusal
from service.edge import log_bug, refuse
from service.usecases import keys
from service.usecases.work import NOBODY, Desk

# What anybody may see: the documentation, the schema and the health checks. GraphQL is in the
# list since its schema is public too; its door lets a stranger have nothing but that.
PUBLIC_PATHS: Final = frozenset(
    {
        *("/", "/docs", "/graphql", "/healthz", "/readyz"),
        *("/openapi.json", "/schema.graphql", "/file.schema.json"),
    }
)
PUBLIC_PREFIXES: Final = ("/assets/", "/problems/")


class Authentication:
    """Puts the caller into the request's state, or answers 401 before the body is read."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._uses = _Uses(desk)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, once it is known who asks."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            caller = await self._caller(scope)
        except Refusal as refusal:
            await refuse(refusal, scope, send)
            return
        scope["state"]["caller"] = caller
        await self._app(scope, receive, send)

    async def _caller(self, scope: Scope) -> Caller:
        header = Headers(scope=scope).get("authorization")
        if header is None:
            if is_public(scope["path"]):
                return NOBODY
            raise KeyMissing("Send a key as a bearer token in the Authorization header.")
        kind, _, token = header.partition(" ")
        if kind.lower() != "bearer":
            raise KeyRefused("Only bearer tokens are understood: `Authorization: Bearer csp_…`.")
        caller = await keys.caller_with(self._desk, token.strip())
        self._uses.note(caller.key_id)
        return caller


def is_public(path: str) -> bool:
    """Say whether a path can be asked for without a key."""
    return path in PUBLIC_PATHS or path.startswith(PUBLIC_PREFIXES)


class _Uses:
    """Puts down when keys are used: apart from the request, and once a minute at the most."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._noted: dict[str, datetime] = {}
        self._running: set[asyncio.Task[None]] = set()

    def note(self, key_id: str) -> None:
        minute = self._desk.now().replace(second=0)
        if self._noted.get(key_id) == minute:
            return
        self._noted[key_id] = minute
        self._run(self._write(key_id))

    def _run(self, writing: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(writing)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _write(self, key_id: str) -> None:
        try:
            async with self._desk.writing(NOBODY, "") as work:
                await keys.note_use(work, key_id)
        except Exception:  # noqa: BLE001 -- the request goes on; the next minute is another try
            log_bug("key use not noted", key=key_id)
