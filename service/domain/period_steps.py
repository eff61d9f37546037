"""Steps from period to period of the same type, and ranges of them."""

from typing import Final

from service.domain.months import Month
from service.domain.periods import Period, PeriodType, PeriodUnreadable, period_from

LONGEST_RANGE: Final = 1200  # periods: a century of months


def next_period(given: Period) -> Period:
    """Return the period of the same type that comes next.

    A rolling year moves on by one month, every other period by its own length, so that a span is
    followed by the span of as many months. Refuses to go past the year 2199.
    """
    return _moved(given, _step(given))


def previous_period(given: Period) -> Period:
    """Return the period that `given` is next to. Refuses to go back past the year 1900."""
    return _moved(given, -_step(given))


def same_period_last_year(given: Period) -> Period:
    """Return the period twelve months earlier. Refuses to go back past the year 1900."""
    return _moved(given, -12)


def periods_between(first: Period, last: Period) -> tuple[Period, ...]:
    """Return every period from `first` to `last`, both included, oldest first.

    Refuses two different types, spans (they have no set length), a `last` before `first`, and
    more than `LONGEST_RANGE` periods.
    """
    if first.type is not last.type:
        raise PeriodUnreadable(
            f"A range runs between periods of one type; {first.id} is of type {first.type}, "
            f"{last.id} of type {last.type}."
        )
    if first.type is PeriodType.SPAN:
        raise PeriodUnreadable("Spans have no set length, so that no range runs between them.")
    if last.starts_on < first.starts_on:
        raise PeriodUnreadable(f"The range runs backwards: {last.id} is before {first.id}.")
    step = _step(first)
    count = Month.of(first.starts_on).until(Month.of(last.starts_on)) // step + 1
    if count > LONGEST_RANGE:
        raise PeriodUnreadable(
            f"From {first.id} to {last.id} there are {count} periods; "
            f"at most {LONGEST_RANGE} are given at once."
        )
    return tuple(_moved(first, step * index) for index in range(count))


def _step(given: Period) -> int:
    return 1 if given.type is PeriodType.ROLLING_YEAR else given.months


def _moved(given: Period, months: int) -> Period:
    first = Month.of(given.starts_on).plus(months)
    last = Month.of(given.ends_on).plus(months)
    return period_from(given.type, first, last)
