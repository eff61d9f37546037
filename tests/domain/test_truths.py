"""Which of two recorded days comes first, and answers put together from answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.days import (
    Truth,
    VagueDay,
    both,
    either,
    is_before,
    is_reached,
    is_within,
    must_meet,
    opposite,
    read,
)
from tests.domain.test_days import days, vague_days

truths = st.sampled_from(Truth)
stretches = st.tuples(st.none() | vague_days, st.none() | vague_days)


@pytest.mark.parametrize(
    ("one", "other", "truth"),
    [
        ("2020-03-31", "2020-04-01", Truth.YES),
        ("2020-04-01", "2020-04-01", Truth.NO),
        ("2020-04-02", "2020-04-01", Truth.NO),
        ("2019", "2020", Truth.YES),
        ("2020", "2020", Truth.UNDETERMINED),
        ("2020-01", "2020", Truth.UNDETERMINED),
        ("2020", "2020-01-01", Truth.NO),
        ("2020", "2020-12-31", Truth.UNDETERMINED),
        ("2020-12-31", "2020", Truth.NO),
    ],
)
def test_a_recorded_day_comes_before_another(one: str, other: str, truth: Truth) -> None:
    assert is_before(VagueDay(one), VagueDay(other)) is truth


@given(vague_days, vague_days)
def test_no_day_comes_before_one_that_comes_before_it(one: VagueDay, other: VagueDay) -> None:
    assert both(is_before(one, other), is_before(other, one)) is not Truth.YES
    ends = [(a, b) for a in (one.earliest, one.latest) for b in (other.earliest, other.latest)]
    found = {a < b for a, b in ends}
    assert is_before(one, other) is (
        Truth.UNDETERMINED if len(found) == 2 else Truth.YES if found == {True} else Truth.NO
    )


@given(vague_days, days)
def test_a_day_is_reached_when_it_is_not_before_it(day: VagueDay, on: date) -> None:
    assert is_reached(on, day) is opposite(is_before(VagueDay.exactly(on), day))


@given(stretches, stretches, days)
def test_stretches_that_certainly_hold_one_day_must_meet(
    one: tuple[VagueDay | None, VagueDay | None],
    other: tuple[VagueDay | None, VagueDay | None],
    on: date,
) -> None:
    assert must_meet(one, other) is must_meet(other, one)
    if both(is_within(on, *one), is_within(on, *other)) is Truth.YES:
        assert must_meet(one, other)


@given(st.none() | vague_days, vague_days)
def test_stretches_that_follow_each_other_need_not_meet(
    begun: VagueDay | None, turn: VagueDay
) -> None:
    assert not must_meet((begun, turn), (turn, None))


@given(truths, truths)
def test_answers_are_put_together(one: Truth, other: Truth) -> None:
    assert both(one, other) is both(other, one)
    assert both(one, Truth.NO) is Truth.NO
    assert both(one, Truth.YES) is both(one) is either(one) is either(one, Truth.NO) is one
    assert either(one, Truth.YES) is Truth.YES
    assert opposite(both(one, other)) is either(opposite(one), opposite(other))
    assert either() is Truth.NO


def test_a_day_is_read_where_there_is_one() -> None:
    assert (read(None), read("2020")) == (None, VagueDay("2020"))
