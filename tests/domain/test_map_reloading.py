"""The country's map loaded again, and what is told of a load; whatever stands in the files."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from service.domain import map_merging, maps
from service.domain.map_files import PublishedFile, read
from service.domain.map_merging import Known
from service.domain.map_reports import HEADINGS, Tally, report, told
from tests.domain.merging import as_known, begin, known_area, merge
from tests.published import (
    COUNCILS,
    DARTFORD,
    GRAVESHAM,
    REFORMED,
    THANET,
    council,
    lookup,
    register,
)

WHOLE = (lookup(DARTFORD, GRAVESHAM, THANET), register(*COUNCILS, *REFORMED))

ROWS = st.lists(
    st.builds(
        lambda n, p, f: (
            *(f"E07{n:06}", f"District {n}"),
            *(f"E22{p:06}", f"Partnership {p}", f"E23{f:06}", f"Police {f}"),
        ),
        st.integers(0, 8),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=8,
    unique_by=lambda row: row[0],
)
COUNCIL_ROWS = st.lists(
    st.builds(
        lambda n, name, day, people: council(
            f"K{n}",
            f"E07{n:06}",
            name,
            start_date=day.isoformat() if day else "",
            pop_2020=str(people) if people else "",
        ),
        st.integers(0, 8),
        st.sampled_from(("North", "South", "North & South", "…")),
        st.none() | st.dates(date(1900, 1, 1), date(2020, 1, 1)),
        st.none() | st.integers(1, 10**6),
    ),
    max_size=8,
    unique_by=lambda row: row["gss_code"],
)


@given(ROWS, COUNCIL_ROWS, ROWS)
def test_loading_again_changes_nothing_whatever_was_there_before(
    rows: list[tuple[str, ...]], councils: list[dict[str, str]], earlier: list[tuple[str, ...]]
) -> None:
    files = (lookup(*rows), register(*councils))
    known = as_known(merge(lookup(*earlier)))
    once = merge(*files, known=known)
    if once.faults:
        assert {each.code for each in once.faults} == {"two_partnerships"}
        return
    assert len({each.slug for each in once.areas.values()}) == len(once.areas)

    again = merge(*files, known=as_known(once))
    assert again.faults == []
    assert (again.areas, again.partnerships) == (once.areas, once.partnerships)
    assert again.successions == once.successions
    assert report(as_known(once), again, ()).changes_nothing


_CODES = st.sampled_from(
    ("E07000001", "E07000002", "E06000001", "E10000001", "E23000001", "W1", "")
)
_WORDS = st.sampled_from(("North", "South\ufffd", "", "…", "A", "B", "A,B", "B,C,A"))
_DAYS = st.sampled_from(("", "2020-03-31", "2020-04-01", "2020", "0001-01-01", "9999-12-30"))
_ANY_COUNCIL = st.fixed_dictionaries(
    {
        "local_authority_code": st.sampled_from("ABC"),
        "gss_code": _CODES,
        "nice_name": _WORDS,
        "start_date": _DAYS,
        "end_date": _DAYS,
        "replaced_by": _WORDS,
        "county_la": st.sampled_from(("", "A", "B", "C", "D")),
        "alt_names": _WORDS,
        "former_gss_codes": _CODES,
        "pop_2020": st.sampled_from(("", "7", "7.0", "x")),
    }
)
_ANY_ROW = st.tuples(
    _CODES, _WORDS, st.sampled_from(("E22000001", "E22000002")), _WORDS, _CODES, _WORDS
)


@given(st.lists(_ANY_ROW, max_size=4), st.lists(_ANY_COUNCIL, max_size=5), st.text())
def test_whatever_stands_in_the_files_is_read_or_refused(
    rows: list[tuple[str, ...]], councils: list[dict[str, str]], text: str
) -> None:
    files = (lookup(*rows), register(*councils), PublishedFile("text.csv", text))
    country = maps.assemble(read(files))
    merged = map_merging.merge(country, Known(), begin)
    assert {each.pointer for each in (*country.faults, *merged.faults)} >= {"/files/2/text"}
    for each in merged.areas.values():
        assert each.slug
        assert set(each.within) <= merged.areas.keys()


def test_a_second_time_the_whole_changes_nothing_and_says_so() -> None:
    once = merge(*WHOLE)
    first = report(Known(), once, ())
    assert first.areas == Tally(added=10, changed=0, unchanged=0)
    assert first.partnerships == Tally(added=2, changed=0, unchanged=0)
    assert first.successions == Tally(added=3, changed=0, unchanged=0)
    second = report(as_known(once), merge(*WHOLE, known=as_known(once)), ())
    assert second.changes_nothing
    assert second.areas == Tally(added=0, changed=0, unchanged=10)
    assert next(told(second)) == "Nothing has changed."


def test_a_report_is_told_in_lines_of_which_long_lists_are_cut() -> None:
    known = known_area("E07000107", name="Dartford Borough")
    merged = merge(*WHOLE, known=known)
    notes = tuple(maps.Note("no_start", f"E07{n:06}", "No day.") for n in range(22))
    lines = [*told(report(known, merged, notes))]
    assert lines[0] == "Areas: 9 added, 1 changed, 0 as they were."
    (changed,) = [line for line in lines if line.startswith("  E07000107: ")]
    assert changed.startswith("  E07000107: name was Dartford Borough, and is Dartford; ")
    assert lines[-1] == "  … and 2 more"
    assert {note.code for note in maps.assemble(read(WHOLE)).notes} <= HEADINGS.keys()
