"""What lies within a life, and what shares a day with it; days may be vague."""

import itertools
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from service.domain.days import Truth, VagueDay, both, either, is_within, opposite
from service.domain.lives import Life, beyond, overlap

modest = settings(max_examples=200, deadline=None)

# A week at the turn of a month and of a year, so that stretches touch and overlap often.
exact_days = st.dates(date(2020, 12, 29), date(2021, 1, 4))
few_days = st.builds(
    lambda day, characters: VagueDay.read(day.isoformat()[:characters]),
    exact_days,
    st.sampled_from([7, 10, 10]),
)
lives = st.builds(Life, st.just("It"), st.none() | few_days, st.none() | few_days)
FIRST, LAST = date(2020, 11, 1), date(2021, 3, 1)


def days_of(vague: VagueDay | None, unknown: date) -> list[date]:
    """List some days that a vague one can have been: the outermost, and those asked about."""
    if vague is None:
        return [unknown]
    outermost = {vague.earliest, vague.latest}
    near = {date(2020, 12, 28) + timedelta(days=n) for n in range(9)}
    return sorted(outermost | {each for each in near if vague.earliest <= each <= vague.latest})


def resolved(life: Life) -> Iterator[tuple[date, date]]:
    """Yield the exact stretches, of a day at least, that a life can have been."""
    starts, ends = days_of(life.starts_on, FIRST), days_of(life.ends_before, LAST)
    return ((a, b) for a, b in itertools.product(starts, ends) if a < b)


@modest
@given(lives, lives)
def test_two_stretches_overlap_where_they_do_however_their_days_are_resolved(
    one: Life, other: Life
) -> None:
    pairs = list(itertools.product(resolved(one), resolved(other)))
    assume(pairs)
    answers = {max(a[0], b[0]) < min(a[1], b[1]) for a, b in pairs}
    wanted = Truth.UNDETERMINED if len(answers) == 2 else Truth.YES if True in answers else Truth.NO
    assert overlap(one, other) is wanted
    assert overlap(other, one) is wanted


@modest
@given(st.lists(lives, max_size=8))
def test_an_agency_that_is_admitted_by_the_rule_never_surely_sits_twice(wanted: list[Life]) -> None:
    admitted: list[Life] = []
    for life in wanted:
        if all(overlap(life, other) is not Truth.YES for other in admitted):
            admitted.append(life)
    for on in (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days)):
        truths = [is_within(on, each.starts_on, each.ends_before) for each in admitted]
        assert truths.count(Truth.YES) <= 1
    for refused in wanted:
        # What was refused would have shared a day with one that sits.
        assert refused in admitted or any(overlap(refused, each) is Truth.YES for each in admitted)


def test_the_ends_of_the_calendar_are_days_as_others_are() -> None:
    first, last = Life.of("It", None, "0001-01-01"), Life.of("It", "9999-12-31", None)
    assert overlap(first, last) is overlap(last, first) is Truth.NO
    whole = Life.of("It", "0001-01-01", "9999-12-31")
    assert overlap(whole, whole) is Truth.YES


@modest
@given(lives, lives)
def test_a_day_lies_beyond_a_life_where_it_does_however_the_days_are_resolved(
    inner: Life, outer: Life
) -> None:
    def wrongly(name: str, bound: str) -> bool:
        day, limit = getattr(inner, name), getattr(outer, bound)
        if day is None or limit is None:
            return False
        pairs = itertools.product(days_of(day, FIRST), days_of(limit, LAST))
        if bound == "starts_on":
            return all(d < e if name == "starts_on" else d <= e for d, e in pairs)
        return all(d >= e if name == "starts_on" else d > e for d, e in pairs)

    names = ("starts_on", "ends_before")
    wanted = {each for each in itertools.product(names, names) if wrongly(*each)}
    assert {(clash.day, clash.bound) for clash in beyond(inner, outer)} == wanted


@pytest.mark.parametrize(
    ("starts_on", "ends_before", "said"),
    [
        ("2020-12", None, ["The membership begins 2020-12, before Dartford CSP began (2021-01)."]),
        ("2025", None, ["The membership begins 2025, after Dartford CSP ended (before 2024-04)."]),
        (
            "2021",
            "2024-04-02",
            [],  # the end may be on either side of a day of April
        ),
        (
            "2021",
            "2024-05",
            ["The membership ends before 2024-05, after Dartford CSP ended (before 2024-04)."],
        ),
        (
            "2019",
            "2020",
            [
                "The membership begins 2019, before Dartford CSP began (2021-01).",
                "The membership ends before 2020, when Dartford CSP began (2021-01).",
            ],
        ),
        (None, None, []),
        ("2021-01", None, []),  # it may still sit, though nobody has recorded its end
    ],
)
def test_what_lies_beyond_a_life_is_said_with_both_named(
    starts_on: str | None, ends_before: str | None, said: list[str]
) -> None:
    partnership = Life.of("Dartford CSP", "2021-01", "2024-04")
    membership = Life.of("The membership", starts_on, ends_before)
    assert [clash.detail for clash in beyond(membership, partnership)] == said


@pytest.mark.parametrize(
    ("life", "told"),
    [
        (Life.of("It", "2020-10", "2021"), "from 2020-10 until before 2021"),
        (Life.of("It", None, None), "from an unknown day until now"),
    ],
)
def test_a_life_is_told_in_words(life: Life, told: str) -> None:
    assert str(life) == told


def test_truths_are_joined_as_kleene_joined_them() -> None:
    no, perhaps, yes = ranked = [Truth.NO, Truth.UNDETERMINED, Truth.YES]
    for one, other in itertools.product(ranked, ranked):
        places = ranked.index(one), ranked.index(other)
        assert both(one, other) is ranked[min(places)]
        assert either(*[one, other]) is ranked[max(places)]
    assert [opposite(each) for each in ranked] == [yes, perhaps, no]
    assert either(*[]) is no
