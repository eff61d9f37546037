"""Whether the service lives, and whether it can work."""

import asyncio
from typing import Any

from fastapi import FastAPI, Request, Response

from service import wire
from service.api.replies import JSON
from service.domain.errors import Unavailable
from service.usecases.readiness import readiness
from service.usecases.work import Desk

_PATIENCE_SECONDS = 5.0


def add_health(app: FastAPI) -> None:
    """Add `/healthz` and `/readyz`; neither needs a key, and neither tells of anything inside."""

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> Response:
        return _reply({"status": "alive"})

    @app.get("/readyz", include_in_schema=False)
    async def readyz(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                missing = await readiness(desk)
        except TimeoutError as error:
            raise Unavailable("The database does not answer.") from error
        if missing is not None:
            raise Unavailable(missing)
        return _reply({"status": "ready"})


def _reply(body: Any) -> Response:  # noqa: ANN401 -- anything that has a wire form
    return Response(wire.dumps(body), media_type=JSON, headers={"Cache-Control": "no-store"})
