"""Periods: what is read, what is refused and why, and what is shown."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.domain.periods import (
    Period,
    PeriodType,
    PeriodUnreadable,
    PeriodView,
    period,
    view,
)

modest = settings(max_examples=150, deadline=None)

years = st.integers(1900, 2199)
month_ids = st.builds("{:04}-{:02}".format, years, st.integers(1, 12))
ids = st.one_of(
    month_ids,
    st.builds("{}{:04}".format, st.sampled_from(["FY", "CY"]), years),
    st.builds("{}{:04}-Q{}".format, st.sampled_from(["FY", "CY"]), years, st.integers(1, 4)),
    st.builds("R12-{}".format, month_ids),
    st.builds(
        lambda year, first, more: f"{year}-{first:02}/{year}-{min(first + more, 12):02}",
        years,
        st.integers(1, 11),
        st.integers(1, 11),
    ),
)
periods = ids.map(period)


def _read_or_why_not(text: str) -> Period | str:
    try:
        return period(text)
    except PeriodUnreadable as refused:
        return refused.detail


def _why_refused(text: str) -> str:
    with pytest.raises(PeriodUnreadable) as refused:
        period(text)
    assert str(refused.value) == refused.value.detail
    return refused.value.detail


@pytest.mark.parametrize(
    ("text", "type_", "starts_on", "ends_on", "label"),
    [
        ("2026-06", "month", date(2026, 6, 1), date(2026, 6, 30), "June 2026"),
        ("2026-12", "month", date(2026, 12, 1), date(2026, 12, 31), "December 2026"),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("FY2026-Q1", "fy_quarter", date(2026, 4, 1), date(2026, 6, 30), "2026/27 Q1"),
        ("FY2026-Q4", "fy_quarter", date(2027, 1, 1), date(2027, 3, 31), "2026/27 Q4"),
        ("FY2026", "fy_year", date(2026, 4, 1), date(2027, 3, 31), "2026/27"),
        ("FY1999", "fy_year", date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
        ("FY2199", "fy_year", date(2199, 4, 1), date(2200, 3, 31), "2199/00"),
        (
            "CY2026-Q2",
            "calendar_quarter",
            date(2026, 4, 1),
            date(2026, 6, 30),
            "2026 Q2 (calendar)",
        ),
        (
            "CY2026-Q4",
            "calendar_quarter",
            date(2026, 10, 1),
            date(2026, 12, 31),
            "2026 Q4 (calendar)",
        ),
        ("CY2026", "calendar_year", date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (
            "R12-2026-09",
            "rolling_year",
            date(2025, 10, 1),
            date(2026, 9, 30),
            "12 months to September 2026",
        ),
        (
            "R12-2026-12",
            "rolling_year",
            date(2026, 1, 1),
            date(2026, 12, 31),
            "12 months to December 2026",
        ),
        (
            "R12-1900-01",
            "rolling_year",
            date(1899, 2, 1),
            date(1900, 1, 31),
            "12 months to January 1900",
        ),
        ("2014-04/2014-09", "span", date(2014, 4, 1), date(2014, 9, 30), "April to September 2014"),
        (
            "2013-10/2014-03",
            "span",
            date(2013, 10, 1),
            date(2014, 3, 31),
            "October 2013 to March 2014",
        ),
        (
            "2013-10/2014-12",
            "span",
            date(2013, 10, 1),
            date(2014, 12, 31),
            "October 2013 to December 2014",
        ),
    ],
)
def test_an_id_names_its_months(
    text: str, type_: str, starts_on: date, ends_on: date, label: str
) -> None:
    read = period(text)

    assert (read.id, read.type, read.starts_on, read.ends_on) == (text, type_, starts_on, ends_on)
    assert read.ends_before == ends_on + timedelta(days=1)
    assert read.label == label


def test_the_same_months_under_two_types_are_two_periods() -> None:
    financial, calendar = period("FY2026-Q1"), period("CY2026-Q2")

    assert (financial.starts_on, financial.ends_before) == (
        calendar.starts_on,
        calendar.ends_before,
    )
    assert financial != calendar


def test_a_span_may_equal_a_year_since_that_is_how_its_source_put_it() -> None:
    assert period("2014-04/2015-03").type is PeriodType.SPAN
    assert period("2014-04/2015-03").label == "April 2014 to March 2015"


def test_a_span_of_one_month_is_refused_for_the_month() -> None:
    assert (
        _why_refused("2014-04/2014-04") == "A span of one month is written as the month: 2014-04."
    )


def test_a_span_that_runs_backwards_is_refused() -> None:
    assert _why_refused("2014-09/2014-04") == "The span runs backwards: 2014-04 is before 2014-09."


@pytest.mark.parametrize("text", ["2026-Q1", "2026-q1", " 2026-Q1 "])
def test_a_bare_quarter_is_refused_with_both_readings(text: str) -> None:
    assert _why_refused(text) == (
        "2026-Q1 has two readings: write FY2026-Q1 for April to June 2026, "
        "or CY2026-Q1 for January to March 2026."
    )


def test_a_bare_year_is_refused_with_both_readings() -> None:
    assert _why_refused("2026") == (
        "2026 has two readings: write FY2026 for April 2026 to March 2027, "
        "or CY2026 for January to December 2026."
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-6", "2026-06"),
        (" 2026-06", "2026-06"),
        ("2026-06\n", "2026-06"),
        ("fy2026", "FY2026"),
        ("FY 2026-q1", "FY2026-Q1"),
        ("Cy2026 - Q2", "CY2026-Q2"),
        ("r12-2026-9", "R12-2026-09"),
        ("2014-4 / 2014-9", "2014-04/2014-09"),
    ],
)
def test_what_is_nearly_an_id_is_refused_with_the_id(text: str, meant: str) -> None:
    assert _why_refused(text) == (
        f"A period is written in capitals, without spaces, months in two digits: {meant}."
    )


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "R12-2026-13", "2014-04/2014-13", "2014-27 "]
)
def test_a_month_that_is_none_is_refused(text: str) -> None:
    assert "months run from 01 to 12" in _why_refused(text)


@pytest.mark.parametrize("text", ["FY2026-Q0", "FY2026-Q5", "CY2026-Q5", "2026-Q5"])
def test_a_quarter_that_is_none_is_refused(text: str) -> None:
    assert "quarters run from Q1 to Q4" in _why_refused(text)


@pytest.mark.parametrize("text", ["FY26", "cy26", "FY26-Q1"])
def test_a_year_in_two_digits_is_refused(text: str) -> None:
    assert _why_refused(text) == "A year is written with four digits, as in FY2026."


@pytest.mark.parametrize(
    "text",
    ["1899-12", "2200-01", "FY1899", "CY2200", "FY0000-Q1", "R12-2200-01", "1899", "1899-Q1"],
)
def test_a_year_far_from_any_partnership_is_refused(text: str) -> None:
    assert "the years 1900 to 2199" in _why_refused(text)


@pytest.mark.parametrize("text", ["1900-01", "2199-12", "1900-01/2199-12"])
def test_the_first_and_the_last_year_are_read(text: str) -> None:
    assert period(text).id == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "June 2026",
        "2026/27 Q1",
        "FY2026/27",
        "2026-06-01",
        "R6-2026-09",
        "FY2026-06",
        "2026-06/",
        "FY\u0662\u0660\u0662\u0666",
        "2026-\u0660\u0666",
    ],
)
def test_what_is_no_period_is_refused_with_every_form(text: str) -> None:
    assert _why_refused(text) == (
        f"{text!r} is not a period. Write a month as 2026-06, a financial quarter as FY2026-Q1, "
        "a financial year as FY2026, a calendar quarter as CY2026-Q2, a calendar year as CY2026, "
        "the twelve months to a month as R12-2026-09, other whole months as 2014-04/2014-09."
    )


def test_a_long_text_is_not_repeated_in_full() -> None:
    assert len(_why_refused("x" * 10_000)) < 400


@modest
@example("\ud800")
@given(
    st.text()
    | st.text("FCYRQ0123456789-/ ", max_size=16)
    | st.from_regex(r"([FC]Y|R12-)?[0-9]{4}(-(Q?[0-9]{1,2}))?(/[0-9]{4}-[0-9]{2})?", fullmatch=True)
)
def test_any_text_is_an_id_as_it_stands_or_is_refused_in_words_that_can_be_sent(text: str) -> None:
    outcome = _read_or_why_not(text)

    if isinstance(outcome, str):
        assert outcome.encode()
    else:
        assert outcome.id == text


@modest
@given(ids)
def test_every_id_reads_back_as_itself_and_as_one_object(text: str) -> None:
    assert period(text).id == text
    assert period(text) is period(text)


def test_no_two_ids_of_one_type_name_the_same_months() -> None:
    texts = [f"{prefix}{year}" for prefix in ("FY", "CY") for year in (2025, 2026)]
    quarters = [f"{text}-Q{quarter}" for text in texts for quarter in range(1, 5)]
    months = [f"{year}-{number:02}" for year in (2025, 2026) for number in range(1, 13)]
    rolling = [f"R12-{month}" for month in months]
    spans = [f"{first}/{last}" for first in months for last in months if first < last]
    every = [period(text) for text in (*texts, *quarters, *months, *rolling, *spans)]

    assert len({(p.type, p.starts_on, p.ends_before) for p in every}) == len(every)
    assert len({p.id for p in every}) == len(every) == 4 + 16 + 24 + 24 + 276


@modest
@given(periods)
def test_a_period_is_whole_months_and_complete_once_they_are_over(read: Period) -> None:
    assert read.starts_on.day == read.ends_before.day == 1
    assert read.months >= 1
    assert not read.is_complete(read.ends_on)
    assert read.is_complete(read.ends_before)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2026-06", 1),
        ("FY2026-Q4", 3),
        ("FY2026", 12),
        ("R12-2026-09", 12),
        ("2013-10/2014-12", 15),
    ],
)
def test_a_period_knows_how_many_months_it_lasts(text: str, months: int) -> None:
    assert period(text).months == months


def test_a_period_is_shown_with_its_last_day_and_whether_it_is_over() -> None:
    shown = view(period("FY2026-Q1"), on=date(2026, 6, 30))

    assert shown == PeriodView(
        id="FY2026-Q1",
        type=PeriodType.FY_QUARTER,
        start=date(2026, 4, 1),
        end=date(2026, 6, 30),
        label="2026/27 Q1",
        complete=False,
    )
    assert view(period("FY2026-Q1"), on=date(2026, 7, 1)).complete
