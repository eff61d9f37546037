"""The country's map, loaded into a record."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.domain.areas import Area, AreaSuccession
from service.domain.errors import Invalid
from service.domain.map_files import PublishedFile
from service.domain.map_reports import MapReport, Tally
from service.domain.partnerships import Partnership
from service.usecases import areas, maps, partnerships, reading
from service.usecases.partnerships import ServedArea
from service.usecases.work import Desk
from tests.build import ROOT, World, agency
from tests.conftest import Clock
from tests.published import (
    COUNCILS,
    DARTFORD,
    GRAVESHAM,
    REFORMED,
    THANET,
    council,
    lookup,
    register,
)
from tests.record import contents

LOOKUP = lookup(DARTFORD, GRAVESHAM, THANET)
REGISTER = register(*COUNCILS, *REFORMED)


async def load(desk: Desk, *files: PublishedFile) -> MapReport:
    async with desk.writing(ROOT, "req_load") as work:
        return await maps.load(work, files)


async def stands(desk: Desk) -> tuple[list[Area], list[Partnership], list[AreaSuccession]]:
    async with desk.reading(ROOT) as work:
        return (
            [each async for each in reading.all_of(work, Area, {})],
            [each async for each in reading.all_of(work, Partnership, {})],
            [each async for each in reading.all_of(work, AreaSuccession, {})],
        )


async def test_everything_that_is_wrong_is_refused_at_once_and_nothing_is_written(
    world: World, database: str
) -> None:
    async with world.desk.writing(ROOT, "req_dover") as work:
        await partnerships.record(
            work,
            code="dover",
            ons_code="E22000999",
            name="Dover",
            starts_on=None,
            ends_before=None,
            areas=[ServedArea("dartford", None, None)],
        )
    before = await contents(database)
    row = council("DOV", "E07000108", "Dover", start_date="1 April", county_la="XXX")
    with pytest.raises(Invalid) as refused:
        await load(world.desk, LOOKUP, register(*COUNCILS, row))

    told = [(each.code, each.detail.partition(": ")[0]) for each in refused.value.faults]
    assert told == [
        ("not_a_day", "register.csv, line 6"),
        ("two_partnerships", "lookup.csv, line 2"),
    ]
    assert await contents(database) == before


async def test_of_very_many_faults_the_first_thousand_are_told(desk: Desk) -> None:
    rows = [("E07", *DARTFORD[1:])] * 1_001
    with pytest.raises(Invalid) as refused:
        await load(desk, lookup(*rows))
    assert len(refused.value.faults) == maps.MOST_FAULTS
    assert "1001 things" in refused.value.detail


async def test_a_code_that_was_withdrawn_is_not_used_again(world: World) -> None:
    async with world.desk.writing(ROOT, "req_withdraw") as work:
        await areas.record(
            work,
            code="E07000109",
            slug="gravesham",
            name="Gravesham",
            kind=(await reading.one(work, Area, "thanet")).kind,
            nation=(await reading.one(work, Area, "thanet")).nation,
            starts_on=None,
            ends_before=None,
            within=(),
        )
        await areas.withdraw(work, "gravesham", 1)
    with pytest.raises(Invalid) as refused:
        await load(world.desk, LOOKUP)
    assert [each.code for each in refused.value.faults] == ["withdrawn"]


async def test_both_files_come_to_what_they_say(desk: Desk) -> None:
    report = await load(desk, LOOKUP, REGISTER)
    assert (report.areas.added, report.partnerships.added, report.successions.added) == (10, 2, 3)

    found, served, followed = await stands(desk)
    by_code = {area.code: area for area in found}
    dartford = by_code["E07000107"]
    assert dartford.within == ("E10000016", "E23000032")
    assert (dartford.slug, dartford.tier, dartford.population) == ("dartford", "district", 114_051)
    assert str(by_code["E10000006"].ends_before) == "2023-04-01"
    assert [(p.code, p.ons_code, [a.area for a in p.areas]) for p in served] == [
        ("dartford-and-gravesham", "E22000352", ["E07000107", "E07000109"]),
        ("thanet", "E22000362", ["E07000114"]),
    ]
    assert [(each.predecessor, each.successor) for each in followed] == [
        ("E06000029", "E06000058"),
        ("E10000006", "E06000063"),
        ("E10000006", "E06000064"),
    ]


async def test_a_second_time_changes_nothing_and_says_so(
    world: World, clock: Clock, database: str
) -> None:
    assert not (await load(world.desk, LOOKUP, REGISTER)).changes_nothing
    before = await contents(database)
    clock.advance(hours=1)
    for files in ((LOOKUP, REGISTER), (REGISTER, LOOKUP), (LOOKUP,), (REGISTER,)):
        assert (await load(world.desk, *files)).changes_nothing
    assert await contents(database) == before


async def test_what_is_recorded_by_hand_is_kept_and_completed(world: World) -> None:
    before = {area.code: area for area in (await stands(world.desk))[0]}
    report = await load(world.desk, LOOKUP, REGISTER)
    assert report.areas == Tally(added=7, changed=3, unchanged=0)
    assert {note.about for note in report.notes if note.code == "served_twice"} == {"E07000107"}

    found, served, _ = await stands(world.desk)
    thanet = next(each for each in found if each.slug == "thanet")
    assert thanet.id == before["E07000114"].id
    assert (thanet.revision, str(thanet.starts_on)) == (2, "1974-04-01")
    by_code = {each.code: each for each in served}
    assert by_code["thanet"].ons_code == "E22000362"
    assert by_code["thanet"].name == "Thanet Community Safety Partnership"
    assert by_code["dartford"].ons_code is None


async def test_a_later_file_changes_what_it_says_otherwise_and_tells_of_it(
    desk: Desk, clock: Clock
) -> None:
    await load(desk, lookup(DARTFORD), register(*COUNCILS, *REFORMED))
    clock.advance(days=365)
    moved = council(
        "DAR", "E07000107", "Dartford Town", county_la="SRY", former_gss_codes="E07000001"
    )
    surrey = council("SRY", "E10000030", "Surrey")
    poole = {**REFORMED[3], "end_date": "2019-04-30"}
    begun = {**REFORMED[4], "start_date": "2019-05-01"}
    report = await load(
        desk, lookup(DARTFORD, GRAVESHAM), register(*COUNCILS[:1], moved, surrey, poole, begun)
    )

    assert report.successions == Tally(added=0, changed=1, unchanged=0)
    assert report.partnerships == Tally(added=0, changed=1, unchanged=0)
    found, served, followed = await stands(desk)
    dartford = next(each for each in found if each.code == "E07000107")
    assert dartford.within == ("E10000030", "E23000032")
    assert (dartford.name, dartford.former_codes) == ("Dartford Town", ("E07000001",))
    assert dartford.population == 114_051
    assert [each.area for each in served[0].areas] == ["E07000107", "E07000109"]
    assert served[0].revision == 2
    assert {str(each.happened_on) for each in followed} == {"2019-05-01", "2023-04-01"}
    assert (await load(desk, lookup(DARTFORD, GRAVESHAM))).changes_nothing

    with pytest.raises(Invalid) as refused:
        await load(desk, lookup(("E07000001", *DARTFORD[1:])))
    assert [each.code for each in refused.value.faults] == ["former_code"]


async def test_a_whole_country_takes_few_statements(desk: Desk) -> None:
    rows = [
        (f"E07{n:06}", f"District {n}", f"E22{n:06}", f"Partnership {n}", "E23000032", "Kent")
        for n in range(348)
    ]
    councils = [council(f"K{n}", f"E07{n:06}", f"District {n}") for n in range(348)]
    said: list[str] = []
    async with desk.writing(ROOT, "req_load") as work:
        report = await maps.load(work, [lookup(*rows), register(*councils)], said.append)
        assert work.store.statements <= 12
    assert report.areas.added == 349
    assert len(said) == 3
    async with desk.writing(ROOT, "req_load") as work:
        assert (await maps.load(work, [lookup(*rows), register(*councils)])).changes_nothing
        assert work.store.statements <= 6


async def test_two_loads_at_once_follow_each_other(desk: Desk) -> None:
    reports = await asyncio.gather(*(load(desk, LOOKUP, REGISTER) for _ in range(2)))
    assert sorted(each.changes_nothing for each in reports) == [False, True]


async def test_what_else_is_recorded_does_not_wait(desk: Desk) -> None:
    async with desk.writing(ROOT, "req_load") as work:
        await maps.load(work, [LOOKUP, REGISTER])
        async with desk.writing(ROOT, "req_other") as other:
            await agency(other, "kent-police")


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(8)), first=st.integers(0, 8))
async def test_in_whatever_order_and_portions_it_is_loaded_it_comes_to_the_same(
    desk: Desk, order: list[int], first: int
) -> None:
    rows = [DARTFORD, GRAVESHAM, THANET]
    councils = [*COUNCILS, *REFORMED]
    shuffled = [councils[n] for n in order if n < len(councils)] + councils[8:]
    await load(desk, lookup(*rows[: first % 4]))
    await load(desk, register(*shuffled), lookup(*reversed(rows)))
    found, _, followed = await stands(desk)
    assert len(found) == 10
    assert len(followed) == 3
    assert (await load(desk, LOOKUP, REGISTER)).changes_nothing
