"""What became of everything between two editions, and how actions stood, over REST."""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.build import EDITION
from tests.conftest import Clock

PLAN = "dartford-2019-22"
EDITIONS = f"/plans/{PLAN}/editions"
NEW = f"{PLAN}:2022"
DAYS = {"starts_on": "2022-04-01", "ends_before": "2023-04-01"}
SORTS = ("priorities", "kpis", "actions", "listings")


async def act(rest: Rest, code: str, status: str, edition: str = EDITION, **more: Any) -> None:
    listings = [{"priority": "asb", "number": "1"}]
    said = {"edition": edition, "code": code, "text": code, "listings": listings, **more}
    made = await rest.new("/actions", {**said, "status": status}, "dartford")
    assert made.status_code == 201, made.text


async def refresh(rest: Rest, **carry: object) -> None:
    given = {"code": "2022", "partnership": "dartford", "title": "2022", **DAYS}
    made = await rest.new(
        EDITIONS, {**given, "carry": {"from": "2021-refresh", **carry}}, "dartford"
    )
    assert made.status_code == 201, made.text


async def diff(rest: Rest, edition: str = "2022", against: str = "2021-refresh") -> dict[str, Any]:
    response = await rest.get(f"{EDITIONS}/{edition}/diff?against={against}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def entry(fate: str, before: list[str], after: list[str], *differences: object) -> dict[str, Any]:
    said = {"before": [f"{PLAN}:{each}" for each in before], "differences": list(differences)}
    return {"fate": fate, "after": [f"{PLAN}:{each}" for each in after], **said}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (f"{EDITIONS}/2021-refresh/diff", (400, "bad_parameter")),
        (f"{EDITIONS}/2021-refresh/diff?against=2030", (404, "not_found")),
        (f"{EDITIONS}/2021-refresh/diff?against=joint:first", (404, "not_found")),
        (f"{EDITIONS}/2030/diff?against=2021-refresh", (404, "not_found")),
        ("/plans/nowhere/editions/x/diff?against=2021-refresh", (404, "not_found")),
        (f"{EDITIONS}/2021-refresh/diff?against=2021-refresh&on=2021", (400, "bad_parameter")),
        (f"{EDITIONS}/2030/action-summary", (404, "not_found")),
        (f"{EDITIONS}/2021-refresh/action-summary?on=2021", (400, "bad_parameter")),
    ],
)
async def test_what_cannot_be_told_is_refused(rest: Rest, path: str, told: tuple[int, str]) -> None:
    first = {"code": "first", "partnership": "dartford", "title": "1", **DAYS}
    await rest.new("/plans", {"code": "joint", "title": "J", **DAYS, "edition": first}, "dartford")
    response = await rest.get(path)
    assert refusal(response) == told
    if told[0] == 400:
        assert faults(response)[0][0] in {"against", "on"}


async def test_an_edition_that_carries_everything_differs_in_nothing(rest: Rest) -> None:
    await act(rest, "patrol", "completed")
    await refresh(rest, actions="all")
    for edition, against in (("2022", "2021-refresh"), ("2022", "2022"), ("2021-refresh", NEW)):
        found = await diff(rest, edition, against)
        fates = [each["fate"] for sort in SORTS for each in found[sort]]
        assert fates == ["carried"] * 6
        assert found["edition"].endswith(edition)
        assert found["against"].endswith(against)


