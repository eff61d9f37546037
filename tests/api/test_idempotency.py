"""Doing once what is asked twice."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from service.api.asking import Doing
from service.api.inputs import Input
from service.api.operation import Door
from service.domain.agencies import Agency, AgencyKind
from service.domain.callers import Permission
from service.main import make_app
from service.settings import Settings
from service.usecases import idempotency
from service.usecases.work import NOBODY, Desk
from tests import build
from tests.build import ROOT, World, row
from tests.conftest import Clock
from tests.record import contents

SUBMISSIONS = "/v1/submissions"
BODY = {"rows": [row()]}


def keyed(world: World, key: str, who: str = "police") -> dict[str, str]:
    return {**world.key(who), "Idempotency-Key": key}


@pytest.mark.parametrize("key", [None, "", '""', '"', "  ", "k" * 201])
async def test_what_creates_something_needs_an_idempotency_key(
    client: httpx.AsyncClient, world: World, database: str, key: str | None
) -> None:
    headers = world.key("police") if key is None else keyed(world, key)
    before = await contents(database)

    response = await client.post(SUBMISSIONS, json=BODY, headers=headers)

    assert (response.status_code, response.json()["code"]) == (400, "idempotency_key_missing")
    assert [each["header"] for each in response.json()["errors"]] == ["Idempotency-Key"]
    assert await contents(database) == before


async def test_a_repeated_request_gets_the_first_reply_again(
    client: httpx.AsyncClient, world: World, database: str
) -> None:
    first = await client.post(SUBMISSIONS, json=BODY, headers=keyed(world, "k"))
    after = await contents(database)

    again = await client.post(SUBMISSIONS, json=BODY, headers=keyed(world, "k"))

    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert (again.status_code, again.content) == (first.status_code, first.content)
    for name in ("content-type", "etag", "location", "cache-control", "vary"):
        assert again.headers[name] == first.headers[name]
    assert await contents(database) == after


async def test_what_was_made_is_replayed_with_its_status(
    client: httpx.AsyncClient, world: World
) -> None:
    body = {"code": "kent-probation", "name": "Probation", "kind": "probation"}
    headers = keyed(world, "k", "operator")

    first = await client.post("/v1/agencies", json=body, headers=headers)
    again = await client.post("/v1/agencies", json=body, headers=headers)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()


@pytest.mark.parametrize(
    "different",
    [
        {"json": {"rows": [row(value=7)]}},
        {"json": BODY, "params": {"mode": "atomic"}},
        {"content": json.dumps(BODY, indent=1)},
    ],
)
async def test_another_request_may_not_use_the_same_key(
    client: httpx.AsyncClient, world: World, database: str, different: dict[str, Any]
) -> None:
    headers = keyed(world, "k") | {"Content-Type": "application/json"}
    await client.post(SUBMISSIONS, json=BODY, headers=headers)
    before = await contents(database)

    response = await client.post(SUBMISSIONS, **different, headers=headers)

    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")
    assert await contents(database) == before


async def test_a_key_means_the_same_quoted_and_bare(
    client: httpx.AsyncClient, world: World
) -> None:
    first = await client.post(SUBMISSIONS, json=BODY, headers=keyed(world, '"k-1"'))
    again = await client.post(SUBMISSIONS, json=BODY, headers=keyed(world, "k-1"))

    assert again.headers["idempotent-replayed"] == "true"
    assert again.json()["id"] == first.json()["id"]


async def test_the_same_key_of_another_caller_or_address_is_another(
    client: httpx.AsyncClient, world: World
) -> None:
    tips = {"rows": [row(indicator="fly-tipping")]}
    area = {"code": "E07000108", "slug": "dover", "name": "Dover"}
    agency = {"code": "dover-district-council", "name": "Dover", "kind": "council"}
    area |= {"kind": "district", "nation": "england"}

    replies = [
        await client.post(SUBMISSIONS, json=BODY, headers=keyed(world, "k")),
        await client.post(SUBMISSIONS, json=tips, headers=keyed(world, "k", "dartford")),
        await client.post("/v1/areas", json=area, headers=keyed(world, "k", "operator")),
        await client.post("/v1/agencies", json=agency, headers=keyed(world, "k", "operator")),
    ]

    assert [each.status_code for each in replies] == [200, 200, 201, 201]
    assert not any("idempotent-replayed" in each.headers for each in replies)


async def test_while_the_first_is_being_worked_on_the_second_is_told_to_wait(
    client: httpx.AsyncClient, world: World, desk: Desk, database: str
) -> None:
    police = await world.caller("police")
    scope = idempotency.Scope(police.key_id, "POST", SUBMISSIONS, "k")
    before = await contents(database)
    async with desk.writing(police, "req_first") as work:
        assert await idempotency.begin(work, scope, b"first") is None

        response = await client.post(SUBMISSIONS, json=BODY, headers=keyed(world, "k"))

    assert (response.status_code, response.json()["code"]) == (409, "in_flight")
    assert response.headers["retry-after"] == "1"
    assert await contents(database) == before


async def test_twins_that_race_write_once(
    client: httpx.AsyncClient, world: World, database: str
) -> None:
    headers = keyed(world, "k")
    twins = await asyncio.gather(
        *(client.post(SUBMISSIONS, json=BODY, headers=headers) for _ in range(6))
    )

    assert {each.status_code for each in twins} <= {200, 409}
    done = [each for each in twins if each.status_code == 200]
    assert len({each.json()["id"] for each in done}) == 1
    assert len([each for each in done if "idempotent-replayed" not in each.headers]) == 1
    record = await contents(database)
    assert [len(record[each]) for each in ("submission", "figure", "figure_revision")] == [1, 1, 1]


async def test_a_refusal_is_not_kept_so_the_same_request_can_succeed_later(
    client: httpx.AsyncClient, world: World, desk: Desk, database: str
) -> None:
    body, headers = {"rows": [row(indicator="arson")]}, keyed(world, "k")
    refused = await client.post(SUBMISSIONS, json=body, headers=headers)
    kept = (await contents(database))["idempotency"]
    async with desk.writing(ROOT, "req_arson") as work:
        await build.indicator(work, "arson")
        await build.supply(work, "kent-police", "arson")

    later = await client.post(SUBMISSIONS, json=body, headers=headers)

    assert (refused.status_code, kept) == (422, [])
    assert later.status_code == 200
    assert "idempotent-replayed" not in later.headers


failing = Door("Failing")


class Anything(Input):
    """Whatever is sent."""


@failing.creates("/failing", Agency, may=Permission.ADMIN)
async def record_and_fail(work: Doing, _body: Anything) -> Agency:
    """Record something, then fail as a bug would."""
    await build.agency(work, "half-recorded", AgencyKind.OTHER)
    raise RuntimeError("after writing")


@pytest.fixture
async def failing_client(settings: Settings, desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service with one operation more, which fails."""
    app: FastAPI = make_app(settings, desk)
    app.router.routes.extend(failing.router.routes)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as client:
        yield client


