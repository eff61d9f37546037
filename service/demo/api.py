"""A client of the public API, as an agency's system would have one."""

import uuid
from collections.abc import Mapping
from typing import Any, TypeAlias

import httpx

Answer: TypeAlias = dict[str, Any]


class DemoFailed(Exception):
    """The service answered a request of the demo with a problem; the message tells which."""


class Api:
    """The API under one key."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self._client = client
        self._key = {"Authorization": f"Bearer {token}"}

    def under(self, token: str) -> "Api":
        """Return the API under another key."""
        return Api(self._client, token)

    async def create(self, path: str, body: Mapping[str, Any]) -> Answer:
        """Create things, with an Idempotency-Key of their own."""
        headers = {**self._key, "Idempotency-Key": str(uuid.uuid4())}
        return _answer(await self._client.post(path, json=body, headers=headers))

    async def read(self, path: str, **query: str | int | list[str]) -> Answer:
        """Read a path."""
        return _answer(await self._client.get(path, params=query, headers=self._key))

    async def query(self, text: str, variables: Mapping[str, Any]) -> Answer:
        """Ask GraphQL."""
        body = {"query": text, "variables": variables}
        answer = _answer(await self._client.post("/graphql", json=body, headers=self._key))
        if "errors" in answer:
            raise DemoFailed(f"GraphQL: {answer['errors'][0]['message']}")
        data: Answer = answer["data"]
        return data


def _answer(response: httpx.Response) -> Answer:
    if response.is_error:
        request = response.request
        raise DemoFailed(f"{request.method} {request.url.path}: {response.text}")
    answer: Answer = response.json()
    return answer
