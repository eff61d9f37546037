"""Periods: the stretches of whole months that figures are for.

    id               type              label                        from, to
    2026-06          month             June 2026                    June 2026
    FY2026-Q1        fy_quarter        2026/27 Q1                   April to June 2026
    FY2026           fy_year           2026/27                      April 2026 to March 2027
    CY2026-Q2        calendar_quarter  2026 Q2 (calendar)           April to June 2026
    CY2026           calendar_year     2026                         January to December 2026
    R12-2026-09      rolling_year      12 months to September 2026  October 2025 to September 2026
    2014-04/2014-09  span              April to September 2014      April to September 2014

Within a type, a set of months has exactly one id. Two types can name the same months (FY2026-Q1
and CY2026-Q2), and those stay two periods: a figure is kept for the period that its source named.
For the same reason a span may equal a quarter or a year: a plan that prints "April 2014 to March
2015" has not said "2014/15". A span of one month is refused, since it is just that month.

Years in ids run from 1900 to 2199, whatever the type.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from service.domain.months import Month

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
_DISTINCT_IDS_KEPT: Final = 4096
_QUOTED_CHARACTERS: Final = 40


class PeriodUnreadable(ValueError):
    """A text that is no period, or a step to none; `detail` tells a person why."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class PeriodType(StrEnum):
    """The kinds of period. Financial (fy) years and quarters count from 1 April."""

    MONTH = "month"
    FY_QUARTER = "fy_quarter"
    FY_YEAR = "fy_year"
    CALENDAR_QUARTER = "calendar_quarter"
    CALENDAR_YEAR = "calendar_year"
    ROLLING_YEAR = "rolling_year"
    SPAN = "span"


# Filled in with the first and the last month of the period; {since} is the first month's name,
# with its year where the last month's differs.
_IDS: Final = {
    PeriodType.MONTH: "{first.id}",
    PeriodType.FY_QUARTER: "FY{first.fy}-Q{first.fy_quarter}",
    PeriodType.FY_YEAR: "FY{first.fy}",
    PeriodType.CALENDAR_QUARTER: "CY{first.year}-Q{first.quarter}",
    PeriodType.CALENDAR_YEAR: "CY{first.year}",
    PeriodType.ROLLING_YEAR: "R12-{last.id}",
    PeriodType.SPAN: "{first.id}/{last.id}",
}
_LABELS: Final = {
    PeriodType.MONTH: "{first.name} {first.year}",
    PeriodType.FY_QUARTER: "{first.fy_name} Q{first.fy_quarter}",
    PeriodType.FY_YEAR: "{first.fy_name}",
    PeriodType.CALENDAR_QUARTER: "{first.year} Q{first.quarter} (calendar)",
    PeriodType.CALENDAR_YEAR: "{first.year}",
    PeriodType.ROLLING_YEAR: "12 months to {last.name} {last.year}",
    PeriodType.SPAN: "{since} to {last.name} {last.year}",
}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole months: from `starts_on` to the day before `ends_before`.

    Got from `period`, never built by hand, so that `id` always says what the days say.
    """

    id: str
    type: PeriodType
    starts_on: date
    ends_before: date

    @property
    def ends_on(self) -> date:
        """The last day, which is still in the period."""
        return self.ends_before - timedelta(days=1)

    @property
    def label(self) -> str:
        """What a person calls it, such as "2026/27 Q1"."""
        return _written(_LABELS[self.type], Month.of(self.starts_on), Month.of(self.ends_on))

    @property
    def months(self) -> int:
        """How many months it lasts."""
        return Month.of(self.starts_on).until(Month.of(self.ends_before))

    def is_complete(self, on: date) -> bool:
        """Say whether the whole period lies behind the day `on`."""
        return on >= self.ends_before


@dataclass(frozen=True)
class PeriodView:
    """A period as both doors show it: `end` is its last day, `complete` whether it is over."""

    id: str
    type: PeriodType
    start: date
    end: date
    label: str
    complete: bool


def view(given: Period, on: date) -> PeriodView:
    """Return the period as it is shown on the day `on`."""
    return PeriodView(
        id=given.id,
        type=given.type,
        start=given.starts_on,
        end=given.ends_on,
        label=given.label,
        complete=given.is_complete(on),
    )


def period(text: str) -> Period:
    """Read a period's id. Equal ids give the same object.

    Refuses, with `PeriodUnreadable`, everything that is not letter for letter an id; a bare
    quarter or year ("2026-Q1", "2026") is refused with both of its readings.
    """
    return _read(text)


def period_containing(type_: PeriodType, on: date) -> Period:
    """Return the period of a type that the day `on` falls into.

    Of the rolling years it is the one that ends with the month of `on`. Refuses spans.
    """
    if type_ is PeriodType.SPAN:
        raise PeriodUnreadable("A day lies in many spans; name the span that is meant.")
    month = Month.of(on)
    return period_from(type_, month, month)


def period_from(type_: PeriodType, first: Month, last: Month) -> Period:
    """Return the period of a type that runs from one month to another, both included."""
    return period(_written(_IDS[type_], first, last))


def _written(template: str, first: Month, last: Month) -> str:
    since = first.name if first.year == last.year else f"{first.name} {first.year}"
    return template.format(first=first, last=last, since=since)


def _lasting(type_: PeriodType, first: Month, months: int) -> Period:
    after = first.plus(months)
    written = _written(_IDS[type_], first, after.plus(-1))
    return Period(written, type_, first.starts_on, after.starts_on)


def _month(year: int, number: int) -> Month:
    """Return a month that an id may name."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise PeriodUnreadable(
            f"Periods are kept for the years {_FIRST_YEAR} to {_LAST_YEAR}, not for {year}."
        )
    if number not in range(1, 13):
        raise PeriodUnreadable(
            f"There is no month {number:02}: months run from 01 to 12. "
            "A financial year is written as FY2026."
        )
    return Month(year, number)


