"""Objectives over REST: a direction, with a target or without."""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.api.nouns import NOUNS
from tests.build import EDITION

PLAN = "dartford-2019-22"
ASB, VIOLENCE = f"{PLAN}:asb", f"{PLAN}:violent-crime"
NOWHERE = {"printed": "x", "agency": "nobody"}


def objective(code: str, **different: object) -> dict[str, Any]:
    body = {"edition": EDITION, "code": code, "priorities": ["asb"], "wording": "Less worry"}
    return {**body, **different}


def target(kind: str = "percentage", **more: object) -> dict[str, object]:
    return {"printed": "to 15%", "kind": kind, **more}


async def enter(rest: Rest, code: str, **different: object) -> dict[str, Any]:
    response = await rest.new("/objectives", objective(code, **different), "dartford")
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


async def test_everything_wrong_with_an_objective_is_told_at_once(rest: Rest) -> None:
    await rest.new("/plans", NOUNS["plan"].new, "dartford")
    foreign = {"edition": "dartford-2023:2023", "code": "asb", "title": "ASB"}
    other = (await rest.new("/priorities", foreign, "dartford")).json()
    wrong = {
        "priorities": ["asb", other["code"], other["id"]],
        "target": target(),
        "owner": {**NOWHERE, "area": "nowhere", "partnership": "none"},
        "indicator": "nothing",
        "due": {"printed": "soon", "period": "2021-Q1"},
    }
    made = await enter(rest, "x", target=target(value=15), owner={"printed": "The county"})
    for response in (
        await rest.new("/objectives", objective("y", **wrong), "dartford"),
        await rest.patch(f"/objectives/{made['id']}", wrong, who="dartford"),
    ):
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [
            ("/priorities/1", "unknown_priority"),
            ("/priorities/2", "unknown_priority"),
            ("/target/value", "value_required"),
            ("/owner", "several_owners"),
            ("/owner/agency", "unknown_agency"),
            ("/owner/area", "unknown_area"),
            ("/owner/partnership", "unknown_partnership"),
            ("/indicator", "unknown_indicator"),
            ("/due/period", "bad_period"),
        ]
    assert await rest.items("/objectives") == [made]


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"priorities": []}, ("/priorities", "too_few")),
        ({"direction": "down"}, ("/direction", "not_one_of")),
        ({"target": "15%"}, ("/target", "not_an_object")),
        ({"target": {"kind": "count", "value": 3}}, ("/target/printed", "required")),
        ({"target": target(value="15")}, ("/target/value", "not_a_number")),
        ({"target": target(value=True)}, ("/target/value", "not_a_number")),
        ({"target": target(value=1e15)}, ("/target/value", "number_too_long")),
        ({"target": target(value=100.1)}, ("/target/value", "out_of_range")),
        ({"target": target("count", value=0.5)}, ("/target/value", "not_integer")),
        ({"target": target("words", value=1)}, ("/target/value", "value_not_allowed")),
        ({"owner": {"agency": "kent-police"}}, ("/owner/printed", "required")),
        ({"due": {"period": "FY2021"}}, ("/due/printed", "required")),
        ({"due": {"printed": "x", "period": "2" * 41}}, ("/due/period", "too_long")),
    ],
)
async def test_what_is_not_of_its_form_is_refused(
    rest: Rest, wrong: dict[str, object], fault: tuple[str, str]
) -> None:
    made = await enter(rest, "x")
    for response in (
        await rest.new("/objectives", objective("y", **wrong), "dartford"),
        await rest.patch(f"/objectives/{made['id']}", wrong, who="dartford"),
    ):
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [fault]
    assert await rest.items("/objectives") == [made]


async def test_an_objective_may_say_nothing_but_its_direction(rest: Rest) -> None:
    made = await enter(rest, "x", direction="increase")
    left_open = ("target", "owner", "measured_by", "indicator", "due", "number")
    assert {name: made[name] for name in left_open} == dict.fromkeys(left_open)
    assert (made["direction"], made["position"], made["priorities"]) == ("increase", 1, [ASB])


async def test_what_was_printed_stands_beside_what_it_comes_to(rest: Rest) -> None:
    said: dict[str, Any] = {
        "target": {"printed": "to 13.70 per 1,000", "kind": "rate", "value": 13.70, "unit": "per"},
        "owner": {"printed": "Police Target", "agency": "kent-police"},
        "due": {"printed": "2008/11", "period": "2008-04/2011-03"},
    }
    made = await enter(rest, "x", **said)
    assert made["target"] == {**said["target"], "value": 13.7}
    assert made["owner"] == {**said["owner"], "area": None, "partnership": None}
    assert made["due"]["printed"] == "2008/11"
    assert made["due"]["period"]["label"] == "April 2008 to March 2011"

    change: dict[str, Any] = {
        "target": target("words"),
        "owner": {"printed": "PSA"},
        "due": {"printed": "soon"},
    }
    reworded = (await rest.patch(f"/objectives/{made['id']}", change, who="dartford")).json()
    assert reworded["target"] == {**change["target"], "value": None, "unit": None}
    assert reworded["owner"] == {**made["owner"], "printed": "PSA", "agency": None}
    assert reworded["due"] == {"printed": "soon", "period": None}

    nothing = dict.fromkeys(("target", "owner", "due", "indicator", "measured_by", "direction"))
    emptied = (await rest.patch(f"/objectives/{made['id']}", nothing, 2, "dartford")).json()
    assert {name: emptied[name] for name in nothing} == nothing


async def test_objectives_are_narrowed_by_all_they_hang_on(rest: Rest) -> None:
    for code, owner in (
        ("police", {"agency": "kent-police"}),
        ("county", {"area": "kent"}),
        ("ours", {"partnership": "dartford"}),
        ("theirs", {}),
    ):
        await enter(rest, code, owner={"printed": code, **owner}, priorities=["violent-crime"])
    await enter(rest, "nobody", indicator="violence")
    for query, codes in (
        (f"?priority={VIOLENCE}", ["police", "county", "ours", "theirs"]),
        ("?indicator=violence", ["nobody"]),
        ("?owner=kent-police", ["police"]),
        ("?owner=E10000016&owner=dartford", ["county", "ours"]),
        ("?owner=kent", ["county"]),
        ("?owner=nothing", []),
        ("?partnership=thanet", []),
        (f"?edition={EDITION}&owner=kent-police", ["police"]),
    ):
        found = await rest.items(f"/objectives{query}")
        assert [each["code"].removeprefix(f"{PLAN}:") for each in found] == codes, query
