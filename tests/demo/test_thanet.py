"""Thanet 2015-16, draft: the demo's record, held against the document."""

import re
from collections import Counter
from typing import Final

import pytest

from tests.demo.record import (
    AGENCIES,
    NAMES,
    THANET,
    Row,
    codes,
    covers,
    kind_of,
    measures,
    parties,
)

THEMES: Final = [row for row in THANET["priorities"] if row["kind"] == "priority"]
ISSUES: Final = [row for row in THANET["priorities"] if row["kind"] == "emerging_issue"]
MEASURES: Final = measures(THANET)
PARTIES: Final = parties(THANET)


def listing(action: Row) -> Row:
    (only,) = action["listings"]
    found: Row = only
    return found


# The partnership, the plan


def test_six_statutory_partners_are_printed_without_a_day() -> None:
    assert [member["printed"] for member in THANET["memberships"]] == [
        "Thanet District Council",
        "Kent County Council",
        "Kent Police",
        "Kent Fire and Rescue Service",
        "Kent Probation",
        "Thanet Clinical Commissioning Groups",
    ]
    assert [member for member in THANET["memberships"] if "starts_on" in member] == []
    assert "starts_on" not in THANET["partnerships"][0]


@pytest.mark.parametrize(
    "member", THANET["memberships"], ids=[row["agency"] for row in THANET["memberships"]]
)
def test_what_is_printed_of_a_member_means_it_and_it_covers_the_district(member: Row) -> None:
    (named,) = NAMES.meant(member["printed"])
    assert named.agency == member["agency"]
    assert member["capacity"] == "responsible_authority"
    assert covers(member["agency"], "thanet", "2015-04-01")


def test_the_six_kinds_of_responsible_authority_are_members_and_the_council_runs_it() -> None:
    kinds = Counter(AGENCIES[member["agency"]]["kind"] for member in THANET["memberships"])
    assert kinds == {"council": 2, "police": 1, "fire": 1, "health": 1, "probation": 1}
    run_by = [row["agency"] for row in THANET["memberships"] if "coordinator_from" in row]
    assert run_by == ["thanet-district-council"]


def test_two_signed_the_foreword_one_of_them_the_portfolio_holder() -> None:
    assert [(row["role"], row["printed"], row["agency"]) for row in THANET["appointments"]] == [
        ("foreword_author", "Thanet District Commander", "kent-police"),
        ("foreword_author", "Cabinet member for Community Safety", "thanet-district-council"),
        ("portfolio_holder", "Cabinet member for Community Safety", "thanet-district-council"),
    ]


def test_the_plan_is_a_draft_of_one_year() -> None:
    (plan,), (edition,) = THANET["plans"], THANET["editions"]
    assert (plan["starts_on"], plan["ends_before"]) == ("2015-04-01", "2016-04-01")
    assert (edition["starts_on"], edition["ends_before"]) == ("2015-04-01", "2016-04-01")
    assert edition["state"] == "draft"


# Themes, issues, aims


def test_four_themes_each_head_their_emerging_issues() -> None:
    assert len(THANET["priorities"]) == len(THEMES) + len(ISSUES) == 4 + 12
    assert [issue["number"] for issue in ISSUES] == [str(n) for n in range(1, 13)]
    assert [theme for theme in THEMES if theme.keys() & {"number", "parent"}] == []
    headed = [row.get("parent", row["code"]) for row in THANET["priorities"]]
    assert headed == [
        theme["code"]
        for theme, issues in zip(THEMES, (5, 2, 2, 3), strict=True)
        for _ in range(1 + issues)
    ]


def test_twenty_seven_ticks_are_resolved_and_the_two_of_issue_twelve_are_not() -> None:
    ticks = [len(issue.get("also_serves", [])) for issue in ISSUES]
    assert ticks == [3, 3, 2, 2, 1, 3, 3, 2, 2, 3, 3, 0]
    for issue in ISSUES:
        assert set(issue.get("also_serves", [])) <= set(codes(THEMES)) - {issue["parent"]}
    (doubt,) = (row for row in THANET["sources"] if row.get("field") == "also_serves")
    assert doubt["of"] == "priorities/thanet-2015-16:information-exchange"
    assert doubt["reading"] == "doubtful"


def test_fifteen_aims_stand_under_the_themes() -> None:
    assert {row["kind"] for row in THANET["statements"]} == {"aim"}
    counted = Counter(code for row in THANET["statements"] for code in row["priorities"])
    assert counted == {
        "safeguarding": 4,
        "reducing-re-offending": 4,
        "drivers-of-crime": 3,
        "engagement": 4,
    }


