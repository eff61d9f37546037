"""Files: loaded whole or not at all, written, and loaded again without a change."""

import copy
from typing import Any

import asyncpg
import httpx
import pytest

from tests.api.asking import Rest, refusal
from tests.build import World
from tests.graphql.furnish import furnish
from tests.keeping import empty
from tests.record import contents

FILE: dict[str, Any] = {
    "format": "community-safety/1",
    "areas": [
        {
            "code": "E07000108",
            "slug": "dover",
            "name": "Dover",
            "kind": "district",
            "nation": "england",
            "within": ["kent"],
        }
    ],
    "partnerships": [{"code": "dover", "name": "Dover CSP", "areas": [{"area": "dover"}]}],
    "memberships": [
        {"partnership": "dover", "agency": "kent-police", "capacity": "responsible_authority"}
    ],
    "plans": [
        {
            "code": "dover-2017",
            "title": "Plan",
            "starts_on": "2017-04-01",
            "ends_before": "2020-04-01",
        }
    ],
    "editions": [
        {
            "plan": "dover-2017",
            "code": "first",
            "partnership": "dover",
            "title": "Plan",
            "starts_on": "2017-04-01",
            "ends_before": "2018-04-01",
        }
    ],
    "priorities": [
        # The first stands under the second, and serves it too.
        {
            "edition": "dover-2017:first",
            "code": "parking",
            "kind": "theme",
            "title": "Parking",
            "parent": "asb",
            "also_serves": ["asb"],
        },
        {"edition": "dover-2017:first", "code": "asb", "title": "ASB"},
    ],
    "actions": [
        {
            "edition": "dover-2017:first",
            "code": "patrol",
            "text": "Patrol.",
            "listings": [{"priority": "asb", "number": "1.1"}],
            "tackles": ["parking", "asb"],
            "parties": [{"role": "lead", "agency": "kent-police", "printed": "Police"}],
            "status": "agreed",
            "status_on": "2017-04",
        }
    ],
    "updates": [
        {"action": "dover-2017:patrol", "status": "under_way", "happened_on": "2017-06"},
        {"action": "dover-2017:patrol", "status": "completed", "happened_on": "2018-01-31"},
    ],
}


async def load(
    rest: Rest, file: dict[str, Any], who: str = "operator", dry_run: str = "false"
) -> httpx.Response:
    return await rest.new(f"/imports?dry_run={dry_run}", file, who)


def different(**lists: list[dict[str, Any]]) -> dict[str, Any]:
    return {**copy.deepcopy(FILE), **lists}


@pytest.mark.parametrize(
    ("file", "code", "pointer"),
    [
        ({**FILE, "format": "csp/1"}, "not_one_of", "/format"),
        ({**FILE, "achievements": []}, "unknown_field", "/achievements"),
        (
            different(priorities=[{**FILE["priorities"][1], "edition": "first"}]),
            "not_of_its_form",
            "/priorities/0/edition",
        ),
        (
            different(memberships=[{**FILE["memberships"][0], "agency": "nobody"}]),
            "unknown_agency",
            "/memberships/0/agency",
        ),
        (
            different(priorities=[{**FILE["priorities"][1], "parent": "crime"}]),
            "unknown_priority",
            "/priorities/0/parent",
        ),
        (different(editions=[]), "edition_missing", "/plans/0"),
        (
            different(areas=[{**FILE["areas"][0], "code": "E07000114", "slug": "dover"}]),
            "cannot_change",
            "/areas/0/slug",
        ),
    ],
)
async def test_a_file_with_a_fault_is_refused_and_nothing_is_written(
    rest: Rest, database: str, file: dict[str, Any], code: str, pointer: str
) -> None:
    before = await contents(database)
    response = await load(rest, file)
    assert response.status_code == 422, response.text
    told = [(each["pointer"], each["code"]) for each in response.json()["errors"]]
    assert (pointer, code) in told
    assert await contents(database) == before


async def test_all_faults_of_all_rows_are_told_at_once(rest: Rest) -> None:
    file = different(
        memberships=[
            {**FILE["memberships"][0], "agency": "nobody"},
            {**FILE["memberships"][0], "starts_on": "2020", "ends_before": "2019"},
        ],
        updates=[{**FILE["updates"][0], "happened_on": "2030-01-01"}],
    )
    response = await load(rest, file)
    assert [(each["pointer"], each["code"]) for each in response.json()["errors"]] == [
        ("/memberships/0/agency", "unknown_agency"),
        ("/memberships/1/ends_before", "days_contradict"),
        ("/updates/0/happened_on", "not_yet_happened"),
    ]


