"""The one way to the database: a pool of connections, and transactions opened on it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date

import asyncpg
import orjson
from asyncpg.transaction import Transaction

from service.db.store import Connection, Store, in_our_words
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
            server_settings=server_settings(limits),
        )

    async def close(self) -> None:
        """Wait for what is running, then close every connection."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    @asynccontextmanager
    async def glancing(self, audience: Audience, today: date) -> AsyncIterator[Store]:
        """Open what reads by single statements, each a snapshot of its own, without brackets."""
        async with self._connected(audience, today) as store:
            yield store

    @asynccontextmanager
    async def reading(self, audience: Audience, today: date) -> AsyncIterator[Store]:
        """Open a transaction that reads one snapshot and can write nothing."""

        def snapshot(connection: Connection) -> Transaction:
            return connection.transaction(isolation="repeatable_read", readonly=True)

        async with self._connected(audience, today, snapshot) as store:
            yield store

    @asynccontextmanager
    async def writing(
        self, audience: Audience, today: date, *, key_id: str, request_id: str
    ) -> AsyncIterator[Store]:
        """Open a transaction that is committed when the block ends well, else rolled back.

        `key_id` and `request_id` are put down with every change (the trigger `record_change`).
        """

        async def introduce(connection: Connection) -> None:
            await connection.execute(
                "select set_config('csp.key_id', $1, true), set_config('csp.request_id', $2, true)",
                key_id,
                request_id,
            )

        def transaction(connection: Connection) -> Transaction:
            return connection.transaction()

        async with self._connected(audience, today, transaction, introduce) as store:
            yield store

    @asynccontextmanager
    async def _connected(
        self,
        audience: Audience,
        today: date,
        transaction: Callable[[Connection], Transaction] | None = None,
        introduce: Callable[[Connection], Awaitable[None]] | None = None,
    ) -> AsyncIterator[Store]:
        if self._pool is None:
            raise RuntimeError("The database is not open.")
        pool, wait = self._pool, self._limits.connection_wait_ms / 1000
        async with AsyncExitStack() as stack:

            async def connect() -> Connection:
                connection = await stack.enter_async_context(pool.acquire(timeout=wait))
                if transaction is not None:
                    await stack.enter_async_context(_ended(transaction(connection)))
                if introduce is not None:
                    await introduce(connection)
                return connection

            store = Store(connect, audience, today)
            try:
                yield store
            finally:
                self.statements += store.statements


@asynccontextmanager
async def _ended(transaction: Transaction) -> AsyncIterator[None]:
    """Begin a transaction; commit it, or undo it. Its end can fail as its statements can."""
    await transaction.start()
    try:
        yield
    except BaseException:
        with in_our_words():
            await transaction.rollback()
        raise
    with in_our_words():
        await transaction.commit()


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
