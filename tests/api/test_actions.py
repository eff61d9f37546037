"""Actions over REST: entered and reworded. How they move is in test_action_updates.py."""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.build import EDITION

PLAN = "dartford-2019-22"
ONE = f"/actions/{PLAN}:action-1"
PARTY = {"role": "lead", "kind": "agency", "agency": "kent-police", "printed": "Police"}
NOBODY = {"role": "support", "kind": "unstated", "printed": "All partners"}


def measure(printed: str, kind: str, **different: object) -> dict[str, Any]:
    nothing = {"target": None, "target_to": None, "unit": None, "per": None}
    return {"printed": printed, "kind": kind, **nothing, **different}


def action(code: str = "action-1", **different: object) -> dict[str, Any]:
    body = {"edition": EDITION, "code": code, "text": "Patrol the High Street"}
    return {**body, "listings": [{"priority": "asb", "number": "1.1"}], **different}


async def test_everything_wrong_with_an_action_is_told_at_once(rest: Rest) -> None:
    wrong = action(
        listings=[{"priority": "asb"}, {"priority": "nothing"}],
        parties=[
            {**PARTY, "agency": "nobody"},
            {**PARTY, "agency": None},
            {**NOBODY, "agency": "agy_x"},
        ],
        measures=[
            measure("5", "count"),
            measure("Some", "output", target=5),
            measure("9 to 9", "range", target=9, target_to=9),
            measure("9 to", "range", target=9),
            measure("Fewer", "change", target_to=3),
            measure("Often", "frequency", target=2, id="mea_x"),
        ],
        timespan={"starts_on": "2022-04", "ends_before": "2022-03-31"},
        status="completed",
        status_on="2026-12",
    )
    response = await rest.new("/actions", wrong, "dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [
        ("/listings/1/priority", "unknown_priority"),
        ("/parties/0/agency", "unknown_agency"),
        ("/parties/2/agency", "unknown_agency"),
        ("/parties/1/agency", "agency_required"),
        ("/measures/0/target", "target_required"),
        ("/measures/1/target", "target_not_allowed"),
        ("/measures/2/target_to", "range_contradicts"),
        ("/measures/3/target_to", "target_required"),
        ("/measures/4/target_to", "target_not_allowed"),
        ("/measures/5/id", "unknown_measure"),
        ("/measures/5/per", "required"),
        ("/timespan/ends_before", "days_contradict"),
        ("/status_on", "not_yet_happened"),
    ]
    assert await rest.items("/actions") == []


