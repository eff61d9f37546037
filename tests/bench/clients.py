"""Clients: connections kept open, each sending its next request when the last is answered."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from tests.bench.queries import Request

_MOST_BYTES = 64 * 1024 * 1024


class Refused(Exception):
    """An answer that is not 200."""


@dataclass
class Client:
    """One connection to a server on this machine."""

    _reader: asyncio.StreamReader
    _writer: asyncio.StreamWriter

    @classmethod
    async def connect(cls, port: int) -> Self:
        """Open a connection."""
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=_MOST_BYTES))

    async def ask(self, request: Request) -> bytes:
        """Send a request and return the body of the answer; refuses any status but 200."""
        self._writer.write(request.raw)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        _, _, rest = head.partition(b"content-length:")
        body = await self._reader.readexactly(int(rest.split(b"\r\n", 1)[0]))
        if not head.startswith(b"http/1.1 200"):
            raise Refused(head.decode() + body[:2_000].decode())
        return body

    async def close(self) -> None:
        """Close the connection."""
        self._writer.close()
        await self._writer.wait_closed()


async def per_second(clients: Sequence[Client], requests: Sequence[Request]) -> float:
    """Have the clients send all requests between them; return how many were answered a second."""
    waiting = iter(requests)
    started = time.perf_counter()
    await asyncio.gather(*(_send(client, waiting) for client in clients))
    return len(requests) / (time.perf_counter() - started)


async def _send(client: Client, waiting: Iterator[Request]) -> None:
    for request in waiting:
        await client.ask(request)
