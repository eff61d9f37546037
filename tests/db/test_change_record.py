"""The change record: who changed what, in which request, before and after."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import asyncpg
import httpx
import orjson
import pytest

from service.db.tables import METADATA, MeasureCountRow
from service.domain.actions import ActionStatus, MeasureKind, PartyKind, Role
from service.domain.appointments import AppointmentRole
from service.domain.callers import Caller
from service.domain.keys import token_hash
from service.domain.partnership_successions import ChargeKind, PartnershipSuccessionKind
from service.domain.sources import Reading
from service.domain.successions import SuccessionKind
from service.usecases import (
    actions,
    agencies,
    aliases,
    appointments,
    area_successions,
    areas,
    keys,
    partnership_successions,
    sources,
    successions,
)
from service.usecases.actions import GivenListing, GivenParty
from service.usecases.measures import GivenMeasure
from service.usecases.partnership_successions import GivenCharge
from service.usecases.work import Desk
from tests import build
from tests.build import EDITION, World, row
from tests.contents import contents

# The figure tables keep their own revisions; the rest is no part of the record (migration 0005).
EXEMPT = {
    *("series", "figure", "figure_revision", "submission_row"),
    *("idempotency", "key_use", "service_secret", "change", "alembic_version"),
}


@pytest.fixture
async def console(database: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection of somebody who writes past the service."""
    connection = await asyncpg.connect(database)
    await connection.set_type_codec(
        "jsonb", encoder=orjson.dumps, decoder=orjson.loads, schema="pg_catalog"
    )
    try:
        yield connection
    finally:
        await connection.close()


@pytest.fixture
async def operator(world: World) -> Caller:
    """The caller who administers."""
    return await world.caller("operator")


@pytest.fixture
async def whole(world: World, operator: Caller, client: httpx.AsyncClient) -> World:
    """The small Kent, with something in every table of the record."""
    async with world.desk.writing(operator, "req_whole") as work:
        await agencies.record_coverage(
            work, "kent-police", area="dartford", starts_on=None, ends_before=None
        )
        await area_successions.record(work, "thanet", successor="kent", happened_on=work.today)
        await aliases.record(
            work, "kent-police", name="KP", starts_on=None, ends_before=None, source=None
        )
        await successions.record(
            work,
            "kent-police",
            successor="kent-fire-and-rescue-service",
            kind=SuccessionKind.SPLIT,
            happened_on="2012",
            note=None,
            source=None,
        )
        await build.priority(work, "vulnerability", also_serves=("asb",), comes_from=("asb",))
        entered = await actions.enter(
            work,
            edition=EDITION,
            code="action-1",
            text="Patrol the town centre.",
            timescale=None,
            listings=[GivenListing("asb", "1")],
            parties=[GivenParty(Role.LEAD, PartyKind.GROUP, None, None, "CSU")],
            measures=[GivenMeasure("Patrols", MeasureKind.NUMBER_OF)],
            status=ActionStatus.AGREED,
            status_on=None,
            tackles=["vulnerability"],
        )
        await sources.record(
            work,
            of="plans/dartford-2019-22",
            field=None,
            edition=None,
            document="Strategy 2019-22",
            place=None,
            reading=Reading.PRINTED,
            printed=None,
            note=None,
        )
        # Past the use case, which changes the action as well.
        await work.store.insert(
            MeasureCountRow(
                id="cnt_1",
                measure_id=entered.measures[0].id,
                sequence=1,
                value=Decimal(3),
                happened_on="2021-06",
                comment=None,
                recorded_at=work.now,
                recorded_by=None,
                recorded_after_the_fact=False,
            )
        )
        await contents(work)
        await partnership_successions.record(
            work,
            "dartford",
            successor="thanet",
            kind=PartnershipSuccessionKind.CONTINUED,
            happened_on="2026",
            in_practice_from=None,
            note=None,
            source=None,
            carries=[GivenCharge(ChargeKind.PLAN, "dartford-2019-22")],
        )
        await appointments.appoint(
            work,
            "dartford",
            role=AppointmentRole.SEAT,
            printed="Area Commander",
            agency="kent-police",
            starts_on="2021",
            ends_before=None,
        )
    headers = world.new("police", **{"X-Request-Id": "req_push"})
    pushed = await client.post("/v1/submissions", json={"rows": [row()]}, headers=headers)
    assert pushed.status_code == 200
    return world


async def triggered(console: asyncpg.Connection) -> set[str]:
    """Return the tables whose every change is recorded."""
    rows = await console.fetch(
        """
        select relname from pg_trigger join pg_class on pg_class.oid = tgrelid
        where tgname = 'record_change' and tgenabled = 'O' and not tgisinternal
        """
    )
    return {each["relname"] for each in rows}


async def rows_of(console: asyncpg.Connection, table: str) -> list[dict[str, Any]]:
    """Read a table as the record shows it: without the hashes of tokens."""
    rows = await console.fetch(f"select to_jsonb({table}) - 'token_hash' as row from {table}")  # noqa: S608 -- a name of the catalogue's
    return [each["row"] for each in rows]


