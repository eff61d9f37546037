"""The pages, asked for without a browser; tests/browser opens them in one."""

import gzip
import hashlib
import re
import tomllib
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from service.api import pages as api_pages
from service.api.pages import (
    DOCS_CONTENT_SECURITY_POLICY,
    GRAPHIQL_CONTENT_SECURITY_POLICY,
    LANDING_CONTENT_SECURITY_POLICY,
    graphiql_page,
    pages,
)

STATIC = Path(api_pages.__file__).parent / "static"
MANIFEST = tomllib.loads((STATIC / "MANIFEST.toml").read_text("utf-8"))["asset"]
POLICIES = {
    "/": LANDING_CONTENT_SECURITY_POLICY,
    "/docs": DOCS_CONTENT_SECURITY_POLICY,
    "/graphql": GRAPHIQL_CONTENT_SECURITY_POLICY,
}


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI(docs_url=None, redoc_url=None)
    pages(app)
    app.add_api_route("/graphql", graphiql_page, include_in_schema=False)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as asking:
        yield asking


def loaded_by(html: str) -> list[str]:
    """Give what a page has the browser fetch by itself: scripts, styles and icons."""
    return re.findall(r'<(?:script|link)\b[^>]*\b(?:src|href)="([^"]*)"', html)


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in policy.split(";"))}


@pytest.mark.parametrize("path", POLICIES)
async def test_a_page_comes_as_html_with_its_own_policy(
    client: httpx.AsyncClient, path: str
) -> None:
    reply = await client.get(path)
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.headers["content-security-policy"] == POLICIES[path]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", POLICIES)
def test_no_policy_lets_a_script_in_that_is_not_ours(path: str) -> None:
    allowed = directives(POLICIES[path])
    assert allowed["default-src"] == ["'none'"]
    assert allowed.get("script-src", ["'self'"]) == ["'self'"]
    assert allowed.get("connect-src", ["'self'"]) == ["'self'"]
    assert "script-src-elem" not in allowed
    assert "script-src-attr" not in allowed


@pytest.mark.parametrize("path", POLICIES)
def test_no_policy_names_another_origin(path: str) -> None:
    sources = {source for found in directives(POLICIES[path]).values() for source in found}
    assert sources <= {"'none'", "'self'", "'unsafe-inline'", "data:"}


def test_inline_styles_are_allowed_only_where_a_tool_writes_them() -> None:
    inline = {path for path, policy in POLICIES.items() if "'unsafe-inline'" in policy}
    assert inline == {"/docs", "/graphql"}
    assert "'unsafe-inline'" in directives(DOCS_CONTENT_SECURITY_POLICY)["style-src"]


@pytest.mark.parametrize("path", POLICIES)
async def test_everything_a_page_loads_is_served_here(client: httpx.AsyncClient, path: str) -> None:
    loaded = loaded_by((await client.get(path)).text)
    assert loaded
    for asset in loaded:
        assert re.match(r"/assets/[0-9a-f]{16}/", asset), asset
        assert (await client.get(asset)).status_code == 200, asset


@pytest.mark.parametrize("path", POLICIES)
async def test_a_page_holds_no_inline_script_or_style(client: httpx.AsyncClient, path: str) -> None:
    html = (await client.get(path)).text
    assert re.search(r"<style|\bstyle=|\bon\w+=|javascript:", html) is None
    assert all("src=" in tag for tag in re.findall(r"<script\b[^>]*>", html))
    assert "://" not in html


async def test_the_landing_page_leads_everywhere(client: httpx.AsyncClient) -> None:
    html = (await client.get("/", headers={"Accept": "text/html,application/json;q=0.5"})).text
    for path in ("/docs", "/graphql", "/openapi.json", "/healthz", "/readyz"):
        assert f'href="{path}"' in html


async def test_the_landing_page_gives_the_same_links_as_json(client: httpx.AsyncClient) -> None:
    page = await client.get("/")
    reply = await client.get("/", headers={"Accept": "application/json"})
    assert reply.headers["content-type"] == "application/json"
    assert page.headers["vary"] == reply.headers["vary"] == "Accept"
    links = set(reply.json()["links"].values())
    assert links == set(re.findall(r'<a href="([^"]*)"', page.text))


