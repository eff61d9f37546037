"""Bringing a database to the shape that this version of the service expects."""

from pathlib import Path
from typing import Final

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from service.db.store import Store, in_our_words

_INSTALLED: Final = Path(__file__).parents[1] / "migrations"  # in the wheel
_CHECKOUT: Final = Path(__file__).parents[2] / "migrations"  # beside the code


def migrations_folder() -> Path:
    """Return where the migrations are: they ship inside the wheel."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def engine_on(dsn: str) -> AsyncEngine:
    """Make an engine whose connections asyncpg makes itself, so that it reads the DSN whole."""
    return create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(dsn), poolclass=NullPool
    )


def configuration(dsn: str) -> Config:
    """Return Alembic's configuration for a database."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    config.attributes["dsn"] = dsn
    return config


def head() -> str:
    """Return the revision that this version of the service expects."""
    found = ScriptDirectory(str(migrations_folder())).get_current_head()
    if found is None:
        raise LookupError("There are no migrations to run; is the installation whole?")
    return found


def migrate(dsn: str) -> None:
    """Run every migration that the database lacks. Running it again changes nothing.

    Must not be called from within an event loop, since Alembic starts one.
    """
    command.upgrade(configuration(dsn), "head")


async def current(dsn: str) -> str | None:
    """Return the revision a database stands at, None when nothing has been migrated.

    Refuses with `Unavailable` when the database cannot be reached.
    """
    with in_our_words():
        connection = await asyncpg.connect(dsn, statement_cache_size=0)
        try:
            if await connection.fetchval("select to_regclass('alembic_version') is null"):
                return None
            found: str | None = await connection.fetchval("select version_num from alembic_version")
            return found
        finally:
            await connection.close()


async def standing(store: Store) -> str | None:
    """Return the revision that an open database stands at, None when nothing has been migrated."""
    table = await store.fetch_one("select to_regclass('alembic_version') is not null as is_there")
    if table is None or not table["is_there"]:
        return None
    row = await store.fetch_one("select version_num from alembic_version")
    return None if row is None else str(row["version_num"])
