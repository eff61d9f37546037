"""Asking GraphQL, for the tests of its door."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx

from tests.build import World

GRAPHQL_JSON = "application/graphql-response+json"


async def ask(
    client: httpx.AsyncClient, world: World, query: str, who: str = "reader", **variables: object
) -> dict[str, Any]:
    """Send a query; return what it answers, which must be without errors."""
    response = await send(client, query, world.key(who), variables=variables)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    assert "errors" not in answer, answer["errors"]
    data: dict[str, Any] = answer["data"]
    return data


async def send(
    client: httpx.AsyncClient,
    query: str,
    headers: Mapping[str, str] | None = None,
    *,
    accept: str = GRAPHQL_JSON,
    **more: object,
) -> httpx.Response:
    """Send a query, with more members in the body; return the response as it is."""
    return await client.post(
        "/graphql", json={"query": query, **more}, headers={"Accept": accept, **(headers or {})}
    )


def refusals(response: httpx.Response) -> list[str]:
    """Return the code of every error in an answer, each of which names the request."""
    errors = response.json()["errors"]
    named = {error["extensions"]["request_id"] for error in errors}
    assert named == {response.headers["X-Request-Id"]}
    return [error["extensions"]["code"] for error in errors]


async def settled() -> None:
    """Wait until the use of keys is noted, which is apart from the requests that used them."""
    running = [
        task
        for task in asyncio.all_tasks()
        if getattr(task.get_coro(), "__qualname__", "") == "_Uses._write"
    ]
    await asyncio.gather(*running)