@pytest.mark.parametrize(
    ("different", "fault"),
    [
        ({"listings": []}, ("/listings", "too_few")),
        ({"listings": [{}]}, ("/listings/0/priority", "required")),
        ({"listings": [{"priority": "asb"}] * 21}, ("/listings", "too_many")),
        ({"parties": [{**PARTY, "role": "owner"}]}, ("/parties/0/role", "not_one_of")),
        ({"parties": [{**PARTY, "printed": None}]}, ("/parties/0/printed", "not_a_text")),
        ({"measures": [{"printed": "5"}]}, ("/measures/0/kind", "required")),
        (
            {"measures": [{"printed": "5", "kind": "count", "target": "5"}]},
            ("/measures/0/target", "not_a_number"),
        ),
        (
            {"parties": [{**PARTY, "role_basis": "guessed"}]},
            ("/parties/0/role_basis", "not_one_of"),
        ),
        ({"timespan": {"starts_on": "spring"}}, ("/timespan/starts_on", "not_a_day")),
        ({"timespan": {"recurs": "often"}}, ("/timespan/recurs", "not_one_of")),
        # That it is read is the service's to say.
        ({"timespan": {"basis": "read"}}, ("/timespan/basis", "not_one_of")),
        ({"status": "done"}, ("/status", "not_one_of")),
        ({"status_on": "yesterday"}, ("/status_on", "not_a_day")),
    ],
)
async def test_an_action_that_is_not_of_its_form_is_refused(
    rest: Rest, different: dict[str, Any], fault: tuple[str, str]
) -> None:
    response = await rest.new("/actions", action(**different), "dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [fault]


async def test_an_action_stands_as_it_was_given(rest: Rest) -> None:
    measures = [
        measure("12 patrols a year", "minimum", target=12, unit="patrols"),
        measure("A map", "output"),
        measure("40-50 talks", "range", target=40, target_to=50.5, unit="talks"),
        measure("Five per borough", "count", target=5, unit="events", per="borough"),
        measure("Weekly", "frequency", target=1, per="week"),
        measure("Within 24 hours", "time_limit", target=24, unit="hours"),
        measure("x events", "placeholder", unit="events"),
        measure("TBC", "to_be_confirmed"),
        measure("A tenth fewer", "change", target=0.1),
        measure("Number trained", "number_of", unit="people"),
    ]
    listings = [{"priority": "violent-crime", "number": "2"}, {"priority": f"{PLAN}:asb"}] * 2
    body = action(
        listings=listings,
        parties=[NOBODY, PARTY, {**PARTY, "unit": "Rural Task Force", "role_basis": "read"}],
        measures=measures,
    )
    made = (await rest.new("/actions", body, "dartford")).json()
    assert made["listings"] == [
        {"priority": f"{PLAN}:violent-crime", "number": "2", "position": 1},
        {"priority": f"{PLAN}:asb", "number": None, "position": 2},
        {"priority": f"{PLAN}:violent-crime", "number": "2", "position": 3},
        {"priority": f"{PLAN}:asb", "number": None, "position": 4},
    ]
    assert made["parties"] == [
        {**NOBODY, "agency": None, "unit": None, "role_basis": "stated"},
        {**PARTY, "unit": None, "role_basis": "stated"},
        {**PARTY, "unit": "Rural Task Force", "role_basis": "read"},
    ]
    assert [{**each, "id": ""} for each in made["measures"]] == [
        {**each, "id": "", "count_so_far": None, "counted_on": None} for each in measures
    ]
    assert len({each["id"] for each in made["measures"]}) == len(measures)
    assert (made["status"], made["status_on"]) == ("proposed", "2021-04-01")


@pytest.mark.parametrize(
    ("status_on", "since"), [(None, "2021-04-01"), ("2020", "2020"), ("2026-11", "2026-11")]
)
async def test_an_action_begins_with_the_edition_or_when_it_is_said_to(
    rest: Rest, status_on: str | None, since: str
) -> None:
    body = action(status="under_way", status_on=status_on)
    made = (await rest.new("/actions", body, "dartford")).json()
    assert (made["status"], made["status_on"]) == ("under_way", since)
    (update,) = await rest.items(f"{ONE}/updates")
    assert update["happened_on"] == since
    assert update["recorded_by"] == "dartford-borough-council"
    assert update["recorded_after_the_fact"] is False


async def test_an_action_of_an_edition_to_come_begins_today_and_moves(rest: Rest) -> None:
    days = {"starts_on": "2027-04-01", "ends_before": "2028-04-01"}
    edition = {"code": "2027", "partnership": "dartford", "title": "2027", **days}
    await rest.new(f"/plans/{PLAN}/editions", edition, "dartford")
    entry = {"edition": f"{PLAN}:2027", "code": "asb", "title": "ASB"}
    await rest.new("/priorities", entry, "dartford")

    made = await rest.new("/actions", action(edition=f"{PLAN}:2027"), "dartford")
    assert made.json()["status_on"] == "2026-11-20"
    moved = await rest.new(f"{ONE}/updates", {"status": "agreed"}, "dartford")
    assert moved.json()["recorded_after_the_fact"] is False
    assert (await rest.get(ONE)).json()["status"] == "agreed"


async def test_lists_given_replace_those_recorded_and_others_stay(rest: Rest) -> None:
    five = {"printed": "5", "kind": "count", "target": 5}
    body = action(parties=[PARTY], measures=[five])
    first = (await rest.new("/actions", body, "dartford")).json()
    await rest.new("/actions", action("action-2"), "dartford")

    for wrong in ({"listings": [{"priority": "x"}]}, {"parties": [{**PARTY, "agency": "x"}]}):
        assert refusal(await rest.patch(ONE, wrong, who="dartford")) == (422, "invalid")
    listings = [{"priority": "violent-crime"}, {"priority": "asb", "number": "9"}]
    moved = (await rest.patch(ONE, {"listings": listings}, 1, "dartford")).json()
    # The place it had is its own still; further ones stand at the end.
    assert [each["position"] for each in moved["listings"]] == [1, 3]
    assert moved == {**first, "listings": moved["listings"], "revision": 2}

    handed_over = {"parties": [NOBODY], "timescale": "2022"}
    handed = (await rest.patch(ONE, handed_over, 2, "dartford")).json()
    assert [each["printed"] for each in handed["parties"]] == ["All partners"]
    assert (handed["measures"], handed["timescale"]) == (first["measures"], "2022")
    unmeasured = (await rest.patch(ONE, {"measures": []}, 3, "dartford")).json()
    assert unmeasured == {**handed, "measures": [], "revision": 4}


async def test_an_action_carried_over_keeps_its_history(rest: Rest) -> None:
    await rest.new("/actions", action(status="under_way"), "dartford")
    days = {"starts_on": "2022-01-01", "ends_before": "2022-04-01"}
    later = {"code": "2022", "partnership": "dartford", "title": "2022", **days}
    await rest.new(f"/plans/{PLAN}/editions", later, "dartford")
    entry = {"edition": f"{PLAN}:2022", "code": "asb", "title": "ASB"}
    await rest.new("/priorities", entry, "dartford")

    again = action(edition=f"{PLAN}:2022", text="Patrol", status="completed", parties=[NOBODY])
    carried = (await rest.new("/actions", again, "dartford")).json()
    assert (carried["text"], carried["status"]) == ("Patrol", "under_way")
    assert len(await rest.items(f"{ONE}/updates")) == 1
    once = (await rest.get(f"{ONE}?edition={EDITION}")).json()
    assert (once["text"], once["parties"]) == ("Patrol the High Street", [])

    reworded = await rest.patch(f"{ONE}?edition={EDITION}", {"text": "Walk"}, 2, "dartford")
    assert (reworded.json()["text"], reworded.json()["edition"]) == ("Walk", EDITION)
    assert (await rest.get(ONE)).json()["text"] == "Patrol"


async def test_actions_are_narrowed_by_all_they_hang_on(rest: Rest) -> None:
    await rest.new("/actions", action("a", parties=[PARTY]), "dartford")
    both = [{"priority": "violent-crime"}, {"priority": "asb"}]
    await rest.new("/actions", action("b", listings=both, status="agreed"), "dartford")
    for query, codes in (
        ("", ["a", "b"]),
        (f"?priority={PLAN}:asb", ["a", "b"]),
        (f"?priority={PLAN}:violent-crime", ["b"]),
        ("?agency=kent-police", ["a"]),
        ("?agency=thanet-district-council", []),
        ("?status=agreed&status=completed", ["b"]),
        (f"?edition={EDITION}&status=proposed", ["a"]),
        (f"?partnership=dartford&plan={PLAN}&agency=kent-police", ["a"]),
        ("?partnership=thanet", []),
    ):
        found = await rest.items(f"/actions{query}")
        assert [each["code"].removeprefix(f"{PLAN}:") for each in found] == codes, query
