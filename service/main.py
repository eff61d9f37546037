"""The composition root: settings → database → desk → doors. The only place that wires."""

import asyncio
import contextlib
import gc
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from service.api.files import file_schema
from service.api.health import add_health
from service.api.openapi import add_openapi, document
from service.api.pages import graphiql_page, pages
from service.api.problem_pages import add_problem_pages
from service.api.rest import add_rest
from service.callers import Authentication
from service.db.database import Database, Limits
from service.edge import BodyLimit, Edge, log_bug
from service.graphql.door import add_graphql
from service.graphql.schema import schema_text
from service.settings import Settings
from service.usecases import idempotency
from service.usecases.work import NOBODY, Desk

_NEW_OBJECTS: Final = 50_000  # that outlive their makers before the collector looks at them
_HOUSEKEEPING_EVERY: Final = timedelta(hours=1)
_ALLOWED: Final = (
    *("Authorization", "Content-Type", "Idempotency-Key"),
    *("If-Match", "If-None-Match", "X-Request-Id"),
)
_EXPOSED: Final = ("ETag", "Link", "Location", "Retry-After", "X-Request-Id", "Idempotent-Replayed")


def utc_now() -> datetime:
    """Read the clock. Everything below is handed the instant or the day."""
    return datetime.now(UTC)  # noqa: TID251 -- the one place where the clock is read


def make_desk(settings: Settings, dsn: str, clock: Callable[[], datetime] = utc_now) -> Desk:
    """Make the desk on a database."""
    return Desk(Database(dsn, database_limits(settings)), clock)


def database_limits(settings: Settings) -> Limits:
    """Return what the settings say of the database."""
    return Limits(
        connections=settings.database_connections,
        connection_wait_ms=settings.database_wait_ms,
        statement_timeout_ms=settings.statement_timeout_ms,
        lock_timeout_ms=settings.lock_timeout_ms,
        idle_in_transaction_timeout_ms=settings.idle_in_transaction_timeout_ms,
        statement_cache_size=settings.database_statement_cache,
    )


def make_app(settings: Settings, desk: Desk, *, compiles: bool = True) -> FastAPI:
    """Make the service: both doors and the pages, behind the edge, on a desk.

    The desk is opened when the service starts and closed when its last request has been answered.
    `compiles` False has GraphQL read everything the plain way.
    """

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await desk.open()
        # What is there by now stays: no collection of garbage need look at it again. And a request
        # makes thousands of objects that are gone without one, so that few are enough.
        gc.collect()
        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS)
        housekeeping = asyncio.create_task(_keep_house(desk, settings.idempotency_days))
        try:
            yield
        finally:
            housekeeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await housekeeping
            await desk.close()

    app = FastAPI(
        title="Community Safety API",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        middleware=_middleware(settings, desk),
    )
    app.state.desk = desk
    add_graphql(app, graphiql_page, compiles=compiles)  # first: addresses are tried in turn
    add_rest(app)
    add_health(app)
    add_openapi(app)
    add_problem_pages(app)
    pages(app)
    return app


def contract_texts() -> dict[str, str]:
    """Return the contracts as they are committed, by the names of their files."""
    app = make_app(Settings(), make_desk(Settings(), ""))
    openapi = json.dumps(document(app), indent=2, ensure_ascii=False) + "\n"
    return {
        "openapi.json": openapi,
        "schema.graphql": schema_text(),
        "file.schema.json": json.dumps(file_schema(), indent=2, ensure_ascii=False) + "\n",
    }


def _middleware(settings: Settings, desk: Desk) -> list[Middleware]:
    """Order the layers, outermost first: what refuses cheaply stands before what costs."""
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST", "PATCH", "DELETE"],
        allow_headers=_ALLOWED,
        expose_headers=_EXPOSED,
    )
    return [
        Middleware(Edge),
        *([cors] if settings.cors_origins else []),
        Middleware(Authentication, desk=desk),
        Middleware(BodyLimit, most_bytes=settings.max_body_bytes),
    ]


async def _keep_house(desk: Desk, idempotency_days: int) -> None:
    """Forget kept replies that are old enough, now and then."""
    while True:
        try:
            async with desk.writing(NOBODY, "") as work:
                await idempotency.forget_old(work, idempotency_days)
        except Exception:  # noqa: BLE001 -- it is put into the log, and tried again
            log_bug("housekeeping failed; it is tried again later")
        await asyncio.sleep(_HOUSEKEEPING_EVERY.total_seconds())
