"""The demo's plans, read as they stand: their counts, and that every code they name exists."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Any, Final

import pytest
import yaml

from service.domain.aliases import Named, Names, spelling
from service.domain.nodes import Ref

Entry = dict[str, Any]  # one entry of a list in the YAML, as the plan's file has it

FOLDER: Final = files("service.demo") / "plans"
LONGEST_LINE: Final = 110
PERIOD_FORMS: Final = {
    "month": r"\d{4}-(0[1-9]|1[0-2])",
    "fy_year": r"FY\d{4}",
    "fy_quarter": r"FY\d{4}-Q[1-4]",
    "calendar_year": r"CY\d{4}",
    "rolling_year": r"R12-\d{4}-(0[1-9]|1[0-2])",
    "span": r"\d{4}-(0[1-9]|1[0-2])/\d{4}-(0[1-9]|1[0-2])",
}
KEBAB: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
AREA_KINDS: Final = {"nation", "county", "district", "unitary", "police_area", "ward", "other"}
AGENCY_KINDS: Final = {
    *("council", "police", "fire", "health", "probation", "local_policing_body"),
    *("youth_justice", "voluntary", "government", "business", "other"),
}
PLANS: Final = ("dartford", "thanet")
FILES: Final = ("kent", *PLANS, "dartford-and-gravesham")
HELD: Final = ("priorities", "statements", "kpis")


def read(name: str) -> Entry:
    content = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


KENT: Final = read("kent")
NAMES: Final = Names(
    Named(Ref(agency["code"], agency["code"]), called["name"], None, None, None)
    for agency in KENT["agencies"]
    for called in (agency, {"name": agency["code"]}, *agency.get("aliases", ()))
)


def resolved(plan: Entry) -> Entry:
    """Add the code of the one agency that is called as printed, where a party has none."""
    for party in (party for action in plan["actions"] for party in action["parties"]):
        if party["kind"] == "agency" and "agency" not in party:
            (named,) = NAMES.meant(party["printed"])
            party["agency"] = str(named.agency)
    return plan


DARTFORD: Final = read("dartford")
THANET: Final = resolved(read("thanet"))
JOINT: Final = read("dartford-and-gravesham")
EVERY: Final = (DARTFORD, THANET, JOINT)
AREAS: Final = {area["slug"]: area for area in KENT["areas"]}
AGENCIES: Final = {agency["code"]: agency for agency in KENT["agencies"]}
INDICATORS: Final = {indicator["code"]: indicator for indicator in KENT["indicators"]}
PARTIES: Final = [(action, party) for action in THANET["actions"] for party in action["parties"]]
MEASURES: Final = [m for action in THANET["actions"] for m in action["measures"]]
FIGURES: Final = [*DARTFORD["figures"], *THANET["figures"]]

by_plan = pytest.mark.parametrize("plan", [DARTFORD, THANET], ids=PLANS)


def codes(entries: list[Entry]) -> list[str]:
    return [entry["code"] for entry in entries]


def containers(slug: str) -> Iterator[str]:
    """The area itself and every area it lies within."""
    yield slug
    for outer in AREAS[slug].get("within", []):
        yield from containers(outer)


def covers(agency: str, slug: str, on: date) -> bool:
    return any(
        entry["area"] in containers(slug)
        and entry.get("starts_on", on) <= on < entry.get("ends_before", date.max)
        for entry in AGENCIES[agency].get("coverage", [])
    )


def supplies(agency: str, indicator: str, slug: str) -> bool:
    return any(
        entry["agency"] == agency and entry.get("area", slug) == slug
        for entry in INDICATORS[indicator]["suppliers"]
    )


# What the plans share


def test_kent_has_seven_areas_thirty_nine_agencies_and_forty_three_indicators() -> None:
    assert {noun: len(entries) for noun, entries in KENT.items()} == {
        "areas": 7,
        "agencies": 39,
        "successions": 2,
        "indicators": 43,
    }


def test_the_areas_have_their_ons_codes() -> None:
    assert {slug: area["code"] for slug, area in AREAS.items()} == {
        "kent-police-area": "E23000032",
        "kent": "E10000016",
        "medway": "E06000035",
        "dartford": "E07000107",
        "dover": "E07000108",
        "gravesham": "E07000109",
        "thanet": "E07000114",
    }
    assert {area["kind"] for area in KENT["areas"]} <= AREA_KINDS
    assert {area["nation"] for area in KENT["areas"]} == {"england"}


def test_an_area_stands_after_those_it_lies_within() -> None:
    slugs = [area["slug"] for area in KENT["areas"]]
    assert len(set(slugs)) == len(slugs)
    for place, area in enumerate(KENT["areas"]):
        assert set(area.get("within", [])) <= set(slugs[:place]), area["slug"]


@pytest.mark.parametrize("district", ["dartford", "dover", "gravesham", "thanet"])
def test_a_district_lies_in_the_county_and_in_the_police_area(district: str) -> None:
    assert list(containers(district)) == [district, "kent", "kent-police-area"]


def test_codes_are_kebab_and_unique_in_their_list() -> None:
    lists = [KENT["agencies"], KENT["indicators"]]
    lists += [plan[noun] for plan in EVERY for noun in ("priorities", "kpis", "actions")]
    lists += [plan[noun] for plan in (DARTFORD, THANET) for noun in HELD]
    lists += [THANET["actions"]]
    for entries in lists:
        assert len(set(codes(entries))) == len(entries)
        assert [code for code in codes(entries) if not KEBAB.fullmatch(code)] == []


def test_agencies_are_of_known_kinds_and_cover_known_areas() -> None:
    covered = [entry["area"] for a in AGENCIES.values() for entry in a.get("coverage", [])]
    assert set(covered) <= set(AREAS)
    assert {agency["kind"] for agency in AGENCIES.values()} <= AGENCY_KINDS


def test_every_agency_is_named_by_a_plan_except_the_commissioner() -> None:
    acting = [p for plan in EVERY for action in plan["actions"] for p in action["parties"]]
    named = {party["agency"] for party in acting if "agency" in party}
    named |= {m["agency"] for plan in EVERY for m in plan["memberships"]}
    named |= {s["agency"] for i in INDICATORS.values() for s in i["suppliers"]}
    assert set(AGENCIES) - named == {"kent-police-and-crime-commissioner"}
    assert named <= set(AGENCIES)


def test_the_probation_services_of_2008_and_2014_and_the_company_are_three_bodies() -> None:
    probation = {a["code"] for a in AGENCIES.values() if a["kind"] == "probation"}
    assert probation == {"national-probation-service", "kss-crc", "kent-probation-area"}


def test_an_alias_is_no_agencys_name_already_and_no_other_ones_alias() -> None:
    called = [each for agency in KENT["agencies"] for each in agency.get("aliases", ())]
    taken = [agency[name] for agency in KENT["agencies"] for name in ("name", "code")]
    spelled = Counter(spelling(name) for name in (*taken, *(each["name"] for each in called)))
    assert len(called) == 14
    assert {spelled[spelling(each["name"])] for each in called} == {1}


@by_plan
def test_what_the_plans_print_of_their_members_resolves_to_them(plan: Entry) -> None:
    for member in plan["memberships"]:
        (named,) = NAMES.meant(member["printed"])
        assert named.agency == member["agency"]


def test_a_party_is_given_by_its_code_only_where_its_printed_name_does_not_do() -> None:
    with_a_code = [
        (party["printed"], party["agency"], party.get("unit"))
        for action in read("thanet")["actions"]
        for party in action["parties"]
        if "agency" in party
    ]
    assert {printed for printed, _, unit in with_a_code if unit is None} == {"Oasis / TDAF"}
    assert {str(named.agency) for named in NAMES.parts("Oasis / TDAF")} == {"oasis", "tdaf"}


def test_a_body_came_after_another_when_its_coverage_began() -> None:
    for succession in KENT["successions"]:
        before, after = (AGENCIES[succession[end]] for end in ("predecessor", "successor"))
        assert {str(each["ends_before"]) for each in before["coverage"]} == {
            succession["happened_on"]
        }
        assert (
            min(str(each["starts_on"]) for each in after["coverage"]) <= succession["happened_on"]
        )


# Indicators


@pytest.mark.parametrize("code", sorted(INDICATORS))
def test_an_indicator_can_be_measured_and_supplied(code: str) -> None:
    indicator = INDICATORS[code]
    assert indicator["kind"] in {"count", "rate", "percentage", "average", "survey"}
    assert indicator["polarity"] in {"lower_is_better", "higher_is_better", "neutral"}
    assert indicator["frequency"] in {"month", "fy_quarter", "fy_year"}
    assert indicator["frequency"] in indicator["period_types"]
    assert set(indicator["period_types"]) <= set(PERIOD_FORMS)
    assert {s["agency"] for s in indicator["suppliers"]} <= set(AGENCIES)
    assert {s["area"] for s in indicator["suppliers"] if "area" in s} <= set(AREAS)
    assert indicator["suppliers"]
    assert all(indicator[key] for key in ("name", "definition", "unit"))


def test_what_police_record_for_dartford_may_come_monthly_and_is_owed_quarterly() -> None:
    police = [
        indicator
        for indicator in (INDICATORS[kpi["indicator"]] for kpi in DARTFORD["kpis"])
        if indicator["suppliers"] == [{"agency": "kent-police"}]
    ]
    assert len(police) == 7
    for indicator in police:
        assert indicator["frequency"] == "fy_quarter"
        assert indicator["period_types"] == ["month", "fy_quarter", "fy_year", "rolling_year"]


def test_all_of_dartfords_indicators_are_owed_quarterly() -> None:
    owed = {INDICATORS[kpi["indicator"]]["frequency"] for kpi in DARTFORD["kpis"]}
    assert owed == {"fy_quarter"}


def test_each_council_supplies_its_own_fly_tipping() -> None:
    assert supplies("dartford-borough-council", "fly-tipping-incidents", "dartford")
    assert supplies("thanet-district-council", "fly-tipping-incidents", "thanet")
    assert not supplies("dartford-borough-council", "fly-tipping-incidents", "thanet")


# Partnerships, members, plans


@by_plan
def test_one_member_runs_the_partnership_and_it_is_the_district_council(plan: Entry) -> None:
    coordinators = [m["agency"] for m in plan["memberships"] if "coordinator_from" in m]
    assert len(coordinators) == 1
    assert AGENCIES[coordinators[0]]["kind"] == "council"
    assert [e["area"] for e in AGENCIES[coordinators[0]]["coverage"]] == [
        entry["area"] for entry in plan["partnership"]["areas"]
    ]


@by_plan
def test_responsible_authorities_cover_the_area_when_the_edition_begins(plan: Entry) -> None:
    (area,) = (entry["area"] for entry in plan["partnership"]["areas"])
    for member in plan["memberships"]:
        if member["capacity"] == "responsible_authority":
            assert covers(member["agency"], area, plan["edition"]["starts_on"]), member["agency"]


@by_plan
def test_the_six_kinds_of_responsible_authority_are_members(plan: Entry) -> None:
    kinds = Counter(
        AGENCIES[m["agency"]]["kind"]
        for m in plan["memberships"]
        if m["capacity"] == "responsible_authority"
    )
    assert kinds == {"council": 2, "police": 1, "fire": 1, "health": 1, "probation": 1}


@by_plan
def test_the_commissioner_is_no_member(plan: Entry) -> None:
    members = [m["agency"] for m in plan["memberships"]]
    assert "kent-police-and-crime-commissioner" not in members
    assert len(set(members)) == len(members)


def test_dartford_prints_eight_members_from_january_2021() -> None:
    assert [m["printed"] for m in DARTFORD["memberships"]] == [
        "Kent Police*",
        "Dartford Borough Council*",
        "Kent County Council*",
        "Clinical Commissioning Group*",
        "Probation Service*",
        "Kent Fire and Rescue Service*",
        "Victim Support",
        "Neighbourhood Watch",
    ]
    assert {m["starts_on"] for m in DARTFORD["memberships"]} == {"2021-01"}
    assert [m["capacity"] for m in DARTFORD["memberships"] if "*" not in m["printed"]] == [
        "invited_participant",
        "invited_participant",
    ]


def test_thanet_prints_six_statutory_partners_without_a_day() -> None:
    assert [m["printed"] for m in THANET["memberships"]] == [
        "Thanet District Council",
        "Kent County Council",
        "Kent Police",
        "Kent Fire and Rescue Service",
        "Kent Probation",
        "Thanet Clinical Commissioning Groups",
    ]
    assert [m for m in THANET["memberships"] if "starts_on" in m] == []


def test_dartfords_partnership_began_in_a_month_and_thanets_on_no_stated_day() -> None:
    assert DARTFORD["partnership"]["starts_on"] == "2021-01"
    assert "starts_on" not in THANET["partnership"]


def test_the_editions_lie_in_their_plans() -> None:
    spans = [
        (plan[noun]["code"], plan[noun]["starts_on"], plan[noun]["ends_before"])
        for plan in (DARTFORD, THANET)
        for noun in ("plan", "edition")
    ]
    assert spans == [
        ("dartford-2019-22", date(2019, 4, 1), date(2022, 4, 1)),
        ("2021-refresh", date(2021, 4, 1), date(2022, 4, 1)),
        ("thanet-2015-16", date(2015, 4, 1), date(2016, 4, 1)),
        ("2015-16", date(2015, 4, 1), date(2016, 4, 1)),
    ]
    assert [plan["edition"]["state"] for plan in (DARTFORD, THANET)] == ["published", "draft"]


# Priorities, KPIs


def test_dartford_has_four_numbered_priorities() -> None:
    assert [(p["number"], p["kind"]) for p in DARTFORD["priorities"]] == [
        (number, "priority") for number in ("1", "2", "3", "4")
    ]


def test_dartford_has_nineteen_focus_points_and_twenty_aims_under_its_priorities() -> None:
    counted = Counter((s["kind"], *s["priorities"]) for s in DARTFORD["statements"])
    under = codes(DARTFORD["priorities"])
    assert [counted["focus", code] for code in under] == [5, 4, 4, 6]
    assert [counted["aim", code] for code in under] == [7, 4, 6, 3]
    assert len(DARTFORD["statements"]) == 19 + 20
    assert THANET["statements"] == []


def test_dartford_has_twenty_one_indicators_four_eight_five_and_four() -> None:
    counted = Counter(kpi["priority"] for kpi in DARTFORD["kpis"])
    assert [counted[code] for code in codes(DARTFORD["priorities"])] == [4, 8, 5, 4]
    assert len({kpi["indicator"] for kpi in DARTFORD["kpis"]}) == 21


@pytest.mark.parametrize("kpi", DARTFORD["kpis"], ids=codes(DARTFORD["kpis"]))
def test_a_kpi_names_a_known_indicator_with_a_supplier_for_its_area(kpi: Entry) -> None:
    suppliers = [agency for agency in AGENCIES if supplies(agency, kpi["indicator"], kpi["area"])]
    assert len(suppliers) == 1
    assert kpi["area"] == "dartford"
    assert not kpi["wording"].endswith((";", "."))  # the list's stop is not the wording's
    assert "baseline" not in kpi  # the plan prints neither
    assert "target" not in kpi


THEMES = [p for p in THANET["priorities"] if p["kind"] == "priority"]
ISSUES = [p for p in THANET["priorities"] if p["kind"] == "emerging_issue"]


def test_thanet_has_four_themes_each_heading_its_emerging_issues() -> None:
    assert len(THANET["priorities"]) == len(THEMES) + len(ISSUES) == 4 + 12
    assert [p["number"] for p in ISSUES] == [str(n) for n in range(1, 13)]
    assert [p for p in THEMES if "number" in p or "parent" in p] == []
    headed = [p["parent"] if "parent" in p else p["code"] for p in THANET["priorities"]]
    assert headed == [
        theme["code"]
        for theme, issues in zip(THEMES, (5, 2, 2, 3), strict=True)
        for _ in range(1 + issues)
    ]
    assert THANET["kpis"] == []


def test_the_issues_stand_under_their_themes_five_two_two_and_three() -> None:
    counted = Counter(p["parent"] for p in ISSUES)
    assert counted == {
        "safeguarding": 5,
        "drivers-of-crime": 2,
        "reducing-re-offending": 2,
        "engagement": 3,
    }


def test_twenty_seven_ticks_are_resolved_and_the_two_of_issue_twelve_are_not() -> None:
    ticks = [len(p.get("also_serves", [])) for p in ISSUES]
    assert ticks == [3, 3, 2, 2, 1, 3, 3, 2, 2, 3, 3, 0]
    themes = set(codes(THEMES))
    for issue in ISSUES:
        assert set(issue.get("also_serves", [])) <= themes - {issue["parent"]}


# Actions, measures


def test_thanet_has_thirty_numbered_actions_and_dartford_none() -> None:
    assert [(a["code"], a["number"]) for a in THANET["actions"]] == [
        (f"action-{n}", str(n)) for n in range(1, 31)
    ]
    assert {a["status"] for a in THANET["actions"]} == {"proposed"}
    assert DARTFORD["actions"] == []


def test_the_actions_stand_under_the_twelve_issues_in_order() -> None:
    counted = Counter(a["priority"] for a in THANET["actions"])
    issues = codes(ISSUES)
    assert [counted[issue] for issue in issues] == [4, 2, 2, 2, 2, 3, 3, 3, 1, 2, 3, 3]
    assert [a["priority"] for a in THANET["actions"]] == [
        issue for issue in issues for _ in range(counted[issue])
    ]


@pytest.mark.parametrize("action", THANET["actions"], ids=codes(THANET["actions"]))
def test_an_action_begins_with_its_lead(action: Entry) -> None:
    roles = [party["role"] for party in action["parties"]]
    assert roles[0] == "lead"
    assert roles == sorted(roles)  # leads first, then support
    leads = {p["printed"] for p in action["parties"] if p["role"] == "lead"}
    assert len(leads) == 1  # two leads only where one printed token names two bodies


def test_the_order_of_print_alone_tells_lead_from_support() -> None:
    assert THANET["role_basis"] == "read"
    assert not [party for _, party in PARTIES if "role_basis" in party]


def test_ninety_eight_parties_of_which_eighty_are_agencies() -> None:
    assert Counter((party["role"], party["kind"]) for _, party in PARTIES) == {
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
        assert party["printed"], action["code"]
        if party["kind"] in {"agency", "post"}:
            assert party["agency"] in AGENCIES, action["code"]
        else:
            assert "agency" not in party, action["code"]
        if party["kind"] in {"post", "group"}:
            assert party["unit"], action["code"]


def test_a_printed_name_always_resolves_to_the_same_bodies() -> None:
    bodies: dict[str, set[tuple[str | None, str | None]]] = {}
    for _, party in PARTIES:
        resolved = (party.get("agency"), party.get("unit"))
        bodies.setdefault(party["printed"], set()).add(resolved)
    assert {printed for printed, found in bodies.items() if len(found) > 1} == {"Oasis / TDAF"}


def test_the_seventy_one_measures_stand_by_action_as_printed() -> None:
    per_action = [len(action["measures"]) for action in THANET["actions"]]
    first_to_fifteenth = [4, 2, 3, 1, 4, 2, 2, 1, 3, 3, 1, 2, 2, 2, 3]
    sixteenth_to_last = [2, 1, 1, 4, 2, 2, 2, 4, 1, 7, 3, 1, 2, 3, 1]
    assert per_action == first_to_fifteenth + sixteenth_to_last
    assert sum(per_action) == 71


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
    targets = [(m["target"], m["unit"], m["printed"]) for m in MEASURES if "target" in m]
    assert [target for target, _, _ in targets] == [5, 25, 50, 42, 20, 12, 2, 1, 5, 1]
    for target, _, printed in targets:
        assert str(target) in printed or (target == 1 and printed.startswith("One "))
    with_target = [m for m in MEASURES if m["kind"] in {"count", "minimum"}]
    assert with_target == [m for m in MEASURES if "target" in m]
    assert [
        m for m in MEASURES if m["kind"] in {"number_of", "placeholder"} and "unit" not in m
    ] == []


# Figures, stated facts


def test_dartford_states_one_figure_and_thanet_thirteen() -> None:
    assert [(f["indicator"], f["period"], f["value"]) for f in FIGURES] == [
        ("asb-incidents", "R12-2020-09", 2855),
        ("looked-after-children-placed", "FY2013", 235),
        ("looked-after-children-missing-incidents", "FY2013", 167),
        ("young-people-convicted", "FY2013", 234),
        ("youth-convictions-violence-against-the-person", "FY2013", 145),
        ("youth-convictions-theft", "FY2013", 108),
        ("youth-convictions-criminal-damage", "FY2013", 91),
        ("youth-convictions-motoring", "FY2013", 45),
        ("youth-convictions-public-order", "FY2013", 33),
        ("youth-convictions-domestic-burglary", "FY2013", 25),
        ("violent-offences", "R12-2014-09", 3750),
        ("violence-against-the-person", "R12-2014-09", 3329),
        ("alcohol-related-crime", "FY2012", 1088),
        ("neet-16-18", "2014-09", 9.79),
    ]


@pytest.mark.parametrize("figure", FIGURES, ids=[f["indicator"] for f in FIGURES])
def test_a_figure_comes_from_a_supplier_in_a_period_its_indicator_takes(figure: Entry) -> None:
    assert supplies(figure["agency"], figure["indicator"], figure["area"])
    assert figure["area"] in AREAS
    kinds = INDICATORS[figure["indicator"]]["period_types"]
    assert any(re.fullmatch(PERIOD_FORMS[kind], figure["period"]) for kind in kinds)


@by_plan
def test_ten_facts_are_stated_without_being_figures(plan: Entry) -> None:
    assert len(plan["stated_facts"]) == 10
    for fact in plan["stated_facts"]:
        assert set(fact) == {"printed", "about", "place"}
        assert all(isinstance(words, str) for words in fact.values())


# The files themselves


@pytest.mark.parametrize("name", FILES)
def test_a_file_can_be_read_beside_the_plan(name: str) -> None:
    lines = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > LONGEST_LINE or "\t" in line] == []
    assert [line for line in lines if line != line.rstrip()] == []
