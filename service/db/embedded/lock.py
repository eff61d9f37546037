"""The lock that decides which of several starters owns the server."""

import fcntl
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from service.db.embedded.place import open_private


@dataclass(frozen=True)
class Lock:
    """Held from `take` to `release`, or to the death of the process. The file itself stays."""

    opened: IO[bytes]

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """Take the lock; None while another process, or an earlier call in this one, holds it."""
        opened = open_private(path)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            opened.close()
            return None
        return cls(opened)

    def release(self) -> None:
        """Let the next one have it."""
        self.opened.close()