@pytest.mark.parametrize("who", ["reader", "police", "dartford"])
async def test_who_may_not_make_a_thing_cannot_load_it(rest: Rest, database: str, who: str) -> None:
    before = await contents(database)
    assert refusal(await load(rest, FILE, who)) == (403, "permission_missing")
    assert await contents(database) == before


async def test_a_council_loads_what_its_partnership_owns(rest: Rest) -> None:
    file = {
        "format": "community-safety/1",
        "priorities": [{"edition": "dartford-2019-22:2021-refresh", "code": "new", "title": "New"}],
    }
    assert refusal(await load(rest, file, "thanet")) == (403, "not_yours")
    assert (await load(rest, file, "dartford")).status_code == 200


async def test_a_dry_run_tells_what_would_come_and_writes_nothing(
    rest: Rest, database: str
) -> None:
    before = await contents(database)
    dry = (await load(rest, FILE, dry_run="true")).json()
    after = await contents(database)
    assert dry["dry_run"] is True
    # The reply is kept for a repeated request; of the record nothing is there.
    assert {name for name in before if before[name] != after[name]} <= {"idempotency"}
    wet = (await load(rest, FILE)).json()
    assert (wet["counts"], wet["dry_run"]) == (dry["counts"], False)


async def test_a_file_is_loaded_and_the_same_again_changes_nothing(rest: Rest) -> None:
    first = (await load(rest, FILE)).json()
    assert first["counts"]["priorities"] == {"added": 2, "changed": 0, "unchanged": 0}
    assert first["counts"]["editions"]["added"] == 1
    below = (await rest.get("/priorities/dover-2017:parking")).json()
    assert (below["parent"], below["also_serves"]) == ("dover-2017:asb", ["dover-2017:asb"])
    patrol = (await rest.get("/actions/dover-2017:patrol")).json()
    assert (patrol["status"], patrol["status_on"]) == ("completed", "2018-01-31")
    assert patrol["tackles"] == ["dover-2017:parking", "dover-2017:asb"]

    again = (await load(rest, FILE)).json()
    assert again["rows"] == []
    assert {
        outcome: sum(each[outcome] for each in again["counts"].values())
        for outcome in ("added", "changed", "unchanged")
    } == {"added": 0, "changed": 0, "unchanged": 10}


async def test_what_a_file_says_otherwise_is_changed_and_told(rest: Rest) -> None:
    await load(rest, FILE)
    file = different(
        priorities=[
            {**FILE["priorities"][0], "title": "Pavements", "parent": None},
            FILE["priorities"][1],
        ],
        areas=[{**FILE["areas"][0], "within": []}],
    )
    loaded = (await load(rest, file)).json()
    assert [(each["list"], each["key"], each["outcome"]) for each in loaded["rows"]] == [
        ("areas", "E07000108", "changed"),
        ("priorities", "dover-2017:first:parking", "changed"),
    ]
    assert [each["fields"] for each in loaded["rows"]] == [["within"], ["parent", "title"]]
    below = (await rest.get("/priorities/dover-2017:parking")).json()
    assert (below["title"], below["parent"]) == ("Pavements", None)


async def test_a_partnership_is_written_loaded_into_an_empty_record_and_written_the_same(
    rest: Rest, world: World, database: str
) -> None:
    await furnish(world)
    written = (await rest.get("/partnerships/dartford/file")).json()
    assert {"areas", "agencies", "plans", "priorities", "kpis", "actions", "updates"} <= set(
        written
    )
    unchanged = (await load(rest, written)).json()
    assert unchanged["rows"] == []

    await _empty_but_for_keys(database)
    loaded = await load(rest, written)
    assert loaded.status_code == 200, loaded.text
    assert (await rest.get("/partnerships/dartford/file")).json() == written


async def _empty_but_for_keys(database: str) -> None:
    """Delete all but the operator's key, which is nobody's."""
    connection = await asyncpg.connect(database)
    try:
        kept = await connection.fetch("select * from key where agency_id is null")
        await empty(database)
        await connection.copy_records_to_table("key", records=[tuple(each) for each in kept])
    finally:
        await connection.close()


