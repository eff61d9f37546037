"""The months that periods are made of."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.months import Month

modest = settings(max_examples=100, deadline=None)
months = st.builds(Month, st.integers(1900, 2199), st.integers(1, 12))


@pytest.mark.parametrize(
    ("month", "quarter", "fy_name", "fy_quarter"),
    [
        (Month(2026, 1), 1, "2025/26", 4),
        (Month(2026, 3), 1, "2025/26", 4),
        (Month(2026, 4), 2, "2026/27", 1),
        (Month(2026, 6), 2, "2026/27", 1),
        (Month(2026, 9), 3, "2026/27", 2),
        (Month(2026, 12), 4, "2026/27", 3),
        (Month(1999, 4), 2, "1999/00", 1),
    ],
)
def test_a_month_knows_its_quarters_and_its_financial_year(
    month: Month, quarter: int, fy_name: str, fy_quarter: int
) -> None:
    assert (month.quarter, month.fy_name, month.fy_quarter) == (quarter, fy_name, fy_quarter)


def test_a_month_is_named_in_english_and_numbered_in_two_digits() -> None:
    month = Month.of(date(2026, 6, 30))

    assert (month.name, month.id, month.starts_on) == ("June", "2026-06", date(2026, 6, 1))


@modest
@given(months, st.integers(-2000, 2000))
def test_going_some_months_and_counting_them_come_to_the_same(month: Month, count: int) -> None:
    there = month.plus(count)

    assert month.until(there) == count
    assert there.plus(-count) == month
    assert there.number in range(1, 13)
