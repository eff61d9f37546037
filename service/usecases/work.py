"""The one value that every use case is given, and the desk where it is opened."""

import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from service.db.database import Database
from service.db.store import Store
from service.domain.callers import Caller, Permission
from service.domain.ids import mint
from service.domain.nodes import Node

# The law counts days where it applies.
CALENDAR = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Work:
    """One request's transaction, who asks, and when.

    `now` is in UTC and in whole seconds, `today` the day it is then in England and Wales.
    """

    store: Store
    caller: Caller
    now: datetime
    today: date
    cursor_key: bytes

    def new_id(self, noun: type[Node]) -> str:
        """Make an id for a new thing."""
        return mint(noun.prefix, int(self.now.timestamp() * 1000))


class Desk:
    """Where work is opened: the database, the clock, and the key that signs cursors.

    `clock` gives the present instant in UTC. Nothing else in the service reads one.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._cursor_key = b""

    async def open(self) -> None:
        """Open the database and fetch the key that signs cursors."""
        await self._database.open()
        now = self.now()
        async with self._database.reading(NOBODY.audience, _day_of(now)) as store:
            row = await store.fetch_one("select cursor_key from service_secret")
        self._cursor_key = bytes(row["cursor_key"]) if row is not None else b""

    async def close(self) -> None:
        """Wait for what is running, then let go of the database."""
        await self._database.close()

    @property
    def statements(self) -> int:
        """How many SQL statements were run so far, brackets of transactions aside."""
        return self._database.statements

    def now(self) -> datetime:
        """Read the clock, in whole seconds: the instants that are recorded and shown."""
        return self._clock().replace(microsecond=0)

    def today(self) -> date:
        """Read which day it is in England and Wales."""
        return _day_of(self.now())

    @asynccontextmanager
    async def glancing(self, caller: Caller) -> AsyncIterator[Work]:
        """Open work for a single statement that reads."""
        now = self.now()
        async with self._database.glancing(caller.audience, _day_of(now)) as store:
            yield self._work(store, caller, now)

    @asynccontextmanager
    async def reading(self, caller: Caller) -> AsyncIterator[Work]:
        """Open work that reads one snapshot and can write nothing."""
        now = self.now()
        async with self._database.reading(caller.audience, _day_of(now)) as store:
            yield self._work(store, caller, now)

    @asynccontextmanager
    async def writing(self, caller: Caller, request_id: str) -> AsyncIterator[Work]:
        """Open work that is committed when the block ends well and undone when it does not."""
        now = self.now()
        async with self._database.writing(
            caller.audience, _day_of(now), key_id=caller.key_id, request_id=request_id
        ) as store:
            yield self._work(store, caller, now)

    def _work(self, store: Store, caller: Caller, now: datetime) -> Work:
        return Work(store, caller, now, _day_of(now), self._cursor_key)


# Whoever has the database and the command: nobody's key, and all permissions.
OPERATOR = Caller(
    key_id="csp",
    agency_id=None,
    agency=None,
    permissions=frozenset({Permission.ADMIN}),
    coordinates=frozenset(),
    coordinated_area_ids=frozenset(),
)
NOBODY = Caller(
    key_id="",
    agency_id=None,
    agency=None,
    permissions=frozenset(),
    coordinates=frozenset(),
    coordinated_area_ids=frozenset(),
)


@lru_cache(maxsize=8)
def _day_of(instant: datetime) -> date:
    return instant.astimezone(CALENDAR).date()


def fingerprint(*parts: bytes) -> bytes:
    """Return a digest that differs when any part does (SHA-256 over each part's own)."""
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()
