"""Aliases of agencies over REST, and agencies found by what sources call them."""

from collections import Counter
from typing import Any
from urllib.parse import quote

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.build import EDITION

POLICE = "/agencies/kent-police"
FIRE = "/agencies/kent-fire-and-rescue-service"
COUNCIL = "/agencies/dartford-borough-council"


async def called(rest: Rest, path: str, name: str, **days: str) -> dict[str, Any]:
    response = await rest.new(f"{path}/aliases", {"name": name, **days})
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


async def meaning(rest: Rest, name: str, on: str | None = None) -> Any:
    """Ask whom a name means; return the agency's code, or the refusal with its faults."""
    day = "" if on is None else f"&on={on}"
    response = await rest.get(f"/agencies/resolve?name={quote(name)}{day}")
    if response.status_code == 200:
        return response.json()["agency"]["code"]
    return (*refusal(response), [each["code"] for each in response.json()["errors"]])


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"name": "&"}, ("/name", "not_of_its_form")),
        ({"name": ""}, ("/name", "too_short")),
        ({"name": "KP" * 151}, ("/name", "too_long")),
        ({"name": 1}, ("/name", "not_a_text")),
        ({"starts_on": "13"}, ("/starts_on", "not_a_day")),
        ({"starts_on": "2013", "ends_before": "2012-12"}, ("/ends_before", "days_contradict")),
        ({"agency": "kent-police"}, ("/agency", "unknown_field")),
    ],
)
async def test_what_is_no_name_or_no_time_is_refused(
    rest: Rest, wrong: dict[str, Any], fault: tuple[str, str]
) -> None:
    response = await rest.new(f"{POLICE}/aliases", {"name": "KP", **wrong})
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [fault]
    assert await rest.items(f"{POLICE}/aliases") == []


async def test_all_that_is_wrong_with_an_alias_is_told_at_once(rest: Rest) -> None:
    wrong = {"name": "–", "starts_on": "2013", "ends_before": "2012"}  # noqa: RUF001 -- a dash
    response = await rest.new(f"{POLICE}/aliases", wrong)
    assert faults(response) == [("/name", "not_of_its_form"), ("/ends_before", "days_contradict")]


@pytest.mark.parametrize(
    "name",
    [
        "Kent Police",
        "the KENT POLICE",
        "Kent Fire & Rescue Service",
        "kent-fire-and-rescue-service",
        "K.P.",
        "kp",
    ],
)
async def test_a_name_that_is_taken_is_refused_however_it_is_written(rest: Rest, name: str) -> None:
    await called(rest, POLICE, "KP")
    for path in (POLICE, FIRE):
        before = await rest.items(f"{path}/aliases")
        response = await rest.new(f"{path}/aliases", {"name": name})
        assert refusal(response) == (409, "already_exists")
        assert await rest.items(f"{path}/aliases") == before


async def test_two_agencies_may_have_an_alias_one_after_the_other(rest: Rest) -> None:
    await called(rest, POLICE, "The Force", ends_before="2015-04")
    response = await rest.new(f"{FIRE}/aliases", {"name": "Force", "starts_on": "2015-03"})
    assert refusal(response) == (409, "already_exists")
    assert "kent-police" in response.json()["detail"]

    made = await called(rest, FIRE, "Force", starts_on="2015-04")

    path = f"{FIRE}/aliases/{made['id']}"
    before = await rest.get(path)
    assert refusal(await rest.patch(path, {"starts_on": None})) == (409, "already_exists")
    backwards = await rest.patch(path, {"ends_before": "2015-03"})
    assert faults(backwards) == [("/ends_before", "days_contradict")]
    assert (await rest.get(path)).json() == before.json()
    assert (await rest.patch(path, {"starts_on": "2015-05"})).json()["revision"] == 2
    assert faults(await rest.patch(path, {"name": "X"}, 2)) == [("/name", "unknown_field")]


async def test_of_two_agencies_that_take_a_name_at_once_one_gets_it(rest: Rest) -> None:
    responses = await rest.at_once(
        rest.new(f"{POLICE}/aliases", {"name": "The Service"}),
        rest.new(f"{FIRE}/aliases", {"name": "service"}),
        rest.new("/agencies", {"code": "service", "name": "Some", "kind": "other"}),
        rest.patch(COUNCIL, {"name": "SERVICE"}),
    )
    # The last two are names of their own, which two agencies may share.
    counted = Counter(each.status_code for each in responses)
    assert counted[409] >= 2
    names = [
        each["name"] for path in (POLICE, FIRE) for each in await rest.items(f"{path}/aliases")
    ]
    assert len(names) <= 1
    if names:
        assert counted == {201: 1, 409: 3}
    for each in responses:
        assert each.is_success or refusal(each) == (409, "already_exists")


