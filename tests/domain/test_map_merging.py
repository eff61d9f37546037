"""The country's map held against a record, as values."""

from dataclasses import replace
from datetime import date

import pytest

from service.domain.areas import Tier
from service.domain.map_merging import Known, kebab
from service.domain.nodes import Ref
from service.domain.partnerships import PartnershipArea
from tests.domain.merging import area, known_area, merge, partnership, succession
from tests.published import (
    COUNCILS,
    DARTFORD,
    GRAVESHAM,
    KENT_COUNTY,
    REFORMED,
    council,
    lookup,
    register,
)


@pytest.mark.parametrize(
    ("known", "codes"),
    [
        (Known(withdrawn=frozenset({"E07000107"})), {"withdrawn"}),
        (Known(former={"E07000107": "E07000999"}), {"former_code"}),
        (
            Known(partnerships=(partnership("dover", "E07000107", ons_code="E22000999"),)),
            {"two_partnerships"},
        ),
        (
            Known(lies=frozenset({("E23000032", "E05000001"), ("E05000001", "E07000107")})),
            {"circle"},
        ),
    ],
)
def test_what_contradicts_the_record_is_refused_with_its_line(
    known: Known, codes: set[str]
) -> None:
    lies = {pair for pair in known.lies if pair[0] == "E23000032"}
    if lies:  # the police area is recorded, and lies somewhere
        police = area("E23000032", slug="kent", within=tuple(each for _, each in lies))
        known = replace(known, areas={"E23000032": police})
    merged = merge(lookup(DARTFORD), known=known)
    assert {each.code for each in merged.faults} == codes
    assert {each.detail.partition(":")[0] for each in merged.faults} == {"lookup.csv, line 2"}


@pytest.mark.parametrize(
    ("recorded", "row"),
    [
        ({"ends_before": date(2000, 1, 1)}, {"start_date": "2000-01-01"}),
        ({"starts_on": date(2020, 4, 1)}, {"end_date": "2020-03-31"}),
    ],
)
def test_a_day_that_contradicts_a_recorded_one_is_refused(
    recorded: dict[str, date], row: dict[str, str]
) -> None:
    file = register(council("DAR", "E07000107", "Dartford", **row))
    merged = merge(file, known=known_area("E07000107", **recorded))
    (fault,) = merged.faults
    assert fault.code == "days_contradict"
    assert "2020" in fault.detail or "2000" in fault.detail


def test_areas_that_follow_each_other_in_a_circle_are_refused() -> None:
    one = council("AAA", "E07000001", "A", end_date="2020-03-31", replaced_by="BBB")
    other = council("BBB", "E07000002", "B", end_date="2021-03-31", replaced_by="AAA")
    after = council("CCC", "E07000003", "C", end_date="2022-03-31", replaced_by="AAA")
    merged = merge(register(one, other, after))
    assert [(each.code, each.detail.partition(":")[0]) for each in merged.faults] == [
        ("circle", "register.csv, line 2"),
        ("circle", "register.csv, line 3"),
    ]
    itself = council("AAA", "E07000001", "A", end_date="2020-03-31", replaced_by="AAA")
    assert {each.code for each in merge(register(itself)).faults} == {"circle"}
    recorded = Known(successions=(succession("E06000058", "E06000029", date(2026, 1, 1)),))
    assert {each.code for each in merge(register(*REFORMED), known=recorded).faults} == {"circle"}


def test_a_broken_name_is_mended_from_what_is_recorded_or_refused() -> None:
    broken = register(council("AGY", "W06000001", "Ynys M\ufffdn"))
    assert [each.code for each in merge(broken).faults] == ["name_broken"]

    by_slug = merge(broken, known=known_area("W06000001", slug="ynys-mon", name="M\ufffdn"))
    assert by_slug.areas["W06000001"].name == "Ynys Mon"
    by_name = merge(broken, known=known_area("W06000001", slug="anglesey", name="Ynys Môn"))
    assert by_name.areas["W06000001"].name == "Ynys Môn"
    assert {note.code for note in by_name.notes} >= {"name_mended"}
    by_none = merge(broken, known=known_area("W06000001", slug="anglesey", name="M\ufffdn"))
    assert [each.code for each in by_none.faults] == ["name_broken"]

    partnership_ = lookup((*DARTFORD[:3], "Dartf\ufffdrd", *DARTFORD[4:]))
    assert [each.code for each in merge(partnership_).faults] == ["name_broken"]


