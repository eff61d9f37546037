"""One transaction: what is read is read for somebody, what is written is written at once.

SQL stands in text, with parameters by name (`:area_id`), and runs on asyncpg directly. SQLModel
has no part in it while the service runs, beyond giving rows their names and types: its sessions
would be a second way of doing everything here (docs/decisions/0001).
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from functools import lru_cache
from typing import Any, Final, TypeAlias

import asyncpg
from sqlmodel import SQLModel

from service.db.constraints import refusal_for
from service.domain.callers import Audience
from service.domain.errors import TextUnkeepable, Unavailable

Connection: TypeAlias = asyncpg.Connection
Record: TypeAlias = asyncpg.Record
# What passes: a connection, a lock or a statement that took too long, or two transactions in each
# other's way.
BUSY: Final = (
    TimeoutError,
    asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.InFailedSQLTransactionError,  # another field of the same request was refused
)
UNREACHABLE: Final = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the connection was cut, and the client has half understood it
)

# Statements up to this many characters are kept prepared. A screen, compiled, has some 40,000 and
# takes thrice as long to plan as to run. Plans take some 130 bytes a character, on every
# connection, so that what is longer still would be planned each time.
LONGEST_KEPT: Final = 65_536

_NAME: Final = re.compile(r"(?<![:\w]):([a-z_][a-z0-9_]*)")


@lru_cache(maxsize=4096)
def positional(sql: str) -> tuple[str, tuple[str, ...]]:
    """Turn `:name` parameters into PostgreSQL's `$1`, and return the names in their order."""
    names: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        return f"${names.setdefault(match[1], len(names) + 1)}"

    return _NAME.sub(number, sql), tuple(names)


@contextmanager
def in_our_words() -> Iterator[None]:
    """Turn what goes wrong at the database into the refusal that it means."""
    try:
        yield
    except asyncpg.IntegrityConstraintViolationError as violation:
        raise refusal_for(violation) from violation
    except asyncpg.CharacterNotInRepertoireError as error:
        raise TextUnkeepable("A text holds the character NUL, which cannot be kept.") from error
    except BUSY as error:
        raise Unavailable("The record is too busy at the moment; try again.") from error
    except UNREACHABLE as error:
        raise Unavailable("The database cannot be reached.") from error


class Store:
    """The transaction of one request.

    Opened by `Database`; takes its connection when the first statement runs, and runs statements
    in turn, also when several are asked for at once. `audience` and `today` can be named in any
    statement, as `:sees_all`, `:audience_agency_id`, `:audience_area_ids` and `:today`.
    `statements` counts what was run between the brackets of the transaction.
    """

    def __init__(
        self,
        connect: Callable[[], Awaitable[Connection]],
        audience: Audience,
        today: date,
    ) -> None:
        self._connect = connect
        self._connection: Connection | None = None
        self._turn = asyncio.Lock()
        self._ambient = {
            "sees_all": audience.sees_all,
            "audience_agency_id": audience.agency_id,
            "audience_area_ids": sorted(audience.area_ids),
            "today": today,
        }
        self.today = today
        self.statements = 0

    async def fetch(self, sql: str, **given: object) -> list[Record]:
        """Run a statement and return its rows."""
        text, arguments = self._bind(sql, given)
        rows: list[Record] = await self._run(lambda each: each.fetch(text, *arguments))
        return rows

    async def fetch_one(self, sql: str, **given: object) -> Record | None:
        """Run a statement and return its first row, if there is one."""
        text, arguments = self._bind(sql, given)
        return await self._run(lambda each: each.fetchrow(text, *arguments))

    async def insert(self, *rows: SQLModel) -> None:
        """Write new rows of one table, in one statement; nothing when there are none."""
        if not rows:
            return
        table = _table_of(type(rows[0]))
        columns = [column.name for column in table.columns]
        values = [[getattr(row, name) for name in columns] for row in rows]
        slots = ", ".join(
            f"({', '.join(f'${n * len(columns) + i + 1}' for i in range(len(columns)))})"
            for n in range(len(rows))
        )
        names = ", ".join(f'"{name}"' for name in columns)
        sql = f'insert into "{table.name}" ({names}) values {slots}'
        await self._run(lambda each: each.execute(sql, *(value for row in values for value in row)))

    async def update(
        self, table: type[SQLModel], where: Mapping[str, object], changes: Mapping[str, object]
    ) -> bool:
        """Change the row that `where` describes; say whether there was one."""
        sets = ", ".join(f'"{name}" = :set_{name}' for name in changes)
        given = {f"set_{name}": value for name, value in changes.items()}
        return await self._change_row(f'update "{_table_of(table).name}" set {sets}', where, given)

    async def delete(self, table: type[SQLModel], where: Mapping[str, object]) -> bool:
        """Delete the rows that `where` describes; say whether there were any."""
        return await self._change_row(f'delete from "{_table_of(table).name}"', where, {})

    async def copy(
        self, table: str, columns: Sequence[str], records: Sequence[Sequence[object]]
    ) -> None:
        """Stream records into a table, as COPY does."""
        await self._run(
            lambda each: each.copy_records_to_table(table, records=records, columns=columns)
        )

    @asynccontextmanager
    async def attempt(self, *, keeps: bool = True) -> AsyncIterator[None]:
        """Run what follows so that, if it is refused, it alone is undone and not the whole.

        `keeps` False has it undone in any case. For one after another: statements of other parts
        must not run meanwhile.
        """
        if self._connection is None:
            self._connection = await self._connect()
        part = self._connection.transaction()
        with in_our_words():
            await part.start()
        try:
            yield
        except BaseException:
            await part.rollback()
            raise
        with in_our_words():
            await (part.commit() if keeps else part.rollback())

    async def _change_row(
        self, sql: str, where: Mapping[str, object], given: Mapping[str, object]
    ) -> bool:
        described = " and ".join(f'"{name}" = :is_{name}' for name in where)
        found = {f"is_{name}": value for name, value in where.items()}
        text, arguments = self._bind(f"{sql} where {described}", {**given, **found})
        status: str = await self._run(lambda each: each.execute(text, *arguments))
        return not status.endswith(" 0")

    def _bind(self, sql: str, given: Mapping[str, object]) -> tuple[str, list[object]]:
        text, names = positional(sql)
        return text, [given[name] if name in given else self._ambient[name] for name in names]

    async def _run(self, statement: Callable[[Connection], Awaitable[Any]]) -> Any:  # noqa: ANN401
        """Run a statement when it is its turn, and return what asyncpg does."""
        async with self._turn:
            with in_our_words():
                if self._connection is None:
                    self._connection = await self._connect()
                self.statements += 1
                return await statement(self._connection)


def _table_of(model: type[SQLModel]) -> Any:  # noqa: ANN401 -- SQLModel types __table__ as Any
    return model.__table__  # type: ignore[attr-defined]  # set by SQLModel on table=True
