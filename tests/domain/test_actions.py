"""Which steps an action allows, when it is overdue, and what its measures have to say."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.actions import (
    ActionStatus,
    MeasureKind,
    completeness_contradiction,
    is_countable,
    measure_faults,
    objection_to,
    overdue,
)
from service.domain.days import Truth, VagueDay
from service.domain.timescales import Basis, Timespan, is_over

PROPOSED, COMPLETED = ActionStatus.PROPOSED, ActionStatus.COMPLETED
ENDED = {COMPLETED, ActionStatus.CANCELLED}


@pytest.mark.parametrize(("current", "wanted"), [*product(ActionStatus, repeat=2)])
def test_what_has_ended_stays_and_nothing_is_merely_proposed_again(
    current: ActionStatus, wanted: ActionStatus
) -> None:
    is_refused = current is not wanted and (current in ENDED or wanted is PROPOSED)
    assert (objection_to(current, wanted) is not None) == is_refused


def test_an_objection_says_where_the_action_stands() -> None:
    assert objection_to(COMPLETED, PROPOSED) == (
        "The action is completed; what has ended does not become proposed."
    )
    assert objection_to(ActionStatus.UNDER_WAY, PROPOSED) == (
        "The action is under way and is no longer only proposed."
    )


DAYS = st.dates(date(2015, 1, 1), date(2025, 12, 31)).flatmap(
    lambda day: st.sampled_from([f"{day}", f"{day:%Y-%m}", f"{day:%Y}"])
)
HISTORIES = st.lists(st.tuples(DAYS, st.sampled_from(ActionStatus)), max_size=5).map(sorted)


def lasting(ends_before: str | None) -> Timespan:
    return Timespan(None, ends_before, None, None, None, Basis.STATED)


@given(DAYS, HISTORIES, st.dates(date(2014, 1, 1), date(2027, 1, 1)))
def test_nothing_is_overdue_before_its_end_or_without_one(
    end: str, history: list[tuple[str, ActionStatus]], on: date
) -> None:
    assert overdue(None, history, on) is Truth.NO
    assert overdue(lasting(None), history, on) is Truth.NO
    answer = overdue(lasting(end), history, on)
    if on < VagueDay.read(end).earliest:
        assert answer is Truth.NO
    if on < VagueDay.read(end).latest:
        assert answer is not Truth.YES


@given(DAYS, HISTORIES, st.dates(date(2014, 1, 1), date(2027, 1, 1)))
def test_what_never_ended_is_overdue_when_its_end_is_past(
    end: str, history: list[tuple[str, ActionStatus]], on: date
) -> None:
    going = [(day, status) for day, status in history if status not in ENDED]
    assert overdue(lasting(end), going, on) is is_over(lasting(end), on)


@given(DAYS, DAYS, st.dates(date(2014, 1, 1), date(2027, 1, 1)))
def test_what_ended_is_not_overdue_from_then_on(end: str, day: str, on: date) -> None:
    answer = overdue(lasting(end), [("2014", ActionStatus.AGREED), (day, COMPLETED)], on)
    over, ended = is_over(lasting(end), on), VagueDay.read(day)
    if on >= ended.latest:
        assert answer is Truth.NO
    elif on < ended.earliest:
        assert answer is over
    else:
        assert answer is (Truth.NO if over is Truth.NO else Truth.UNDETERMINED)


@pytest.mark.parametrize("status", ActionStatus)
@pytest.mark.parametrize("percent", [None, 0, 99, 100])
def test_only_what_is_completed_has_to_be_whole(status: ActionStatus, percent: int | None) -> None:
    is_refused = status is COMPLETED and percent in {0, 99}
    assert (completeness_contradiction(status, percent) is not None) == is_refused


NUMBERS = st.none() | st.decimals(-5, 5, places=1)


@given(st.sampled_from(MeasureKind), NUMBERS, NUMBERS, st.none() | st.just("week"))
def test_a_measure_has_the_numbers_of_its_kind_or_is_told_what_is_wrong(
    kind: MeasureKind, target: Decimal | None, target_to: Decimal | None, per: str | None
) -> None:
    wrong = {(field, code) for field, code, _ in measure_faults(kind, target, target_to, per)}
    needs = kind in {"count", "minimum", "range", "frequency", "time_limit"}
    assert (("target", "target_required") in wrong) == (needs and target is None)
    may = needs or kind is MeasureKind.CHANGE
    assert (("target", "target_not_allowed") in wrong) == (not may and target is not None)
    is_range = kind is MeasureKind.RANGE
    assert (("target_to", "target_required") in wrong) == (is_range and target_to is None)
    assert (("target_to", "target_not_allowed") in wrong) == (
        not is_range and target_to is not None
    )
    is_backwards = target is not None and target_to is not None and target_to <= target
    assert (("target_to", "range_contradicts") in wrong) == is_backwards
    assert (("per", "required") in wrong) == (kind is MeasureKind.FREQUENCY and per is None)


def test_what_is_made_or_hoped_for_or_owed_is_not_counted() -> None:
    assert {each for each in MeasureKind if not is_countable(each)} == {
        MeasureKind.OUTPUT,
        MeasureKind.CHANGE,
        MeasureKind.TIME_LIMIT,
        MeasureKind.TO_BE_CONFIRMED,
    }
