"""Bodies that cannot be taken: too large, of another media type, or not JSON."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from service.main import make_app
from service.settings import Settings
from service.usecases.work import Desk
from tests.build import World, row

JSON = {"Content-Type": "application/json"}


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    """Send a body in parts, without saying how long it will be."""
    for part in parts:
        yield part


@pytest.fixture
async def small(desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service that takes no body of more than 1,024 bytes."""
    transport = httpx.ASGITransport(make_app(Settings(max_body_bytes=1024), desk))
    async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as client:
        yield client


@pytest.mark.parametrize(("size", "status"), [(1024, 400), (1025, 413)])
@pytest.mark.parametrize("is_declared", [True, False])
async def test_a_body_is_read_up_to_the_limit_and_no_further(
    small: httpx.AsyncClient, world: World, size: int, status: int, is_declared: bool
) -> None:
    body = b"[" * size
    content = body if is_declared else chunks(body[:1000], body[1000:])

    response = await small.post(
        "/v1/submissions", content=content, headers=world.new("police", **JSON)
    )

    assert response.status_code == status
    expected = "malformed_body" if status == 400 else "body_too_large"
    assert response.json()["code"] == expected


@pytest.mark.parametrize("declared", ["-1", "1e3", "²"])
async def test_a_length_that_is_no_number_is_refused(
    client: httpx.AsyncClient, world: World, declared: str
) -> None:
    headers = world.new("police", **JSON)
    raw = [(k.encode(), v.encode()) for k, v in headers.items()]
    raw.append((b"Content-Length", declared.encode("latin-1")))

    response = await client.post("/v1/submissions", content=chunks(b"{}"), headers=raw)

    assert response.status_code == 413


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/csv"},
        {"Content-Type": "application/merge-patch+json"},
        {"Content-Type": ""},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
        {"Content-Type": "application/json", "Content-Encoding": "br"},
    ],
)
async def test_a_body_of_another_media_type_is_refused(
    client: httpx.AsyncClient, world: World, headers: dict[str, str]
) -> None:
    response = await client.post(
        "/v1/submissions", content=b"{}", headers=world.new("police", **headers)
    )

    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("media_type", ["application/json; charset=utf-8", "Application/JSON"])
async def test_a_media_type_may_have_parameters_and_capitals(
    client: httpx.AsyncClient, world: World, media_type: str
) -> None:
    body = json.dumps({"rows": [row()]})
    headers = world.new("police", **{"Content-Type": media_type, "Content-Encoding": "identity"})

    response = await client.post("/v1/submissions", content=body, headers=headers)

    assert response.status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"{", b"[1,]", b'{"rows": "\xff"}', b"[" * 100_000, b"9" * 5_000],
    ids=["cut short", "comma", "not UTF-8", "deep", "long number"],
)
async def test_a_body_that_is_not_json_is_told_so(
    client: httpx.AsyncClient, world: World, body: bytes
) -> None:
    response = await client.post(
        "/v1/submissions", content=body, headers=world.new("police", **JSON)
    )

    assert (response.status_code, response.json()["code"]) == (400, "malformed_body")


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"7"])
async def test_a_body_that_is_no_object_is_invalid_as_a_whole(
    client: httpx.AsyncClient, world: World, body: bytes
) -> None:
    response = await client.post(
        "/v1/submissions", content=body, headers=world.new("police", **JSON)
    )

    assert (response.status_code, response.json()["code"]) == (422, "invalid")
    assert [each["pointer"] for each in response.json()["errors"]] == [""]
