"""Who stands and serves on a day, and who carries a plan, where days may be vague."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.days import Truth
from service.domain.nodes import Ref
from service.domain.partnership_successions import (
    PartnershipSuccession,
    PartnershipSuccessionKind,
    carriers_on,
)
from service.domain.partnerships import Partnership, PartnershipArea, service_of, standing
from service.domain.plans import Edition, EditionState

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
AREA, ELSEWHERE = Ref("E07000107", "are_1"), Ref("E07000114", "are_2")
PLAN = Ref("plan", "pln_1")
YES, NO, PERHAPS = Truth.YES, Truth.NO, Truth.UNDETERMINED


def partnership(
    code: str,
    starts_on: str | None = None,
    ends_before: str | None = None,
    *areas: tuple[Ref, str | None, str | None],
) -> Partnership:
    served = areas or ((AREA, None, None),)
    return Partnership(
        id=f"ptn_{code}",
        revision=1,
        updated_at=NOW,
        code=code,
        name=code.title(),
        ons_code=None,
        starts_on=starts_on,
        ends_before=ends_before,
        areas=tuple(PartnershipArea(*each) for each in served),
    )


def edition(of: Partnership, starts_on: date) -> Edition:
    return Edition(
        id=f"edn_{of.code}",
        revision=1,
        updated_at=NOW,
        code="plan:x",
        plan=PLAN,
        partnership=Ref(of.code, of.id),
        title="X",
        state=EditionState.PUBLISHED,
        starts_on=starts_on,
        ends_before=date(2030, 4, 1),
        published_on=None,
        source=None,
    )


def passing(before: Partnership, after: Partnership, happened_on: str) -> PartnershipSuccession:
    return PartnershipSuccession(
        id="psu_1",
        revision=1,
        updated_at=NOW,
        predecessor=Ref(before.code, before.id),
        successor=Ref(after.code, after.id),
        kind=PartnershipSuccessionKind.SPLIT,
        happened_on=happened_on,
        in_practice_from=None,
        note=None,
        source=None,
        carries=(),
        left=(),
    )


@pytest.mark.parametrize(
    ("area_days", "on", "serves"),
    [
        (((AREA, None, None),), date(2020, 12, 31), NO),
        (((AREA, None, None),), date(2021, 1, 15), PERHAPS),
        (((AREA, None, None),), date(2021, 2, 1), YES),
        (((AREA, "2022", None),), date(2021, 6, 1), NO),
        (((AREA, "2022", None),), date(2022, 6, 1), PERHAPS),
        (((AREA, "2022", None),), date(2023, 1, 1), YES),
        (((AREA, None, "2021-03-01"), (AREA, "2022", None)), date(2021, 2, 28), YES),
        (((ELSEWHERE, None, None),), date(2021, 6, 1), NO),
    ],
)
def test_a_partnership_serves_an_area_while_it_stands_and_counts_it_as_its_own(
    area_days: tuple[tuple[Ref, str | None, str | None], ...], on: date, serves: Truth
) -> None:
    found = service_of(AREA, [partnership("own", "2021-01", None, *area_days)], on)
    assert [each.serves for each in found.partnerships] == ([] if serves is NO else [serves])
    assert found.duties_open is {YES: NO, NO: YES, PERHAPS: PERHAPS}[serves]


def test_one_that_serves_for_certain_settles_it() -> None:
    both = [partnership("perhaps", "2021"), partnership("surely", "2020")]
    found = service_of(AREA, both, date(2021, 6, 1))
    assert [each.serves for each in found.partnerships] == [PERHAPS, YES]
    assert found.duties_open is NO
    assert service_of(AREA, [], date(2021, 6, 1)).duties_open is YES


vague = st.builds(
    lambda day, characters: day.isoformat()[:characters],
    st.dates(date(2020, 1, 1), date(2021, 12, 31)),
    st.sampled_from([4, 7, 10]),
)


@settings(max_examples=200, deadline=None)
@given(vague, st.dates(date(2019, 11, 1), date(2022, 2, 28)))
def test_what_is_passed_on_is_carried_by_one_of_the_two_and_never_goes_back(
    happened_on: str, on: date
) -> None:
    before, after = partnership("before"), partnership("after")
    made = [edition(before, date(2019, 4, 1))]
    told = []
    for day in (on, on + timedelta(days=1)):
        found = carriers_on(PLAN, [before, after], made, [passing(before, after, happened_on)], day)
        carried = {str(each.partnership): each.carries for each in found.partnerships}
        told.append((carried.get("before", NO), carried.get("after", NO)))
    assert set(told) <= {(YES, NO), (PERHAPS, PERHAPS), (NO, YES)}
    ranks = [(YES, NO), (PERHAPS, PERHAPS), (NO, YES)]
    assert ranks.index(told[0]) <= ranks.index(told[1])


def test_a_partnership_carries_no_plan_before_it_begins_one_nor_after_it_ends() -> None:
    own = partnership("own", None, "2021")
    made = [edition(own, date(2019, 4, 1))]
    for on, carries in (
        (date(2019, 3, 31), []),
        (date(2019, 4, 1), [YES]),
        (date(2021, 6, 1), [PERHAPS]),
        (date(2022, 1, 1), []),
    ):
        found = carriers_on(PLAN, [own], made, [], on)
        assert [each.carries for each in found.partnerships] == carries


def test_who_passed_a_plan_on_carries_it_again_by_a_later_edition() -> None:
    before, after = partnership("before"), partnership("after")
    made = [edition(before, date(2019, 4, 1)), edition(before, date(2022, 4, 1))]
    passed = [passing(before, after, "2020-10")]
    for on, both in ((date(2021, 1, 1), ["after"]), (date(2022, 4, 1), ["before", "after"])):
        found = carriers_on(PLAN, [before, after], made, passed, on)
        assert [each.partnership for each in found.partnerships] == both


def test_a_partnership_stands_from_its_beginning_until_before_its_end() -> None:
    joint = partnership("joint", "2007-07", "2020-10")
    days = ((2007, 6, 30), (2007, 7, 15), (2007, 7, 31), (2020, 9, 30), (2020, 10, 30))
    assert [standing(joint, date(*day)) for day in (*days, (2020, 10, 31))] == [
        *(NO, PERHAPS, YES, YES, PERHAPS, NO),
    ]
