"""What the change feed tells is decided for every table and every column."""

import re
from collections.abc import Mapping

import asyncpg
import pytest
from sqlalchemy import Table

from service.db.nouns import VIEWS
from service.db.tables import METADATA
from service.db.telling import FIGURE_FIELDS, FIGURE_UNTOLD, LEFT_OUT, TOLD, Told

FIGURES = "figure_revision"
TABLES: Mapping[str, Table] = METADATA.tables


def columns(told: Told) -> list[str]:
    """Return the columns that are decided about."""
    return [told.owner, *told.belongs_to, *told.fields.split(), *told.untold]


def test_every_table_is_told_or_left_out_and_none_both() -> None:
    decided = [*TOLD, FIGURES, *LEFT_OUT]

    assert sorted(decided) == sorted(TABLES)


@pytest.mark.parametrize("table", TOLD)
def test_every_column_of_a_table_that_is_told_is_decided_about_once(table: str) -> None:
    assert sorted(columns(TOLD[table])) == sorted(each.name for each in TABLES[table].columns)


def test_every_column_of_figures_is_decided_about_once() -> None:
    decided = [*FIGURE_FIELDS.split(), *FIGURE_UNTOLD]

    assert sorted(decided) == sorted(each.name for each in TABLES[FIGURES].columns)


@pytest.mark.parametrize("table", TOLD)
def test_what_is_told_is_a_noun_that_readers_can_read(table: str) -> None:
    told = TOLD[table]

    assert told.noun in VIEWS
    assert (told.part is None) == (told.owner == "id")


async def test_the_triggers_record_what_is_told_with_what_it_belongs_to(database: str) -> None:
    connection = await asyncpg.connect(database)
    try:
        triggers = await connection.fetch(
            "select tgrelid::regclass::text as name, pg_get_triggerdef(oid) as text "
            "from pg_trigger where tgname = 'record_change'"
        )
    finally:
        await connection.close()
    given = {each["name"]: re.findall(r"'(\w+)'", each["text"]) for each in triggers}

    wanted = {table: [told.owner, *told.belongs_to] for table, told in TOLD.items()}
    assert {table: given.get(table) for table in wanted} == wanted
    assert given.keys() - wanted.keys() == {"key"}
