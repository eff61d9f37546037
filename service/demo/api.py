"""A client of the public API, as an agency's system would have one."""

import uuid
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias

import httpx

Answer: TypeAlias = dict[str, Any]


class DemoFailed(Exception):
    """The service answered a request of the demo with a problem; the message tells which."""


class Api:
    """The API under one key. `told` hears of every thing that is there once it is."""

    def __init__(self, client: httpx.AsyncClient, token: str, told: Callable[[], None]) -> None:
        self._client = client
        self._key = {"Authorization": f"Bearer {token}"}
        self._told = told

    def under(self, token: str) -> "Api":
        """Return the API under another key."""
        return Api(self._client, token, self._told)

    async def ensure(self, path: str, code: str, body: Mapping[str, Any], **read: str) -> Answer:
        """Read a thing, or create it under its collection when it is not there yet."""
        response = await self._client.get(f"{path}/{code}", params=read, headers=self._key)
        if response.status_code == HTTPStatus.NOT_FOUND:
            return await self.create(path, body)
        self._told()
        return _answer(response)

    async def ensure_related(
        self, path: str, body: Mapping[str, Any], by: tuple[str, ...]
    ) -> Answer:
        """Find a relation that agrees in the fields named, or record it."""
        for item in (await self.read(path, limit=1000))["items"]:
            if all(item[name] == body.get(name) for name in by):
                self._told()
                found: Answer = item
                return found
        return await self.create(path, body)

    async def create(self, path: str, body: Mapping[str, Any]) -> Answer:
        """Create a thing, with an Idempotency-Key of its own."""
        headers = {**self._key, "Idempotency-Key": str(uuid.uuid4())}
        answer = _answer(await self._client.post(path, json=body, headers=headers))
        self._told()
        return answer

    async def change(self, path: str, revision: int, body: Mapping[str, Any]) -> Answer:
        """Change a thing that stands at a revision."""
        headers = {**self._key, "If-Match": f'"{revision}"'}
        return _answer(await self._client.patch(path, json=body, headers=headers))

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
