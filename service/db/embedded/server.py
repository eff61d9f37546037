"""The server's life: who starts it, how it is waited for, how it is stopped."""

import contextlib
import re
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote

import psutil

from service.db.embedded.binaries import binaries_for
from service.db.embedded.cluster import DATABASE, ROLE, ensure, password
from service.db.embedded.lock import Lock
from service.db.embedded.patience import Patience
from service.db.embedded.place import (
    Embedded,
    Place,
    make_parents,
    make_sockets,
    open_private,
    place_for,
)
from service.db.embedded.postmaster import live_servers, postmaster_of
from service.db.embedded.processes import DIES_WITH_OWNER, ending, spawn
from service.db.embedded.refusal import EmbeddedRefusal

_PORT: Final = 5432  # only a part of the socket's name: the server listens on no network
_SOCKET: Final = f".s.PGSQL.{_PORT}"
_PAUSES: Final = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2)  # seconds between attempts after a crash
_CRASH_REMAINS: Final = re.compile("already exists|pre-existing shared memory|another postmaster")
_FAST_STOP: Final = 60.0  # seconds in which a fast stop should have written everything down
_SETTINGS: Final = {
    "listen_addresses": "",
    "port": str(_PORT),
    "unix_socket_permissions": "0700",
    # Failed statements quote what they were given, and the log is not a place for that.
    "log_min_messages": "log",
    "log_checkpoints": "off",
}
_NOT_DURABLE: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class _Owned:
    """What the owner has in its hands, and the others do not."""

    process: psutil.Process
    lock: Lock
    sockets: Path

    def stop(self) -> None:
        try:
            with contextlib.suppress(psutil.NoSuchProcess):
                self._end()
        finally:
            _leave(self.lock, self.sockets)

    def _end(self) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(_FAST_STOP)
        except psutil.TimeoutExpired:
            # The immediate stop: PostgreSQL kills its children, and recovers when next started.
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()


@dataclass
class Server:
    """A server that accepts connections at `dsn`; its cluster is in `data`.

    A context manager: leaving it stops the server, if it is ours.
    """

    dsn: str = field(repr=False)  # holds the password
    data: Path
    _owned: _Owned | None = field(default=None, repr=False)

    @property
    def owns(self) -> bool:
        """Whether it is ours to stop: started by us (or taken over), and not stopped yet."""
        return self._owned is not None

    def stop(self) -> None:
        """Stop the server and wait for its end. Another owner's is left alone; twice is once."""
        owned, self._owned = self._owned, None
        if owned is not None:
            owned.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def start(wanted: Embedded, say: Callable[[str], None]) -> Server:
    """Start the embedded server, or connect to the one that another owner started.

    Returns when it accepts connections, however long its recovery takes; `say` hears, in sentences
    for a person, what is waited for. Refused (EmbeddedRefusal): what cannot be started, with what
    to do about it.
    """
    if threading.current_thread() is not threading.main_thread():
        # Linux ties the server to the life of the thread that started it.
        raise RuntimeError("start the embedded server from the main thread")
    try:
        place = place_for(wanted)
        make_parents(place)
        return _owned_or_joined(place, wanted, say)
    except OSError as error:
        raise EmbeddedRefusal(
            f"The embedded PostgreSQL could not be set up: {error}. Name folders that this user "
            f"may write to, or set DATABASE_URL to use a server that already runs."
        ) from error


def _owned_or_joined(place: Place, wanted: Embedded, say: Callable[[str], None]) -> Server:
    patience = Patience(say)
    while True:
        lock = Lock.take(place.lock)
        if lock is not None:
            return _own(place, wanted, lock, say)
        running = postmaster_of(place.data)
        # A container of its own may hide the socket, although the folder is shared.
        if running is not None and running.is_ready and (running.sockets / _SOCKET).exists():
            return Server(_dsn(place.data, running.sockets), place.data)
        patience.nap(
            f"Another process looks after the database in {place.data}; waiting until that "
            f"accepts connections."
        )


