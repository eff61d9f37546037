"""What the tests of the embedded server share: a project to start it for, and owners to kill."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import asyncpg
import pytest

from service.db.embedded import Embedded, live_servers, place_for

WrongPassword = asyncpg.InvalidPasswordError

# Run by an interpreter of its own. Its last argument makes it a Linux without PR_SET_PDEATHSIG,
# which is how the other systems are. It stops its server at the first line that it reads, and hears
# Ctrl-C also where the tests were started in the background, which has it ignored.
_SCRIPT = """
import os, signal, sys
from pathlib import Path
from service.db.embedded import Embedded, processes, server, start

home, uid, binaries, survives = sys.argv[1:]
signal.signal(signal.SIGINT, signal.default_int_handler)
if survives:
    processes.DIES_WITH_OWNER = server.DIES_WITH_OWNER = False
if uid:
    os.setgroups([])
    os.setgid(int(uid))
    os.setuid(int(uid))
wanted = Embedded(Path(home), binaries=Path(binaries) if binaries else None, durable=False)
with start(wanted, lambda sentence: None) as started:
    try:
        print("owns" if started.owns else "joined", started.data, started.dsn, flush=True)
        sys.stdin.readline()
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        sys.stdin.readline()
"""


class Owner:
    """A process that starts the server of a project, or joins it. Leaving it lets it stop."""

    def __init__(
        self, home: Path, *, uid: str = "", binaries: Path | str = "", survives: bool = False
    ) -> None:
        arguments = [str(home), uid, str(binaries), "survives" if survives else ""]
        self.process = subprocess.Popen(  # noqa: S603  the script above
            [sys.executable, "-c", _SCRIPT, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.has = ""
        self.data = Path()
        self.dsn = ""

    def ready(self) -> Self:
        """Wait until its server accepts connections."""
        self.has, data, self.dsn = self.reads().split()
        self.data = Path(data)
        return self

    def reads(self) -> str:
        """The next line that it prints."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def interrupt(self) -> None:
        """Press Ctrl-C in its terminal: every process of the group gets the signal."""
        os.killpg(self.process.pid, signal.SIGINT)

    def kill(self) -> None:
        """As the kernel does when memory runs out."""
        self.process.kill()
        self.process.wait()

    def leave(self) -> int:
        """Let it stop; how it ended."""
        self.process.communicate("\n")
        return self.process.returncode

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.leave()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


@contextlib.contextmanager
def a_project() -> Iterator[Path]:
    """A folder that the server's user can reach; nothing of it may be left behind."""
    home = Path(tempfile.mkdtemp(prefix="csp-test-", dir="/tmp"))
    home.chmod(0o711)
    place = place_for(Embedded(home))
    try:
        yield home
        assert live_servers(place.data) == []
        assert not place.sockets.exists()
    finally:
        shutil.rmtree(home)
        shutil.rmtree(place.sockets, ignore_errors=True)
        if os.geteuid() == 0:
            shutil.rmtree(place.data.parent, ignore_errors=True)
            with contextlib.suppress(OSError):  # another project's cluster may be there
                place.data.parent.parent.rmdir()


def query(dsn: str, *statements: str) -> object:
    """The single value that the last of the statements gives."""

    async def ask() -> object:
        connection = await asyncpg.connect(dsn)
        try:
            return [await connection.fetchval(statement) for statement in statements][-1]
        finally:
            await connection.close()

    return asyncio.run(ask())


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that must happen."""
    for _ in range(3000):
        if is_so():
            return
        time.sleep(0.01)
    pytest.fail("it did not happen")


def silent(_: str) -> None:
    """Hear nothing."""
