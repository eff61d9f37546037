"""Periods: the steps from one to the next, and the ranges between two."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.period_steps import (
    LONGEST_RANGE,
    next_period,
    periods_between,
    previous_period,
    same_period_last_year,
)
from service.domain.periods import PeriodType, PeriodUnreadable, period, period_containing

modest = settings(max_examples=150, deadline=None)

days = st.dates(date(1902, 1, 1), date(2150, 12, 31))
types_with_a_calendar = st.sampled_from([kind for kind in PeriodType if kind != "span"])
types_that_adjoin = types_with_a_calendar.filter(lambda kind: kind != "rolling_year")


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("2026-12", "2027-01"),
        ("FY2026-Q4", "FY2027-Q1"),
        ("FY2026-Q3", "FY2026-Q4"),
        ("FY2026", "FY2027"),
        ("CY2026-Q4", "CY2027-Q1"),
        ("CY2026", "CY2027"),
        ("R12-2026-12", "R12-2027-01"),  # a rolling year moves by a month
        ("2014-04/2014-09", "2014-10/2015-03"),
        ("2014-11/2015-01", "2015-02/2015-04"),
    ],
)
def test_a_period_is_followed_by_one_of_its_type(text: str, following: str) -> None:
    assert next_period(period(text)) is period(following)
    assert previous_period(period(following)) is period(text)


@modest
@given(types_that_adjoin, days)
def test_no_day_lies_between_a_period_and_the_next(type_: PeriodType, on: date) -> None:
    read = period_containing(type_, on)
    following = next_period(read)

    assert following.starts_on == read.ends_before
    assert (following.type, following.months) == (read.type, read.months)


@pytest.mark.parametrize(
    ("text", "a_year_before"),
    [
        ("2026-06", "2025-06"),
        ("FY2026-Q1", "FY2025-Q1"),
        ("FY2026", "FY2025"),
        ("CY2026-Q1", "CY2025-Q1"),
        ("CY2026", "CY2025"),
        ("R12-2026-09", "R12-2025-09"),
        ("2013-10/2014-03", "2012-10/2013-03"),
    ],
)
def test_the_same_period_last_year_is_twelve_months_earlier(text: str, a_year_before: str) -> None:
    assert same_period_last_year(period(text)) is period(a_year_before)


@pytest.mark.parametrize(
    "text", ["2199-12", "FY2199-Q4", "FY2199", "CY2199", "R12-2199-12", "2199-07/2199-12"]
)
def test_there_is_no_step_past_the_last_year(text: str) -> None:
    last = period(text)

    with pytest.raises(PeriodUnreadable, match="the years 1900 to 2199"):
        next_period(last)


@pytest.mark.parametrize(
    "text", ["1900-01", "FY1900-Q1", "FY1900", "CY1900", "R12-1900-01", "1900-01/1900-03"]
)
def test_there_is_no_step_before_the_first_year(text: str) -> None:
    first = period(text)

    with pytest.raises(PeriodUnreadable, match="the years 1900 to 2199"):
        previous_period(first)
    with pytest.raises(PeriodUnreadable, match="the years 1900 to 2199"):
        same_period_last_year(first)


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (PeriodType.MONTH, "2027-03"),
        (PeriodType.FY_QUARTER, "FY2026-Q4"),
        (PeriodType.FY_YEAR, "FY2026"),
        (PeriodType.CALENDAR_QUARTER, "CY2027-Q1"),
        (PeriodType.CALENDAR_YEAR, "CY2027"),
        (PeriodType.ROLLING_YEAR, "R12-2027-03"),
    ],
)
def test_a_day_falls_into_one_period_of_each_type(type_: PeriodType, expected: str) -> None:
    assert period_containing(type_, date(2027, 3, 31)) is period(expected)


@modest
@given(types_with_a_calendar, days)
def test_the_period_before_the_one_a_day_falls_into_is_the_latest_complete(
    type_: PeriodType, on: date
) -> None:
    running = period_containing(type_, on)

    assert running.starts_on <= on < running.ends_before
    assert previous_period(running).is_complete(on)
    assert not running.is_complete(on)


def test_a_day_falls_into_no_span_of_its_own() -> None:
    with pytest.raises(PeriodUnreadable, match="name the span"):
        period_containing(PeriodType.SPAN, date(2026, 6, 1))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-11", "2027-02", ["2026-11", "2026-12", "2027-01", "2027-02"]),
        ("FY2025-Q4", "FY2026-Q2", ["FY2025-Q4", "FY2026-Q1", "FY2026-Q2"]),
        ("CY2024", "CY2026", ["CY2024", "CY2025", "CY2026"]),
        ("R12-2026-11", "R12-2027-01", ["R12-2026-11", "R12-2026-12", "R12-2027-01"]),
        ("FY2026", "FY2026", ["FY2026"]),
        ("2199-11", "2199-12", ["2199-11", "2199-12"]),
    ],
)
def test_a_range_holds_both_its_ends_and_all_between(
    first: str, last: str, expected: list[str]
) -> None:
    assert [p.id for p in periods_between(period(first), period(last))] == expected


@modest
@given(types_with_a_calendar, days, st.integers(0, 40))
def test_a_range_is_what_stepping_from_its_first_to_its_last_passes(
    type_: PeriodType, on: date, steps: int
) -> None:
    passed = [period_containing(type_, on)]
    for _ in range(steps):
        passed.append(next_period(passed[-1]))

    assert periods_between(passed[0], passed[-1]) == tuple(passed)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-06", "FY2026", "2026-06 is of type month, FY2026 of type fy_year"),
        ("FY2026-Q1", "CY2026-Q4", "periods of one type"),
        ("2014-04/2014-09", "2014-10/2015-03", "Spans have no set length"),
        ("2026-06", "2026-05", "The range runs backwards: 2026-05 is before 2026-06"),
        ("1900-01", "2000-01", "there are 1201 periods; at most 1200"),
    ],
)
def test_a_range_that_means_nothing_or_too_much_is_refused(first: str, last: str, why: str) -> None:
    ends = period(first), period(last)

    with pytest.raises(PeriodUnreadable, match=why):
        periods_between(*ends)


def test_a_century_of_months_is_the_longest_range() -> None:
    assert len(periods_between(period("1900-01"), period("1999-12"))) == LONGEST_RANGE
