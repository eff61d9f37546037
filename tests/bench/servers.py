"""Servers under measurement: each uvicorn (uvloop, httptools) in a process of its own.

python -m tests.bench.servers service|bare <dsn> <socket's number>
"""

import contextlib
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import psutil
import uvicorn
from starlette.types import ASGIApp

from service import logs
from service.main import make_app, make_desk
from service.settings import Settings
from tests.bench.bare import make_bare

_PATIENCE: Final = 600  # seconds that a connection may be idle while the others are measured


@dataclass(frozen=True)
class Server:
    """A server that takes requests on a port of 127.0.0.1."""

    port: int
    process: psutil.Process

    @property
    def memory_mb(self) -> float:
        """How much memory it holds, in millions of bytes."""
        return float(self.process.memory_info().rss) / 1e6


@contextlib.contextmanager
def running(name: str, dsn: str) -> Iterator[Server]:
    """Start a server on a free port; it takes connections at once and answers when it is up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        process = subprocess.Popen(
            [sys.executable, "-m", __name__, name, dsn, str(listening.fileno())],
            pass_fds=[listening.fileno()],
            stderr=subprocess.DEVNULL,  # a line for every request
        )
        port = listening.getsockname()[1]
    try:
        yield Server(port, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait()


def _service(dsn: str) -> ASGIApp:
    logs.configure(as_json=True)
    settings = Settings()
    return make_app(settings, make_desk(settings, dsn))


_APPS: Final[Mapping[str, Callable[[str], ASGIApp]]] = {"service": _service, "bare": make_bare}


def _serve(name: str, dsn: str, descriptor: str) -> None:
    config = uvicorn.Config(
        _APPS[name](dsn),
        loop="uvloop",
        http="httptools",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=_PATIENCE,
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(descriptor))])


if __name__ == "__main__":
    _serve(*sys.argv[1:])
