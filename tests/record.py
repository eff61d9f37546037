"""The whole content of a database: to see that a refusal leaves it as it was."""

import asyncpg

# When a key was last used is written apart from the request that used it.
WRITTEN_APART = frozenset({"key_use"})


async def contents(database: str) -> dict[str, list[str]]:
    """Return every row of every table, as JSON texts in a fixed order, by table."""
    connection = await asyncpg.connect(database)
    try:
        tables = await connection.fetch(
            "select tablename as name from pg_tables where schemaname = 'public' order by 1"
        )
        names = [row["name"] for row in tables if row["name"] not in WRITTEN_APART]
        each = [
            f'select \'{name}\' as name, to_jsonb("{name}")::text as content from "{name}"'  # noqa: S608 -- the catalogue's own names
            for name in names
        ]
        rows = await connection.fetch(f"{' union all '.join(each)} order by 1, 2")
    finally:
        await connection.close()
    found: dict[str, list[str]] = {name: [] for name in names}
    for row in rows:
        found[row["name"]].append(row["content"])
    return found