async def changes(console: asyncpg.Connection, **of: str) -> list[dict[str, Any]]:
    """Read the changes that are of this table, operation or request, in their order."""
    rows = await console.fetch("select * from change order by sequence")
    read = [dict(each) for each in rows]
    return [each for each in read if all(each[name] == text for name, text in of.items())]


async def test_every_table_is_recorded_but_the_documented_ones(
    console: asyncpg.Connection,
) -> None:
    tables = await console.fetch("select tablename from pg_tables where schemaname = 'public'")

    assert {each["tablename"] for each in tables} - await triggered(console) == EXEMPT


async def test_the_record_is_changed_by_inserts_updates_and_deletes_row_by_row(
    console: asyncpg.Connection,
) -> None:
    definitions = await console.fetch(
        "select pg_get_triggerdef(oid) as text from pg_trigger where tgname = 'record_change'"
    )

    when = "AFTER INSERT OR DELETE OR UPDATE ON"
    assert definitions
    assert all(when in each["text"] and "FOR EACH ROW" in each["text"] for each in definitions)


async def test_whatever_is_written_is_recorded_with_who_and_in_which_request(
    whole: World, console: asyncpg.Connection, operator: Caller
) -> None:
    police = await whole.caller("police")
    whose = {
        "req_build": "key_root",
        "req_whole": operator.key_id,
        "req_push": police.key_id,
    }

    for table in await triggered(console):
        written = await rows_of(console, table)
        recorded = await changes(console, table_name=table)

        assert written, f"nothing has been written to {table}"
        assert len(recorded) == len(written)
        for each in recorded:
            assert (each["operation"], each["before"]) == ("insert", None)
            assert each["after"] in written
            assert each["key_id"] == whose[each["request_id"]]


async def test_a_change_is_recorded_with_what_was_before(
    world: World, operator: Caller, console: asyncpg.Connection
) -> None:
    async with world.desk.writing(operator, "req_change") as work:
        dartford = await areas.revise(work, "dartford", 1, {"name": "Dartford Borough"})

    (recorded,) = await changes(console, request_id="req_change")
    assert (recorded["table_name"], recorded["operation"]) == ("area", "update")
    assert recorded["row_id"] == dartford.id
    assert (recorded["before"]["name"], recorded["before"]["revision"]) == ("Dartford", 1)
    assert (recorded["after"]["name"], recorded["after"]["revision"]) == ("Dartford Borough", 2)
    assert recorded["key_id"] == operator.key_id


async def test_whatever_is_deleted_is_recorded_as_it_was(
    whole: World, operator: Caller, console: asyncpg.Connection, desk: Desk
) -> None:
    recorded_tables = await triggered(console)
    written = await changes(console, operation="insert")
    names = [table.name for table in reversed(METADATA.sorted_tables)]

    async with desk.writing(operator, "req_delete") as work:
        for name in names:
            if name not in {"change", "service_secret"}:
                await work.store.fetch(f'delete from "{name}"')  # noqa: S608 -- METADATA's names

    deleted = await changes(console, request_id="req_delete")
    assert {each["operation"] for each in deleted} == {"delete"}
    assert {each["after"] for each in deleted} == {None}
    assert {each["table_name"] for each in deleted} == recorded_tables
    assert [each["before"] for each in deleted if each["before"] is None] == []
    assert len(deleted) == len(written)
    assert len({each["transaction_id"] for each in deleted}) == 1


async def test_an_update_that_changes_nothing_is_no_change(
    world: World, console: asyncpg.Connection
) -> None:
    before = await changes(console)

    await console.execute("update area set name = name")

    assert await changes(console) == before


async def test_what_is_written_past_the_service_is_recorded_without_a_caller(
    world: World, console: asyncpg.Connection
) -> None:
    await console.execute("update area set name = 'Isle' where slug = 'thanet'")

    last = (await changes(console))[-1]
    assert (last["key_id"], last["request_id"]) == (None, None)
    assert (last["before"]["name"], last["after"]["name"]) == ("Thanet", "Isle")


async def test_what_is_undone_is_not_recorded(
    world: World, operator: Caller, console: asyncpg.Connection, desk: Desk
) -> None:
    async def change_and_fail() -> None:
        async with desk.writing(operator, "req_undone") as work:
            await areas.revise(work, "dartford", 1, {"name": "X"})
            raise RuntimeError("after the change")

    with pytest.raises(RuntimeError):
        await change_and_fail()

    assert await changes(console, request_id="req_undone") == []


async def test_the_hash_of_a_token_is_never_in_the_record(
    world: World, operator: Caller, console: asyncpg.Connection, desk: Desk
) -> None:
    async with desk.writing(operator, "req_revoke") as work:
        await keys.revoke(work, world.tokens["nosy"].split("_")[1])
    await console.execute("delete from key where label = 'nosy'")

    of_keys = await changes(console, table_name="key")
    told = orjson.dumps([[each["before"], each["after"]] for each in of_keys]).decode()
    assert [each["operation"] for each in of_keys[-2:]] == ["update", "delete"]
    assert "token_hash" not in told
    assert all(token_hash(token) not in told for token in world.tokens.values())