def test_what_is_new_has_slugs_that_tell_counties_districts_and_police_apart() -> None:
    county = council("SOM", "E10000027", "Kent", end_date="2023-04-01", replaced_by="SMT")
    unitary = council("SMT", "E06000066", "Kent", start_date="2023-04-01")
    merged = merge(lookup(DARTFORD), register(county, unitary, KENT_COUNTY))
    assert {code: each.slug for code, each in merged.areas.items()} == {
        "E07000107": "dartford",
        "E10000016": "kent",
        "E06000066": "kent-unitary",
        "E10000027": "kent-county",
        "E23000032": "kent-police-area",
    }
    taken = Known(taken_slugs=frozenset({"dartford", "dartford-district", "kent-police-area"}))
    slugs = {each.slug for each in merge(lookup(DARTFORD), known=taken).areas.values()}
    assert slugs == {"dartford-e07000107", "kent-police-area-e23000032"}
    codes = Known(taken_codes=frozenset({"dartford-and-gravesham"}))
    (stands,) = merge(lookup(DARTFORD), known=codes).partnerships
    assert stands == "dartford-and-gravesham-e22000352"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("King's Lynn & West Norfolk", "kings-lynn-and-west-norfolk"),
        ("Ynys Môn", "ynys-mon"),
        ("Kingston upon Hull, City of", "kingston-upon-hull-city-of"),
        ("…", ""),
    ],
)
def test_a_name_becomes_the_words_of_a_code(name: str, code: str) -> None:
    assert kebab(name) == code


def test_what_has_no_letters_is_named_by_its_code() -> None:
    merged = merge(lookup((DARTFORD[0], "…", DARTFORD[2], "…", *DARTFORD[4:])))
    assert merged.areas["E07000107"].slug == "e07000107"
    assert [*merged.partnerships] == ["e22000352"]


def test_what_was_recorded_by_hand_and_does_not_contradict_stays() -> None:
    recorded = area(
        "E07000107",
        slug="the-ford",
        name="Dartford Borough",
        starts_on=date(1974, 4, 1),
        within=("E05000001", "E10000001", "E23000032"),
        tier=Tier.DISTRICT,
        population=120_000,
        population_year=2024,
    )
    by_hand = partnership("dartford-csp", "E07000107", "E07000109", name="Ours")
    known = Known(areas={"E07000107": recorded}, partnerships=(by_hand,))
    of_lookup = merge(lookup(DARTFORD, GRAVESHAM), known=known)
    assert of_lookup.areas["E07000107"] == recorded
    assert of_lookup.partnerships == {"dartford-csp": replace(by_hand, ons_code="E22000352")}

    whole = merge(lookup(DARTFORD, GRAVESHAM), register(*COUNCILS), known=known)
    stands = whole.areas["E07000107"]
    assert stands == replace(
        recorded, name="Dartford", within=("E05000001", "E10000016", "E23000032")
    )
    changes = {note.about: note.detail for note in whole.notes if note.code == "changed"}
    assert changes["E07000107"] == (
        "name was Dartford Borough, and is Dartford; within was E05000001, E10000001, E23000032, "
        "and is E05000001, E10000016, E23000032."
    )
    assert changes["dartford-csp"] == "ons_code was unknown, and is E22000352."


def test_a_partnership_by_hand_that_serves_something_else_is_left_and_told() -> None:
    kept = (
        partnership("dartford", "E07000107"),
        partnership("ended", "E07000107", "E07000109", ends_before="2020", ons_code="E22000001"),
    )
    merged = merge(lookup(DARTFORD, GRAVESHAM), known=Known(partnerships=kept))
    assert [*merged.partnerships] == ["dartford-and-gravesham"]
    assert [(n.code, n.about) for n in merged.notes] == [("served_twice", "E07000107")]

    left = PartnershipArea(Ref("E07000107", "are_x"), None, "2020")
    ceased = partnership("dover", ons_code="E22000999", areas=(left,))
    assert merge(lookup(DARTFORD), known=Known(partnerships=(ceased,))).faults == []


def test_a_partnership_that_is_known_by_its_ons_code_gains_districts_and_loses_none() -> None:
    known = partnership("dg", "E07000107", "E07000108", ons_code="E22000352")
    merged = merge(lookup(DARTFORD, GRAVESHAM), known=Known(partnerships=(known,)))
    (stands,) = merged.partnerships.values()
    assert [each.area for each in stands.areas] == ["E07000107", "E07000108", "E07000109"]
    assert stands.areas[2].area.id == "are_new"


def test_the_day_of_a_succession_is_put_right() -> None:
    known = Known(successions=(succession("E06000029", "E06000058", date(2019, 3, 31)),))
    merged = merge(register(*REFORMED), known=known)
    assert merged.successions["E06000029", "E06000058"].happened_on == date(2019, 4, 1)
    (note,) = [each for each in merged.notes if each.code == "changed"]
    assert note.detail == "happened_on was 2019-03-31, and is 2019-04-01."


def test_a_population_gives_way_to_a_later_one_alone() -> None:
    for year, people in ((2019, 114_051), (2020, 114_051), (2021, 5)):
        known = known_area("E07000107", population=5, population_year=year)
        stands = merge(register(*COUNCILS), known=known).areas["E07000107"]
        assert stands.population == people
