"""Dartford & Gravesham 2008-11: the demo's record, held against a second reading of the plan."""

import re
from collections import Counter
from datetime import date
from typing import Any, Final

import pytest

from tests.demo.appendix import BODIES, COLLECTIVES, GROUPS, ROWS
from tests.demo.test_plans import AGENCIES, INDICATORS, JOINT, codes, covers, supplies

Entry = dict[str, Any]


def listings(action: Entry) -> list[tuple[str, str]]:
    return [(each["priority"], each["number"]) for each in action.get("listings", [action])]


LISTED: Final = {place: action for action in JOINT["actions"] for place in listings(action)}
PRINTED: Final = {
    (priority, str(number)): row
    for priority, rows in ROWS.items()
    for number, row in enumerate(rows, start=1)
}
PARTIES: Final = [party for action in JOINT["actions"] for party in action["parties"]]
MEASURES: Final = [measure for action in JOINT["actions"] for measure in action["measures"]]
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


@by_row
def test_the_timescale_is_as_printed(place: tuple[str, str]) -> None:
    assert LISTED[place]["timescale"] == {"printed": PRINTED[place][1]}


@by_row
def test_who_acts_is_as_printed_and_in_its_order(place: tuple[str, str]) -> None:
    cell = PRINTED[place][0].replace(", & All", ", All")
    tokens = list(dict.fromkeys(party["printed"] for party in LISTED[place]["parties"]))
    assert words(" ".join(tokens)) == words(cell)


@by_row
def test_every_body_group_and_collective_is_resolved(place: tuple[str, str]) -> None:
    cell, parties = PRINTED[place][0], LISTED[place]["parties"]
    assert {p["agency"] for p in parties if "agency" in p} == named(cell, BODIES)
    assert {p["unit"] for p in parties if p["kind"] == "group"} == named(cell, GROUPS)
    assert {p["printed"] for p in parties if p["kind"] == "collective"} == named(cell, COLLECTIVES)
    assert any(p["kind"] == "post" for p in parties) == ("Coordinator" in cell)


@by_row
def test_the_first_named_leads_and_the_rest_support(place: tuple[str, str]) -> None:
    parties = LISTED[place]["parties"]
    leads = [p for p in parties if p["role"] == "lead"]
    assert parties[: len(leads)] == leads
    assert {p["printed"] for p in leads} == {parties[0]["printed"]}
    assert len(leads) == (2 if "DBC & GBC" in parties[0]["printed"] else 1)
    assert all(p["printed"] != parties[0]["printed"] for p in parties[len(leads) :])
    assert {p["role"] for p in parties[len(leads) :]} <= {"support"}


@by_row
def test_what_an_action_tackles_is_resolved_from_what_is_printed(place: tuple[str, str]) -> None:
    tackles = LISTED[place]["tackles"]
    printed = tackles["printed"].replace("Aquisitive", "Acquisitive")  # once
    named_there = [each.strip() for each in printed.split(",") if each.strip()]
    assert tackles["priorities"] == [each.lower().replace(" ", "-") for each in named_there]
    assert set(tackles["priorities"]) <= set(ROWS)
    assert (place[0] in tackles["priorities"]) == (place != ("substance-misuse", "4"))


# Who acts, what is measured


def test_parties_are_counted_by_role_and_kind() -> None:
    assert Counter((party["role"], party["kind"]) for party in PARTIES) == {
        ("lead", "agency"): 70,
        ("lead", "post"): 2,
        ("lead", "group"): 6,
        ("support", "agency"): 58,
        ("support", "group"): 16,
        ("support", "collective"): 9,
    }


def test_every_body_is_on_record_and_what_is_no_body_is_not() -> None:
    for party in PARTIES:
        if party["kind"] in {"agency", "post"}:
            assert party["agency"] in AGENCIES
        else:
            assert "agency" not in party
        if party["kind"] in {"post", "group"}:
            assert party["unit"]


def test_a_printed_name_is_resolved_the_same_wherever_it_stands() -> None:
    found: dict[str, set[tuple[Any, ...]]] = {}
    for action in JOINT["actions"]:
        resolved: dict[str, list[tuple[str, str | None, str | None]]] = {}
        for party in action["parties"]:
            who = (party["kind"], party.get("agency"), party.get("unit"))
            resolved.setdefault(party["printed"], []).append(who)
        for printed, bodies in resolved.items():
            found.setdefault(printed, set()).add(tuple(bodies))
    assert {printed for printed, bodies in found.items() if len(bodies) > 1} == set()


def test_each_sentence_of_an_outcome_is_a_measure() -> None:
    counted = {
        priority: [len(LISTED[priority, str(n)]["measures"]) for n in range(1, len(rows) + 1)]
        for priority, rows in ROWS.items()
    }
    assert counted == {
        "acquisitive-crime": [2, 2, 2, 2, 2, 3, 1],
        "anti-social-behaviour": [3, 3, 3, 3, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3],
        "public-confidence": [1, 3, 3, 1, 2],
        "substance-misuse": [2, 1, 1, 1, 3, 2, 1, 1, 1, 1, 2, 2],
        "violent-crime": [2, 2, 1, 1, 1, 1, 1, 2, 1, 2, 1],
        "young-people": [1, 2, 2, 2, 1, 2, 1, 1, 1, 1, 1],
    }


