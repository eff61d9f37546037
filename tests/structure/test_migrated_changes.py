"""What was recorded before the feed had an order is told first, with what it belongs to."""

import asyncio

import asyncpg
from alembic import command
from alembic.script import ScriptDirectory

from service.db.migrating import configuration, migrations_folder
from tests.conftest import fresh_database

_BEFORE = """
insert into agency (id, revision, updated_at, code, name, kind)
    values ('agy_1', 1, now(), 'kent-police', 'Kent Police', 'police');
insert into area (id, revision, updated_at, code, slug, name, kind, nation)
    values ('are_1', 1, now(), 'E10000016', 'kent', 'Kent', 'county', 'england');
insert into coverage (id, revision, updated_at, agency_id, area_id)
    values ('cov_1', 1, now(), 'agy_1', 'are_1');
"""


async def test_what_was_recorded_before_is_told_first_with_what_it_belongs_to(server: str) -> None:
    dsn = await fresh_database(server, "csp_before_the_feed")
    scripts = ScriptDirectory(str(migrations_folder()))
    ordering = next(
        each for each in scripts.walk_revisions() if each.path.endswith("_the_order_of_changes.py")
    )
    await asyncio.to_thread(command.upgrade, configuration(dsn), str(ordering.down_revision))
    console = await asyncpg.connect(dsn)
    try:
        await console.execute(_BEFORE)
        await asyncio.to_thread(command.upgrade, configuration(dsn), "head")
        await console.execute("delete from coverage")
        rows = await console.fetch(
            "select row_id, operation, belongs_to, turn > 0 as is_later from change "
            "order by turn, sequence"
        )
    finally:
        await console.close()

    assert [tuple(each) for each in rows] == [
        ("agy_1", "insert", [], False),
        ("are_1", "insert", [], False),
        ("cov_1", "insert", ["agy_1"], False),
        ("cov_1", "delete", ["agy_1"], True),
    ]
