"""Dartford 2019-22, refreshed in 2021: the demo's record, held against the document."""

from collections import Counter
from typing import Final

import pytest

from tests.demo.record import (
    AGENCIES,
    DARTFORD,
    INDICATORS,
    NAMES,
    Row,
    codes,
    covers,
    of_edition,
    suppliers,
)

REFRESH: Final = "dartford-2019-22:2021-refresh"
JOINT_ONE: Final = "dartford-2019-22:2019-22"
FOUR: Final = ["violent-crime", "anti-social-behaviour", "re-offending", "vulnerable-people"]


def items(code: str) -> list[Row]:
    (found,) = (row for row in DARTFORD["priority_sets"] if row["code"] == code)
    given: list[Row] = found["items"]
    return given


# The partnership, and where it comes from


def test_the_joint_partnership_parted_in_october_and_dartfords_own_began_in_january() -> None:
    began = {row["code"]: row.get("starts_on") for row in DARTFORD["partnerships"]}
    assert began == {"dartford": "2021-01", "gravesham": None}
    assert [
        (row["predecessor"], row["successor"], row["kind"], row["happened_on"])
        for row in DARTFORD["partnership_successions"]
    ] == [
        ("dartford-and-gravesham", successor, "split", "2020-10")
        for successor in ("dartford", "gravesham")
    ]


def test_the_joint_strategy_stays_live_and_is_dartfords_to_carry() -> None:
    carried = {row["successor"]: row.get("carries") for row in DARTFORD["partnership_successions"]}
    assert carried["dartford"] == [{"kind": "plan", "named": "dartford-2019-22"}]
    assert carried["gravesham"] is None
    (plan,) = DARTFORD["plans"]
    assert (plan["starts_on"], plan["ends_before"]) == ("2019-04-01", "2022-04-01")
    assert [(row["code"], row["partnership"]) for row in DARTFORD["editions"]] == [
        ("2019-22", "dartford-and-gravesham"),
        ("2021-refresh", "dartford"),
    ]


def test_eight_members_are_printed_from_january_2021() -> None:
    assert [member["printed"] for member in DARTFORD["memberships"]] == [
        "Kent Police*",
        "Dartford Borough Council*",
        "Kent County Council*",
        "Clinical Commissioning Group*",
        "Probation Service*",
        "Kent Fire and Rescue Service*",
        "Victim Support",
        "Neighbourhood Watch",
    ]
    assert {member["starts_on"] for member in DARTFORD["memberships"]} == {"2021-01"}


@pytest.mark.parametrize(
    "member", DARTFORD["memberships"], ids=[row["agency"] for row in DARTFORD["memberships"]]
)
def test_a_star_is_a_duty_and_what_is_printed_means_the_member(member: Row) -> None:
    (named,) = NAMES.meant(member["printed"])
    assert named.agency == member["agency"]
    if member["printed"].endswith("*"):
        assert member["capacity"] == "responsible_authority"
        assert covers(member["agency"], "dartford", "2021-04-01")
    else:
        assert member["capacity"] == "invited_participant"


def test_the_six_kinds_of_responsible_authority_are_members_and_the_council_runs_it() -> None:
    kinds = Counter(
        AGENCIES[member["agency"]]["kind"]
        for member in DARTFORD["memberships"]
        if member["capacity"] == "responsible_authority"
    )
    assert kinds == {"council": 2, "police": 1, "fire": 1, "health": 1, "probation": 1}
    run_by = [row["agency"] for row in DARTFORD["memberships"] if "coordinator_from" in row]
    assert run_by == ["dartford-borough-council"]


def test_two_preside_and_sign_and_the_council_has_six_seats() -> None:
    appointed = Counter((row["role"], row["agency"]) for row in DARTFORD["appointments"])
    assert appointed == {
        ("chair", "dartford-borough-council"): 1,
        ("vice_chair", "kent-police"): 1,
        ("foreword_author", "dartford-borough-council"): 1,
        ("foreword_author", "kent-police"): 1,
        ("seat", "dartford-borough-council"): 6,
    }


