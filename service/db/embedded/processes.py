"""How a program of PostgreSQL is run: as which user, in which surroundings, tied to whose life."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import psutil

from service.db.embedded.refusal import EmbeddedRefusal

# Only Linux can tie a process to its parent; elsewhere the next owner takes a left server over.
DIES_WITH_OWNER: Final = sys.platform == "linux"

_LIBC: Final = ctypes.CDLL(None)
_PR_SET_PDEATHSIG: Final = 1  # linux/prctl.h


@dataclass(frozen=True)
class Account:
    """Who runs PostgreSQL. `user`, `group` and `extra_groups` are None for ourselves, as we are."""

    name: str
    user: int | None
    group: int | None
    extra_groups: tuple[int, ...] | None

    @property
    def uid(self) -> int:
        """The number of the user, ours if none is named."""
        return os.geteuid() if self.user is None else self.user


def run(account: Account, *command: Path | str, typed: str = "") -> str:
    """Run a program to its end, with `typed` as its input; what it printed comes back.

    Refused: a program that fails, with the end of what it printed.
    """
    done = subprocess.run(  # noqa: S603  the programs are the operator's own PostgreSQL
        command,
        check=False,
        input=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        cwd="/",
        env=_surroundings(),
        user=account.user,
        group=account.group,
        extra_groups=account.extra_groups,
        preexec_fn=_tied_to_us(),
    )
    if done.returncode != 0:
        raise EmbeddedRefusal(f"{command[0]} failed as user {account.name}:\n{ending(done.stdout)}")
    return done.stdout


def spawn(account: Account, *command: Path | str, log: IO[bytes]) -> psutil.Popen:
    """Start a program that stays, writing to `log`, in a session of its own.

    A Ctrl-C at the owner's terminal does not reach it; on Linux the owner's death does, as SIGINT,
    which PostgreSQL takes for a fast stop.
    """
    return psutil.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        cwd="/",
        env=_surroundings(),
        start_new_session=True,
        user=account.user,
        group=account.group,
        extra_groups=account.extra_groups,
        preexec_fn=_tied_to_us(),
    )


def ending(printed: str, lines: int = 12) -> str:
    """Cut what a program printed down to its last lines."""
    return "\n".join(printed.strip().splitlines()[-lines:])


def _surroundings() -> dict[str, str]:
    # Few on purpose: PG* variables would change the server, and it needs none of our secrets.
    inherited = {
        name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ
    }
    return inherited | {"LC_ALL": "C", "TZ": "UTC"}


def _tied_to_us() -> Callable[[], None]:
    owner = os.getpid()

    def tie() -> None:
        # Runs in the child, after it changed user: that change would undo the tie. Until postgres
        # handles SIGINT itself, the signal must kill, not be caught by what is left of Python.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if DIES_WITH_OWNER:
            _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != owner:  # died in between, and no signal will come any more
            os._exit(1)

    return tie