async def test_an_agency_cannot_take_the_alias_of_another_for_its_name(rest: Rest) -> None:
    alias = await called(rest, POLICE, "North Kent Police", ends_before="2010")
    for wrong in (
        {"code": "nkp", "name": "north kent police"},
        {"code": "north-kent-police", "name": "NKP"},
    ):
        response = await rest.new("/agencies", {**wrong, "kind": "police"})
        assert refusal(response) == (409, "already_exists")
        assert refusal(await rest.get(f"/agencies/{wrong['code']}")) == (404, "not_found")
    response = await rest.patch(FIRE, {"name": "The North Kent Police"})
    assert refusal(response) == (409, "already_exists")
    assert (await rest.get(FIRE)).json()["revision"] == 1

    renamed = await rest.patch(POLICE, {"name": "North Kent Police"})
    assert renamed.status_code == 200  # its own alias
    assert (await rest.delete(f"{POLICE}/aliases/{alias['id']}")).status_code == 204
    assert (await rest.patch(FIRE, {"name": "North Kent Police"})).status_code == 200
    assert await meaning(rest, "north kent police") == (
        *(409, "name_ambiguous"),
        ["possible_name"] * 2,
    )


async def test_an_agency_that_has_aliases_stays(rest: Rest) -> None:
    await called(rest, "/agencies/kent-fire-and-rescue-service", "KFRS")
    await rest.new("/agencies", {"code": "mtf", "name": "Margate Task Force", "kind": "other"})
    await called(rest, "/agencies/mtf", "MTF 2")
    assert refusal(await rest.delete("/agencies/mtf")) == (409, "still_in_use")


# A printed name, resolved


async def test_a_printed_name_means_an_agency(rest: Rest) -> None:
    await called(rest, FIRE, "KFRS", source="Glossary")
    fire = (await rest.get(FIRE)).json()
    for printed, recorded in (
        ("KF & RS", "KFRS"),
        ("KF&RS", "KFRS"),
        ("Kent Fire & Rescue Service", "Kent Fire And Rescue Service"),
    ):
        response = await rest.get(f"/agencies/resolve?name={quote(printed)}")
        assert response.json() == {
            "printed": printed,
            "on": None,
            "recorded": recorded,
            "agency": fire,
        }
    read = await rest.get("/agencies/resolve?name=KFRS", if_none_match=response.headers["etag"])
    assert read.status_code == 200  # another answer has another tag
    again = await rest.get("/agencies/resolve?name=KFRS", if_none_match=read.headers["etag"])
    assert again.status_code == 304


async def test_an_unknown_name_is_answered_with_what_would_help(rest: Rest) -> None:
    await called(rest, COUNCIL, "DBC")
    await called(rest, "/agencies/thanet-district-council", "TDC")
    unknown = (404, "name_unknown")
    assert await meaning(rest, "Kent Fire Service") == (*unknown, ["nearest_name"])
    assert await meaning(rest, "xyzzy") == (*unknown, [])
    assert await meaning(rest, "&") == (*unknown, [])
    assert await meaning(rest, "DBC & TDC") == (*unknown, ["listed_name"] * 2)
    assert await meaning(rest, "DBC & GBC") == (*unknown, ["nearest_name"])
    listed = await rest.get(f"/agencies/resolve?name={quote('DBC & TDC')}")
    assert [each["detail"] for each in listed.json()["errors"]] == [
        "'DBC' (dartford-borough-council).",
        "'TDC' (thanet-district-council).",
    ]
    assert "reads as several" in listed.json()["detail"]


async def test_a_name_means_different_agencies_on_different_days(rest: Rest) -> None:
    await called(rest, POLICE, "Force", ends_before="2015-04", starts_on="2005")
    await called(rest, FIRE, "Force", starts_on="2015-04")
    assert await meaning(rest, "The Force", "2014") == "kent-police"
    assert await meaning(rest, "The Force", "2015-05-01") == "kent-fire-and-rescue-service"
    ambiguous = (409, "name_ambiguous", ["possible_name"] * 2)
    assert await meaning(rest, "The Force", "2015-04-15") == ambiguous
    assert await meaning(rest, "The Force") == ambiguous
    unknown = await rest.get("/agencies/resolve?name=force&on=2004-12-31")
    assert refusal(unknown) == (404, "name_unknown")
    assert faults(unknown) == [("name", "name_of_other_days")] * 2
    first = unknown.json()["errors"][0]["detail"]
    assert first == "'Force' from 2005 until before 2015-04 (kent-police)."


async def test_an_agencys_own_name_holds_as_long_as_it_lives(rest: Rest) -> None:
    life = {"starts_on": "1995-04", "ends_before": "2012-11-22"}
    authority = {"code": "kent-police-authority", "name": "Kent Police Authority", **life}
    await rest.new("/agencies", {**authority, "kind": "local_policing_body"})
    assert await meaning(rest, "kent police authority", "2010") == "kent-police-authority"
    assert await meaning(rest, "kent police authority") == "kent-police-authority"
    gone = (404, "name_unknown", ["name_of_other_days"])
    assert await meaning(rest, "kent police authority", "2012-11-22") == gone


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("", "name", "required"),
        ("?name=", "name", "too_short"),
        (f"?name={'x' * 301}", "name", "too_long"),
        ("?name=x&on=2013-13", "on", "not_a_day"),
        ("?name=x&at=2013", "at", "unknown_parameter"),
    ],
)
async def test_a_question_that_is_none_is_refused(
    rest: Rest, query: str, parameter: str, code: str
) -> None:
    response = await rest.get(f"/agencies/resolve{query}")
    assert refusal(response) == (400, "bad_parameter")
    assert faults(response) == [(parameter, code)]


