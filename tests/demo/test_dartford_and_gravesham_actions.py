"""Dartford & Gravesham 2008-11: sixty rows of actions, held against a second reading of them."""

import re
from collections import Counter
from typing import Any, Final

import pytest

from tests.demo.appendix import (
    BODIES,
    COLLECTIVES,
    FUNDED,
    GROUPS,
    LONG,
    ROWS,
    TACKLES,
    TIER_2,
)
from tests.demo.record import AGENCIES, JOINT, Row, codes, kind_of, measures, parties


def listings(action: Row) -> list[tuple[str, str]]:
    return [(each["priority"], each["number"]) for each in action["listings"]]


LISTED: Final = {place: action for action in JOINT["actions"] for place in listings(action)}
PRINTED: Final = {
    (priority, str(number)): row
    for priority, rows in ROWS.items()
    for number, row in enumerate(rows, start=1)
}
PARTIES: Final = [party for _, party in parties(JOINT)]
MEASURES: Final = measures(JOINT)
by_row = pytest.mark.parametrize("place", PRINTED, ids=" ".join)


def named(cell: str, names: dict[str, str]) -> set[str]:
    return {what for words, what in names.items() if re.search(words, cell)}


def words(cell: str) -> list[str]:
    return re.findall(r"[^\s,]+", cell)


# Priorities, actions and where they are listed


def test_the_six_priorities_stand_in_the_order_of_the_alphabet_without_numbers() -> None:
    assert codes(JOINT["priorities"]) == list(ROWS) == sorted(ROWS)
    assert {p["kind"] for p in JOINT["priorities"]} == {"priority"}
    assert [p for p in JOINT["priorities"] if p.keys() & {"number", "parent", "also_serves"}] == []


def test_fifty_eight_actions_are_listed_sixty_times() -> None:
    assert len(set(codes(JOINT["actions"]))) == len(JOINT["actions"]) == 58
    assert [len(rows) for rows in ROWS.values()] == [7, 14, 5, 12, 11, 11]
    places = [place for action in JOINT["actions"] for place in listings(action)]
    assert len(places) == len(PRINTED) == 60
    assert sorted(places) == sorted(PRINTED)  # each number, once under its priority


def test_an_action_that_is_listed_several_times_is_the_one_on_repeat_offenders() -> None:
    several = {a["code"]: listings(a) for a in JOINT["actions"] if len(listings(a)) > 1}
    assert several == {
        "repeat-offenders": [
            (priority, "1")
            for priority in ("acquisitive-crime", "substance-misuse", "violent-crime")
        ]
    }


def test_the_record_is_in_reading_order_and_everything_is_agreed() -> None:
    first = [listings(action)[0] for action in JOINT["actions"]]
    assert first == [place for place in PRINTED if place in first]
    assert {action["status"] for action in JOINT["actions"]} == {"agreed"}


# Row by row

MISSPELT: Final = "Aquisitive Crime"
NAMED: Final = {MISSPELT.lower(): "acquisitive-crime"} | {p.replace("-", " "): p for p in ROWS}
NAMED["anti-social behaviour"] = "anti-social-behaviour"
CELLS: Final = {
    (priority, str(number)): cell
    for priority, cells in TACKLES.items()
    for number, cell in enumerate(cells, start=1)
}


@by_row
def test_what_it_tackles_is_as_printed_and_in_its_order(place: tuple[str, str]) -> None:
    names = [name.strip().lower() for name in CELLS[place].split(",") if name.strip()]
    assert LISTED[place]["tackles"] == [NAMED[name] for name in names]


@by_row
def test_the_timescale_is_as_printed(place: tuple[str, str]) -> None:
    assert LISTED[place]["timescale"] == PRINTED[place][1]


@by_row
def test_who_acts_is_as_printed_and_in_its_order(place: tuple[str, str]) -> None:
    cell = PRINTED[place][0].replace(", & All", ", All")
    tokens = list(dict.fromkeys(party["printed"] for party in LISTED[place]["parties"]))
    assert words(" ".join(tokens)) == words(cell)


@by_row
def test_every_body_group_and_collective_is_resolved(place: tuple[str, str]) -> None:
    cell, acting = PRINTED[place][0], LISTED[place]["parties"]
    assert {p["agency"] for p in acting if "agency" in p} == named(cell, BODIES)
    assert {p["unit"] for p in acting if kind_of(p) == "group"} == named(cell, GROUPS)
    together = {p["printed"] for p in acting if kind_of(p) == "collective"}
    assert together == named(cell, COLLECTIVES)
    assert any(kind_of(p) == "post" for p in acting) == ("Coordinator" in cell)


@by_row
def test_the_first_named_leads_and_the_rest_support(place: tuple[str, str]) -> None:
    acting = LISTED[place]["parties"]
    leads = [p for p in acting if p["role"] == "lead"]
    assert acting[: len(leads)] == leads
    assert {p["printed"] for p in leads} == {acting[0]["printed"]}
    assert len(leads) == (2 if "DBC & GBC" in acting[0]["printed"] else 1)
    assert all(p["printed"] != acting[0]["printed"] for p in acting[len(leads) :])
    assert {p["role"] for p in acting[len(leads) :]} <= {"support"}
    assert {p["role_basis"] for p in acting} == {"read"}


# What they tackle


def test_what_is_tackled_is_counted_by_priority() -> None:
    counted = Counter(each for action in JOINT["actions"] for each in action["tackles"])
    assert counted == {
        "acquisitive-crime": 13,
        "anti-social-behaviour": 28,
        "public-confidence": 24,
        "substance-misuse": 17,
        "violent-crime": 15,
        "young-people": 17,
    }
    named = Counter(len(action["tackles"]) for action in JOINT["actions"])
    assert named == {1: 14, 2: 35, 3: 6, 4: 3}


