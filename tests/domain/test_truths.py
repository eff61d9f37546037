"""Which of two recorded days comes first, and answers put together from answers."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.domain.days import (
    Truth,
    VagueDay,
    both,
    contradiction,
    either,
    is_before,
    is_reached,
    is_within,
    opposite,
    read,
)
from service.domain.lives import Life, overlap
from tests.domain.test_days import days, vague_days

truths = st.sampled_from(Truth)
lives = st.builds(Life, st.just("It"), st.none() | vague_days, st.none() | vague_days)


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


@given(vague_days)
def test_a_day_that_is_not_known_lies_nowhere(day: VagueDay) -> None:
    assert is_before(None, day) is is_before(day, None) is Truth.UNDETERMINED


@given(lives, lives, days)
def test_stretches_that_certainly_hold_one_day_overlap(one: Life, other: Life, on: date) -> None:
    assert overlap(one, other) is overlap(other, one)
    if all(is_within(on, each.starts_on, each.ends_before) is Truth.YES for each in (one, other)):
        assert overlap(one, other) is Truth.YES


@given(st.none() | vague_days, vague_days)
def test_stretches_that_follow_each_other_need_not_overlap(
    begun: VagueDay | None, turn: VagueDay
) -> None:
    assume(contradiction(begun, turn) is None)
    assert overlap(Life("It", begun, turn), Life("It", turn, None)) is not Truth.YES


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
