"""The record between tests: emptied, or put back as it was kept, where a test has touched it."""

import contextlib
from collections.abc import AsyncIterator, Sequence

import asyncpg

# Written by migrations and needed by every test.
_STAYS = frozenset({"alembic_version", "service_secret"})

_IS_TOUCHED = """
    select '{0}' where (select count(*) from public."{0}") <> (select count(*) from {1}."{0}")
        or exists (select from public."{0}" where xmin::text::bigint > $1::bigint)
"""
_IS_FILLED = """select '{0}' where exists (select from public."{0}")"""
_DELETE = 'delete from public."{0}"'
_FILL = 'insert into public."{0}" overriding system value table {1}."{0}"'
_KEEP = 'create table {1}."{0}" as table public."{0}"'


class Keeper:
    """Empties the tables of a database, or puts back what they held; only those that it has to.

    What is kept is in a schema of its own: the small Kent in `kept`.
    """

    def __init__(self, connection: asyncpg.Connection, tables: Sequence[str]) -> None:
        self._connection = connection
        self._tables = tables
        # What was put back last, and by which transaction: later ones wrote what a test wrote.
        self._schema, self._transaction = "", 0

    @classmethod
    @contextlib.asynccontextmanager
    async def of(cls, database: str) -> AsyncIterator["Keeper"]:
        """Connect to a database; triggers and foreign keys do not hold on this connection."""
        connection = await asyncpg.connect(database)
        try:
            await connection.execute("set session_replication_role = replica")
            tables = await connection.fetch(
                "select tablename from pg_tables where schemaname = 'public' order by tablename"
            )
            yield cls(connection, [name for (name,) in tables if name not in _STAYS])
        finally:
            await connection.close()

    async def keep(self, schema: str = "kept") -> None:
        """Keep the rows that are there."""
        await self._connection.execute(
            f"drop schema if exists {schema} cascade; create schema {schema}"
        )
        await self._on(self._tables, _KEEP, schema)

    async def empty(self) -> None:
        """Delete all rows."""
        filled = await self._connection.fetch(self._any_of(_IS_FILLED))
        await self._on([name for (name,) in filled], _DELETE)

    async def put_back(self, schema: str = "kept") -> None:
        """Have the tables hold what was kept, and nothing else."""
        since = self._transaction if self._schema == schema else 0
        touched = await self._connection.fetch(self._any_of(_IS_TOUCHED, schema), since)
        await self._on([name for (name,) in touched], f"{_DELETE}; {_FILL}", schema)
        self._schema = schema
        self._transaction = await self._connection.fetchval(
            "select pg_current_xact_id()::text::bigint"
        )

    def _any_of(self, question: str, *words: str) -> str:
        return " union all ".join(question.format(each, *words) for each in self._tables)

    async def _on(self, tables: Sequence[str], statement: str, *words: str) -> None:
        """Run a statement on each table, all in one round trip."""
        if tables:
            statements = (statement.format(each, *words) for each in tables)
            await self._connection.execute("; ".join(statements))


async def empty(database: str) -> None:
    """Delete all that tests write."""
    async with Keeper.of(database) as keeper:
        await keeper.empty()


async def put_back(database: str) -> None:
    """Have the record hold the small Kent and nothing else."""
    async with Keeper.of(database) as keeper:
        await keeper.put_back()
