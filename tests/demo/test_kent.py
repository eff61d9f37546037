"""What the demo's plans share: areas, bodies, and what is measured."""

from collections import Counter

import pytest

from service.domain.aliases import spelling
from tests.demo.record import AGENCIES, AREAS, INDICATORS, KENT, NAMES, PLANS, containers, suppliers


def test_kent_has_seven_areas_forty_two_agencies_and_forty_three_indicators() -> None:
    assert {name: len(rows) for name, rows in KENT.items() if name != "format"} == {
        "areas": 7,
        "agencies": 42,
        "aliases": 22,
        "coverage": 28,
        "agency_successions": 9,
        "indicators": 43,
        "supply": 44,
        "sources": 26,
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


@pytest.mark.parametrize("district", ["dartford", "dover", "gravesham", "thanet"])
def test_a_district_lies_in_the_county_and_in_the_police_area(district: str) -> None:
    assert list(containers(district)) == [district, "kent", "kent-police-area"]


def test_every_agency_is_named_by_a_plan_but_for_those_between_or_after() -> None:
    named = {
        party["agency"]
        for plan in PLANS.values()
        for action in plan.get("actions", ())
        for party in action["parties"]
        if "agency" in party
    }
    named |= {member["agency"] for plan in PLANS.values() for member in plan["memberships"]}
    named |= {row["agency"] for row in KENT["supply"]}
    named |= {
        row["owner"]["agency"]
        for plan in PLANS.values()
        for name in ("objectives", "priority_sets", "external_documents")
        for row in plan.get(name, ())
        if "agency" in row.get("owner", {})
    }
    assert set(AGENCIES) - named == {
        "nhs-dartford-gravesham-and-swanley-ccg",
        "nhs-kent-and-medway-icb",
        "kent-probation-trust",
    }
    assert named <= set(AGENCIES)


def test_the_probation_services_and_the_company_are_four_bodies() -> None:
    probation = {code for code, agency in AGENCIES.items() if agency["kind"] == "probation"}
    assert probation == {
        "kent-probation-area",
        "kent-probation-trust",
        "national-probation-service",
        "kss-crc",
    }


def test_an_alias_is_no_agencys_name_already_and_no_other_ones_alias() -> None:
    own = [agency[name] for agency in AGENCIES.values() for name in ("name", "code")]
    spelled = Counter(spelling(name) for name in (*own, *(row["name"] for row in KENT["aliases"])))
    assert {spelled[spelling(row["name"])] for row in KENT["aliases"]} == {1}


@pytest.mark.parametrize(
    ("printed", "agency"),
    [
        ("KFRS", "kent-fire-and-rescue-service"),
        ("KF & RS", "kent-fire-and-rescue-service"),
        ("KF& RS", "kent-fire-and-rescue-service"),
        ("Kent Fire & Rescue Service", "kent-fire-and-rescue-service"),
        ("North Kent Police", "kent-police"),
        ("DTAC", "d-tac"),
        ("NHW", "neighbourhood-watch"),
        ("KSS CRC", "kss-crc"),
    ],
)
def test_the_plans_many_spellings_mean_one_body(printed: str, agency: str) -> None:
    (named,) = NAMES.meant(printed)
    assert named.agency == agency


def test_a_body_came_after_another_while_neither_was_gone_or_still_to_come() -> None:
    for row in KENT["agency_successions"]:
        before, after = AGENCIES[row["predecessor"]], AGENCIES[row["successor"]]
        assert before["ends_before"] == row["happened_on"]
        assert after["starts_on"] <= row["happened_on"]


def test_what_a_body_covered_it_covered_while_it_lived() -> None:
    for row in KENT["coverage"]:
        agency = AGENCIES[row["agency"]]
        assert row.get("starts_on") == agency.get("starts_on"), row
        assert row.get("ends_before") == agency.get("ends_before"), row


@pytest.mark.parametrize("code", sorted(INDICATORS))
def test_an_indicator_can_be_measured_and_supplied(code: str) -> None:
    indicator = INDICATORS[code]
    assert indicator["frequency"] in indicator["period_types"]
    assert any(row["indicator"] == code for row in KENT["supply"])


def test_each_council_supplies_its_own_fly_tipping() -> None:
    assert suppliers("fly-tipping-incidents", "dartford") == ["dartford-borough-council"]
    assert suppliers("fly-tipping-incidents", "thanet") == ["thanet-district-council"]
