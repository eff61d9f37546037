"""Whether the database can be worked with."""

import asyncpg

from service.usecases.readiness import readiness
from service.usecases.work import Desk


async def test_a_database_that_was_never_migrated_is_not_ready(desk: Desk, database: str) -> None:
    connection = await asyncpg.connect(database)
    try:
        await connection.execute("alter table alembic_version rename to put_away")
        missing = await readiness(desk)
    finally:
        await connection.execute("alter table put_away rename to alembic_version")
        await connection.close()

    assert missing == "The database has not been migrated: run `csp migrate`."
    assert await readiness(desk) is None