async def test_the_pages_stay_out_of_the_openapi_document(client: httpx.AsyncClient) -> None:
    assert (await client.get("/openapi.json")).json()["paths"] == {}


@pytest.mark.parametrize("path", ["/", "/docs"])
async def test_a_page_answers_head(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.head(path)).status_code == 200


async def assets_of_all_pages(client: httpx.AsyncClient) -> set[str]:
    return {asset for path in POLICIES for asset in loaded_by((await client.get(path)).text)}


async def test_an_asset_has_its_media_type_and_is_kept_for_ever(client: httpx.AsyncClient) -> None:
    expected = {
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".svg": "image/svg+xml",
    }
    assets = await assets_of_all_pages(client)
    assert {Path(asset).suffix for asset in assets} == set(expected)
    for asset in assets:
        reply = await client.get(asset)
        assert reply.headers["content-type"] == expected[Path(asset).suffix]
        assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert reply.headers["x-content-type-options"] == "nosniff"


async def test_an_asset_that_is_known_is_not_sent_again(client: httpx.AsyncClient) -> None:
    for asset in await assets_of_all_pages(client):
        etag = (await client.get(asset)).headers["etag"]
        again = await client.get(asset, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
        other = await client.get(asset, headers={"If-None-Match": '"of-another-file"'})
        assert other.status_code == 200


async def test_an_asset_reads_the_same_gzipped_and_plain(client: httpx.AsyncClient) -> None:
    for asset in await assets_of_all_pages(client):
        packed = await client.get(asset, headers={"Accept-Encoding": "gzip"})
        plain = await client.get(asset, headers={"Accept-Encoding": "identity"})
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
        assert packed.content == plain.content  # httpx unpacks


async def test_what_is_no_asset_is_not_found(client: httpx.AsyncClient) -> None:
    stale = "/assets/0000000000000000/site/docs.js"
    for path in (stale, "/assets/", "/assets/../pages.py", "/assets/scalar/LICENSE"):
        assert (await client.get(path)).status_code == 404, path


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["path"])
def test_a_vendored_file_is_the_one_its_package_publishes(entry: dict[str, str]) -> None:
    published = gzip.decompress((STATIC / entry["path"]).read_bytes())
    assert hashlib.sha256(published).hexdigest() == entry["sha256"]
    assert entry["path"].endswith(f"/{Path(entry['file']).name}.gz")
    assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"])


def test_every_vendored_file_is_in_the_manifest() -> None:
    vendored = {file.relative_to(STATIC).as_posix() for file in STATIC.rglob("*.gz")}
    assert vendored == {entry["path"] for entry in MANIFEST}


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["path"])
def test_a_vendored_file_comes_with_its_licence(entry: dict[str, str]) -> None:
    licence = (STATIC / entry["licence_file"]).read_text("utf-8")
    assert entry["licence"] in licence
    assert "Copyright" in licence


def test_the_vendored_files_stay_small() -> None:
    assert sum(file.stat().st_size for file in STATIC.rglob("*.*")) < 4_000_000


def test_no_style_sheet_fetches_from_elsewhere() -> None:
    sheets = {f: f.read_text("utf-8") for f in STATIC.rglob("*.css")}
    packed = {f: gzip.decompress(f.read_bytes()).decode("utf-8") for f in STATIC.rglob("*.css.gz")}
    assert sheets
    assert packed
    for file, css in (sheets | packed).items():
        assert "@import" not in css, file
        for target in re.findall(r"url\(\s*[\"']?([^\"')]{0,40})", css):
            assert target.startswith("data:"), f"{file}: {target}"


def test_our_own_scripts_name_no_host() -> None:
    scripts = list((STATIC / "assets" / "site").glob("*.js"))
    assert scripts
    for file in scripts:
        assert "//" not in re.sub(r"(?m)^\s*//.*$", "", file.read_text("utf-8")), file
