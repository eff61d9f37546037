"""Dartford & Gravesham 2008-11: partnership, priorities, objectives, held against the plan."""

from typing import Final

import pytest

from tests.demo.appendix import ROWS
from tests.demo.record import (
    AGENCIES,
    INDICATORS,
    JOINT,
    KENT,
    Row,
    codes,
    covers,
    suppliers,
)

PLAN: Final = "dartford-and-gravesham-2008-11"
NO_ONE, POLICE, COUNTY = None, "Police Target", "Kent Agreement Target"
# "OBJECTIVES" of Appendix 1 a second time, line by line: how each begins, and whose target it is.
LINES: Final[dict[str, list[tuple[str, str | None]]]] = {
    "acquisitive-crime": [
        ("Reduce the percentage of people worried about; having their house", NO_ONE),
        ("Reduce the number of serious acquisitive crimes to 13.7 per 1,000 population", POLICE),
        ("NI 21", COUNTY),
    ],
    "anti-social-behaviour": [
        ("Reduce the percentage of the public with a high level of perceived", POLICE),
        ("Reduce the percentage of people who consider specific types", NO_ONE),
        ("NI 21", COUNTY),
        ("NI 95", COUNTY),
    ],
    "public-confidence": [
        ("Increase the percentage of people who feel safe", NO_ONE),
        ("NI 03", COUNTY),
        ("NI 21", COUNTY),
    ],
    "substance-misuse": [
        ("Reduce the number of night time economy alcohol/drug violence", POLICE),
        ("NI 39", COUNTY),
        ("NI 40", COUNTY),
    ],
    "violent-crime": [
        ("Reduce the percentage of Violent and Other crimes in the Night Time", NO_ONE),
        ("Reduce the percentage of people worried about; being mugged", NO_ONE),
        ("Reduce the percentage of repeat incidents of domestic abuse to 22%", POLICE),
        ("NI 15", COUNTY),
        ("NI 21", COUNTY),
        ("NI 32", COUNTY),
    ],
    "young-people": [
        ("Reduce the percentage of the public with a high level of perceived", POLICE),
        ("Reduce the percentage of people who consider specific types", NO_ONE),
        ("NI 21", COUNTY),
        ("NI 110", COUNTY),
        ("NI 111", COUNTY),
        ("NI 117", COUNTY),
    ],
}


def agreement() -> dict[str, Row]:
    """Return the county's targets, by their numbers as printed."""
    found: Row = next(row for row in JOINT["priority_sets"] if row["code"] == "kent-agreement")
    return {item["number"]: item for item in found["items"]}


def code_of(number: str) -> str:
    """Return the code of a national indicator by its number as printed, once misprinted."""
    told = number.removeprefix("NI ").lstrip("0")
    return f"ni-{'195' if told == '95' else told}"


# The partnership


def test_it_came_from_two_met_from_december_2006_and_was_one_from_july_2007() -> None:
    lives = {
        row["code"]: (row.get("starts_on"), row["ends_before"]) for row in JOINT["partnerships"]
    }
    assert lives == {
        "dartford-cdrp": (None, "2007-07"),
        "gravesham-cdrp": (None, "2007-07"),
        "dartford-and-gravesham": ("2007-07", "2020-10"),
    }
    for before, row in zip(lives, JOINT["partnership_successions"], strict=False):
        assert (row["predecessor"], row["successor"]) == (before, "dartford-and-gravesham")
        assert (row["kind"], row["happened_on"]) == ("combined", "2007-07")
        assert row["in_practice_from"] == "2006-12"
    assert len(JOINT["partnership_successions"]) == 2


def test_one_partnership_served_both_boroughs() -> None:
    served = [area["area"] for area in JOINT["partnerships"][-1]["areas"]]
    assert served == ["dartford", "gravesham"]


def test_seven_responsible_authorities_of_2008_are_members_and_cover_both_boroughs() -> None:
    members = {row["agency"]: row["printed"] for row in JOINT["memberships"]}
    assert members == {
        "dartford-borough-council": "Dartford Borough Council",
        "gravesham-borough-council": "Gravesham Borough Council",
        "kent-police": "North Kent Police",
        "kent-police-authority": "Kent Police Authority",
        "west-kent-pct": "West Kent PCT",
        "kent-fire-and-rescue-service": "Kent Fire & Rescue Service",
        "kent-county-council": "Kent County Council",
    }
    assert {row["capacity"] for row in JOINT["memberships"]} == {"responsible_authority"}
    for agency in set(members) - {"dartford-borough-council", "gravesham-borough-council"}:
        assert covers(agency, "dartford", "2008-04-01")
        assert covers(agency, "gravesham", "2008-04-01")


def test_a_membership_ends_with_the_partnership_or_with_the_body() -> None:
    for row in JOINT["memberships"]:
        ended = AGENCIES[row["agency"]].get("ends_before", "2020-10")
        assert row["ends_before"] == ended


def test_both_councils_run_it_and_each_covers_its_own_borough() -> None:
    run = [row["agency"] for row in JOINT["memberships"] if "coordinator_from" in row]
    assert run == ["dartford-borough-council", "gravesham-borough-council"]
    covered = [row["area"] for each in run for row in KENT["coverage"] if row["agency"] == each]
    assert covered == ["dartford", "gravesham"]


# Plan and priorities


