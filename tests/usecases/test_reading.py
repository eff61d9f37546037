"""Reading below the doors: many parents at once, counts, whole lists, references."""

import pytest

from service.db.tables import AreaRow
from service.domain.actions import Action, ActionStatus
from service.domain.agencies import Supply
from service.domain.areas import Area, AreaKind, Nation
from service.domain.errors import Invalid
from service.domain.figures import Series
from service.domain.kpis import Kpi
from service.domain.partnerships import Membership, Partnership
from service.domain.plans import Edition, Plan, Priority
from service.usecases import actions
from service.usecases.actions import GivenListing
from service.usecases.reading import (
    References,
    all_of,
    count,
    counts_under,
    one,
    pages_under,
    several,
)
from service.usecases.recording import begun
from service.usecases.work import Work
from tests.build import EDITION, ROOT, World


async def partnership_ids(work: Work) -> list[str]:
    found = await several(work, Partnership, ["dartford", "thanet"])
    return [each.id for each in found if each is not None]


async def test_things_are_found_by_ids_and_codes_mixed_in_the_order_asked(world: World) -> None:
    async with world.desk.reading(ROOT) as work:
        kent = await one(work, Area, "kent")
        before = work.store.statements
        found = await several(work, Area, ["thanet", kent.id, "nowhere", "E07000114", "are_x"])
        assert work.store.statements - before == 2
    slugs = [each and each.slug for each in found]
    assert slugs == ["thanet", "kent", None, "thanet", None]


async def test_the_same_page_is_read_under_many_parents_in_one_statement(world: World) -> None:
    async with world.desk.reading(ROOT) as work:
        dartford, thanet = await partnership_ids(work)
        parents = [thanet, "ptn_x", dartford, thanet]
        before = work.store.statements
        pages = await pages_under(work, Membership, "partnership", parents, first=1)
        assert work.store.statements - before == 1

        assert [len(page.items) for page in pages] == [1, 0, 1, 1]
        assert [page.has_more for page in pages] == [True, False, True, True]
        assert pages[0] == pages[3]
        assert pages[1].next_cursor is None
        (rest,) = await pages_under(
            work, Membership, "partnership", [dartford], first=5, after=pages[2].next_cursor
        )
    assert [str(each.agency) for each in (*pages[2].items, *rest.items)] == [
        "dartford-borough-council",
        "kent-police",
    ]
    assert not rest.has_more


async def test_a_list_under_parents_is_narrowed_by_what_is_said(world: World) -> None:
    async with world.desk.reading(ROOT) as work:
        ids = await partnership_ids(work)
        filters = {"agency": ["thanet-district-council"], "capacity": None}
        pages = await pages_under(work, Membership, "partnership", ids, first=5, filters=filters)
        assert [len(page.items) for page in pages] == [0, 1]
        assert await counts_under(work, Membership, "partnership", ids, filters) == [0, 1]
        assert await counts_under(work, Membership, "partnership", [*ids, "ptn_x"], {}) == [2, 2, 0]
        assert await count(work, Membership, {"agency": ["kent-police"], "capacity": None}) == 2


async def test_every_way_in_which_lists_hang_under_things_can_be_read(world: World) -> None:
    async with world.desk.writing(ROOT, "req_1") as work:
        await actions.enter(
            work,
            edition=EDITION,
            code="action-1",
            text="Patrol",
            timescale=None,
            listings=[GivenListing("asb", "1"), GivenListing("asb", "2")],
            parties=(),
            measures=(),
            status=ActionStatus.PROPOSED,
            status_on=None,
        )
    async with world.desk.reading(ROOT) as work:
        plan = await one(work, Plan, "dartford-2019-22")
        edition = await one(work, Edition, EDITION)
        asb = await one(work, Priority, "dartford-2019-22:asb")
        police = await one(work, Supply, (await _first_supply(work)).id)
        under_asb = f"{edition.id} {asb.id}"
        for noun, parent, key, found in (
            (Edition, "plan", plan.id, 1),
            (Edition, "partnership", edition.partnership.id, 1),
            (Priority, "edition", edition.id, 2),
            (Priority, "parent", under_asb, 0),
            (Kpi, "edition", edition.id, 2),
            (Kpi, "priority", under_asb, 2),
            (Action, "edition", edition.id, 1),
            (Action, "priority", under_asb, 1),
            (Supply, "agency", police.agency.id, 2),
            (Supply, "indicator", police.indicator.id, 1),
            (Membership, "agency", police.agency.id, 2),
            (Series, "indicator", police.indicator.id, 0),
        ):
            (page,) = await pages_under(work, noun, parent, [key], first=9)
            assert len(page.items) == found, (noun, parent)
            assert await counts_under(work, noun, parent, [key], {}) == [found]


async def _first_supply(work: Work) -> Supply:
    async for supply in all_of(work, Supply, {"agency": ["kent-police"]}):
        return supply
    raise AssertionError("the police supply something")


async def test_a_whole_list_is_read_page_by_page(world: World) -> None:
    async with world.desk.writing(ROOT, "req_1") as work:
        await work.store.insert(*(_ward(work, n) for n in range(501)))
    async with world.desk.reading(ROOT) as work:
        before = work.store.statements
        slugs = [each.slug async for each in all_of(work, Area, {"kind": ["ward"]})]
        assert work.store.statements - before == 2
    assert slugs == [f"ward-{n}" for n in range(501)]


def _ward(work: Work, n: int) -> AreaRow:
    return AreaRow(
        **begun(work, Area),
        code=f"E05{n:06}",
        slug=f"ward-{n}",
        name=f"Ward {n}",
        kind=AreaKind.WARD,
        nation=Nation.ENGLAND,
        starts_on=None,
        ends_before=None,
    )


async def test_references_that_are_not_there_are_refused_together(world: World) -> None:
    async with world.desk.reading(ROOT) as work:
        references = References(work)
        assert await references.id_of(Area, None, "/none") is None
        assert await references.id_of(Area, "nowhere", "/area") is None
        dartford = await references.id_of(Area, "dartford", "/other")
        assert dartford == (await one(work, Area, "E07000107")).id
        await references.to(Kpi, "nothing", "/kpi")
        with pytest.raises(Invalid) as refused:
            references.settle()
    told = [(fault.pointer, fault.code, fault.detail) for fault in refused.value.faults]
    assert told == [
        ("/area", "unknown_area", "There is no area 'nowhere'."),
        ("/kpi", "unknown_kpi", "There is no KPI 'nothing'."),
    ]


def test_nothing_is_certain_before_it_is_settled() -> None:
    with pytest.raises(LookupError):
        References.certain(None)
