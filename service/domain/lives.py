"""How the days of one thing stand to those of another: within its life, or alongside it.

Days may be vague. Only what holds for every day that a vague one can have been is a contradiction;
what may or may not be so is undetermined, and allowed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from service.domain.days import Truth, VagueDay, is_before, read


@dataclass(frozen=True)
class Life:
    """A half-open stretch of days that may be vague, and whose it is, for sentences.

    `starts_on` None lies before every day asked about; `ends_before` None means that it lasts.
    """

    whose: str
    starts_on: VagueDay | None
    ends_before: VagueDay | None

    @classmethod
    def of(cls, whose: str, starts_on: str | None, ends_before: str | None) -> Self:
        """Read a life from the texts of its days."""
        return cls(whose, read(starts_on), read(ends_before))

    def __str__(self) -> str:
        starts = f"from {self.starts_on}" if self.starts_on else "from an unknown day"
        return f"{starts} until {f'before {self.ends_before}' if self.ends_before else 'now'}"


@dataclass(frozen=True)
class Clash:
    """That a day of one life lies beyond another: `day` of the inner, `bound` of the outer."""

    day: str
    bound: str
    detail: str


def beyond(inner: Life, outer: Life) -> Iterator[Clash]:
    """Yield what of `inner` lies beyond the life of `outer`, both named.

    An end that `inner` has not, though `outer` has ended, is no contradiction: nobody has recorded
    it yet.
    """
    begins, ends = inner.starts_on, inner.ends_before
    began, ended = outer.starts_on, outer.ends_before
    before_it = f"{outer.whose} began ({began})."
    after_it = f"{outer.whose} ended (before {ended})."
    if is_before(begins, began) is Truth.YES:
        yield Clash("starts_on", "starts_on", f"{inner.whose} begins {begins}, before {before_it}")
    if is_before(begins, ended) is Truth.NO:
        yield Clash("starts_on", "ends_before", f"{inner.whose} begins {begins}, after {after_it}")
    if is_before(began, ends) is Truth.NO:
        yield Clash(
            "ends_before", "starts_on", f"{inner.whose} ends before {ends}, when {before_it}"
        )
    if is_before(ended, ends) is Truth.YES:
        yield Clash(
            "ends_before", "ends_before", f"{inner.whose} ends before {ends}, after {after_it}"
        )


def overlap(one: Life, other: Life) -> Truth:
    """Say whether two stretches, each of a day at least, have a day in common."""
    if Truth.NO in {
        is_before(one.starts_on, other.ends_before),
        is_before(other.starts_on, one.ends_before),
    }:
        return Truth.NO
    is_sure = _begins_in_time(one, other) and _begins_in_time(other, one)
    return Truth.YES if is_sure else Truth.UNDETERMINED


def _begins_in_time(one: Life, other: Life) -> bool:
    """Say whether one certainly begins before the other ends, as each holds a day at least."""
    if one.starts_on is None or other.ends_before is None:
        return True
    # Counted, since the calendar has no day before its first.
    begins, ends = one.starts_on.latest.toordinal(), other.ends_before.earliest.toordinal()
    if one.ends_before is not None:
        begins = min(begins, one.ends_before.latest.toordinal() - 1)
    if other.starts_on is not None:
        ends = max(ends, other.starts_on.earliest.toordinal() + 1)
    return begins < ends
