"""The country's map: its files read and put together."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain import maps
from service.domain.areas import AreaKind, Tier
from service.domain.map_files import PublishedFile, read
from service.domain.maps import Country, ends_before, mended
from tests import published
from tests.published import (
    BOTH,
    COUNCILS,
    DARTFORD,
    GRAVESHAM,
    KENT,
    KENT_COUNTY,
    REFORMED,
    THANET,
    council,
    lookup,
    register,
)

WHOLE = (lookup(DARTFORD, GRAVESHAM, THANET), register(*COUNCILS, *REFORMED))


def country(*files: PublishedFile) -> Country:
    return maps.assemble(read(files))


def wrong(*files: PublishedFile) -> list[tuple[str, str]]:
    """Return what is wrong with files: its code, and in which file and line."""
    found = country(*files).faults
    assert {each.pointer for each in found} <= {f"/files/{n}/text" for n in range(len(files))}
    return [(each.code, each.detail.partition(": ")[0]) for each in found]


LINE = "lookup.csv, line 2"
OF_REGISTER = "register.csv, line 2"


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (PublishedFile("notes.csv", ""), "unknown_file"),
        (PublishedFile("notes.csv", "district,police\nDartford,Kent\n"), "unknown_file"),
        (
            PublishedFile("notes.csv", published.text((*published.ONS, "LAD16CD"), [])),
            "unknown_file",
        ),
        (PublishedFile("notes.csv", lookup().text + '"E07'), "not_of_its_form"),
    ],
)
def test_a_file_that_is_neither_is_refused(file: PublishedFile, code: str) -> None:
    assert wrong(file) == [(code, "notes.csv")]


def test_two_files_of_a_sort_are_refused() -> None:
    files = (lookup(DARTFORD), lookup(THANET, name="lookup-2018.csv"))
    assert wrong(*files) == [("too_many", "lookup-2018.csv")]
    assert wrong(PublishedFile("x", "a"), PublishedFile("y", "a")) == [
        ("unknown_file", "x"),
        ("unknown_file", "y"),
    ]


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (("", *DARTFORD[1:]), ["not_of_its_form"]),
        (("E07", *DARTFORD[1:]), ["not_of_its_form"]),
        (("E10000016", *DARTFORD[1:]), ["not_of_its_form"]),
        ((DARTFORD[0], "", *DARTFORD[2:]), ["required"]),
        ((DARTFORD[0], "x" * 301, *DARTFORD[2:]), ["too_long"]),
        ((*DARTFORD[:2], *KENT, *BOTH), ["not_of_its_form", "not_of_its_form"]),
        (DARTFORD[:5], ["not_of_its_form"]),
    ],
)
def test_a_row_of_the_lookup_that_is_not_of_its_form_is_refused(
    row: tuple[str, ...], codes: list[str]
) -> None:
    assert wrong(lookup(row)) == [(code, LINE) for code in codes]


@pytest.mark.parametrize(
    ("different", "code"),
    [
        ({"gss_code": ""}, "not_of_its_form"),
        ({"gss_code": "E0700010X"}, "not_of_its_form"),
        ({"nice_name": " "}, "required"),
        ({"local_authority_code": ""}, "required"),
        ({"start_date": "1 April 1974"}, "not_a_day"),
        ({"start_date": "19740401"}, "not_a_day"),
        ({"start_date": "1974-04-31"}, "not_a_day"),
        ({"end_date": "9999-12-31"}, "not_a_day"),
        ({"pop_2020": "1.5"}, "not_an_integer"),
        ({"pop_2020": "-3"}, "not_an_integer"),
        ({"former_gss_codes": "E07000999,E07"}, "not_of_its_form"),
        ({"replaced_by": "DAR"}, "required"),
        ({"replaced_by": "XXX", "end_date": "2020-03-31"}, "unknown_area"),
        ({"county_la": "XXX"}, "unknown_area"),
        ({"county_la": "DAR"}, "unknown_area"),
        ({"start_date": "2020-04-01", "end_date": "2020-03-31"}, "days_contradict"),
        ({"start_date": "2020-04-02", "end_date": "2020-03-31"}, "days_contradict"),
    ],
)
def test_a_row_of_the_register_that_cannot_be_is_refused(
    different: dict[str, str], code: str
) -> None:
    row = {**council("DAR", "E07000107", "Dartford"), **different}
    assert wrong(register(row)) == [(code, OF_REGISTER)]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ((DARTFORD[0], "Dartmouth", *DARTFORD[2:]), "two_names"),
        ((*DARTFORD[:2], "E22000362", "Thanet", *KENT), "two_partnerships"),
        ((*DARTFORD[:4], "E23000031", "Surrey"), "two_police_areas"),
        ((*GRAVESHAM[:2], BOTH[0], "Gravesham", *KENT), "two_names"),
        ((*GRAVESHAM[:4], KENT[0], "Kent and Medway"), "two_names"),
    ],
)
def test_a_lookup_that_contradicts_itself_is_refused(other: tuple[str, ...], code: str) -> None:
    (fault,) = country(lookup(DARTFORD, other)).faults
    assert (fault.code, "lookup.csv, line 3" in fault.detail) == (code, True)
    assert "line 2" in fault.detail


@pytest.mark.parametrize(
    ("other", "codes"),
    [
        (council("DAR", "E07000107", "Dartmouth"), ["two_names", "stands_twice"]),
        (council("DAR", "E07000108", "Dartford"), ["stands_twice"]),
        (council("DOV", "E07000107", "Dartford"), ["stands_twice"]),
    ],
)
def test_a_register_that_contradicts_itself_is_refused(
    other: dict[str, str], codes: list[str]
) -> None:
    first = council("DAR", "E07000107", "Dartford")
    assert wrong(register(first, other)) == [(code, "register.csv, line 3") for code in codes]


def test_a_lookup_that_is_older_than_a_change_of_codes_is_refused() -> None:
    row = council("DAR", "E07000999", "Dartford", former_gss_codes="E07000107,E07000001")
    assert wrong(lookup(DARTFORD), register(row)) == [("former_code", LINE)]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    files = (lookup(("E07", *DARTFORD[1:]), THANET[:3]), register(council("", "E07000107", "")))
    assert len(wrong(*files)) == 4


def test_what_stands_twice_alike_and_empty_lines_are_passed_over() -> None:
    twice = lookup(DARTFORD, DARTFORD).text + "\r\n,,, ,,,\r\n"
    found = country(PublishedFile("lookup.csv", twice), register(KENT_COUNTY, KENT_COUNTY))
    assert found.faults == []
    assert found.partnerships["E22000352"].districts == ("E07000107",)


def test_the_files_come_to_areas_within_others_successions_and_partnerships() -> None:
    found = country(*WHOLE)
    assert found.faults == []
    assert {code: each.kind for code, each in found.areas.items()} == {
        "E07000107": AreaKind.DISTRICT,
        "E07000109": AreaKind.DISTRICT,
        "E07000114": AreaKind.DISTRICT,
        "E23000032": AreaKind.POLICE_AREA,
        "E10000016": AreaKind.COUNTY,
        "E10000006": AreaKind.COUNTY,
        "E06000063": AreaKind.UNITARY,
        "E06000064": AreaKind.UNITARY,
        "E06000029": AreaKind.UNITARY,
        "E06000058": AreaKind.UNITARY,
    }
    dartford = found.areas["E07000107"]
    assert dartford.tier is Tier.DISTRICT
    assert (dartford.population, dartford.population_year) == (114_051, 2020)
    assert dartford.within == {AreaKind.COUNTY: "E10000016", AreaKind.POLICE_AREA: "E23000032"}
    assert {code: each.districts for code, each in found.partnerships.items()} == {
        "E22000352": ("E07000107", "E07000109"),
        "E22000362": ("E07000114",),
    }
    assert found.successions == {
        ("E10000006", "E06000063"): date(2023, 4, 1),
        ("E10000006", "E06000064"): date(2023, 4, 1),
        ("E06000029", "E06000058"): date(2019, 4, 1),
    }


def test_both_ways_of_stating_an_end_come_to_the_same_and_are_told() -> None:
    told = {(note.code, note.about) for note in country(*WHOLE).notes}
    assert ("ends_as_its_successor_begins", "E10000006") in told
    assert ("ends_the_day_before_its_successor", "E06000029") in told
    assert ("no_start", "E07000107") in told
    alone = country(register(council("DAR", "E07000107", "Dartford", end_date="2020-03-31")))
    assert alone.areas["E07000107"].ends_before == date(2020, 4, 1)
    assert "ends_on_a_last_day" in {note.code for note in alone.notes}


@given(st.dates(max_value=date(9999, 12, 30)), st.sets(st.none() | st.dates()))
def test_an_end_is_the_stated_day_or_the_next(ended_on: date, begin: set[date | None]) -> None:
    end, reading = ends_before(ended_on, begin)
    assert (end - ended_on).days in {0, 1}
    assert (end == ended_on) is (ended_on in begin)
    assert (end in begin) is (reading != "ends_on_a_last_day")


def test_a_name_of_the_register_stands_before_one_of_the_lookup() -> None:
    row = council("FOL", "E07000107", "Folkestone and Hythe")
    found = country(lookup(DARTFORD), register(row))
    assert found.areas["E07000107"].name == "Folkestone and Hythe"
    assert ("two_names_for_one", "E07000107") in {(n.code, n.about) for n in found.notes}


def test_what_is_no_council_s_area_here_is_left_out_and_told() -> None:
    rows = (
        council("GMCA", "E47000001", "Greater Manchester"),
        council("ABE", "S12000033", "Aberdeen", nation="Scotland", start_date="no day"),
    )
    found = country(register(*rows))
    assert (found.areas, found.faults) == ({}, [])
    assert [(note.code, note.about) for note in found.notes] == [
        ("left_out", "E47000001"),
        ("left_out", "S12000033"),
    ]


def test_a_district_whose_county_another_force_polices_is_doubted() -> None:
    suffolk = ("E07000201", "Forest Heath", "E22000373", "Western Suffolk", "E23000025", "Suffolk")
    row = council("FOR", "E07000201", "Forest Heath", county_la="KEN")
    found = country(lookup(DARTFORD, GRAVESHAM, suffolk), register(*COUNCILS, row))
    doubts = [note for note in found.notes if note.code == "doubtful_county"]
    assert [note.about for note in doubts] == ["E07000201"]


@pytest.mark.parametrize(
    ("broken", "plain", "whole"),
    [
        ("Ynys M\ufffdn", ["isle of anglesey", "ynys mon", "ynys mn"], "Ynys Mon"),
        ("Ynys Mï¿½n", ["Ynys Mon"], "Ynys Mon"),
        ("Ynys M\ufffdn", ["Ynys Môn"], None),
        ("Ynys M\ufffdn", [], None),
        ("\ufffdynys M\ufffd", ["aynys mo"], "aynys Mo"),
    ],
)
def test_a_name_that_lost_characters_is_mended_from_a_plain_one_alone(
    broken: str, plain: Sequence[str], whole: str | None
) -> None:
    assert mended(broken, plain) == whole
    row = council("AGY", "W06000001", broken, alt_names=",".join(plain))
    found = country(register(row))
    assert found.areas["W06000001"].name == (whole or broken)
    assert ("name_mended" in {note.code for note in found.notes}) is (whole is not None)


@given(st.randoms())
def test_the_order_of_rows_and_files_does_not_matter(random: object) -> None:
    shuffle = random.shuffle  # type: ignore[attr-defined]  # Hypothesis types it as an object
    districts, councils = [DARTFORD, GRAVESHAM, THANET], [*COUNCILS, *REFORMED]
    shuffle(districts)
    shuffle(councils)
    files = [lookup(*districts), register(*councils)]
    shuffle(files)

    found, wanted = country(*files), country(*WHOLE)
    assert shown(found) == shown(wanted)


def shown(found: Country) -> object:
    """Return all of a map but where it stands in the files."""
    areas = {code: {**vars(area), "place": None} for code, area in found.areas.items()}
    partnerships = {
        code: {**vars(each), "place": None} for code, each in found.partnerships.items()
    }
    return areas, partnerships, found.successions, found.notes, found.faults
