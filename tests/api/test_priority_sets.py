"""Other bodies' priorities over REST, and what of ours is aligned to them."""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.api.nouns import NOUNS
from tests.build import EDITION
from tests.record import contents

PLAN = "dartford-2019-22"
ASB, VIOLENCE = f"{PLAN}:asb", f"{PLAN}:violent-crime"


def priority_set(code: str, **different: object) -> dict[str, Any]:
    return {
        "edition": EDITION,
        "code": code,
        "name": "What the police do",
        "owner": {"printed": "Kent Police", "agency": "kent-police"},
        "order": "numbered",
        "items": [{"title": "Victims first"}],
        **different,
    }


def item(title: str, **more: object) -> dict[str, object]:
    return {"title": title, **more}


async def enter(rest: Rest, code: str, **different: object) -> dict[str, Any]:
    response = await rest.new("/priority-sets", priority_set(code, **different), "dartford")
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


async def test_everything_wrong_with_a_set_is_told_at_once(rest: Rest, database: str) -> None:
    await rest.new("/plans", NOUNS["plan"].new, "dartford")
    foreign = {"edition": "dartford-2023:2023", "code": "asb", "title": "ASB"}
    other = (await rest.new("/priorities", foreign, "dartford")).json()
    made = await enter(rest, "x")
    wrong = {
        "owner": {"printed": "x", "agency": "kent-police", "area": "kent"},
        "dated": {"printed": "2013-17", "period": "2013-17"},
        "items": [
            item("a", lead={"printed": "x", "agency": "nobody"}),
            item("b", aligned_to=["asb", "nothing", other["code"], other["id"]]),
            item("c", aligned_to=["asb"], aligned_to_none=True),
        ],
    }
    before = await contents(database)
    for response in (
        await rest.new("/priority-sets", priority_set("y", **wrong), "dartford"),
        await rest.patch(f"/priority-sets/{made['id']}", wrong, who="dartford"),
    ):
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [
            ("/owner", "several_owners"),
            ("/dated/period", "bad_period"),
            ("/items/0/lead/agency", "unknown_agency"),
            ("/items/1/aligned_to/1", "unknown_priority"),
            ("/items/1/aligned_to/2", "unknown_priority"),
            ("/items/1/aligned_to/3", "unknown_priority"),
            ("/items/2/aligned_to_none", "aligned_and_not"),
        ]
    assert await contents(database) == before


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"items": []}, ("/items", "too_few")),
        ({"items": [{"number": "1"}]}, ("/items/0/title", "required")),
        ({"items": [item("x", aligned_to="asb")]}, ("/items/0/aligned_to", "not_a_list")),
        (
            {"items": [item("x", aligned_to_none="yes")]},
            ("/items/0/aligned_to_none", "not_a_boolean"),
        ),
        ({"items": [item("x", aligned_to=["asb"] * 21)]}, ("/items/0/aligned_to", "too_many")),
        ({"order": "random"}, ("/order", "not_one_of")),
        ({"owner": {"agency": "kent-police"}}, ("/owner/printed", "required")),
    ],
)
async def test_what_is_not_of_its_form_is_refused(
    rest: Rest, wrong: dict[str, object], fault: tuple[str, str]
) -> None:
    made = await enter(rest, "x")
    for response in (
        await rest.new("/priority-sets", priority_set("y", **wrong), "dartford"),
        await rest.patch(f"/priority-sets/{made['id']}", wrong, who="dartford"),
    ):
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [fault]
    assert await rest.items("/priority-sets") == [made]


async def test_a_set_of_another_partnership_is_left_alone(rest: Rest, database: str) -> None:
    made = await enter(rest, "x")
    before = await contents(database)
    change = {"items": [item("Mine")]}
    for refused in (
        await rest.new("/priority-sets", priority_set("y"), "thanet"),
        await rest.patch(f"/priority-sets/{made['id']}", change, who="thanet"),
    ):
        assert refusal(refused) == (403, "not_yours")
    assert await contents(database) == before


async def test_items_are_aligned_to_ours_to_none_or_neither(rest: Rest) -> None:
    items = [
        item("Victims", number="1", aligned_to=["violent-crime", ASB, "asb"], our_role="Refer"),
        item("Fraud", aligned_to_none=True, lead={"printed": "Trading Standards"}),
        item("Cyber"),
    ]
    made = await enter(rest, "x", items=items)
    left_open = {"number": None, "lead": None, "our_role": None}
    assert made["items"] == [
        {**left_open, **items[0], "aligned_to": [ASB, VIOLENCE], "aligned_to_none": False},
        {
            **left_open,
            "title": "Fraud",
            "lead": {
                "printed": "Trading Standards",
                "agency": None,
                "area": None,
                "partnership": None,
            },
            "aligned_to": [],
            "aligned_to_none": True,
        },
        {**left_open, "title": "Cyber", "aligned_to": [], "aligned_to_none": False},
    ]
    await enter(rest, "y")
    assert await rest.items(f"/priority-sets?priority={ASB}") == [made]

    change = {"items": [item("Cyber", aligned_to=["asb"]), item("Victims")]}
    reworded = (await rest.patch(f"/priority-sets/{made['id']}", change, who="dartford")).json()
    assert [each["title"] for each in reworded["items"]] == ["Cyber", "Victims"]
    assert [each["aligned_to"] for each in reworded["items"]] == [[ASB], []]
    assert await rest.items(f"/priority-sets?priority={VIOLENCE}") == []
    kept = await rest.patch(f"/priority-sets/{made['id']}", {"name": "Other"}, 2, "dartford")
    assert kept.json() == {**reworded, "name": "Other", "revision": 3}


async def test_sets_and_documents_are_narrowed_by_all_they_hang_on(rest: Rest) -> None:
    owners = {
        "police": {"printed": "Kent Police", "agency": "kent-police"},
        "county": {"printed": "the county", "area": "kent"},
        "psa": {"printed": "PSA"},
    }
    for code, owner in owners.items():
        await enter(rest, code, owner=owner)
        document = {"edition": EDITION, "code": code, "title": code, "owner": owner}
        await rest.new("/external-documents", document, "dartford")
    for query, codes in (
        ("", ["police", "county", "psa"]),
        ("?owner=kent-police&owner=kent", ["police", "county"]),
        ("?partnership=dartford&owner=kent", ["county"]),
        ("?partnership=thanet", []),
        (f"?edition={EDITION}&owner=kent-police", ["police"]),
        ("?updated_since=2026-11-20T09:30:01Z", []),
    ):
        for path in ("/priority-sets", "/external-documents"):
            found = await rest.items(f"{path}{query}")
            assert [each["code"].removeprefix(f"{PLAN}:") for each in found] == codes, query


async def test_what_is_wrong_with_a_document_is_told_and_nothing_is_written(rest: Rest) -> None:
    owner = {"printed": "x", "partnership": "none"}
    wrong = {"title": "Act", "owner": owner, "dated": {"printed": "1998", "period": "98"}}
    body = {"edition": EDITION, "code": "x"}
    made = (await rest.new("/external-documents", {**body, "title": "x"}, "dartford")).json()
    assert (made["owner"], made["dated"], made["position"]) == (None, None, 1)
    for response in (
        await rest.new("/external-documents", {**body, "code": "y", **wrong}, "dartford"),
        await rest.patch(f"/external-documents/{made['id']}", wrong, who="dartford"),
    ):
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [
            ("/owner/partnership", "unknown_partnership"),
            ("/dated/period", "bad_period"),
        ]
    assert await rest.items("/external-documents") == [made]
