"""Running the `csp` command as a user would: a process of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import httpx

CSP = Path(sys.executable).parent / "csp"
PATIENCE = 180.0  # seconds; a test that needs them all has failed


def environment(**more: str) -> dict[str, str]:
    """Return an environment without settings of the machine's."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "COLUMNS": "100", **more}


def csp(*words: str, home: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(  # noqa: S603 -- ours
        [CSP, *words],
        cwd=home,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@contextmanager
def started(
    *words: str, home: Path, env: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Start the command; it is killed at the end if it has not ended by itself."""
    with subprocess.Popen(  # noqa: S603 -- ours
        [CSP, *words],
        cwd=home,
        env=environment(**(env or {})),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until_it_answers(address: str, process: subprocess.Popen[str]) -> None:
    """Wait until a service is ready."""
    deadline = monotonic() + PATIENCE
    while monotonic() < deadline:
        assert process.poll() is None, process.communicate()
        try:
            if httpx.get(f"{address}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            sleep(0.05)
    raise TimeoutError(address)
