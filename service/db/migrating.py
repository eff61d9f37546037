"""Bringing a database to the shape that this version of the service expects."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

_INSTALLED: Final = Path(__file__).parents[1] / "migrations"  # in the wheel
_CHECKOUT: Final = Path(__file__).parents[2] / "migrations"  # beside the code


def migrations_folder() -> Path:
    """Return where the migrations are: they ship inside the wheel."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def configuration(url: str) -> Config:
    """Return Alembic's configuration for a database."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    config.attributes["url"] = url
    return config


def head() -> str:
    """Return the revision that this version of the service expects."""
    found = ScriptDirectory(str(migrations_folder())).get_current_head()
    if found is None:
        raise LookupError("There are no migrations to run; is the installation whole?")
    return found


def migrate(url: str) -> None:
    """Run every migration that the database lacks. Running it again changes nothing.

    Must not be called from within an event loop, since Alembic starts one.
    """
    command.upgrade(configuration(url), "head")


async def current(url: str) -> str | None:
    """Return the revision a database stands at, None when nothing has been migrated."""
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_revision_of)
    finally:
        await engine.dispose()


def _revision_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
