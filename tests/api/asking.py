"""Asking over REST, as the tests of its door do it."""

import asyncio
import itertools
from collections.abc import Coroutine, Mapping
from typing import Any

import httpx

from tests.build import World

_TURN = itertools.count(1)


class Rest:
    """The REST door of a small Kent. Paths are below /v1; `who` names whose key is sent."""

    def __init__(self, client: httpx.AsyncClient, world: World) -> None:
        self.client = client
        self.world = world

    async def get(
        self, path: str, who: str = "reader", if_none_match: str | None = None
    ) -> httpx.Response:
        """Read."""
        headers = self.world.key(who)
        if if_none_match is not None:
            headers["If-None-Match"] = if_none_match
        return await self.client.get(f"/v1{path}", headers=headers)

    async def items(self, path: str, who: str = "reader") -> list[Any]:
        """Read a list; return its items."""
        response = await self.get(path, who)
        assert response.status_code == 200, response.text
        items: list[Any] = response.json()["items"]
        return items

    async def new(
        self, path: str, body: Mapping[str, Any], who: str = "operator"
    ) -> httpx.Response:
        """Make something new."""
        headers = {**self.world.key(who), "Idempotency-Key": f"new-{next(_TURN)}"}
        return await self.client.post(f"/v1{path}", json=body, headers=headers)

    async def patch(
        self,
        path: str,
        changes: Mapping[str, Any],
        revision: int = 1,
        who: str = "operator",
    ) -> httpx.Response:
        """Change something that was read at a revision."""
        headers = {**self.world.key(who), "If-Match": f'"{revision}"'}
        return await self.client.patch(f"/v1{path}", json=changes, headers=headers)

    async def delete(self, path: str, revision: int = 1, who: str = "operator") -> httpx.Response:
        """Remove something that was read at a revision."""
        headers = {**self.world.key(who), "If-Match": f'"{revision}"'}
        return await self.client.delete(f"/v1{path}", headers=headers)

    async def at_once(self, *requests: Coroutine[Any, Any, httpx.Response]) -> list[httpx.Response]:
        """Send requests together, each over a connection to the database that is open already."""
        await asyncio.gather(*(self.get("/areas") for _ in requests))
        return await asyncio.gather(*requests)


def refusal(response: httpx.Response) -> tuple[int, str]:
    """Return the status and the code of the problem that a response is."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    problem = response.json()
    assert problem["status"] == response.status_code
    return response.status_code, problem["code"]


def faults(response: httpx.Response) -> list[tuple[str, str]]:
    """Return where each fault of a problem is, and what it is called."""
    places = ("pointer", "parameter", "header")
    return [
        (next(each[place] for place in places if place in each), each["code"])
        for each in response.json()["errors"]
    ]