def test_an_act_and_sixteen_documents_were_considered() -> None:
    titles = [row["title"] for row in THANET["external_documents"]]
    assert len(set(titles)) == 1 + 16
    for row in THANET["external_documents"]:
        if "dated" in row:
            assert re.search(r"\d{4}", row["dated"]["printed"])
    owned = {row["owner"]["printed"] for row in THANET["external_documents"] if "owner" in row}
    assert owned == {
        "Home Office",
        "Police Crime Commissioner",
        "Kent Fire and Rescue Service",
        "Thanet District Council",
    }


# Actions and who acts


def test_thirty_numbered_actions_are_proposed_and_have_no_timescale() -> None:
    assert [(row["code"], listing(row)["number"]) for row in THANET["actions"]] == [
        (f"action-{n}", str(n)) for n in range(1, 31)
    ]
    assert [row for row in THANET["actions"] if row.keys() & {"status", "timescale"}] == []


def test_the_actions_stand_under_the_twelve_issues_in_order() -> None:
    under = [listing(action)["priority"] for action in THANET["actions"]]
    assert under == [
        issue
        for issue, actions in zip(codes(ISSUES), (4, 2, 2, 2, 2, 3, 3, 3, 1, 2, 3, 3), strict=True)
        for _ in range(actions)
    ]


@pytest.mark.parametrize("action", THANET["actions"], ids=codes(THANET["actions"]))
def test_an_action_begins_with_its_lead(action: Row) -> None:
    roles = [party["role"] for party in action["parties"]]
    assert roles[0] == "lead"
    assert roles == sorted(roles)  # leads first, then support
    leads = {party["printed"] for party in action["parties"] if party["role"] == "lead"}
    assert len(leads) == 1  # two leads only where one printed token names two bodies


def test_the_order_of_print_alone_tells_lead_from_support() -> None:
    assert {party["role_basis"] for _, party in PARTIES} == {"read"}


def test_ninety_eight_parties_of_which_eighty_are_agencies() -> None:
    assert Counter((party["role"], kind_of(party)) for _, party in PARTIES) == {
        ("lead", "agency"): 30,
        ("lead", "group"): 1,
        ("lead", "collective"): 1,
        ("support", "agency"): 50,
        ("support", "post"): 2,
        ("support", "group"): 5,
        ("support", "collective"): 9,
    }


def test_agencies_and_posts_resolve_to_a_body_and_groups_do_not() -> None:
    for action, party in PARTIES:
        if kind_of(party) in {"agency", "post"}:
            assert party["agency"] in AGENCIES, action["code"]
        else:
            assert "agency" not in party, action["code"]
        if kind_of(party) in {"post", "group"}:
            assert party["unit"], action["code"]


def test_an_agency_is_the_one_that_is_called_as_printed_unless_a_unit_is() -> None:
    for _, party in PARTIES:
        if kind_of(party) == "agency" and "unit" not in party:
            printed = party["printed"]
            named = NAMES.meant(printed) or NAMES.parts(printed)
            assert party["agency"] in {str(each.agency) for each in named}, printed


def test_a_printed_name_always_resolves_to_the_same_bodies() -> None:
    bodies: dict[str, set[tuple[str | None, str | None]]] = {}
    for _, party in PARTIES:
        resolved = (party.get("agency"), party.get("unit"))
        bodies.setdefault(party["printed"], set()).add(resolved)
    assert {printed for printed, found in bodies.items() if len(found) > 1} == {"Oasis / TDAF"}


# Measures


def test_the_seventy_one_measures_stand_by_action_as_printed() -> None:
    first_to_fifteenth = [4, 2, 3, 1, 4, 2, 2, 1, 3, 3, 1, 2, 2, 2, 3]
    sixteenth_to_last = [2, 1, 1, 4, 2, 2, 2, 4, 1, 7, 3, 1, 2, 3, 1]
    per_action = [len(action["measures"]) for action in THANET["actions"]]
    assert per_action == first_to_fifteenth + sixteenth_to_last
    assert sum(per_action) == len(MEASURES) == 71


def test_ten_measures_have_a_number_and_two_are_to_be_confirmed() -> None:
    assert Counter(measure["kind"] for measure in MEASURES) == {
        "output": 36,
        "change": 15,
        "count": 9,
        "number_of": 7,
        "placeholder": 1,
        "to_be_confirmed": 2,
        "minimum": 1,
    }


def test_a_measure_has_a_target_only_where_the_number_is_printed() -> None:
    targets = [(m["target"], m["printed"]) for m in MEASURES if "target" in m]
    assert [target for target, _ in targets] == [5, 25, 50, 42, 20, 12, 2, 1, 5, 1]
    for target, printed in targets:
        assert str(target) in printed or (target == 1 and printed.startswith("One "))
    assert [m for m in MEASURES if m["kind"] in {"count", "minimum"}] == [
        m for m in MEASURES if "target" in m
    ]
    counted = [m for m in MEASURES if m["kind"] in {"number_of", "placeholder"}]
    assert [m for m in counted if "unit" not in m] == []
