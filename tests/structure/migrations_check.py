"""Whether the migrations make the very tables that the code describes.

`make check` runs this as a program, on a server of its own; the tests use its parts.
"""

import asyncio
import io
import sys
import tempfile
from pathlib import Path
from typing import Final

import asyncpg
from alembic import command
from alembic.util.exc import CommandError

from service.db import migrating
from service.db.embedded import Embedded, start
from service.db.tables import METADATA
from tests.conftest import fresh_database

# A table's columns, constraints and indexes as the catalogue has them, one line each.
_SHAPE: Final = """
    with tables as (
        select oid from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r'
            and relname <> 'alembic_version'
    )
    select format(
        'column %s.%s: %s%s%s%s', attrelid::regclass, attname,
        format_type(atttypid, atttypmod),
        case when attnotnull then ' not null' end,
        case attidentity when 'a' then ' always identity' when 'd' then ' default identity' end,
        ' default ' || pg_get_expr(adbin, adrelid)
    ) as line
    from pg_attribute
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attrelid in (select oid from tables) and attnum > 0 and not attisdropped
    union all
    select format('constraint %s.%s: %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    from pg_constraint where conrelid in (select oid from tables) and contype <> 'n'
    union all
    select pg_get_indexdef(indexrelid) from pg_index where indrelid in (select oid from tables)
"""


async def shape(dsn: str) -> set[str]:
    """Read what the tables of a database are made of."""
    connection = await asyncpg.connect(dsn)
    try:
        return {row["line"] for row in await connection.fetch(_SHAPE)}
    finally:
        await connection.close()


async def described(server: str) -> set[str]:
    """Make the tables from the code's description of them; read what they are made of."""
    dsn = await fresh_database(server, "csp_described")
    engine = migrating.engine_on(dsn)
    async with engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)
    await engine.dispose()
    return await shape(dsn)


def migrated(server: str) -> tuple[str, set[str]]:
    """Make the tables by migration; return the database, and what the tables are made of."""
    dsn = asyncio.run(fresh_database(server, "csp_migrated"))
    migrating.migrate(dsn)
    return dsn, asyncio.run(shape(dsn))


def disagreements(by_migration: set[str], by_description: set[str]) -> list[str]:
    """Tell the two apart, in lines; none when they are one."""
    return [
        *(f"only by migration: {each}" for each in sorted(by_migration - by_description)),
        *(f"only by description: {each}" for each in sorted(by_description - by_migration)),
    ]


def objection_of_alembic(dsn: str) -> str | None:
    """Ask Alembic whether another migration is needed; return what it says then."""
    config = migrating.configuration(dsn)
    config.stdout = io.StringIO()
    try:
        command.check(config)
    except CommandError as error:
        return str(error)
    return None


def objections(server: str) -> list[str]:
    """Find everything that keeps the migrations from being the description."""
    dsn, by_migration = migrated(server)
    found = disagreements(by_migration, asyncio.run(described(server)))
    said = objection_of_alembic(dsn)
    return found if said is None else [*found, f"alembic: {said}"]


def main() -> int:
    """Check on a server of its own; return the exit code, having said what came of it."""
    with tempfile.TemporaryDirectory(prefix="csp-check-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with start(Embedded(home, home / "postgres", durable=False), lambda _: None) as server:
            found = objections(server.dsn)
    for each in found:
        print(each)  # noqa: T201 -- a program's answer
    print("The migrations and the tables disagree." if found else "The migrations make the tables.")  # noqa: T201 -- the same
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
