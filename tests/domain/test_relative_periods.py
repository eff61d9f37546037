"""Periods as people ask for them, seen from a day."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.domain.period_steps import LONGEST_RANGE, next_period
from service.domain.periods import Period, PeriodType, PeriodUnreadable, period, period_containing
from service.domain.relative_periods import RelativePeriod, resolve

modest = settings(max_examples=150, deadline=None)
days = st.dates(date(1990, 1, 1), date(2150, 12, 31))


def _ids(expression: str, on: date, of: str | None = None) -> list[str]:
    return [found.id for found in resolve(expression, on, period(of) if of else None)]


def _resolved_or_why_not(expression: str, on: date) -> tuple[Period, ...] | str:
    try:
        return resolve(expression, on)
    except PeriodUnreadable as refused:
        return refused.detail


def _why_refused(expression: str, on: date = date(2026, 11, 20)) -> str:
    with pytest.raises(PeriodUnreadable) as refused:
        resolve(expression, on)
    return refused.value.detail


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 20), "2026-10"),
        (date(2026, 11, 1), "2026-10"),
        (date(2026, 10, 31), "2026-09"),  # October is not over on its last day
        (date(2026, 1, 1), "2025-12"),
    ],
)
def test_the_last_complete_month_is_the_one_before_the_running_one(on: date, expected: str) -> None:
    assert _ids("LAST_COMPLETE_MONTH", on) == [expected]


def test_the_last_12_months_are_twelve_complete_months_oldest_first() -> None:
    found = _ids("LAST_12_MONTHS", date(2026, 11, 20))

    assert found == [
        *("2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04"),
        *("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"),
    ]


@pytest.mark.parametrize(
    ("on", "this", "last"),
    [
        (date(2026, 3, 31), "FY2025", "FY2024"),
        (date(2026, 4, 1), "FY2026", "FY2025"),
        (date(2026, 11, 20), "FY2026", "FY2025"),
    ],
)
def test_financial_years_turn_on_the_first_of_april(on: date, this: str, last: str) -> None:
    assert _ids("THIS_FY,LAST_FY", on) == [this, last]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 4, 1), []),
        (date(2026, 4, 30), []),
        (date(2026, 5, 1), ["2026-04"]),
        (date(2026, 7, 15), ["2026-04", "2026-05", "2026-06"]),
        (
            date(2027, 3, 31),
            [
                *("2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09"),
                *("2026-10", "2026-11", "2026-12", "2027-01", "2027-02"),
            ],
        ),
    ],
)
def test_the_financial_year_to_date_holds_its_complete_months(
    on: date, expected: list[str]
) -> None:
    assert _ids("FYTD", on) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 6, 30), ["FY2025-Q1", "FY2025-Q2", "FY2025-Q3", "FY2025-Q4"]),
        (date(2026, 7, 1), ["FY2025-Q2", "FY2025-Q3", "FY2025-Q4", "FY2026-Q1"]),
    ],
)
def test_the_last_4_financial_quarters_are_complete_oldest_first(
    on: date, expected: list[str]
) -> None:
    assert _ids("LAST_4_FY_QUARTERS", on) == expected


def test_the_same_period_last_year_is_that_of_the_period_named() -> None:
    assert _ids("SAME_PERIOD_LAST_YEAR", date(2026, 11, 20), of="FY2026-Q1") == ["FY2025-Q1"]


def test_the_same_period_last_year_of_nothing_is_refused() -> None:
    assert _why_refused("SAME_PERIOD_LAST_YEAR") == (
        "SAME_PERIOD_LAST_YEAR is relative to another period; say to which."
    )


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("FY2026-Q1", ["FY2026-Q1"]),
        ("2014-04/2014-09", ["2014-04/2014-09"]),
        ("FY2024-Q3..FY2025-Q2", ["FY2024-Q3", "FY2024-Q4", "FY2025-Q1", "FY2025-Q2"]),
        ("2026-02,2026-01", ["2026-02", "2026-01"]),
        ("2026-02,2026-01..2026-03", ["2026-02", "2026-01", "2026-03"]),
        ("LAST_COMPLETE_MONTH,2026-10", ["2026-10"]),
        ("FY2026,THIS_FY,2026-04", ["FY2026", "2026-04"]),
    ],
)
def test_an_expression_keeps_its_order_and_names_no_period_twice(
    expression: str, expected: list[str]
) -> None:
    assert _ids(expression, date(2026, 11, 20)) == expected


@pytest.mark.parametrize("word", ["LAST_5_MONTHS", "fytd", "YESTERDAY", "last_fy", "THIS_FY "])
def test_an_unknown_word_is_refused_with_those_known(word: str) -> None:
    assert _why_refused(word) == (
        f"{word!r} is no relative period. Those known are LAST_COMPLETE_MONTH, LAST_12_MONTHS, "
        "THIS_FY, LAST_FY, FYTD, LAST_4_FY_QUARTERS, SAME_PERIOD_LAST_YEAR."
    )


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("", "'' is not a period"),
        ("2026-06,", "'' is not a period"),
        ("2026-06, 2026-07", "without spaces"),
        ("2026-Q1", "two readings"),
        ("2026-06..", "'' is not a period"),
        ("2026-06..2026-05", "runs backwards"),
        ("2026-06..FY2026", "periods of one type"),
        ("LAST_FY..THIS_FY", "'LAST_FY' is not a period"),
        ("2026-01..2026-02..2026-03", "is not a period"),
    ],
)
def test_an_expression_with_one_bad_part_is_refused_for_that_part(
    expression: str, why: str
) -> None:
    assert why in _why_refused(expression)


def test_an_expression_of_more_periods_than_a_century_of_months_is_refused() -> None:
    century = "1900-01..1999-12"

    assert len(_ids(century, date(2026, 11, 20))) == LONGEST_RANGE
    assert _why_refused(f"{century},2026-06") == (
        "At most 1200 periods are given at once; name fewer."
    )


@modest
@given(days)
def test_the_last_12_months_end_where_the_running_month_begins(on: date) -> None:
    found = resolve("LAST_12_MONTHS", on)

    assert len(found) == 12
    assert next_period(found[-1]) is period_containing(PeriodType.MONTH, on)
    assert all(a.ends_before == b.starts_on for a, b in pairwise(found))


@modest
@given(days)
def test_the_last_quarters_and_the_year_to_date_are_complete_and_end_latest(on: date) -> None:
    quarters = resolve("LAST_4_FY_QUARTERS", on)
    to_date = resolve("FYTD", on)
    (this_year,) = resolve("THIS_FY", on)

    assert len(quarters) == 4
    assert all(found.is_complete(on) for found in (*quarters, *to_date))
    assert not next_period(quarters[-1]).is_complete(on)
    assert len(to_date) == (on.month - 4) % 12
    assert all(this_year.starts_on <= month.starts_on <= on for month in to_date)


@modest
@example("_\ud800", date(2026, 11, 20))
@given(
    st.text()
    | st.lists(st.sampled_from([*RelativePeriod, "2026-06", "..", "FY2026", ","])).map("".join),
    st.dates(),
)
def test_any_expression_is_resolved_on_any_day_or_refused_in_words_that_can_be_sent(
    expression: str, on: date
) -> None:
    outcome = _resolved_or_why_not(expression, on)

    if isinstance(outcome, str):
        assert outcome.encode()
    else:
        assert len(set(outcome)) == len(outcome)