WHERE = {"edition": "dover-2017:first"}
OWNER = {"printed": "Kent Police", "agency": "kent-police"}
MEASURED = {
    **FILE["actions"][0],
    "measures": [
        {"printed": "Patrols", "kind": "number_of"},
        {"printed": "Patrols", "kind": "count", "target": 5},
        {"printed": "A map", "kind": "output"},
    ],
}
COUNT = {**WHERE, "action": "dover-2017:patrol", "measure": "Patrols", "value": 3}
COUNT = {**COUNT, "happened_on": "2018"}
AGENCIES = [
    {"code": code, "name": code.upper(), "kind": "health", "ends_before": end}
    for code, end in (("pct", "2013-04"), ("ccg", None))
]
FOLLOWED = {"predecessor": "dover", "successor": "thanet", "kind": "continued"}
FOLLOWED = {**FOLLOWED, "happened_on": "2022-04"}
WRONG: dict[str, Any] = {
    "agencies": AGENCIES,
    "agency_successions": [
        {"predecessor": "pct", "successor": "ccg", "kind": "replaced", "happened_on": "2012"},
        {"predecessor": "nobody", "successor": "ccg", "kind": "split", "happened_on": "2012"},
        {"predecessor": "pct", "successor": "no", "kind": "split", "happened_on": "2012"},
    ],
    "area_successions": [
        {"predecessor": "dover", "successor": "dover", "happened_on": "2012-04-01"},
    ],
    "objectives": [
        {**WHERE, "code": "a", "priorities": ["crime"], "wording": "Less", "indicator": "none"},
        {
            **WHERE,
            "code": "b",
            "priorities": ["asb"],
            "wording": "Less",
            "target": {"printed": "7 in 5", "kind": "percentage", "value": 140},
            "due": {"printed": "Soon", "period": "2017-Q1"},
        },
    ],
    "priority_sets": [
        {
            **WHERE,
            "code": "c",
            "name": "Theirs",
            "owner": {**OWNER, "area": "kent"},
            "order": "equal",
            "items": [{"title": "ASB", "aligned_to": ["asb"], "aligned_to_none": True}],
        }
    ],
    "external_documents": [
        {**WHERE, "code": "d", "title": "Plan", "owner": {"printed": "Kent", "area": "none"}}
    ],
    "actions": [MEASURED],
    "updates": [{**FILE["updates"][0], "repeat": 2}],
    "counts": [
        {**COUNT, "measure": "A walk"},
        {**COUNT, "nth": 3},
        {**COUNT, "measure": "A map"},
        {**COUNT, "edition": "dover-2017:second"},
        {**COUNT, "happened_on": "2030"},
    ],
    "partnership_successions": [
        {**FOLLOWED, "carries": [{"kind": "action", "named": "dartford-2019-22:x"}]},
        {**FOLLOWED, "carries": [{"kind": "plan", "named": "dartford-2019-22"}]},
        {**FOLLOWED, "successor": None},
    ],
    "sources": [{"of": "objectives/dover-2017:none", "document": "Plan"}],
}


async def test_what_is_wrong_in_any_list_is_told_in_its_place(rest: Rest, database: str) -> None:
    before = await contents(database)
    response = await load(rest, different(**WRONG))
    assert refusal(response) == (422, "invalid")
    assert [(each["pointer"], each["code"]) for each in response.json()["errors"]] == [
        ("/area_successions/0/successor", "circle"),
        ("/agency_successions/0/happened_on", "days_contradict"),
        ("/agency_successions/1/predecessor", "unknown_agency"),
        ("/agency_successions/2/successor", "unknown_agency"),
        ("/objectives/0/priorities/0", "unknown_priority"),
        ("/objectives/0/indicator", "unknown_indicator"),
        ("/objectives/1/target/value", "out_of_range"),
        ("/objectives/1/due/period", "bad_period"),
        ("/priority_sets/0/owner", "several_owners"),
        ("/priority_sets/0/items/0/aligned_to_none", "aligned_and_not"),
        ("/external_documents/0/owner/area", "unknown_area"),
        ("/updates/0/repeat", "out_of_range"),
        ("/counts/0/measure", "unknown_measure"),
        ("/counts/1/measure", "unknown_measure"),
        ("/counts/2", "refused"),
        ("/counts/3/action", "unknown_action"),
        ("/counts/4/happened_on", "not_yet_happened"),
        ("/partnership_successions/0/carries/0/named", "unknown_action"),
        ("/partnership_successions/1/carries/0/named", "not_the_predecessors"),
        ("/partnership_successions/2/successor", "successor_required"),
        ("/sources/0/of", "unknown_thing"),
    ]
    assert await contents(database) == before


