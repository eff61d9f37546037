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