async def test_what_fails_after_writing_leaves_nothing_behind(
    failing_client: httpx.AsyncClient, world: World, database: str
) -> None:
    before = await contents(database)

    response = await failing_client.post(
        "/v1/failing", json={}, headers=keyed(world, "k", "operator")
    )

    assert (response.status_code, response.json()["code"]) == (500, "internal_error")
    assert await contents(database) == before


async def test_the_token_of_a_key_is_kept_nowhere(
    client: httpx.AsyncClient, world: World, database: str
) -> None:
    body = {"label": "Athena", "agency": "kent-police", "permissions": ["push"]}
    response = await client.post("/v1/keys", json=body, headers=keyed(world, "k", "operator"))
    assert response.status_code == 201
    tokens = [response.json()["token"], *world.tokens.values()]

    record = json.dumps(await contents(database))

    for token in tokens:
        prefix, secret = token.removeprefix("csp_").split("_")
        assert prefix in record
        assert secret not in record
        assert secret.encode().hex() not in record  # as replies are kept


async def test_old_replies_are_forgotten(
    client: httpx.AsyncClient, world: World, desk: Desk, clock: Clock, database: str
) -> None:
    await client.post(SUBMISSIONS, json=BODY, headers=keyed(world, "old"))
    clock.advance(days=8)
    await client.post(SUBMISSIONS, json=BODY, headers=keyed(world, "young"))

    async with desk.writing(NOBODY, "") as work:
        await idempotency.forget_old(work, days=7)

    (kept,) = (await contents(database))["idempotency"]
    assert json.loads(kept)["idempotency_key"] == "young"
    again = await client.post(SUBMISSIONS, json=BODY, headers=keyed(world, "old"))
    assert again.json()["rows"][0]["outcome"] == "unchanged"