def test_one_action_leaves_out_its_own_priority_and_most_name_others() -> None:
    assert CELLS.keys() == PRINTED.keys()
    without = [p for p, action in LISTED.items() if p[0] not in action["tackles"]]
    assert without == [("substance-misuse", "4")]
    beside = [a for a in JOINT["actions"] if set(a["tackles"]) - {p for p, _ in listings(a)}]
    assert len(beside) == 43


def test_where_the_column_is_odd_its_words_are_kept() -> None:
    odd = {row["of"]: row for row in JOINT["sources"] if row.get("field") == "tackles"}
    printed = {of.partition(":")[2]: row["printed"] for of, row in odd.items()}
    assert printed == {
        "cctv": CELLS["anti-social-behaviour", "1"],
        "alcohol-intervention": CELLS["substance-misuse", "4"],
    }
    assert [cell for cell in CELLS.values() if MISSPELT in cell] == [printed["cctv"]]


# Who acts, what is measured


def test_parties_are_counted_by_role_and_kind() -> None:
    assert Counter((party["role"], kind_of(party)) for party in PARTIES) == {
        ("lead", "agency"): 70,
        ("lead", "post"): 2,
        ("lead", "group"): 6,
        ("support", "agency"): 58,
        ("support", "group"): 16,
        ("support", "collective"): 9,
    }


def test_every_body_is_on_record_and_what_is_no_body_is_not() -> None:
    for party in PARTIES:
        if kind_of(party) in {"agency", "post"}:
            assert party["agency"] in AGENCIES
        else:
            assert "agency" not in party
        if kind_of(party) in {"post", "group"}:
            assert party["unit"]


def test_a_printed_name_is_resolved_the_same_wherever_it_stands() -> None:
    found: dict[str, set[tuple[Any, ...]]] = {}
    for action in JOINT["actions"]:
        resolved: dict[str, list[tuple[str, str | None, str | None]]] = {}
        for party in action["parties"]:
            who = (kind_of(party), party.get("agency"), party.get("unit"))
            resolved.setdefault(party["printed"], []).append(who)
        for printed, bodies in resolved.items():
            found.setdefault(printed, set()).add(tuple(bodies))
    assert {printed for printed, bodies in found.items() if len(bodies) > 1} == set()


def test_each_sentence_of_an_outcome_is_a_measure_after_what_the_text_itself_counts() -> None:
    counted = {
        priority: [len(LISTED[priority, str(n)]["measures"]) for n in range(1, len(rows) + 1)]
        for priority, rows in ROWS.items()
    }
    graffiti, discos, shows = 2, 1, 1  # in the texts
    assert counted == {
        "acquisitive-crime": [2, 2, 2, 2, 2, 3, 1],
        "anti-social-behaviour": [3, 3, 3, 3, 1, 3, 3 + graffiti, 3, 3, 3, 3, 3, 3, 3],
        "public-confidence": [1, 3, 3, 1, 2],
        "substance-misuse": [2, 1, 1, 1, 3, 2, 1 + discos, 1, 1, 1, 2 + shows, 2],
        "violent-crime": [2, 2, 1, 1, 1, 1, 1, 2, 1, 2, 1],
        "young-people": [1, 2, 2, 2, 1, 2, 1, 1, 1, 1, 1],
    }


def test_eight_measures_name_a_number_and_two_count_without_one() -> None:
    counted = [m for m in MEASURES if m["kind"] not in {"change", "output"}]
    assert [
        (m["kind"], m.get("target"), m.get("target_to"), m["unit"], m.get("per")) for m in counted
    ] == [
        ("time_limit", 24, None, "hours", None),
        ("time_limit", 72, None, "hours", None),
        ("count", 5, None, "community safety events", "borough"),
        ("range", 40, 50, "one-to-one interventions", None),
        ("number_of", None, None, "drug users in treatment", None),
        ("number_of", None, None, "% retained for 12 weeks or more", None),
        ("count", 2, None, "discos", None),
        ("count", 2, None, "evening road shows", "town centre"),
        ("frequency", 2, None, "hours", "week"),
        ("frequency", 1, None, "sessions", "week"),
    ]


# Timescales: eight printed forms

MEANT: Final = {
    LONG: ("2008-04", "2011-04"),
    "2008/11": ("2008-04", "2011-04"),
    "2008 / 2001": ("2008-04", "2011-04"),
    "2008": ("2008-04", "2009-04"),
    "2008 / 2009": ("2008-04", "2009-04"),
    "2010": (None, "2011"),
    TIER_2: ("2008-04", "2009-04"),
    FUNDED: (None, "2008-10"),
}


def test_the_eight_printed_forms_stand_as_often_as_printed() -> None:
    counted = Counter(LISTED[place]["timescale"] for place in PRINTED)
    assert counted == dict(zip(MEANT, (33, 1, 1, 18, 2, 1, 2, 2), strict=True))


@by_row
def test_what_a_timescale_means_is_said_with_its_condition_and_doubt(
    place: tuple[str, str],
) -> None:
    printed, meant = LISTED[place]["timescale"], LISTED[place]["timespan"]
    assert (meant.get("starts_on"), meant["ends_before"]) == MEANT[printed]
    assert ("condition" in meant) == (printed in {TIER_2, FUNDED})
    assert ("doubt" in meant) == (printed in {"2008", "2008 / 2001", "2010"})
