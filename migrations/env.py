"""How Alembic reaches the database: the DSN is handed over by `service.db.migrating`."""

import asyncio

from alembic import context
from sqlalchemy import Connection, text

from service.db.migrating import engine_on
from service.db.tables import METADATA

# A migration that waits for a lock stops everybody behind it; better that it fails and is run
# again than that the service stands still.
LOCK_TIMEOUT = "5s"
STATEMENT_TIMEOUT = "15min"
# One migration at a time, whoever starts it ("csp migrate" in two containers at once).
MIGRATION_LOCK = 7_219_980_701


def run(connection: Connection) -> None:
    """Run the migrations that are lacking, in one transaction, one starter at a time."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        transactional_ddl=True,
        transaction_per_migration=False,
        compare_type=True,
    )
    with context.begin_transaction():
        connection.execute(text(f"select pg_advisory_xact_lock({MIGRATION_LOCK})"))
        connection.execute(text(f"set local lock_timeout = '{LOCK_TIMEOUT}'"))
        connection.execute(text(f"set local statement_timeout = '{STATEMENT_TIMEOUT}'"))
        context.run_migrations()


async def run_online() -> None:
    """Open a connection of its own, run, and close it."""
    engine = engine_on(context.config.attributes["dsn"])
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


asyncio.run(run_online())
