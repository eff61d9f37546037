"""Serving: the app under uvicorn, until it is told to stop and has finished what is in flight."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Awaitable, Callable
from typing import Final

import uvicorn
from fastapi import FastAPI

_CHECK_EVERY: Final = 0.02  # seconds


class PortTaken(Exception):
    """Something else listens there already."""


def check_port(host: str, port: int) -> None:
    """Refuse with `PortTaken` when something listens at the address already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"{host}:{port} cannot be listened on: {error.strerror}.") from error


def serve(
    app: FastAPI,
    host: str,
    port: int,
    shutdown_seconds: int,
    meanwhile: Callable[[], Awaitable[bool]] | None = None,
) -> None:
    """Serve until Ctrl-C or SIGTERM; requests in flight are finished first.

    `meanwhile` runs once the service answers; serving ends with it when it returns False, and
    what it raises is raised.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=shutdown_seconds,
    )
    # uvicorn has stopped in good order by the time it passes the signal on, and the caller still
    # has things to put away, so that SIGTERM must not end the process any more than Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        contextlib.suppress(KeyboardInterrupt),
        asyncio.Runner(loop_factory=config.get_loop_factory()) as runner,
    ):
        runner.run(_serve(uvicorn.Server(config), meanwhile))


async def _serve(server: uvicorn.Server, meanwhile: Callable[[], Awaitable[bool]] | None) -> None:
    serving = asyncio.create_task(server.serve())
    if meanwhile is None:
        await serving
        return
    while not server.started and not serving.done():  # noqa: ASYNC110 -- uvicorn has no event
        await asyncio.sleep(_CHECK_EVERY)
    doing = asyncio.ensure_future(meanwhile())
    await asyncio.wait({serving, doing}, return_when=asyncio.FIRST_COMPLETED)
    if not doing.done():  # told to stop before it was through
        doing.cancel()
    elif doing.exception() is not None or not doing.result():
        server.should_exit = True
    await serving
    if not doing.cancelled() and doing.done():
        doing.result()
