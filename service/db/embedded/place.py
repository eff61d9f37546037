"""Where an embedded cluster is kept, and who runs it."""

import contextlib
import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from service.db.embedded.processes import Account
from service.db.embedded.refusal import EmbeddedRefusal

ROOTS_CLUSTERS: Final = Path("/var/lib/community-safety")
# A socket's path has room for 107 bytes, so it cannot be kept in the project. Not in
# XDG_RUNTIME_DIR either: that is emptied at log-out, under a server that goes on.
SOCKETS: Final = Path("/tmp")  # noqa: S108  the folder made in it is private and verified


@dataclass(frozen=True)
class Embedded:
    """The embedded server to start.

    `home` is the project's folder; the cluster goes to `.data/postgres` in it (for root, under
    /var/lib/community-safety) unless `data` names another folder. `binaries` is a folder with
    postgres and initdb, otherwise those of the wheel are used. `durable` is False in tests only:
    a crash of the machine may then lose or spoil what was written.
    """

    home: Path
    data: Path | None = None
    binaries: Path | None = None
    durable: bool = True


@dataclass(frozen=True)
class Place:
    """The folders and files of one cluster, and the account that its processes run as."""

    data: Path
    account: Account

    @property
    def lock(self) -> Path:
        """Locked by the owner for as long as it lives."""
        return self.beside("lock")

    @property
    def log(self) -> Path:
        """What the server printed since it was last started."""
        return self.beside("log")

    @property
    def sockets(self) -> Path:
        """The folder of the server's socket; it is short however long the path of the data is."""
        return SOCKETS / f"csp-{self.account.uid}-{_digest(self.data)}"

    def beside(self, suffix: str) -> Path:
        """Name a neighbour of the data directory after it."""
        return self.data.with_name(f"{self.data.name}.{suffix}")


def place_for(wanted: Embedded) -> Place:
    """Where the wanted server is kept. Refused, as root: a folder that its user cannot reach."""
    data = _data(wanted)
    account = _account(data)
    closed = next((folder for folder in data.parents if _is_closed(folder, account)), None)
    if closed is not None:
        raise EmbeddedRefusal(
            f"PostgreSQL does not run as root, and {closed} is closed to the user {account.name}, "
            f"as whom it would run. Name no data directory, and the database is kept under "
            f"{ROOTS_CLUSTERS}; or name one that {account.name} can reach."
        )
    return Place(data, account)


def make_parents(place: Place) -> None:
    """Make the folders above the data directory that are missing; change none that exist."""
    missing = [folder for folder in place.data.parents if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        if place.account.user is not None:  # whatever root's umask is, PostgreSQL has to get in
            folder.chmod(0o755)


def make_sockets(place: Place) -> Path:
    """Make the socket's folder, 0700. Refused: one that somebody else put there."""
    folder = place.sockets
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()  # not stat: a symlink is not ours, wherever it leads
    is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid in {os.geteuid(), place.account.uid}
    if not is_ours or stat.S_IMODE(found.st_mode) != stat.S_IRWXU:
        raise EmbeddedRefusal(
            f"{folder} should be a folder that only {place.account.name} can open, and is not. "
            f"Somebody else may have put it there: look at it, remove it, and start again."
        )
    give(folder, place.account)
    return folder


def give(path: Path, account: Account) -> None:
    """Make `path` the account's own, where that is not ourselves."""
    if account.user is not None and account.group is not None:
        os.chown(path, account.user, account.group, follow_symlinks=False)


def open_private(path: Path) -> IO[bytes]:
    """Open a file of ours, 0600, empty, for writing; never through a symlink."""
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    return os.fdopen(opened, "wb")


def _data(wanted: Embedded) -> Path:
    if wanted.data is not None:
        return wanted.data.resolve()
    home = wanted.home.resolve()
    if os.geteuid() == 0:
        return ROOTS_CLUSTERS / _digest(home) / "postgres"
    return home / ".data" / "postgres"


def _account(data: Path) -> Account:
    if os.geteuid() != 0:
        return Account(_name(os.geteuid()), None, None, None)
    if data.exists() and data.stat().st_uid != 0:  # stays with whom it was made for
        owner = data.stat()
        return Account(_name(owner.st_uid), owner.st_uid, owner.st_gid, ())
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return Account(name, user.pw_uid, user.pw_gid, ())
    raise EmbeddedRefusal(
        "PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run "
        "it as. Start as an ordinary user, or set DATABASE_URL."
    )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # as in containers that run under a bare number
        return str(uid)


def _is_closed(folder: Path, account: Account) -> bool:
    if account.user is None or not folder.exists():
        return False
    found = folder.stat()
    if found.st_uid == account.user:
        return not found.st_mode & stat.S_IXUSR
    if found.st_gid == account.group:
        return not found.st_mode & stat.S_IXGRP
    return not found.st_mode & stat.S_IXOTH


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