# Bodies of requests


def party(**different: Any) -> dict[str, Any]:
    return {"role": "lead", "kind": "agency", "printed": "as printed", **different}


def action(*parties: dict[str, Any]) -> dict[str, Any]:
    listings = [{"priority": "asb", "number": None}]
    body = {"edition": EDITION, "code": "action-1", "text": "Patrol", "listings": listings}
    return {**body, "parties": list(parties)}


async def test_a_party_is_named_as_the_plan_names_it_and_keeps_what_was_printed(
    rest: Rest,
) -> None:
    await called(rest, FIRE, "KFRS")
    await called(rest, POLICE, "Force", ends_before="2015-04")
    await called(rest, COUNCIL, "Force", starts_on="2015-04")  # the edition is of 2021
    parties = [
        party(agency="KF & RS", printed="KF & RS"),
        party(agency="The Force", printed="The Force", role="support"),
        party(agency="kent police", role="support"),
        party(agency="thanet-district-council", role="support"),
    ]
    made = (await rest.new("/actions", action(*parties), "dartford")).json()
    assert [(each["agency"], each["printed"]) for each in made["parties"]] == [
        ("kent-fire-and-rescue-service", "KF & RS"),
        ("dartford-borough-council", "The Force"),
        ("kent-police", "as printed"),
        ("thanet-district-council", "as printed"),
    ]
    changed = await rest.patch(
        "/actions/dartford-2019-22:action-1",
        {"parties": [party(agency="kfrs", printed="KFRS")]},
        who="dartford",
    )
    assert changed.json()["parties"][0]["agency"] == "kent-fire-and-rescue-service"


async def test_a_party_that_means_nobody_or_several_is_refused_in_its_place(rest: Rest) -> None:
    await called(rest, POLICE, "Force", starts_on="2021")
    await called(rest, COUNCIL, "Force", ends_before="2021-04")
    await called(rest, FIRE, "KFRS")
    names = ["Force", "KFRS & Kent Police", "nobody", "agy_x", "KFRS"]
    response = await rest.new(
        "/actions", action(*(party(agency=each) for each in names)), "dartford"
    )
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [
        ("/parties/0/agency", "ambiguous_agency"),
        ("/parties/1/agency", "unknown_agency"),
        ("/parties/2/agency", "unknown_agency"),
        ("/parties/3/agency", "unknown_agency"),
    ]
    details = [each["detail"] for each in response.json()["errors"]]
    assert "kent-police" in details[0]
    assert "dartford-borough-council" in details[0]
    assert "reads as several" in details[1]
    assert await rest.items("/actions") == []


async def test_a_member_is_named_as_on_its_first_day(rest: Rest) -> None:
    await called(rest, POLICE, "Force", ends_before="2015-04")
    await called(rest, FIRE, "Force", starts_on="2015-04")
    body = {"agency": "Force", "capacity": "responsible_authority", "printed": "Force*"}
    response = await rest.new("/partnerships/thanet/members", body)
    assert faults(response) == [("/agency", "ambiguous_agency")]
    for_a_while = {"starts_on": "2015-04", "ends_before": "2016"}
    response = await rest.new("/partnerships/thanet/members", {**body, **for_a_while})
    assert ("/agency", "ambiguous_agency") in faults(response)
    response = await rest.new("/partnerships/thanet/members", {**body, "starts_on": "2021-01"})
    assert response.status_code == 201
    assert response.json()["agency"] == "kent-fire-and-rescue-service"
    assert response.json()["printed"] == "Force*"


async def test_a_key_is_made_for_an_agency_by_its_alias(rest: Rest) -> None:
    await called(rest, FIRE, "KFRS")
    key = {"label": "KFRS", "agency": "KF&RS", "permissions": ["read"]}
    headers = rest.world.key("operator")
    response = await rest.client.post("/v1/keys", json=key, headers=headers)
    assert response.json()["agency"] == "kent-fire-and-rescue-service"
    wrong = {**key, "agency": "KFRS, Kent Police"}
    response = await rest.client.post("/v1/keys", json=wrong, headers=headers)
    assert faults(response) == [("/agency", "unknown_agency")]


async def test_an_address_takes_ids_and_codes_alone(rest: Rest) -> None:
    await called(rest, FIRE, "KFRS")
    assert refusal(await rest.get("/agencies/KFRS")) == (404, "not_found")
