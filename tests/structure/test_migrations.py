"""Migrations: numbered, one after the other, there and back, to the tables of the code."""

import asyncio
import re
from pathlib import Path

import asyncpg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Integer, MetaData, Table

from service.db import migrating
from service.db.migrating import configuration, head, migrations_folder
from tests.conftest import fresh_database
from tests.structure import migrations_check
from tests.structure.migrations_check import disagreements, objections, shape


@pytest.fixture(scope="module")
def scripts() -> ScriptDirectory:
    return ScriptDirectory(str(migrations_folder()))


def test_migrations_are_numbered_without_a_gap_and_end_in_one_head(
    scripts: ScriptDirectory,
) -> None:
    steps = list(reversed(list(scripts.walk_revisions())))

    assert [each.revision for each in steps] == [f"{n:04}" for n in range(1, len(steps) + 1)]
    assert [each.down_revision for each in steps] == [None, *(each.revision for each in steps[:-1])]
    assert scripts.get_heads() == [head()] == [steps[-1].revision]


def test_a_migration_file_is_called_by_its_number_and_says_what_it_follows(
    scripts: ScriptDirectory,
) -> None:
    for step in scripts.walk_revisions():
        assert re.fullmatch(rf"{step.revision}_[a-z0-9_]+\.py", Path(step.path).name)
        assert f"Revision: {step.revision}" in step.longdoc
        assert f"Follows: {step.down_revision or 'nothing'}" in step.longdoc


def test_the_migrations_make_the_tables_that_the_code_describes(server: str) -> None:
    assert objections(server) == []


def test_a_table_that_no_migration_makes_is_found_out(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fewer = MetaData()
    Table("area", fewer, Column("id", Integer, primary_key=True))
    monkeypatch.setattr(migrations_check, "METADATA", fewer)

    found = objections(server)

    assert "only by migration: column area.name: character varying not null" in found
    assert "only by description: column area.id: integer not null" in " ".join(found)


def test_migrations_go_there_and_back_and_there_again(server: str) -> None:
    dsn = asyncio.run(fresh_database(server, "csp_there_and_back"))
    migrating.migrate(dsn)
    there = asyncio.run(shape(dsn))

    command.downgrade(configuration(dsn), "base")
    back = asyncio.run(left_in(dsn))
    migrating.migrate(dsn)

    assert back == []
    assert disagreements(there, asyncio.run(shape(dsn))) == []


def test_migrating_again_changes_nothing(server: str) -> None:
    dsn = asyncio.run(fresh_database(server, "csp_again"))
    before = asyncio.run(migrating.current(dsn))

    migrating.migrate(dsn)
    once = asyncio.run(secret_of(dsn))
    migrating.migrate(dsn)

    assert before is None
    assert asyncio.run(migrating.current(dsn)) == head()
    assert asyncio.run(secret_of(dsn)) == once


async def left_in(dsn: str) -> list[str]:
    """Name the tables and functions that a database holds, Alembic's own aside."""
    connection = await asyncpg.connect(dsn)
    try:
        rows = await connection.fetch(
            """
            select relname::text as name from pg_class
            where relnamespace = 'public'::regnamespace and relname !~ '^alembic_version'
            union all
            select proname::text from pg_proc where pronamespace = 'public'::regnamespace
            """
        )
        return [row["name"] for row in rows]
    finally:
        await connection.close()


async def secret_of(dsn: str) -> bytes:
    """Read the secret that the first migration made."""
    connection = await asyncpg.connect(dsn)
    try:
        secret: bytes = await connection.fetchval("select cursor_key from service_secret")
        return secret
    finally:
        await connection.close()