@pytest.mark.parametrize(
    ("name", "row", "code"),
    [
        ("objectives", {"code": "a", "priorities": ["asb"], "wording": "Less"}, "not_yours"),
        ("external_documents", {"code": "a", "title": "Plan"}, "not_yours"),
        (
            "priority_sets",
            {
                "code": "a",
                "name": "Theirs",
                "owner": OWNER,
                "order": "equal",
                "items": [{"title": "ASB"}],
            },
            "not_yours",
        ),
    ],
)
async def test_what_an_edition_holds_is_its_coordinator_s_to_load(
    rest: Rest, name: str, row: dict[str, Any], code: str
) -> None:
    rows = [{"edition": "dartford-2019-22:2021-refresh", **row}]
    file = {"format": FILE["format"], name: rows}
    assert refusal(await load(rest, file, "thanet")) == (403, code)
    assert (await load(rest, file, "dartford")).json()["counts"][name]["added"] == 1
    assert (await load(rest, file, "thanet")).json()["counts"][name]["unchanged"] == 1


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("area_successions", {"predecessor": "thanet", "successor": "dartford"}),
        (
            "agency_successions",
            {"predecessor": "thanet-district-council", "successor": "dartford-borough-council"},
        ),
        ("partnership_successions", {"predecessor": "thanet", "successor": "dartford"}),
    ],
)
async def test_what_came_of_bodies_is_an_operator_s_to_load(
    rest: Rest, name: str, row: dict[str, Any]
) -> None:
    kind = {"agency_successions": "replaced", "partnership_successions": "continued"}
    told = {"kind": kind[name]} if name in kind else {}
    rows = [{**row, **told, "happened_on": "2022-04-01"}]
    file = {"format": FILE["format"], name: rows}
    assert refusal(await load(rest, file, "dartford")) == (403, "permission_missing")
    assert (await load(rest, file)).json()["counts"][name]["added"] == 1
    assert (await load(rest, file, "dartford")).json()["rows"] == []
    rows[0]["happened_on"] = "2023-04-01"
    assert (await load(rest, file)).json()["rows"][0]["fields"] == ["happened_on"]


async def test_a_file_tells_history_that_moves_nothing_besides(rest: Rest) -> None:
    editions = [
        {**FILE["editions"][0], "state": "published", "state_on": "2017-04"},
        {
            **FILE["editions"][0],
            "code": "second",
            "starts_on": "2018-04-01",
            "ends_before": "2019-04-01",
        },
    ]
    today = {"happened_on": "2026-11-20"}
    file = different(
        editions=editions,
        transitions=[{"edition": "dover-2017:second", "to": "published", **today}],
        updates=[
            {"action": "dover-2017:patrol", "status": "completed", **today},
            {"action": "dover-2017:patrol", "status": "under_way", **today},
            {"action": "dover-2017:patrol", "status": "completed", **today, "repeat": 2},
        ],
        partnership_successions=[
            {"predecessor": "dover", "kind": "ended", "happened_on": "2026-11"}
        ],
    )
    assert (await load(rest, file)).status_code == 200
    assert (await load(rest, file)).json()["rows"] == []
    path = "/plans/dover-2017/editions"
    assert [(each["state"], each["published_on"]) for each in await rest.items(path)] == [
        ("published", None),
        ("published", None),
    ]
    assert (await rest.get("/actions/dover-2017:patrol")).json()["status"] == "completed"
    assert (await rest.get("/partnerships/dover")).json()["ends_before"] is None
    written = (await rest.get("/partnerships/dover/file")).json()
    assert written["partnership_successions"] == file["partnership_successions"]
    assert written["updates"] == file["updates"]


async def test_what_an_edition_holds_is_compared_as_it_is_meant(rest: Rest) -> None:
    objective = {
        **WHERE,
        "code": "a",
        "priorities": ["asb", "parking"],
        "wording": "Less",
        "owner": OWNER,
        "due": {"printed": "2017/18", "period": "FY2017"},
    }
    await load(rest, different(objectives=[objective]))
    same = {**objective, "priorities": ["dover-2017:asb", "parking", "asb"]}
    assert (await load(rest, different(objectives=[same]))).json()["rows"] == []
    for changed in (
        {"priorities": ["parking", "asb"]},
        {"priorities": ["parking"]},
        {"due": {"printed": "2017/18", "period": "CY2017"}},
        {"due": {"printed": "2017/18"}},
        {"owner": {"printed": "Kent Police"}},
    ):
        loaded = await load(rest, different(objectives=[{**objective, **changed}]))
        assert [each["fields"] for each in loaded.json()["rows"]] == [[*changed]]
        await load(rest, different(objectives=[objective]))
    for name, wrong in (
        ("due", {"printed": "2017/18", "period": "2017-Q1"}),
        ("priorities", ["x"]),
    ):
        refused = await load(rest, different(objectives=[{**objective, name: wrong}]))
        assert refusal(refused) == (422, "invalid")


