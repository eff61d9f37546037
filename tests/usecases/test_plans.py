"""Which plan and which edition a partnership shows on a day."""

from datetime import date

import pytest

from service.domain.partnerships import Partnership
from service.domain.plans import EditionState, Plan
from service.usecases import plans
from service.usecases.reading import one, several
from service.usecases.work import Work
from tests.build import ROOT, World, plan


def edition(code: str, year: int, partnership: str = "dartford") -> dict[str, object]:
    return {
        "code": code,
        "partnership": partnership,
        "title": code,
        "state": EditionState.PUBLISHED,
        "starts_on": date(year, 4, 1),
        "ends_before": date(2026, 4, 1),
        "published_on": None,
        "source": None,
    }


async def shown(work: Work, codes: list[str], on: date) -> list[tuple[str, str] | None]:
    """Return the plan and the edition of each partnership, by their codes."""
    found = await several(work, Partnership, codes)
    ids = [each.id if each is not None else "ptn_x" for each in found]
    before = work.store.statements
    pairs = await plans.in_force(work, [(each, on) for each in ids])
    own, carried = 1, 1
    assert work.store.statements - before == own + carried
    return [pair and (pair[0].code, pair[1].code.partition(":")[2]) for pair in pairs]


async def test_a_partnership_without_editions_shows_no_plan(world: World) -> None:
    async with world.desk.reading(ROOT) as work:
        found = await shown(work, ["thanet", "dartford", "nowhere"], date(2021, 6, 1))
    assert found == [None, ("dartford-2019-22", "2021-refresh"), None]


@pytest.mark.parametrize(
    ("on", "dartford", "thanet"),
    [
        (date(2018, 1, 1), ("dartford-2019-22", "2021-refresh"), ("joint", "second")),
        (date(2021, 6, 1), ("dartford-2019-22", "2021-refresh"), ("joint", "second")),
        (date(2022, 6, 1), ("joint", "first"), ("joint", "second")),
        (date(2024, 6, 1), ("joint", "first"), ("joint", "second")),
    ],
)
async def test_each_partnership_shows_its_own_edition_of_a_plan_of_both(
    world: World, on: date, dartford: tuple[str, str], thanet: tuple[str, str]
) -> None:
    days = {"starts_on": date(2022, 4, 1), "ends_before": date(2025, 4, 1)}
    async with world.desk.writing(ROOT, "req_1") as work:
        await plans.begin(work, code="joint", title="Joint", **days, edition=edition("first", 2022))
        await plans.add_edition(work, "joint", edition("second", 2023, "thanet"))
    async with world.desk.reading(ROOT) as work:
        assert await shown(work, ["dartford", "thanet"], on) == [dartford, thanet]


async def test_one_partnership_is_asked_about_on_many_days(world: World) -> None:
    async with world.desk.writing(ROOT, "req_1") as work:
        later = {"starts_on": date(2022, 4, 1), "ends_before": date(2025, 4, 1)}
        await plans.begin(work, code="later", title="Later", **later, edition=edition("x", 2022))
    async with world.desk.reading(ROOT) as work:
        dartford = (await one(work, Partnership, "dartford")).id
        days = (date(2022, 3, 31), date(2022, 4, 1))
        pairs = await plans.in_force(work, [(dartford, on) for on in days])
    assert [pair and pair[0].code for pair in pairs] == ["dartford-2019-22", "later"]


async def test_the_edition_of_a_plan_that_stands_on_a_day_is_found_whoever_made_it(
    world: World,
) -> None:
    async with world.desk.writing(ROOT, "req_1") as work:
        await plans.add_edition(work, "dartford-2019-22", edition("next", 2022, "thanet"))
    async with world.desk.reading(ROOT) as work:
        found = await one(work, Plan, "dartford-2019-22")
        for on, code in ((date(2022, 3, 31), "2021-refresh"), (date(2022, 4, 1), "next")):
            (stands,) = await plans.editions_on(work, [found.id], on)
            assert stands.code == f"dartford-2019-22:{code}"


async def test_a_plan_that_is_in_force_is_shown_before_a_later_one_that_is_not(
    world: World,
) -> None:
    async with world.desk.writing(ROOT, "req_1") as work:
        await plan(work, "another")
    async with world.desk.reading(ROOT) as work:
        (found,) = await shown(work, ["dartford"], date(2030, 1, 1))
    assert found is not None
    assert found[1] == "2021-refresh"
