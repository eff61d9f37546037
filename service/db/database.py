"""The one way to the database: a pool of connections, and transactions opened on it."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date

import asyncpg
import orjson
from asyncpg.transaction import Transaction

from service.db.store import LONGEST_KEPT, Connection, Store, in_our_words
from service.domain.callers import Audience


@dataclass(frozen=True)
class Limits:
    """How many connections, and how long anything may take. Times are in milliseconds.

    `statement_cache_size` 0 is for PgBouncer in transaction mode, where a prepared statement may
    meet another connection; the timeouts are then the role's (`alter role … set …`), since a
    pooler does not pass on what a client asks for when it connects.
    """

    connections: int
    connection_wait_ms: int
    statement_timeout_ms: int
    lock_timeout_ms: int
    idle_in_transaction_timeout_ms: int
    statement_cache_size: int


class Database:
    """A pool on one PostgreSQL database. `statements` counts all that was run through it."""

    def __init__(self, dsn: str, limits: Limits) -> None:
        self._dsn = dsn
        self._limits = limits
        self._pool: asyncpg.Pool | None = None
        self.statements = 0

    async def open(self) -> None:
        """Make the pool; connections are made as they are needed."""
        limits = self._limits
        self._pool = await asyncpg.create_pool(
            self._dsn,
            min_size=0,
            max_size=limits.connections,
            init=_teach_json,
            reset=_leave_as_it_is,
            statement_cache_size=limits.statement_cache_size,
            max_cacheable_statement_size=LONGEST_KEPT,
            server_settings=server_settings(limits),
        )

    async def close(self) -> None:
        """Wait for what is running, then close every connection."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    def glancing(self, audience: Audience, today: date) -> AbstractAsyncContextManager[Store]:
        """Open what reads by single statements, each a snapshot of its own, without brackets."""
        return _Opened(self, audience, today)

    def reading(self, audience: Audience, today: date) -> AbstractAsyncContextManager[Store]:
        """Open a transaction that reads one snapshot and can write nothing."""

        def snapshot(connection: Connection) -> Transaction:
            return connection.transaction(isolation="repeatable_read", readonly=True)

        return _Opened(self, audience, today, snapshot)

    def writing(
        self, audience: Audience, today: date, *, key_id: str, request_id: str
    ) -> AbstractAsyncContextManager[Store]:
        """Open a transaction that is committed when the block ends well, else rolled back.

        `key_id` and `request_id` are put down with every change (the trigger `record_change`).
        """

        def transaction(connection: Connection) -> Transaction:
            return connection.transaction()

        async def introduce(connection: Connection) -> None:
            await connection.execute(
                "select set_config('csp.key_id', $1, true), set_config('csp.request_id', $2, true)",
                key_id,
                request_id,
            )

        return _Opened(self, audience, today, transaction, introduce)

    async def acquire(self) -> Connection:
        """Take a connection, or wait for one as long as the limits allow."""
        if self._pool is None:
            raise RuntimeError("The database is not open.")
        # A timer costs as much as taking a connection does, and one that is idle is there at once.
        is_there = self._pool.get_idle_size() > 0
        wait = None if is_there else self._limits.connection_wait_ms / 1000
        return await self._pool.acquire(timeout=wait)

    async def release(self, connection: Connection) -> None:
        """Give a connection back."""
        if self._pool is not None:
            await self._pool.release(connection)


class _Opened:
    """A store that takes its connection, and begins its transaction, at its first statement."""

    def __init__(
        self,
        database: Database,
        audience: Audience,
        today: date,
        bracket: Callable[[Connection], Transaction] | None = None,
        introduce: Callable[[Connection], Awaitable[None]] | None = None,
    ) -> None:
        self._database = database
        self._bracket = bracket
        self._introduce = introduce
        self._store = Store(self._connect, audience, today)
        self._connection: Connection | None = None
        self._transaction: Transaction | None = None

    async def __aenter__(self) -> Store:
        return self._store

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> None:
        self._database.statements += self._store.statements
        if self._connection is None:
            return
        try:
            if self._transaction is not None:
                with in_our_words():  # its end can fail as its statements can
                    await (self._transaction.rollback() if kind else self._transaction.commit())
        finally:
            await self._database.release(self._connection)

    async def _connect(self) -> Connection:
        self._connection = await self._database.acquire()
        if self._bracket is not None:
            transaction = self._bracket(self._connection)
            await transaction.start()
            self._transaction = transaction
        if self._introduce is not None:
            await self._introduce(self._connection)
        return self._connection


def server_settings(limits: Limits) -> dict[str, str]:
    """Return what is set on every connection."""
    if limits.statement_cache_size == 0:
        return {}
    return {
        "application_name": "community-safety-api",
        "timezone": "UTC",
        "jit": "off",  # statements here take milliseconds; compiling one takes a hundred
        # All of them look things up by their keys, so that one plan fits; making one for every
        # set of keys takes longer than the reading does.
        "plan_cache_mode": "force_generic_plan",
        "statement_timeout": str(limits.statement_timeout_ms),
        "lock_timeout": str(limits.lock_timeout_ms),
        "idle_in_transaction_session_timeout": str(limits.idle_in_transaction_timeout_ms),
    }


async def _teach_json(connection: Connection) -> None:
    for name in ("json", "jsonb"):
        await connection.set_type_codec(
            name,
            encoder=lambda value: orjson.dumps(value).decode(),
            decoder=orjson.loads,
            schema="pg_catalog",
        )


async def _leave_as_it_is(_: Connection) -> None:
    """Reset nothing: all that a transaction sets is local to it."""