@pytest.mark.parametrize(
    "second", [{"note": "Another."}, {"reading": "resolved"}, {"printed": "ASB"}]
)
async def test_several_facts_of_one_place_are_kept_apart(
    rest: Rest, second: dict[str, Any]
) -> None:
    one = {"of": "priorities/dover-2017:asb", "document": "Plan", "place": "p. 3"}
    two = {**one, **second, "repeat": 2}
    file = different(sources=[one, two])
    assert (await load(rest, file)).json()["counts"]["sources"]["added"] == 2
    assert (await load(rest, file)).json()["rows"] == []
    assert (await load(rest, different(sources=[two, one]))).json()["rows"] == []
    # One of several that is put otherwise is another; what the file does not name stays.
    again = {**two, "note": "Mended."}
    assert [
        each["outcome"]
        for each in (await load(rest, different(sources=[one, again]))).json()["rows"]
    ] == ["added"]
    assert len(await rest.items("/sources")) == 3


async def test_listings_in_their_places_are_the_same_in_any_order(rest: Rest) -> None:
    listings = [{"priority": "asb", "position": 4}, {"priority": "parking", "position": 2}]
    file = different(actions=[{**FILE["actions"][0], "listings": listings}])
    await load(rest, file)
    assert (await load(rest, file)).json()["rows"] == []
    listings[0]["position"] = 1
    assert (await load(rest, file)).json()["rows"][0]["fields"] == ["listings"]


async def test_rows_may_name_bodies_as_they_are_called(rest: Rest) -> None:
    file = different(
        aliases=[{"agency": "kent-police", "name": "The Constabulary"}],
        partnerships=[{**FILE["partnerships"][0], "ons_code": "E22000999"}],
        memberships=[
            {**FILE["memberships"][0], "partnership": "E22000999", "agency": "Constabulary"}
        ],
        editions=[{**FILE["editions"][0], "partnership": "E22000999"}],
    )
    assert (await load(rest, file)).status_code == 200
    again = (await load(rest, file)).json()
    assert again["rows"] == []
    # Another body by that name is told apart still.
    file["memberships"][0]["agency"] = "thanet-district-council"
    assert (await load(rest, file)).json()["counts"]["memberships"]["added"] == 1


async def test_what_the_register_tells_stays_where_a_row_does_not_say(rest: Rest) -> None:
    told = {"starts_on": "1974-04-01", "population": 113_100, "population_year": 2015}
    register = different(
        areas=[{**FILE["areas"][0], **told}],
        partnerships=[{**FILE["partnerships"][0], "ons_code": "E22000999"}],
    )
    await load(rest, register)
    named = {name: FILE["areas"][0][name] for name in ("code", "slug", "kind", "nation")}
    bare = different(areas=[{**named, "name": "Dover District"}])
    rows = (await load(rest, bare)).json()["rows"]
    assert [(each["list"], each["fields"]) for each in rows] == [("areas", ["name"])]
    area = (await rest.get("/areas/dover")).json()
    assert {name: area[name] for name in told} == told
    assert area["within"] == ["E10000016"]
    assert (await rest.get("/partnerships/dover")).json()["ons_code"] == "E22000999"


async def test_a_file_of_a_successor_holds_what_was_passed_on(rest: Rest, database: str) -> None:
    await load(rest, FILE)
    carries = [{"kind": "plan", "named": "dover-2017"}]
    joined = {**FOLLOWED, "successor": "dartford", "carries": carries}
    again = {**FOLLOWED, "predecessor": "dartford", "happened_on": "2022", "carries": carries}
    file = {"format": FILE["format"], "partnership_successions": [joined, again]}
    assert (await load(rest, file)).status_code == 200

    written = (await rest.get("/partnerships/thanet/file")).json()
    assert [each["code"] for each in written["partnerships"]] == ["dartford", "dover", "thanet"]
    assert [each["predecessor"] for each in written["partnership_successions"]] == [
        "dover",
        "dartford",
    ]
    assert {each["partnership"] for each in written["memberships"]} == {"thanet"}
    await _empty_but_for_keys(database)
    loaded = await load(rest, written)
    assert loaded.status_code == 200, loaded.text
    assert (await rest.get("/partnerships/thanet/file")).json() == written
