"""The change record, read."""

from service.db.store import Store
from service.db.tables import Table


async def was_deleted(store: Store, table: Table, column: str, value: str) -> bool:
    """Say whether a row that had a value in a column has been deleted from a table."""
    row = await store.fetch_one(
        """
        select exists (
            select from change
            where table_name = :table_name and operation = 'delete' and before ->> :name = :value
        ) as it_was
        """,
        table_name=str(table.__tablename__),
        name=column,
        value=value,
    )
    return row is not None and bool(row["it_was"])