def test_three_measures_name_a_number_and_two_count_without_one() -> None:
    counted = [m for m in MEASURES if m["kind"] not in {"change", "output"}]
    assert [(m["kind"], m.get("target"), m["unit"]) for m in counted] == [
        ("count", 5, "community safety events per borough"),
        ("minimum", 40, "one-to-one interventions"),
        ("number_of", None, "drug users in treatment"),
        ("number_of", None, "% retained for 12 weeks or more"),
        ("minimum", 1, "sessions a week"),
    ]


# Objectives: the national indicators

NATIONAL: Final = {
    "acquisitive-crime": ["NI 21"],
    "anti-social-behaviour": ["NI 21", "NI 95"],
    "public-confidence": ["NI 03", "NI 21"],
    "substance-misuse": ["NI 39", "NI 40"],
    "violent-crime": ["NI 15", "NI 21", "NI 32"],
    "young-people": ["NI 21", "NI 110", "NI 111", "NI 117"],
}


def test_fourteen_kpis_of_ten_national_indicators_stand_by_priority_as_numbered() -> None:
    found: dict[str, list[str]] = {priority: [] for priority in ROWS}
    for kpi in JOINT["kpis"]:
        found[kpi["priority"]].append(kpi["wording"].partition(" - ")[0])
    assert found == NATIONAL
    assert len({kpi["indicator"] for kpi in JOINT["kpis"]}) == 10


@pytest.mark.parametrize("kpi", JOINT["kpis"], ids=codes(JOINT["kpis"]))
def test_a_kpi_is_the_countys_and_names_the_indicator_that_is_printed(kpi: Entry) -> None:
    assert kpi["area"] == "kent"
    assert supplies("kent-partnership", kpi["indicator"], "kent")
    number = str(int(kpi["wording"].split()[1]))
    assert kpi["indicator"] == f"ni-{number if number != '95' else '195'}"
    assert (number == "95") == ("note" in kpi)
    assert f"({kpi['indicator'].upper().replace('-', ' ')})" in INDICATORS[kpi["indicator"]]["name"]
    assert "target" not in kpi


def test_no_figure_is_stated_with_its_period_and_thirteen_facts_without() -> None:
    assert JOINT["figures"] == []
    assert len(JOINT["stated_facts"]) == 13
    for fact in JOINT["stated_facts"]:
        assert set(fact) == {"printed", "about", "place"}
    targets = [f["printed"] for f in JOINT["stated_facts"] if "target" in f["about"]]
    assert targets == ["13.7 per 1,000 population", "15%", "22%"]


# The partnership


def test_one_partnership_served_both_boroughs_from_july_2007_to_october_2020() -> None:
    partnership = JOINT["partnership"]
    assert [each["area"] for each in partnership["areas"]] == ["dartford", "gravesham"]
    assert (partnership["starts_on"], partnership["ends_before"]) == ("2007-07", "2020-10")


def test_the_plan_is_of_three_years_and_its_first_edition_of_one() -> None:
    plan, edition = JOINT["plan"], JOINT["edition"]
    assert (plan["starts_on"], plan["ends_before"]) == (date(2008, 4, 1), date(2011, 4, 1))
    assert (edition["starts_on"], edition["ends_before"]) == (date(2008, 4, 1), date(2009, 4, 1))


def test_seven_responsible_authorities_of_2008_are_members_and_cover_both_boroughs() -> None:
    members = {m["agency"]: m["printed"] for m in JOINT["memberships"]}
    assert members == {
        "dartford-borough-council": "Dartford Borough Council",
        "gravesham-borough-council": "Gravesham Borough Council",
        "kent-police": "North Kent Police",
        "kent-police-authority": "Kent Police Authority",
        "west-kent-pct": "West Kent PCT",
        "kent-fire-and-rescue-service": "Kent Fire & Rescue Service",
        "kent-county-council": "Kent County Council",
    }
    assert {m["capacity"] for m in JOINT["memberships"]} == {"responsible_authority"}
    for agency in set(members) - {"dartford-borough-council", "gravesham-borough-council"}:
        assert covers(agency, "dartford", date(2008, 4, 1))
        assert covers(agency, "gravesham", date(2008, 4, 1))


def test_both_councils_run_it_and_each_covers_its_own_borough() -> None:
    run = [m["agency"] for m in JOINT["memberships"] if "coordinator_from" in m]
    assert run == ["dartford-borough-council", "gravesham-borough-council"]
    covered = [entry["area"] for agency in run for entry in AGENCIES[agency]["coverage"]]
    assert covered == ["dartford", "gravesham"]
