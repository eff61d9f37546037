"""The pages that a person opens in a browser: what this is, the REST reference and GraphiQL.

Every script, style and typeface comes from `static/assets`, so that the pages work behind a
council's firewall, and a policy on each page has the browser refuse all else
(docs/decisions/0004-pages-without-the-internet.md).
"""

import gzip
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

_STATIC: Final = Path(__file__).parent / "static"

_MEDIA_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}

_NOTHING: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_OWN_SCRIPTS: Final = "script-src 'self'; connect-src 'self'; img-src 'self' data:"

# Both tools write <style> elements while they run, and Scalar style attributes. Inline styles can
# run no script and, with every fetch bound to this origin, can send nothing to anyone.
_INLINE_STYLES: Final = "style-src 'self' 'unsafe-inline'"

LANDING_CONTENT_SECURITY_POLICY: Final = f"{_NOTHING}; style-src 'self'; img-src 'self'"
DOCS_CONTENT_SECURITY_POLICY: Final = f"{_NOTHING}; {_OWN_SCRIPTS}; {_INLINE_STYLES}"
# GraphiQL's style sheet carries its typefaces in itself.
GRAPHIQL_CONTENT_SECURITY_POLICY: Final = f"{DOCS_CONTENT_SECURITY_POLICY}; font-src data:"

_LINKS: Final = {
    "docs": "/docs",
    "graphql": "/graphql",
    "openapi": "/openapi.json",
    "health": "/healthz",
    "readiness": "/readyz",
}


@dataclass(frozen=True)
class Asset:
    """A file that a page loads, under a path that changes whenever its content does.

    `name` is its path below `static/assets`, without `.gz`; `packed` its content, gzipped.
    """

    name: str
    digest: str
    media_type: str
    packed: bytes

    @property
    def path(self) -> str:
        """Where it is served, so that a browser may keep it for ever."""
        return f"/assets/{self.digest}/{self.name}"

    async def serve(self, request: Request) -> Response:
        """Answer with the file, gzipped for whoever takes gzip, or 304 for whoever has it."""
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable",
            # Weak, since the bytes differ with the encoding.
            "ETag": f'W/"{self.digest}"',
            "Vary": "Accept-Encoding",
            "X-Content-Type-Options": "nosniff",
        }
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return Response(self.packed, headers=headers, media_type=self.media_type)
        return Response(gzip.decompress(self.packed), headers=headers, media_type=self.media_type)


def _assets() -> tuple[Asset, ...]:
    """Read what is below `static/assets`, licences aside; what is vendored lies there gzipped."""
    found = []
    for file in sorted((_STATIC / "assets").rglob("*.*")):
        name = file.relative_to(_STATIC / "assets").as_posix().removesuffix(".gz")
        media_type = _MEDIA_TYPES.get(Path(name).suffix)
        if media_type is not None:
            stored = file.read_bytes()
            packed = stored if file.suffix == ".gz" else gzip.compress(stored, mtime=0)
            digest = hashlib.sha256(stored).hexdigest()[:16]
            found.append(Asset(name, digest, media_type, packed))
    return tuple(found)


_ASSETS: Final = _assets()


def _html(name: str) -> str:
    """Read a page, its `/assets/<name>` put for the path that carries the digest."""
    html = (_STATIC / "pages" / name).read_text("utf-8")
    for asset in _ASSETS:
        html = html.replace(f'"/assets/{asset.name}"', f'"{asset.path}"')
    return html


_LANDING: Final = _html("landing.html")
_DOCS: Final = _html("docs.html")
_GRAPHIQL: Final = _html("graphiql.html")


def _page(html: str, policy: str) -> HTMLResponse:
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        # `/` and `/graphql` answer the same path in JSON.
        "Vary": "Accept",
        "X-Content-Type-Options": "nosniff",
    }
    return HTMLResponse(html, headers=headers)


async def landing(request: Request) -> Response:
    """Say what this is and where to go; as JSON for whoever asks for JSON and not for a page."""
    accept = request.headers.get("accept", "")
    if "application/json" in accept and "text/html" not in accept:
        return JSONResponse({"links": _LINKS}, headers={"Vary": "Accept"})
    return _page(_LANDING, LANDING_CONTENT_SECURITY_POLICY)


async def docs() -> Response:
    """Show the OpenAPI document as a reference from which requests can be sent."""
    return _page(_DOCS, DOCS_CONTENT_SECURITY_POLICY)


def graphiql_page() -> Response:
    """Make GraphiQL's page, for a GET of `/graphql` that asks for text/html."""
    return _page(_GRAPHIQL, GRAPHIQL_CONTENT_SECURITY_POLICY)


def pages(app: FastAPI) -> None:
    """Add `/`, `/docs` and every asset to `app`, outside its OpenAPI document.

    The app must have been made with `docs_url=None`, or FastAPI's own page answers first.
    GraphiQL's page is not added: it shares `/graphql` with the queries, and the door that answers
    those calls `graphiql_page`.
    """
    served: dict[str, Callable[..., Awaitable[Response]]] = {"/": landing, "/docs": docs}
    served |= {asset.path: asset.serve for asset in _ASSETS}
    for path, endpoint in served.items():
        app.add_api_route(path, endpoint, methods=["GET", "HEAD"], include_in_schema=False)
