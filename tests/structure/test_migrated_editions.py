"""What becomes, by migration, of editions that were there before they had a life."""

import asyncio

import asyncpg
from alembic import command

from service.db import migrating
from service.db.migrating import configuration
from tests.conftest import fresh_database

_EDITIONS = """
insert into partnership (id, revision, updated_at, code, name)
values ('ptn_1', 1, now(), 'dartford', 'Dartford');
insert into plan (id, revision, updated_at, code, title, starts_on, ends_before)
values ('pln_1', 1, now(), 'plan', 'Plan', '2019-04-01', '2100-04-01');
insert into edition (
    id, revision, updated_at, plan_id, partnership_id, code, title,
    state, starts_on, ends_before, published_on
)
values
    ('edn_1', 1, now(), 'pln_1', 'ptn_1', 'a', 'A',
        'superseded', '2019-04-01', '2020-04-01', '2019'),
    ('edn_2', 1, now(), 'pln_1', 'ptn_1', 'b', 'B',
        'published', '2020-04-01', '2021-04-01', '2020-05'),
    ('edn_3', 1, now(), 'pln_1', 'ptn_1', 'c', 'C',
        'draft', '2099-04-01', '2100-04-01', null)
"""


async def run(dsn: str, sql: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(dsn)
    try:
        if sql is _EDITIONS:
            await connection.execute(sql)
            return []
        rows: list[asyncpg.Record] = await connection.fetch(sql)
        return rows
    finally:
        await connection.close()


def test_an_edition_begins_its_history_with_where_it_stands(server: str) -> None:
    dsn = asyncio.run(fresh_database(server, "csp_editions_before"))
    command.upgrade(configuration(dsn), "0005")
    asyncio.run(run(dsn, _EDITIONS))
    migrating.migrate(dsn)

    steps = asyncio.run(run(dsn, "select * from edition_transition order by id"))
    today = str(asyncio.run(run(dsn, "select current_date::text as day"))[0]["day"])
    assert [(each["id"], each["state"], each["happened_on"]) for each in steps] == [
        ("trn_1", "superseded", "2019-04-01"),
        ("trn_2", "published", "2020-05"),
        ("trn_3", "draft", today),
    ]
    assert {(each["sequence"], each["recorded_after_the_fact"]) for each in steps} == {(1, True)}


_SUPERSEDED = """
insert into edition_transition
    (id, edition_id, sequence, state, happened_on, note, recorded_at, recorded_after_the_fact)
values
    ('trn_1', 'edn_1', 1, 'superseded', '2020', 'By the publication of plan:b.', now(), true),
    ('trn_2', 'edn_2', 1, 'superseded', '2026-01', 'By the publication of plan:c.', now(), false),
    ('trn_3', 'edn_3', 1, 'published', '2026-01', 'By the publication of plan:a.', now(), false)
"""


def test_what_a_publication_superseded_is_told_by_which(server: str) -> None:
    dsn = asyncio.run(fresh_database(server, "csp_steps_before"))
    command.upgrade(configuration(dsn), "0013")
    asyncio.run(run(dsn, _EDITIONS))
    asyncio.run(run(dsn, _SUPERSEDED))
    migrating.migrate(dsn)
    steps = asyncio.run(run(dsn, "select * from edition_transition order by id"))
    assert [each["superseded_by_id"] for each in steps] == [None, "edn_3", None]
