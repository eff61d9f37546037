"""Which plan, and which edition of it, is shown on a day."""

from datetime import UTC, date, datetime

import pytest

from service.domain.nodes import Ref
from service.domain.plans import Carried, Edition, EditionState, Plan, edition_on, plan_on, shown_on

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def plan(code: str, first: int, last: int) -> Plan:
    """Make a plan from April of one year until before April of another."""
    return Plan(
        id=f"pln_{code}",
        revision=1,
        updated_at=NOW,
        code=code,
        title=code,
        starts_on=date(first, 4, 1),
        ends_before=date(last, 4, 1),
    )


def edition(code: str, starts_on: date) -> Edition:
    return Edition(
        id=f"edn_{code}",
        revision=1,
        updated_at=NOW,
        code=code,
        plan=Ref("plan", "pln_1"),
        partnership=Ref("dartford", "ptn_1"),
        title=code,
        state=EditionState.PUBLISHED,
        starts_on=starts_on,
        ends_before=date(2030, 4, 1),
        published_on=None,
        source=None,
    )


@pytest.mark.parametrize(
    ("on", "is_in_force"),
    [
        (date(2019, 3, 31), False),
        (date(2019, 4, 1), True),
        (date(2022, 3, 31), True),
        (date(2022, 4, 1), False),
    ],
)
def test_a_plan_is_in_force_from_its_first_day_until_before_its_end(
    on: date, *, is_in_force: bool
) -> None:
    assert plan("a", 2019, 2022).is_in_force(on) == is_in_force


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        (date(2009, 1, 1), "early"),  # none has begun: the first to come
        (date(2011, 1, 1), "early"),
        (date(2014, 1, 1), "early"),  # none is in force: the latest begun
        (date(2016, 1, 1), "long"),
        (date(2018, 1, 1), "short"),  # two are in force: the one begun last
        (date(2020, 1, 1), "long"),
        (date(2035, 1, 1), "short"),  # over, and begun after the longer one
    ],
)
def test_the_plan_in_force_is_shown_else_the_latest_begun_else_the_first(
    on: date, shown: str
) -> None:
    plans = [plan("short", 2017, 2019), plan("early", 2010, 2013), plan("long", 2015, 2025)]
    chosen = plan_on(plans, on)
    assert chosen is not None
    assert chosen.code == shown


def test_without_plans_none_is_shown() -> None:
    assert plan_on([], date(2026, 11, 20)) is None


def test_of_plans_begun_on_one_day_the_one_recorded_last_is_shown() -> None:
    plans = [plan("b", 2020, 2023), plan("a", 2020, 2023)]
    chosen = plan_on(plans, date(2021, 1, 1))
    assert chosen is not None
    assert chosen.id == "pln_b"


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        (date(2018, 1, 1), "first"),
        (date(2020, 12, 31), "first"),
        (date(2021, 1, 1), "refresh"),
        (date(2099, 1, 1), "refresh"),
    ],
)
def test_the_edition_begun_last_is_shown_else_the_first(on: date, shown: str) -> None:
    editions = [edition("refresh", date(2021, 1, 1)), edition("first", date(2019, 4, 1))]
    assert edition_on(editions, on).code == shown


def carried(since: date, *editions: Edition) -> Carried:
    return Carried(plan("carried", 2019, 2022), since, editions)


OWN = (plan("own", 2018, 2021), edition("own", date(2018, 4, 1)))
SINCE = date(2020, 10, 31)


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        (date(2020, 10, 30), "edn_refresh"),  # of the plan in force, the one that is to come
        (date(2020, 10, 31), "edn_stood"),
        (date(2021, 3, 31), "edn_stood"),
        (date(2021, 4, 1), "edn_refresh"),
        (date(2022, 4, 1), "edn_refresh"),
    ],
)
def test_of_a_plan_carried_the_edition_that_stood_is_shown_until_one_of_its_own_begins(
    on: date, shown: str
) -> None:
    stood, later = edition("stood", date(2019, 4, 1)), edition("later", date(2020, 12, 1))
    taken = carried(SINCE, later, stood)
    found = shown_on([OWN, (taken.plan, edition("refresh", date(2021, 4, 1)))], [taken], on)
    assert found is not None
    assert found[1].id == shown


def test_what_is_carried_is_no_plan_of_its_own_before() -> None:
    taken = carried(SINCE, edition("stood", date(2019, 4, 1)))
    assert shown_on([], [taken], date(2020, 10, 30)) is None
    assert shown_on([], [taken], SINCE) == (taken.plan, taken.editions[0])
    assert shown_on([OWN], [taken], date(2020, 10, 30)) == OWN
    assert shown_on([], [], SINCE) is None


def test_a_plan_whose_editions_all_came_later_is_shown_in_the_first() -> None:
    first, second = edition("first", date(2021, 4, 1)), edition("second", date(2022, 4, 1))
    taken = carried(SINCE, second, first)
    assert shown_on([], [taken], date(2026, 1, 1)) == (taken.plan, first)