def _quarter(type_: PeriodType, opening: Month, number: int) -> Period:
    if number not in range(1, 5):
        raise PeriodUnreadable(f"There is no quarter {number}: quarters run from Q1 to Q4.")
    return _lasting(type_, opening.plus(3 * (number - 1)), 3)


def _span(first: Month, last: Month) -> Period:
    if first == last:
        raise PeriodUnreadable(f"A span of one month is written as the month: {first.id}.")
    if last < first:
        raise PeriodUnreadable(f"The span runs backwards: {last.id} is before {first.id}.")
    return _lasting(PeriodType.SPAN, first, first.until(last) + 1)


_Y: Final = "([0-9]{4})"  # not \d, which takes the digits of every script
_YM: Final = f"{_Y}-([0-9]{{2}})"
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[..., Period]], ...]] = (
    (re.compile(_YM), lambda y, m: _lasting(PeriodType.MONTH, _month(y, m), 1)),
    (
        re.compile(f"FY{_Y}-Q([0-9])"),
        lambda y, q: _quarter(PeriodType.FY_QUARTER, _month(y, 4), q),
    ),
    (re.compile(f"FY{_Y}"), lambda y: _lasting(PeriodType.FY_YEAR, _month(y, 4), 12)),
    (
        re.compile(f"CY{_Y}-Q([0-9])"),
        lambda y, q: _quarter(PeriodType.CALENDAR_QUARTER, _month(y, 1), q),
    ),
    (re.compile(f"CY{_Y}"), lambda y: _lasting(PeriodType.CALENDAR_YEAR, _month(y, 1), 12)),
    (
        re.compile(f"R12-{_YM}"),
        lambda y, m: _lasting(PeriodType.ROLLING_YEAR, _month(y, m).plus(-11), 12),
    ),
    (
        re.compile(f"{_YM}/{_YM}"),
        lambda y, m, last_y, last_m: _span(_month(y, m), _month(last_y, last_m)),
    ),
)
_BARE: Final = re.compile(f"{_Y}(-Q[0-9])?")
_TWO_DIGIT_YEAR: Final = re.compile("[FC]Y[0-9]{2}(-Q[0-9])?")


@lru_cache(maxsize=_DISTINCT_IDS_KEPT)
def _read(text: str) -> Period:
    found = _read_form(text)
    if found is None:
        raise PeriodUnreadable(_complaint(text))
    return found


def _read_form(text: str) -> Period | None:
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(text):
            return read(*map(int, match.groups()))
    return None


def _complaint(text: str) -> str:
    """Say what is wrong with a text that has none of the forms, and what would be right."""
    tidy = re.sub(r"-([0-9])(?![0-9])", r"-0\1", re.sub(r"\s", "", text).upper())
    if _BARE.fullmatch(tidy):
        financial, calendar = period(f"FY{tidy}"), period(f"CY{tidy}")
        return (
            f"{tidy} has two readings: write {financial.id} for {_in_months(financial)}, "
            f"or {calendar.id} for {_in_months(calendar)}."
        )
    if _TWO_DIGIT_YEAR.fullmatch(tidy):
        return "A year is written with four digits, as in FY2026."
    if meant := _read_form(tidy):
        return f"A period is written in capitals, without spaces, months in two digits: {meant.id}."
    shown = text if len(text) <= _QUOTED_CHARACTERS else f"{text[:_QUOTED_CHARACTERS]}…"
    return (
        f"{shown!r} is not a period. Write a month as 2026-06, a financial quarter as FY2026-Q1, "
        "a financial year as FY2026, a calendar quarter as CY2026-Q2, a calendar year as CY2026, "
        "the twelve months to a month as R12-2026-09, other whole months as 2014-04/2014-09."
    )


def _in_months(given: Period) -> str:
    return _written(_LABELS[PeriodType.SPAN], Month.of(given.starts_on), Month.of(given.ends_on))
