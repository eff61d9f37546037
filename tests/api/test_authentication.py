"""Who is asking: decided before anything of the request's body is read."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import httpx
import pytest

from service.domain.callers import Permission
from service.domain.keys import mint_token
from service.usecases import keys
from service.usecases.work import Desk
from tests.build import ROOT, World, row
from tests.conftest import Clock

JSON = {"Content-Type": "application/json", "Idempotency-Key": "k"}


class Body:
    """A body that says whether anybody has begun to read it."""

    def __init__(self) -> None:
        self.was_read = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self.was_read = True
        yield b'{"rows": ['


TokenOf = Callable[[World, Clock], Awaitable[str]]


async def expired(world: World, clock: Clock) -> str:
    """Make a key that is good for a minute, and let two go by."""
    async with world.desk.writing(ROOT, "req_key") as work:
        made = await keys.mint(
            work,
            label="short",
            agency="kent-police",
            permissions=[Permission.PUSH],
            expires_at=work.now + timedelta(minutes=1),
        )
    clock.advance(minutes=2)
    return made.token


async def revoked(world: World, clock: Clock) -> str:
    """Revoke the police's key."""
    prefix = world.tokens["police"].split("_")[1]
    async with world.desk.writing(ROOT, "req_key") as work:
        await keys.revoke(work, prefix)
    return world.tokens["police"]


async def with_another_secret(world: World, clock: Clock) -> str:
    """Join the prefix of one key to the secret of another."""
    prefix = world.tokens["police"].split("_")[1]
    return f"csp_{prefix}_{world.tokens['reader'].split('_')[2]}"


async def never_made(world: World, clock: Clock) -> str:
    """Make up a token of the right form."""
    return mint_token()


async def of_another_form(world: World, clock: Clock) -> str:
    """Write a token in capitals."""
    return world.tokens["police"].upper()


async def nothing(world: World, clock: Clock) -> str:
    """Send the word Bearer alone."""
    return ""


@pytest.mark.parametrize(
    "token_of",
    [expired, revoked, with_another_secret, never_made, of_another_form, nothing],
    ids=lambda each: each.__name__,
)
async def test_a_key_that_is_not_good_is_refused_without_a_reason_before_the_body_is_read(
    client: httpx.AsyncClient, world: World, clock: Clock, token_of: TokenOf
) -> None:
    token, body = await token_of(world, clock), Body()

    response = await client.post(
        "/v1/submissions", content=body, headers=JSON | {"Authorization": f"Bearer {token}"}
    )

    assert (response.status_code, response.json()["code"]) == (401, "key_refused")
    assert response.headers["www-authenticate"] == 'Bearer realm="community-safety"'
    told = "This key is not valid. It may be mistyped, expired or revoked."
    assert response.json()["detail"] == told
    assert not body.was_read


async def test_without_a_key_the_body_is_not_read(client: httpx.AsyncClient, world: World) -> None:
    body = Body()

    response = await client.post("/v1/submissions", content=body, headers=JSON)

    assert (response.status_code, response.json()["code"]) == (401, "key_missing")
    assert response.headers["www-authenticate"] == 'Bearer realm="community-safety"'
    assert not body.was_read


@pytest.mark.parametrize("who", ["reader", "nosy", "operator"])
async def test_without_the_permission_the_body_is_not_read(
    client: httpx.AsyncClient, world: World, who: str
) -> None:
    body = Body()

    response = await client.post("/v1/submissions", content=body, headers=JSON | world.key(who))

    assert (response.status_code, response.json()["code"]) == (403, "permission_missing")
    assert "needs a key that may push" in response.json()["detail"]
    assert not body.was_read


async def test_broken_json_without_a_key_is_still_a_missing_key(
    client: httpx.AsyncClient, world: World
) -> None:
    response = await client.post("/v1/submissions", content=b"{", headers=JSON)

    assert response.json()["code"] == "key_missing"


@pytest.mark.parametrize("kind", ["Basic", "Token", "csp"])
async def test_only_bearer_tokens_are_understood(
    client: httpx.AsyncClient, world: World, kind: str
) -> None:
    headers = {"Authorization": f"{kind} {world.tokens['reader']}"}

    response = await client.get("/v1/areas", headers=headers)

    assert (response.status_code, response.json()["code"]) == (401, "key_refused")


async def test_the_word_bearer_may_be_written_small(
    client: httpx.AsyncClient, world: World
) -> None:
    headers = {"Authorization": f"bearer  {world.tokens['reader']} "}

    assert (await client.get("/v1/areas", headers=headers)).status_code == 200


PUBLIC = ("/", "/docs", "/openapi.json", "/schema.graphql", "/healthz", "/readyz")


@pytest.mark.parametrize("path", [*PUBLIC, "/problems/not_found"])
async def test_the_documentation_and_the_health_checks_need_no_key(
    client: httpx.AsyncClient, world: World, path: str
) -> None:
    assert (await client.get(path)).status_code == 200


async def test_a_wrong_key_is_refused_even_where_none_is_needed(
    client: httpx.AsyncClient, world: World
) -> None:
    response = await client.get("/healthz", headers={"Authorization": f"Bearer {mint_token()}"})

    assert response.status_code == 401


@pytest.mark.parametrize("path", ["/v1/areas", "/v1/nowhere", "/nowhere", "/docs/", "/problems"])
async def test_a_stranger_learns_of_no_other_address_whether_it_is_there(
    client: httpx.AsyncClient, world: World, path: str
) -> None:
    response = await client.get(path)

    assert (response.status_code, response.json()["code"]) == (401, "key_missing")


async def test_a_key_expires_at_its_instant(
    client: httpx.AsyncClient, world: World, desk: Desk, clock: Clock
) -> None:
    async with desk.writing(ROOT, "req_key") as work:
        made = await keys.mint(
            work,
            label="short",
            agency=None,
            permissions=[Permission.READ],
            expires_at=work.now + timedelta(minutes=1),
        )
    headers = {"Authorization": f"Bearer {made.token}"}

    clock.advance(seconds=59)
    before = await client.get("/v1/areas", headers=headers)
    clock.advance(seconds=1)
    after = await client.get("/v1/areas", headers=headers)

    assert (before.status_code, after.status_code) == (200, 401)


async def test_an_administrator_reads_and_edits_but_does_not_push(
    client: httpx.AsyncClient, world: World
) -> None:
    read = await client.get("/v1/areas", headers=world.key("operator"))
    pushed = await world.push(client, row(), who="operator")

    assert (read.status_code, pushed.status_code) == (200, 403)


async def last_use(client: httpx.AsyncClient, world: World, after: str | None) -> str:
    """Wait until a use of the reader's key is put down that is not `after`; return it."""
    prefix = world.tokens["reader"].split("_")[1]
    async with asyncio.timeout(5):
        while True:
            key = await client.get(f"/v1/keys/{prefix}", headers=world.key("operator"))
            used: str | None = key.json()["last_used_at"]
            if used is not None and used != after:
                return used
            await asyncio.sleep(0.01)


async def test_the_use_of_a_key_is_put_down_by_the_minute(
    client: httpx.AsyncClient, world: World, clock: Clock
) -> None:
    clock.advance(seconds=40)
    await client.get("/v1/areas", headers=world.key("reader"))
    first = await last_use(client, world, None)
    clock.advance(seconds=30)
    await client.get("/v1/areas", headers=world.key("reader"))
    second = await last_use(client, world, first)

    assert (first, second) == ("2026-11-20T09:30:00Z", "2026-11-20T09:31:00Z")