# Priorities and what stands under them


@pytest.mark.parametrize("edition", [JOINT_ONE, REFRESH])
def test_four_numbered_priorities_which_the_refresh_retains(edition: str) -> None:
    held = of_edition(DARTFORD, edition, "priorities")
    assert codes(held) == FOUR
    assert [row["number"] for row in held] == ["1", "2", "3", "4"]


def test_nineteen_focus_points_and_twenty_aims_stand_under_the_priorities() -> None:
    counted = Counter((row["kind"], *row["priorities"]) for row in DARTFORD["statements"])
    assert [counted["focus", code] for code in FOUR] == [5, 4, 4, 6]
    assert [counted["aim", code] for code in FOUR] == [7, 4, 6, 3]
    assert len(DARTFORD["statements"]) == 19 + 20


def test_twenty_one_indicators_four_eight_five_and_four() -> None:
    counted = Counter(kpi["priority"] for kpi in DARTFORD["kpis"])
    assert [counted[code] for code in FOUR] == [4, 8, 5, 4]
    assert len({kpi["indicator"] for kpi in DARTFORD["kpis"]}) == 21


@pytest.mark.parametrize("kpi", DARTFORD["kpis"], ids=codes(DARTFORD["kpis"]))
def test_a_kpi_is_owed_quarterly_by_one_supplier_and_has_no_target(kpi: Row) -> None:
    assert kpi["area"] == "dartford"
    assert len(suppliers(kpi["indicator"], "dartford")) == 1
    assert INDICATORS[kpi["indicator"]]["frequency"] == "fy_quarter"
    assert not kpi["wording"].endswith((";", "."))  # the list's stop is not the wording's
    assert not kpi.keys() & {"baseline", "target"}  # the plan prints neither


def test_what_police_record_may_come_by_the_month_too() -> None:
    police = [
        INDICATORS[kpi["indicator"]]["period_types"]
        for kpi in DARTFORD["kpis"]
        if suppliers(kpi["indicator"], "dartford") == ["kent-police"]
    ]
    assert police == [["month", "fy_quarter", "fy_year", "rolling_year"]] * 7


def test_it_has_focus_and_aims_but_no_actions_and_no_objectives() -> None:
    assert not DARTFORD.keys() & {"actions", "objectives"}


# Others' priorities and documents


def test_the_partners_priorities_are_five_sets_all_but_one_theme_numbered() -> None:
    numbers = {row["code"]: [item.get("number") for item in row["items"]] for row in _sets()}
    assert numbers == {
        "kent-community-safety-team": ["1", "2", "3", "4"],
        "kent-community-safety-partnership": ["1", "2", "3", None],
        "kent-police": ["1", "2", "3", "4"],
        "police-and-crime-commissioner": ["1", "2", "3", "4", "5", "6"],
        "neighbourhood-watch": ["1", "2", "3", "4", "5", "6"],
    }
    assert {row["order"] for row in _sets()} == {"numbered"}
    assert [row["owner"].get("agency") for row in _sets()] == [
        None,
        None,
        "kent-police",
        "kent-police-and-crime-commissioner",
        "neighbourhood-watch",
    ]


def test_the_county_teams_four_are_ours_and_of_the_rest_nothing_is_said() -> None:
    team = items("kent-community-safety-team")
    assert [item["aligned_to"] for item in team] == [[code] for code in FOUR]
    titles = [row["title"] for row in of_edition(DARTFORD, REFRESH, "priorities")]
    assert [item["title"].lower() for item in team] == [title.lower() for title in titles]
    for row in _sets()[1:]:
        assert not any(item.keys() & {"aligned_to", "aligned_to_none"} for item in row["items"])


def _sets() -> list[Row]:
    sets: list[Row] = DARTFORD["priority_sets"]
    return sets
