"""What printed timescales are read to mean, held against those that the plans print."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.days import Truth, VagueDay
from service.domain.periods import period
from service.domain.timescales import Basis, Recurrence, Timespan, is_over, read

FURTHER = "Extension of the campaign is subject to further funding"
# Every timescale of the plan of Dartford & Gravesham 2008-11, with how many of its sixty listings
# print it, and what is read: from, until before, on what condition. Thanet's plan prints none.
PRINTED = {
    "2008 / 2011": (33, ("2008", "2011", None)),
    "2008": (18, (None, "2009", None)),
    "2008 / 2009": (2, ("2008", "2009", None)),
    "2008/11": (1, ("2008", "2011", None)),
    "2010": (1, (None, "2011", None)),
    # A slip for 2011, which the service does not guess: the doubt is recorded.
    "2008 / 2001": (1, ("2008", None, None)),
    f"Till Sept 2008. {FURTHER}": (2, (None, "2008-10-01", FURTHER)),
    # A year from April 2008, perhaps three: a person's to say.
    "1 year 4.08 3 yrs based on evidence of success": (2, None),
}

days = st.dates(date(1950, 1, 1), date(2090, 12, 31))
years = st.integers(1950, 2090)
quarters = st.integers(1, 4)


def test_the_listings_of_the_plan_are_sixty() -> None:
    assert sum(count for count, _ in PRINTED.values()) == 60


@pytest.mark.parametrize("printed", PRINTED)
def test_a_timescale_that_a_plan_prints_is_read(printed: str) -> None:
    _, meant = PRINTED[printed]
    found = read(printed)
    if found is None:
        assert meant is None
        return
    assert (found.starts_on, found.ends_before, found.condition) == meant
    assert found.basis is Basis.READ
    assert found.recurs is None
    assert (found.doubt is not None) == (printed == "2008 / 2001")


@pytest.mark.parametrize(
    ("printed", "starts_on", "ends_before"),
    [
        ("March 2016", None, "2016-04-01"),
        ("in March 2016", None, "2016-04-01"),
        ("By the end of March 2016.", None, "2016-04-01"),
        ("by  31st March  2009", None, "2009-04-01"),
        ("29 Feb 2008", None, "2008-03-01"),
        ("before 1 April 2009", None, "2009-04-01"),
        ("before 2010", None, "2010-01-01"),
        ("from April 2008", "2008-04", None),
        ("Since 2008", "2008", None),
        ("Q2 2015/16", None, "2015-10-01"),
        ("by Q4 2015/16", None, "2016-04-01"),
        ("Q1 1999/00", None, "1999-07-01"),
        ("April 2008 to March 2011", "2008-04", "2011-04-01"),
        ("April 2008 - 31 March 2011", "2008-04", "2011-04-01"),
        ("from 1 Sept. 2008 until 3 Oct 2008", "2008-09-01", "2008-10-04"),
        ("2008 to 2011", "2008", "2011"),
        ("1999/01", "1999", "2001"),
    ],
)
def test_plain_forms_are_read(printed: str, starts_on: str | None, ends_before: str | None) -> None:
    assert read(printed) == Timespan(starts_on, ends_before, None, None, None, Basis.READ)


@pytest.mark.parametrize(
    "printed",
    [
        *("", " ", ".", "TBC", "Soon", "By autumn", "spring 2016", "2 years"),
        *("30 February 2009", "31 June 2010 to 2011", "4.08", "13/2009", "Q5 2015", "Q2", "Q2 15"),
        "2008-11",  # November, or to 2011
        "Q2 2015/18",
        "2008 and 2011",
    ],
)
def test_what_is_not_plain_is_not_read(printed: str) -> None:
    assert read(printed) is None


@pytest.mark.parametrize(
    ("printed", "recurs"),
    [
        ("Ongoing", Recurrence.ONGOING),
        ("on-going.", Recurrence.ONGOING),
        ("Quarterly", Recurrence.QUARTERLY),
        ("Annual", Recurrence.YEARLY),
        ("six-monthly", Recurrence.HALF_YEARLY),
    ],
)
def test_words_for_how_often_are_read(printed: str, recurs: Recurrence) -> None:
    assert read(printed) == Timespan(None, None, recurs, None, None, Basis.READ)
    (once, again) = (read(f"{printed.rstrip('.')}. If funded"), read(printed))
    assert once is not None
    assert (once.recurs, once.condition) == (recurs, "If funded")
    assert again is not None
    assert again.condition is None


@pytest.mark.parametrize(
    "printed", ["2008 / 2001", "2008/08", "2008 / 2008", "2008/50", "March 2009 to March 2008"]
)
def test_an_end_that_does_not_come_after_the_beginning_is_doubted(printed: str) -> None:
    found = read(printed)
    assert found is not None
    assert (found.ends_before, found.starts_on is None) == (None, False)
    assert found.doubt is not None


@given(st.text(max_size=60))
def test_nothing_that_is_printed_breaks_the_reading(printed: str) -> None:
    found = read(printed)
    assert found is None or found.basis is Basis.READ


@given(days, st.sampled_from(["by ", "until ", "", "by the end of "]))
def test_a_day_is_still_in_time_and_the_day_after_is_not(day: date, word: str) -> None:
    for printed in (f"{day.day} {day:%B} {day.year}", f"{day.day}th {day:%b} {day.year}"):
        found = read(f"{word}{printed}")
        assert is_over(found, day) is Truth.NO
        assert is_over(found, day + timedelta(days=1)) is Truth.YES


@given(days)
def test_a_month_is_meant_whole(day: date) -> None:
    found = read(f"{day:%B} {day.year}")
    last = VagueDay.read(f"{day:%Y-%m}").latest
    assert is_over(found, last) is Truth.NO
    assert is_over(found, last + timedelta(days=1)) is Truth.YES


@given(years)
def test_a_year_is_over_for_certain_when_both_readings_of_it_are(year: int) -> None:
    found = read(f"{year}")
    assert is_over(found, date(year, 12, 31)) is Truth.NO
    for end in (date(year + 1, 1, 1), date(year + 1, 4, 1)):
        assert is_over(found, end) is Truth.UNDETERMINED
    assert is_over(found, date(year + 2, 1, 1)) is Truth.YES


@given(years, st.integers(1, 20))
def test_joined_years_end_in_the_last_one_however_they_are_printed(first: int, lasts: int) -> None:
    last = first + lasts
    ways = [f"{first} / {last}", f"{first}/{last}", f"{first} - {last}", f"{first}/{last % 100:02}"]
    found = [read(each) for each in ways if last < 2100]
    assert set(found) <= {Timespan(str(first), str(last), None, None, None, Basis.READ)}


@given(years, quarters)
def test_a_quarter_is_over_when_both_readings_of_it_are_and_says_so(year: int, number: int) -> None:
    found = read(f"Q{number} {year}")
    assert found is not None
    assert found.doubt is not None
    calendars, financial = (period(f"{kind}{year}-Q{number}") for kind in ("CY", "FY"))
    assert calendars.ends_before.isoformat() in found.doubt
    latest = max(calendars.ends_before, financial.ends_before)
    assert found.ends_before == latest.isoformat()
    alone = read(f"Q{number} {year}/{(year + 1) % 100:02}")
    assert alone is not None
    assert (alone.ends_before, alone.doubt) == (financial.ends_before.isoformat(), None)


@given(st.sampled_from(["Ongoing", "from 2008", "soon", "2008 / 2001"]), days)
def test_what_has_no_end_is_never_over(printed: str, on: date) -> None:
    assert is_over(read(printed), on) is Truth.NO
