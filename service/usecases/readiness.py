"""Whether the database can be worked with: it answers, and stands at the expected migration."""

from service.db import migrating
from service.usecases.work import NOBODY, Desk


async def readiness(desk: Desk) -> str | None:
    """Say in a sentence what is missing; None when nothing is."""
    expected = migrating.head()
    async with desk.reading(NOBODY) as work:
        row = await work.store.fetch_one("select version_num from alembic_version")
    found = row["version_num"] if row is not None else None
    if found != expected:
        return f"The database stands at migration {found}, not {expected}: run `csp migrate`."
    return None
