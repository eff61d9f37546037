"""A page for every problem: what its `type` resolves to (RFC 9457, section 3.1.1)."""

import html
from typing import Final

from fastapi import FastAPI, Request, Response

from service import wire
from service.api.pages import LANDING_CONTENT_SECURITY_POLICY
from service.api.replies import JSON
from service.problems import TABLE, Kind, UnknownPath

_KINDS: Final = {kind.code: kind for kind in TABLE.values()}


def add_problem_pages(app: FastAPI) -> None:
    """Add `/problems/{code}`: a page for people, the same as JSON for programs."""

    @app.get("/problems/{code}", include_in_schema=False)
    async def problem_page(request: Request, code: str) -> Response:
        if code not in _KINDS:
            raise UnknownPath(f"There is no problem with the code {code!r}.")
        kind = _KINDS[code]
        accept = request.headers.get("accept", "")
        if "json" in accept and "html" not in accept:
            return Response(wire.dumps(kind), media_type=JSON)
        return Response(
            _page(kind),
            media_type="text/html",
            headers={"Content-Security-Policy": LANDING_CONTENT_SECURITY_POLICY},
        )


def _page(kind: Kind) -> str:
    advice = html.escape(kind.advice)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(kind.title)}</title></head><body><main>"
        f"<h1>{html.escape(kind.title)}</h1>"
        f"<p><code>{kind.code}</code>, status {kind.status}</p><p>{advice}</p>"
        '<p><a href="/docs">The documentation</a></p></main></body></html>'
    )
