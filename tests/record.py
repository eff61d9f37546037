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
        rows = await connection.fetch(
            " union all ".join(
                f"select '{name}' as table_name, to_jsonb(\"{name}\")::text as content "
                f'from "{name}"'
                for name in names
            )
            + " order by 1, 2"
        )
    finally:
        await connection.close()
    found: dict[str, list[str]] = {name: [] for name in names}
    for row in rows:
        found[row["table_name"]].append(row["content"])
    return found
