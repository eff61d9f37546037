"""Timescales: what a plan prints of when an action is done, and what that means.

What is printed is kept as it is. Beside it stands a `Timespan`, which says on what it rests. The
plain forms are read by `read`; whoever enters an action may say it otherwise, and then that holds.
"""

import calendar
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from service.domain.days import DayUnreadable, Truth, VagueDay, is_reached
from service.domain.periods import period


class Basis(StrEnum):
    """On what something rests: the source prints it, it was read out of that, or it is stated.

    `read` is what follows from the form or the order of print alone; `stated` what whoever entered
    it says.
    """

    PRINTED = "printed"
    READ = "read"
    STATED = "stated"


class Recurrence(StrEnum):
    """How often something is done that has no end of its own."""

    ONGOING = "ongoing"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


@dataclass(frozen=True)
class Timespan:
    """What a timescale means: from, until before (both may be vague), how often, on what condition.

    `doubt` says why the meaning is not certain, as where the print is an evident slip. `basis` says
    on what it rests: `read` is the service's own reading of what is printed.
    """

    starts_on: str | None
    ends_before: str | None
    recurs: Recurrence | None
    condition: str | None
    doubt: str | None
    basis: Basis


def read(printed: str) -> Timespan | None:
    """Read what a printed timescale means, where its form is plain; None where it is not.

    Plain are a day, a month, a quarter or a year, with or without `by`, `till`, `before` or `from`,
    two of them joined, and words like `ongoing`. One alone says by when, and is meant whole. A
    quarter or a year can be a calendar's or a financial one (from April): where the two end on
    different days, the end is vague, or the later with a doubt. What follows the first full stop
    is a condition.
    """
    first, *rest = _SENTENCE.split(printed.strip(), maxsplit=1)
    text = " ".join(first.lower().rstrip(".").split())
    condition = rest[0] if rest else None
    if text in _RECURS:
        return _span(recurs=_RECURS[text], condition=condition)
    for form, meaning in _FORMS:
        if match := form.fullmatch(text):
            with suppress(DayUnreadable):  # no calendar has such a day
                return meaning(match, condition)
    return None


def is_over(timespan: Timespan | None, on: date) -> Truth:
    """Say whether a timespan has ended by a day. One without an end has not."""
    if timespan is None or timespan.ends_before is None:
        return Truth.NO
    return is_reached(on, VagueDay.read(timespan.ends_before))


_RECURS: Final = {
    "ongoing": Recurrence.ONGOING,
    "on-going": Recurrence.ONGOING,
    "continuous": Recurrence.ONGOING,
    "daily": Recurrence.DAILY,
    "weekly": Recurrence.WEEKLY,
    "monthly": Recurrence.MONTHLY,
    "quarterly": Recurrence.QUARTERLY,
    "half-yearly": Recurrence.HALF_YEARLY,
    "six-monthly": Recurrence.HALF_YEARLY,
    "yearly": Recurrence.YEARLY,
    "annual": Recurrence.YEARLY,
    "annually": Recurrence.YEARLY,
}

_MONTHS: Final = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_LONGEST: Final = 20  # years of a plan: more is no plan, but a slip

_SENTENCE: Final = re.compile(r"\.\s+(?=\D)")  # a number after a full stop: "Sept. 2008"
_YEAR: Final = r"((?:19|20)\d\d)"
_MONTH_NAME: Final = rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_POINT: Final = rf"(?:(?:(\d{{1,2}})(?:st|nd|rd|th)? )?{_MONTH_NAME} )?{_YEAR}"
_END_OF: Final = r"(?:(?:the )?end (?:of )?)?"
_JOINED: Final = r" ?[/–-] ?"  # noqa: RUF001 -- plans print the dash


def _span(
    starts_on: str | None = None,
    ends_before: str | None = None,
    *,
    recurs: Recurrence | None = None,
    condition: str | None = None,
    doubt: str | None = None,
) -> Timespan:
    return Timespan(starts_on, ends_before, recurs, condition, doubt, Basis.READ)


def _point(day: str | None, month: str | None, year: str) -> VagueDay:
    """Return the day, month or year that is named; `DayUnreadable` if no calendar has it."""
    text = year if month is None else f"{year}-{_MONTHS[month]:02}"
    return VagueDay.read(text if day is None else f"{text}-{int(day):02}")


def _end(point: VagueDay) -> str:
    """Return the day before which a point that is meant whole is over.

    A year ends with December or, if it is a financial one, with the March after: in either case
    the day after lies in the next.
    """
    if point.text == str(point.earliest.year):
        return str(point.earliest.year + 1)
    return (point.latest + timedelta(days=1)).isoformat()


def _by(match: re.Match[str], condition: str | None) -> Timespan:
    return _span(ends_before=_end(_point(*match.groups())), condition=condition)


def _before(match: re.Match[str], condition: str | None) -> Timespan:
    point = _point(*match.groups())
    return _span(ends_before=point.earliest.isoformat(), condition=condition)


def _from(match: re.Match[str], condition: str | None) -> Timespan:
    return _span(_point(*match.groups()).text, condition=condition)


def _quarter(match: re.Match[str], condition: str | None) -> Timespan | None:
    year, second = int(match[2]), match[3]
    calendars = _quarter_end(f"CY{year}-Q{match[1]}")
    financial = _quarter_end(f"FY{year}-Q{match[1]}")
    if second is None:
        doubt = f"Of a calendar year it is over before {calendars}; of a financial year, later."
        return _span(ends_before=financial, condition=condition, doubt=doubt)
    if int(second) != (year + 1) % 100:
        return None
    return _span(ends_before=financial, condition=condition)


def _quarter_end(quarter: str) -> str:
    return period(quarter).ends_before.isoformat()


def _years(match: re.Match[str], condition: str | None) -> Timespan:
    """Read years joined by a stroke, which are financial ones: the last ends in the last named."""
    first, written = int(match[1]), match[2]
    last = int(written)
    if len(written) == len("11"):
        last = first + (last - first) % 100
    if not first < last <= first + _LONGEST:
        doubt = f"From {first} to {written} is no stretch of years."
        return _span(str(first), condition=condition, doubt=doubt)
    return _span(str(first), str(last), condition=condition)


def _between(match: re.Match[str], condition: str | None) -> Timespan:
    first, last = _point(*match.groups()[:3]), _point(*match.groups()[3:])
    if last.latest <= first.earliest:
        doubt = f"The end, {last}, does not lie after the beginning, {first}."
        return _span(first.text, condition=condition, doubt=doubt)
    return _span(first.text, _end(last), condition=condition)


_FORMS: Final = tuple(
    (re.compile(form, re.ASCII), meaning)
    for form, meaning in (
        (rf"(?:(?:by|until|till|in|during) )?{_END_OF}{_POINT}", _by),
        (rf"before {_POINT}", _before),
        (rf"(?:from|since) {_POINT}", _from),
        (rf"(?:by |in )?{_END_OF}q([1-4]) {_YEAR}(?:/(\d\d))?", _quarter),
        # Four digits and two after a dash can be a month (2008-11): only a stroke joins those.
        (rf"{_YEAR}(?: ?/ ?)((?:19|20)\d\d|\d\d)", _years),
        (rf"{_YEAR}(?: ?[–-] ?| to )((?:19|20)\d\d)", _years),  # noqa: RUF001 -- the same
        (rf"(?:from )?{_POINT}(?:{_JOINED}| to | until | till ){_END_OF}{_POINT}", _between),
    )
)
