"""Asking GraphQL, for the tests of its door."""

from typing import Any

import httpx

from tests.build import World


async def ask(
    client: httpx.AsyncClient, world: World, query: str, who: str = "reader", **variables: Any
) -> dict[str, Any]:
    """Send a query; return what it answers, which must be without errors."""
    response = await client.post(
        "/graphql", json={"query": query, "variables": variables}, headers=world.key(who)
    )
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    assert "errors" not in answer, answer["errors"]
    data: dict[str, Any] = answer["data"]
    return data
