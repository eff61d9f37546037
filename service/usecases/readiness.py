"""Whether the database can be worked with: it answers, and stands at the expected migration."""

from service.db import migrating
from service.usecases.work import NOBODY, Desk


async def readiness(desk: Desk) -> str | None:
    """Say in a sentence what is missing; None when nothing is."""
    expected = migrating.head()
    async with desk.reading(NOBODY) as work:
        found = await migrating.standing(work.store)
    if found is None:
        return "The database has not been migrated: run `csp migrate`."
    if found != expected:
        return f"The database stands at migration {found}, not {expected}: run `csp migrate`."
    return None