async def test_everything_that_either_edition_holds_is_told_once(rest: Rest) -> None:
    await act(rest, "patrol", "under_way", measures=[{"printed": "25", "kind": "number_of"}])
    await act(rest, "lights", "completed")
    await refresh(rest)
    for code in ("knives", "robbery"):
        new = {"edition": NEW, "code": code, "title": code, "comes_from": ["violent-crime"]}
        await rest.new("/priorities", new, "dartford")
    await rest.patch(f"/kpis/{PLAN}:fly-tips", {"target": 12.5}, 2, "dartford")
    await rest.patch(
        f"/actions/{PLAN}:patrol", {"timescale": "By May", "measures": []}, 2, "dartford"
    )
    await act(rest, "new", "agreed", NEW)

    found = await diff(rest)
    assert found["priorities"] == [
        entry("split", ["violent-crime"], ["violent-crime", "knives", "robbery"]),
        entry("carried", ["asb"], ["asb"]),
    ]
    target = {"field": "target", "before": [], "after": ["12.5"]}
    assert found["kpis"] == [
        entry("carried", ["asb-reports"], ["asb-reports"]),
        entry("reworded", ["fly-tips"], ["fly-tips"], target),
    ]
    timescale = {"field": "timescale", "before": [], "after": ["By May"]}
    measures = {"field": "measures", "before": ["number_of, 25"], "after": []}
    assert found["actions"] == [
        entry("reworded", ["patrol"], ["patrol"], timescale, measures),
        entry("new", [], ["new"]),
        entry("retired", ["lights"], []),
    ]
    listed = [f"{code} {PLAN}:asb" for code in ("patrol", "new", "lights")]
    assert found["listings"] == [
        entry("carried", listed[:1], listed[:1]),
        entry("new", [], listed[1:2]),
        entry("retired", listed[2:], []),
    ]
    back = await diff(rest, "2021-refresh", "2022")
    assert back["priorities"][0] == entry(
        "merged", ["violent-crime", "knives", "robbery"], ["violent-crime"]
    )


async def test_a_lineage_leads_through_an_edition_between(rest: Rest) -> None:
    await refresh(rest, priorities=[], kpis=[])
    middle = {
        "edition": NEW,
        "code": "street",
        "title": "S",
        "comes_from": ["asb", "violent-crime"],
    }
    await rest.new("/priorities", middle, "dartford")
    given = {"code": "2023", "partnership": "dartford", "title": "2023"}
    days = {"starts_on": "2023-04-01", "ends_before": "2024-04-01"}
    await rest.new(EDITIONS, {**given, **days}, "dartford")
    last = {"edition": f"{PLAN}:2023", "code": "town", "title": "T", "comes_from": ["street"]}
    await rest.new("/priorities", last, "dartford")
    found = await diff(rest, "2023")
    assert found["priorities"] == [entry("merged", ["violent-crime", "asb"], ["town"])]


async def summary(rest: Rest, edition: str = "2021-refresh", on: str = "") -> dict[str, Any]:
    response = await rest.get(f"{EDITIONS}/{edition}/action-summary{on and f'?on={on}'}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    found["by_status"] = {
        each["status"]: each["actions"] for each in found["by_status"] if each["actions"]
    }
    return found


async def test_a_year_is_told_as_a_partnership_reports_it(rest: Rest, clock: Clock) -> None:
    """30 actions: 21 completed, 6 under way, 3 to come; those not completed are carried over."""
    for n in range(30):
        twice = [{"priority": "asb"}, {"priority": "violent-crime"}]
        more: dict[str, Any] = {"listings": twice} if n == 0 else {}
        await act(rest, f"action-{n}", "proposed" if n >= 27 else "under_way", **more)
    for n in range(21):
        done = {"status": "completed", "happened_on": "2022-01"}
        await rest.new(f"/actions/{PLAN}:action-{n}/updates", done, "dartford")
    assert (await summary(rest))["next_edition"] is None
    await refresh(rest, actions=[f"action-{n}" for n in range(27, 30)])

    assert await summary(rest) == {
        "edition": EDITION,
        "on": "2026-11-20",
        "actions": 30,
        "listings": 31,
        "by_status": {"proposed": 3, "under_way": 6, "completed": 21},
        "undetermined": 0,
        "next_edition": NEW,
        "carried": 3,
    }
    assert (await summary(rest, on="2021-06-30"))["by_status"] == {"proposed": 3, "under_way": 27}
    january = await summary(rest, on="2022-01-15")
    assert (january["by_status"], january["undetermined"]) == ({"proposed": 3, "under_way": 6}, 21)
    before = await summary(rest, on="2021-03-31")
    assert (before["by_status"], before["undetermined"]) == ({}, 30)
    assert (await summary(rest, on="2022-01-31"))["by_status"]["completed"] == 21

    after = await summary(rest, "2022")
    assert (after["actions"], after["listings"], after["carried"]) == (3, 3, 0)
    clock.advance(days=1)
    assert (await summary(rest))["on"] == "2026-11-21"


async def test_an_edition_without_actions_has_a_summary_of_none(rest: Rest) -> None:
    found = await summary(rest)
    assert (found["actions"], found["listings"], found["carried"]) == (0, 0, 0)
    assert (found["by_status"], found["undetermined"]) == ({}, 0)