def test_the_plan_is_of_three_years_and_its_first_edition_of_one() -> None:
    (plan,), (edition,) = JOINT["plans"], JOINT["editions"]
    assert (plan["starts_on"], plan["ends_before"]) == ("2008-04-01", "2011-04-01")
    assert (edition["starts_on"], edition["ends_before"]) == ("2008-04-01", "2009-04-01")


def test_the_six_priorities_stand_in_the_order_of_the_alphabet_without_numbers() -> None:
    assert codes(JOINT["priorities"]) == list(ROWS) == sorted(ROWS)
    assert {row["kind"] for row in JOINT["priorities"]} == {"priority"}
    assert [r for r in JOINT["priorities"] if r.keys() & {"number", "parent", "also_serves"}] == []


def test_each_priority_has_its_key_aim_and_five_commitments_are_for_all() -> None:
    aims = [row["priorities"] for row in JOINT["statements"] if row["kind"] == "key_aim"]
    assert aims == [[priority] for priority in ROWS]
    rest = [row for row in JOINT["statements"] if row["kind"] == "commitment"]
    assert [row["priorities"] for row in rest] == [list(ROWS)] * 5
    assert len(JOINT["statements"]) == 6 + 5


# Objectives


@pytest.mark.parametrize("priority", LINES)
def test_a_priority_has_the_objectives_that_are_printed_under_it_and_whose_they_are(
    priority: str,
) -> None:
    under = [row for row in JOINT["objectives"] if priority in row["priorities"]]
    left = {row["code"]: row for row in under}
    for begins, whose in LINES[priority]:
        is_national = begins.startswith("NI ")
        wording = agreement()[begins]["title"] if is_national else begins
        (found,) = (row for row in left.values() if row["wording"].startswith(wording))
        assert found.get("owner", {}).get("printed") == whose
        assert found.get("indicator") == (code_of(begins) if is_national else None)
        del left[found["code"]]
    assert left == {}


def test_nineteen_objectives_stand_in_twenty_five_lines_and_three_have_a_number() -> None:
    assert len(JOINT["objectives"]) == len(set(codes(JOINT["objectives"]))) == 19
    lines = sum(len(row["priorities"]) for row in JOINT["objectives"])
    assert lines == sum(map(len, LINES.values())) == 25
    targets = {r["code"]: r["target"] for r in JOINT["objectives"] if "target" in r}
    assert [(code, each["printed"], each["value"]) for code, each in targets.items()] == [
        ("serious-acquisitive-crime", "13.7 per 1,000 population", 13.7),
        ("perceived-anti-social-behaviour", "15%", 15),
        ("repeat-domestic-abuse", "22%", 22),
    ]
    assert [each["kind"] for each in targets.values()] == ["rate", "percentage", "percentage"]


def test_a_target_is_the_polices_or_the_countys() -> None:
    resolved = {
        (row["owner"]["printed"], row["owner"]["agency"])
        for row in JOINT["objectives"]
        if "owner" in row
    }
    assert resolved == {(POLICE, "kent-police"), (COUNTY, "kent-partnership")}


def test_five_objectives_are_measured_by_the_countys_survey() -> None:
    surveyed = [row["code"] for row in JOINT["objectives"] if "measured_by" in row]
    assert surveyed == [
        "worry-about-theft",
        "perceived-anti-social-behaviour",
        "kinds-of-anti-social-behaviour",
        "feeling-safe",
        "worry-about-attack",
    ]


# What others give priority to


def test_the_agreements_are_aligned_where_they_are_printed() -> None:
    national, _ = JOINT["priority_sets"]
    assert {item["number"]: item["aligned_to"] for item in national["items"]} == {
        "PSA 13": ["young-people"],
        "PSA 23": [*[*ROWS][:3], "violent-crime"],
        "PSA 25": ["substance-misuse", "violent-crime"],
    }
    for number, item in agreement().items():
        under = [priority for priority, rows in LINES.items() if (number, COUNTY) in rows]
        assert item["aligned_to"] == under


def test_ten_documents_of_others_are_named_five_of_them_law() -> None:
    titles = [row["title"] for row in JOINT["external_documents"]]
    law = [title for title in titles if " Act " in title or "Regulations" in title]
    assert (len(titles), len(law)) == (10, 5)


# The national indicators as KPIs


def test_fourteen_kpis_of_ten_national_indicators_stand_by_priority_as_numbered() -> None:
    found: dict[str, list[str]] = {priority: [] for priority in ROWS}
    for kpi in JOINT["kpis"]:
        found[kpi["priority"]].append(kpi["wording"].partition(" - ")[0])
    printed = {p: [line for line, whose in rows if whose == COUNTY] for p, rows in LINES.items()}
    assert {p: sorted(numbers) for p, numbers in found.items()} == {
        p: sorted(numbers) for p, numbers in printed.items()
    }
    assert len({kpi["indicator"] for kpi in JOINT["kpis"]}) == 10


@pytest.mark.parametrize("kpi", JOINT["kpis"], ids=codes(JOINT["kpis"]))
def test_a_kpi_is_the_countys_and_names_the_indicator_that_is_printed(kpi: Row) -> None:
    number = kpi["wording"].partition(" - ")[0]
    assert kpi["indicator"] == code_of(number)
    assert kpi["indicator"].upper().replace("-", " ") in INDICATORS[kpi["indicator"]]["name"]
    assert (number == "NI 95") == ("note" in kpi)
    assert kpi["area"] == "kent"
    assert suppliers(kpi["indicator"], "kent") == ["kent-partnership"]
    assert "target" not in kpi