def _own(place: Place, wanted: Embedded, lock: Lock, say: Callable[[str], None]) -> Server:
    try:
        if place.account.user is not None:
            say(f"PostgreSQL runs as user {place.account.name}, its database is in {place.data}.")
        programs = binaries_for(place, wanted.binaries)
        ensure(place, programs, say, durable=wanted.durable)
        process = _left_running(place.data, say)
        if process is None:
            settings = _SETTINGS | ({} if wanted.durable else _NOT_DURABLE)
            process = _started(place, programs / "postgres", settings, say)
    except BaseException:
        _leave(lock, place.sockets)
        raise
    return Server(_dsn(place.data, place.sockets), place.data, _Owned(process, lock, place.sockets))


def _left_running(data: Path, say: Callable[[str], None]) -> psutil.Process | None:
    """Deal with a server that has lost its owner.

    On Linux it is on its way out, so it is seen off; elsewhere it goes on, and is taken over.
    """
    patience = Patience(say)
    while live := live_servers(data):
        running = postmaster_of(data)
        if running is not None and DIES_WITH_OWNER:
            with contextlib.suppress(psutil.NoSuchProcess):
                psutil.Process(running.pid).send_signal(signal.SIGINT)
        elif running is not None and running.is_ready:
            return psutil.Process(running.pid)
        patience.nap(
            f"A server of an earlier run is still at work in {data} (processes "
            f"{', '.join(map(str, live))}); waiting until it has ended."
        )
    return None


def _started(
    place: Place, postgres: Path, settings: dict[str, str], say: Callable[[str], None]
) -> psutil.Process:
    """Start the server and wait until it is ready; try again while a crash's remains go away."""
    for pause in _PAUSES:
        sockets = make_sockets(place)
        _clear(place.data / "postmaster.pid", sockets / _SOCKET, sockets / f"{_SOCKET}.lock")
        options = [
            word for name, setting in settings.items() for word in ("-c", f"{name}={setting}")
        ]
        with open_private(place.log) as log:
            process = spawn(
                place.account, postgres, "-D", place.data, "-k", sockets, *options, log=log
            )
        if _is_ready(process, place, say):
            return process
        last_words = ending(place.log.read_text(encoding="utf-8", errors="replace"))
        if not _CRASH_REMAINS.search(last_words):
            break
        say(f"PostgreSQL finds remains of a crash; trying again in {pause:g} s.")
        time.sleep(pause)
    raise EmbeddedRefusal(
        f"PostgreSQL did not start. The end of its log, {place.log}:\n{last_words}"
    )


def _leave(lock: Lock, sockets: Path) -> None:
    with contextlib.suppress(OSError):  # not made, not empty or not ours: then it stays
        sockets.rmdir()
    lock.release()


def _clear(*remains: Path) -> None:
    # No process of this cluster lives and the lock is ours, so these are a crash's. PostgreSQL
    # would believe them as soon as their pid is any live process, or its own zombie.
    for path in remains:
        path.unlink(missing_ok=True)


def _is_ready(process: psutil.Popen, place: Place, say: Callable[[str], None]) -> bool:
    """Wait until the server accepts connections; False if it ended instead."""
    patience = Patience(say)
    try:
        while process.poll() is None:
            running = postmaster_of(place.data)
            if running is not None and running.pid == process.pid and running.is_ready:
                return True
            patience.nap(
                f"PostgreSQL is starting; after an unclean end it recovers first, and that takes "
                f"as long as it takes. Its log is {place.log}."
            )
    except BaseException:  # such as a Ctrl-C
        process.send_signal(signal.SIGINT)
        process.wait()
        raise
    return False


def _dsn(data: Path, sockets: Path) -> str:
    host = quote(str(sockets), safe="")
    return f"postgresql://{ROLE}:{quote(password(data))}@/{DATABASE}?host={host}&port={_PORT}"
