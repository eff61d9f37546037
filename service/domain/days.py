"""Days as they were recorded: to the day, the month or the year.

Sources say "formed in January 2021" as often as they name a day. A `VagueDay` keeps exactly what
is known, in ISO 8601 reduced precision ("2021-01-04", "2021-01", "2021"). Whatever hangs on the
days inside such a stretch is `undetermined`: it is never guessed.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Self

_FORM: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_APRIL: Final = 4


class DayUnreadable(ValueError):
    """A text that is no day, month or year; `detail` tells a person why."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Precision(StrEnum):
    """How exactly a day is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Truth(StrEnum):
    """The answer to a question that hangs on days which may be vague."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"


_LEAST_FIRST: Final = (Truth.NO, Truth.UNDETERMINED, Truth.YES)


_PRECISION_BY_LENGTH: Final = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


@dataclass(frozen=True, slots=True)
class VagueDay:
    """A day of which the day, the month or only the year is known.

    `text` is its one form, on the wire and in storage: "2020-10-05", "2020-10" or "2020". A text
    that no calendar holds is refused with `DayUnreadable`. Vague days have no order among
    themselves ("2020-10" is neither before nor after "2020-10-05"): sort by `earliest`.
    """

    text: str

    def __post_init__(self) -> None:
        if not _FORM.fullmatch(self.text):
            raise DayUnreadable(
                f"{self.text[:40]!r} is not a day. Write a day as 2020-10-05, a month of which "
                "the day is not known as 2020-10, a year as 2020."
            )
        try:
            _ = self.earliest
        except ValueError:
            raise DayUnreadable(f"There is no {self.text} in the calendar.") from None

    @classmethod
    def read(cls, text: str) -> Self:
        """Read "2020-10-05", "2020-10" or "2020"; refuse all else with `DayUnreadable`."""
        return cls(text)

    @classmethod
    def exactly(cls, day: date) -> Self:
        """Return the day as one that is known to the day."""
        return cls(day.isoformat())

    @property
    def precision(self) -> Precision:
        """How exactly the day is known."""
        return _PRECISION_BY_LENGTH[len(self.text)]

    @property
    def earliest(self) -> date:
        """The first day that it can have been."""
        return date.fromisoformat(self.text + "-01-01"[len(self.text) - 4 :])

    @property
    def latest(self) -> date:
        """The last day that it can have been."""
        first = self.earliest
        match self.precision:
            case Precision.DAY:
                return first
            case Precision.MONTH:
                return first.replace(day=monthrange(first.year, first.month)[1])
            case _:
                return first.replace(month=12, day=31)

    def __str__(self) -> str:
        return self.text


def read(text: str | None) -> VagueDay | None:
    """Read a recorded day, where there is one."""
    return None if text is None else VagueDay.read(text)


def is_within(on: date, starts_on: VagueDay | None, ends_before: VagueDay | None) -> Truth:
    """Say whether the day `on` lies in a half-open stretch of recorded days.

    `starts_on` None means that the beginning is not known and lies before every day asked about;
    `ends_before` None means that it still lasts. Each end is judged by itself. The answer is
    `yes` or `no` only where it is the same for every day that a vague end can have been.
    """
    has_begun = is_reached(on, starts_on) if starts_on else Truth.YES
    has_ended = is_reached(on, ends_before) if ends_before else Truth.NO
    if has_begun is Truth.NO or has_ended is Truth.YES:
        return Truth.NO
    if has_begun is Truth.YES and has_ended is Truth.NO:
        return Truth.YES
    return Truth.UNDETERMINED


def contradiction(starts_on: VagueDay | None, ends_before: VagueDay | None) -> str | None:
    """Return a sentence when a stretch cannot hold a single day; None when it can.

    `ends_before` is the day after the last one, so it must be able to be later than `starts_on`.
    """
    if starts_on is None or ends_before is None or ends_before.latest > starts_on.earliest:
        return None
    return f"A beginning of {starts_on} and an end before {ends_before} leave no day between them."


def is_before(one: VagueDay | None, other: VagueDay | None) -> Truth:
    """Say whether a recorded day lies before another.

    Undetermined where both orders are open, and where one of the two is not known.
    """
    if one is None or other is None:
        return Truth.UNDETERMINED
    if one.latest < other.earliest:
        return Truth.YES
    return Truth.NO if one.earliest >= other.latest else Truth.UNDETERMINED


def is_reached(on: date, day: VagueDay) -> Truth:
    """Say whether a recorded day is `on` or lies before it."""
    if on >= day.latest:
        return Truth.YES
    return Truth.NO if on < day.earliest else Truth.UNDETERMINED


def both(*truths: Truth) -> Truth:
    """Say whether all of several things hold."""
    return min(truths, key=_LEAST_FIRST.index)


def either(*truths: Truth) -> Truth:
    """Say whether any of several things holds; none at all do not."""
    return max(truths, key=_LEAST_FIRST.index, default=Truth.NO)


def opposite(truth: Truth) -> Truth:
    """Say whether a thing does not hold."""
    return _LEAST_FIRST[-1 - _LEAST_FIRST.index(truth)]


def statutory_year(on: date) -> int:
    """Return the calendar year in which the statutory year of the day `on` began.

    A year is twelve months beginning on 1 April (SI 2007/1830 reg 2 for England; SI 2007/3076
    reg 2 for Wales): 2016 stands for 1 April 2016 to 31 March 2017.
    """
    return on.year if on.month >= _APRIL else on.year - 1
