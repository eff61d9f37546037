"""Days known to the day, the month or the year, and what may be said of them."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.domain.days import (
    DayUnreadable,
    Precision,
    Truth,
    VagueDay,
    contradiction,
    is_within,
    statutory_year,
)

modest = settings(max_examples=150, deadline=None)

# Few years, so that stretches touch and overlap often.
days = st.dates(date(2019, 12, 1), date(2021, 2, 28))
vague_days = st.builds(
    lambda day, characters: VagueDay.read(day.isoformat()[:characters]),
    days,
    st.sampled_from([4, 7, 10]),
)


def _every_day_of(vague: VagueDay) -> list[date]:
    return [
        vague.earliest + timedelta(days=n) for n in range((vague.latest - vague.earliest).days + 1)
    ]


def _read_or_why_not(text: str) -> VagueDay | str:
    try:
        return VagueDay.read(text)
    except DayUnreadable as refused:
        return refused.detail


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2020-10-05", Precision.DAY, date(2020, 10, 5), date(2020, 10, 5)),
        ("2020-10", Precision.MONTH, date(2020, 10, 1), date(2020, 10, 31)),
        ("2020-12", Precision.MONTH, date(2020, 12, 1), date(2020, 12, 31)),
        ("2020-02", Precision.MONTH, date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-02", Precision.MONTH, date(2021, 2, 1), date(2021, 2, 28)),
        ("2020", Precision.YEAR, date(2020, 1, 1), date(2020, 12, 31)),
        ("0001", Precision.YEAR, date(1, 1, 1), date(1, 12, 31)),
        ("9999-12", Precision.MONTH, date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_day_is_known_as_exactly_as_it_is_written(
    text: str, precision: Precision, earliest: date, latest: date
) -> None:
    day = VagueDay.read(text)

    assert (day.text, str(day)) == (text, text)
    assert (day.precision, day.earliest, day.latest) == (precision, earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "2020-", "2020-1", "2020-10-5", "20201005", "202010", "2020-W10", "2020-279"),
        *(
            "20",
            "+2020",
            "2020-10-05T00:00",
            " 2020",
            "2020 ",
            "2020\n",
            "2020/10/05",
            "05.10.2020",
        ),
        *("٢٠٢٠", "2020-10-0\u0665"),
    ],
)
def test_what_is_not_a_day_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(DayUnreadable) as refused:
        VagueDay.read(text)

    assert refused.value.detail == (
        f"{text!r} is not a day. Write a day as 2020-10-05, a month of which the day is not known "
        "as 2020-10, a year as 2020."
    )
    assert str(refused.value) == refused.value.detail


@pytest.mark.parametrize(
    "text", ["2021-02-30", "2021-02-29", "2020-13", "2020-00", "2020-10-00", "0000"]
)
def test_a_day_that_no_calendar_holds_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(DayUnreadable) as refused:
        VagueDay.read(text)

    assert refused.value.detail == f"There is no {text} in the calendar."


def test_a_long_text_is_not_repeated_in_full() -> None:
    with pytest.raises(DayUnreadable) as refused:
        VagueDay.read("9" * 10_000)

    assert len(refused.value.detail) < 200


def test_no_vague_day_can_be_made_that_was_not_checked() -> None:
    with pytest.raises(DayUnreadable):
        VagueDay("2021-02-30")


@modest
@example("\ud800")
@given(st.text() | st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True))
def test_any_text_is_a_day_as_it_stands_or_is_refused_in_words_that_can_be_sent(text: str) -> None:
    outcome = _read_or_why_not(text)

    if isinstance(outcome, str):
        assert outcome.encode()
    else:
        assert outcome.text == text
        assert outcome.earliest <= outcome.latest


@modest
@given(st.dates())
def test_an_exact_day_can_have_been_that_day_only(day: date) -> None:
    exact = VagueDay.exactly(day)

    assert exact.precision is Precision.DAY
    assert exact.earliest == exact.latest == day
    assert VagueDay.read(exact.text) == exact


@modest
@given(vague_days)
def test_a_vague_day_covers_exactly_the_days_that_begin_with_its_text(vague: VagueDay) -> None:
    covered = _every_day_of(vague)

    assert all(day.isoformat().startswith(vague.text) for day in covered)
    for outside in (vague.earliest - timedelta(days=1), vague.latest + timedelta(days=1)):
        assert not outside.isoformat().startswith(vague.text)


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        (date(2007, 6, 30), Truth.NO),
        (date(2007, 7, 1), Truth.UNDETERMINED),
        (date(2007, 7, 30), Truth.UNDETERMINED),
        (date(2007, 7, 31), Truth.YES),
        (date(2020, 9, 30), Truth.YES),
        (date(2020, 10, 1), Truth.UNDETERMINED),
        (date(2020, 10, 30), Truth.UNDETERMINED),
        (date(2020, 10, 31), Truth.NO),
        (date(2020, 11, 1), Truth.NO),
    ],
)
def test_a_partnership_formed_in_july_2007_and_parted_in_october_2020(
    on: date, answer: Truth
) -> None:
    assert is_within(on, VagueDay.read("2007-07"), VagueDay.read("2020-10")) is answer


def test_a_stretch_holds_its_first_day_and_not_the_day_it_ends_before() -> None:
    starts_on, ends_before = VagueDay.read("2020-10-05"), VagueDay.read("2020-10-07")

    answers = [is_within(date(2020, 10, day), starts_on, ends_before) for day in range(4, 8)]

    assert answers == [Truth.NO, Truth.YES, Truth.YES, Truth.NO]


def test_a_stretch_without_ends_holds_every_day() -> None:
    assert is_within(date.min, None, None) is Truth.YES
    assert is_within(date.max, None, None) is Truth.YES


def test_a_stretch_without_a_known_beginning_holds_every_day_before_its_end() -> None:
    ends_before = VagueDay.read("2020")

    assert is_within(date(1999, 1, 1), None, ends_before) is Truth.YES
    assert is_within(date(2020, 1, 1), None, ends_before) is Truth.UNDETERMINED
    assert is_within(date(2020, 12, 31), None, ends_before) is Truth.NO


def test_a_stretch_without_an_end_holds_every_day_since_its_beginning() -> None:
    starts_on = VagueDay.read("2020")

    assert is_within(date(2019, 12, 31), starts_on, None) is Truth.NO
    assert is_within(date(2020, 12, 30), starts_on, None) is Truth.UNDETERMINED
    assert is_within(date(2020, 12, 31), starts_on, None) is Truth.YES


@modest
@given(on=days, starts_on=vague_days, ends_before=vague_days)
def test_the_answer_is_the_one_that_all_days_the_ends_can_have_been_agree_on(
    on: date, starts_on: VagueDay, ends_before: VagueDay
) -> None:
    begun = {start <= on for start in _every_day_of(starts_on)}
    ended = {end <= on for end in _every_day_of(ends_before)}
    answers = {b and not e for b in begun for e in ended}

    expected = (
        Truth.UNDETERMINED if len(answers) == 2 else Truth.YES if answers == {True} else Truth.NO
    )
    assert is_within(on, starts_on, ends_before) is expected


@pytest.mark.parametrize(
    ("starts_on", "ends_before"),
    [
        ("2020-10-05", "2020-10-05"),
        ("2020-10-05", "2020-10-04"),
        ("2020-10-31", "2020-10"),
        ("2020-10", "2020-09"),
        ("2020-10", "2020-10-01"),
        ("2020", "2019"),
    ],
)
def test_an_end_that_cannot_be_after_the_beginning_is_a_contradiction(
    starts_on: str, ends_before: str
) -> None:
    assert contradiction(VagueDay.read(starts_on), VagueDay.read(ends_before)) == (
        f"A beginning of {starts_on} and an end before {ends_before} leave no day between them."
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_before"),
    [
        ("2020-10-05", "2020-10-06"),
        ("2020-10-05", "2020-10"),
        ("2020-10", "2020-10"),
        ("2020", "2020"),
        ("2020", "2020-01-02"),
        ("2020", None),
        (None, "2020"),
        (None, None),
    ],
)
def test_an_end_that_can_be_after_the_beginning_is_none(
    starts_on: str | None, ends_before: str | None
) -> None:
    start = VagueDay.read(starts_on) if starts_on else None
    end = VagueDay.read(ends_before) if ends_before else None

    assert contradiction(start, end) is None


@modest
@given(starts_on=vague_days, ends_before=vague_days)
def test_a_contradiction_leaves_no_pair_of_days_in_order(
    starts_on: VagueDay, ends_before: VagueDay
) -> None:
    some_pair_is_in_order = min(_every_day_of(starts_on)) < max(_every_day_of(ends_before))

    assert (contradiction(starts_on, ends_before) is None) is some_pair_is_in_order


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (date(2016, 3, 31), 2015),
        (date(2016, 4, 1), 2016),  # SI 2007/1830 reg 2: a year begins on 1 April
        (date(2016, 12, 31), 2016),
        (date(2017, 1, 1), 2016),
        (date(2017, 3, 31), 2016),
        (date(2017, 4, 1), 2017),
    ],
)
def test_a_statutory_year_runs_from_the_first_of_april(on: date, year: int) -> None:
    assert statutory_year(on) == year
