"""Periods as people ask for them: "the last twelve months", seen from a day.

An expression is a comma list, without spaces, of

    a period's id                  2026-06, FY2026-Q1 …     as `periods.period` reads it
    a range of ids, both included  2025-04..2026-03         of one type, and not spans
    a relative period              LAST_12_MONTHS           as `RelativePeriod` lists them

"Complete" means over on the day asked from; it says nothing about whether figures have come in.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from service.domain.period_steps import (
    LONGEST_RANGE,
    periods_between,
    previous_period,
    same_period_last_year,
)
from service.domain.periods import Period, PeriodType, PeriodUnreadable, period, period_containing


class RelativePeriod(StrEnum):
    """What can be asked for relative to a day (or, the last one, to another period)."""

    LAST_COMPLETE_MONTH = "LAST_COMPLETE_MONTH"
    LAST_12_MONTHS = "LAST_12_MONTHS"
    THIS_FY = "THIS_FY"
    LAST_FY = "LAST_FY"
    FYTD = "FYTD"
    LAST_4_FY_QUARTERS = "LAST_4_FY_QUARTERS"
    SAME_PERIOD_LAST_YEAR = "SAME_PERIOD_LAST_YEAR"


def resolve(expression: str, on: date, of: Period | None = None) -> tuple[Period, ...]:
    """Return the periods that the expression means on the day `on`, in its order, none twice.

    - LAST_COMPLETE_MONTH: the month before the one that `on` lies in.
    - LAST_12_MONTHS: the twelve months up to that one, each by itself, oldest first.
    - THIS_FY, LAST_FY: the financial year that `on` lies in (not complete yet); the one before.
    - FYTD: the complete months of this financial year, oldest first. None of them in April.
    - LAST_4_FY_QUARTERS: the four latest complete financial quarters, oldest first.
    - SAME_PERIOD_LAST_YEAR: `of`, twelve months earlier.

    Refuses with `PeriodUnreadable` what is none of these, SAME_PERIOD_LAST_YEAR where `of` is
    None, and an expression of more than `LONGEST_RANGE` periods, those named twice counted twice.
    """
    found: list[Period] = []
    for term in expression.split(","):
        found += _meant_by(term, on, of)
        if len(found) > LONGEST_RANGE:
            raise PeriodUnreadable(
                f"At most {LONGEST_RANGE} periods are given at once; name fewer."
            )
    return tuple(dict.fromkeys(found))


def _meant_by(term: str, on: date, of: Period | None) -> tuple[Period, ...]:
    if term in _SEEN_FROM:
        return _SEEN_FROM[term](on)
    if term == RelativePeriod.SAME_PERIOD_LAST_YEAR:
        return (_a_year_before(of),)
    if ".." in term:
        first, _, last = term.partition("..")
        return periods_between(period(first), period(last))
    if "_" in term or term.isalpha():
        known = ", ".join(RelativePeriod)
        raise PeriodUnreadable(f"{term[:40]!r} is no relative period. Those known are {known}.")
    return (period(term),)


def _a_year_before(of: Period | None) -> Period:
    if of is None:
        raise PeriodUnreadable(
            f"{RelativePeriod.SAME_PERIOD_LAST_YEAR} is relative to another period; say to which."
        )
    return same_period_last_year(of)


def _latest_complete(type_: PeriodType, on: date) -> Period:
    return previous_period(period_containing(type_, on))


def _year_of(type_: PeriodType, on: date) -> tuple[Period, ...]:
    """Return the latest complete periods of a type that make a year: 12 months or 4 quarters."""
    running = period_containing(type_, on)
    return periods_between(same_period_last_year(running), previous_period(running))


def _fy_to_date(on: date) -> tuple[Period, ...]:
    this_year = period_containing(PeriodType.FY_YEAR, on)
    april = period_containing(PeriodType.MONTH, this_year.starts_on)
    running = period_containing(PeriodType.MONTH, on)
    return () if running == april else periods_between(april, previous_period(running))


_SEEN_FROM: Final[Mapping[str, Callable[[date], tuple[Period, ...]]]] = {
    RelativePeriod.LAST_COMPLETE_MONTH: lambda on: (_latest_complete(PeriodType.MONTH, on),),
    RelativePeriod.LAST_12_MONTHS: lambda on: _year_of(PeriodType.MONTH, on),
    RelativePeriod.THIS_FY: lambda on: (period_containing(PeriodType.FY_YEAR, on),),
    RelativePeriod.LAST_FY: lambda on: (_latest_complete(PeriodType.FY_YEAR, on),),
    RelativePeriod.FYTD: _fy_to_date,
    RelativePeriod.LAST_4_FY_QUARTERS: lambda on: _year_of(PeriodType.FY_QUARTER, on),
}
