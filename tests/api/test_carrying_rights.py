"""Which permissions it takes to carry what one edition says into another.

Reading the source takes none: what is published is for everybody with a key. Writing takes two: a
part in the plan (an edition of it made, or the whole plan carried on), and coordination of the
partnership whose edition it becomes.
"""

from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.build import EDITION

PLAN = "dartford-2019-22"
EDITIONS = f"/plans/{PLAN}/editions"
ALL = {"from": EDITION, "actions": "all"}
ACTION = {
    "edition": EDITION,
    "code": "patrol",
    "text": "Patrol",
    "listings": [{"priority": "asb"}],
    "status": "under_way",
}


def body(partnership: str, **different: object) -> dict[str, Any]:
    days = {"starts_on": "2026-04-01", "ends_before": "2027-04-01"}
    given = {"code": "next", "partnership": partnership, "title": "Next", **days, "carry": ALL}
    return {**given, **different}


async def passed_on(rest: Rest, kind: str, named: str) -> None:
    """Record that Thanet's partnership followed Dartford's, and what of it that one carries."""
    said = {"successor": "thanet", "kind": "continued", "happened_on": "2026-01"}
    carries = [{"kind": kind, "named": named}]
    made = await rest.new("/partnerships/dartford/successions", {**said, "carries": carries})
    assert made.status_code == 201, made.text


async def is_unchanged(rest: Rest) -> bool:
    nouns = ("/priorities", "/kpis", "/actions")
    revisions = {each["revision"] for noun in nouns for each in await rest.items(noun)}
    return revisions == {1} and len(await rest.items(EDITIONS)) == 1


async def test_who_carries_the_plan_carries_from_an_edition_of_another_into_its_own(
    rest: Rest,
) -> None:
    await rest.new("/actions", ACTION, "dartford")
    assert refusal(await rest.new(EDITIONS, body("thanet"), "thanet")) == (403, "not_yours")
    await passed_on(rest, "plan", PLAN)
    for who, partnership in (("thanet", "dartford"), ("dartford", "thanet")):
        refused = await rest.new(EDITIONS, body(partnership), who)
        assert refusal(refused) == (403, "not_yours")
        assert partnership in refused.json()["detail"]
    assert await is_unchanged(rest)
    assert (await rest.new(EDITIONS, body("thanet"), "thanet")).status_code == 201
    now = (await rest.get(f"/priorities/{PLAN}:asb")).json()
    assert now["edition"] == f"{PLAN}:next"
    for own, other, edition in (
        ("dartford", "thanet", EDITION),
        ("thanet", "dartford", now["edition"]),
    ):
        path = f"/priorities/{PLAN}:asb?edition={edition}"  # in the words of who made it
        stands = (await rest.get(path)).json()["revision"]
        refused = await rest.patch(path, {"title": "Nuisance"}, stands, other)
        assert refusal(refused) == (403, "not_yours")
        assert (await rest.patch(path, {"title": "Nuisance"}, stands, own)).status_code == 200


@pytest.mark.parametrize(("kind", "named"), [("action", "patrol"), ("kpi", "fly-tips")])
async def test_who_carries_a_single_thing_has_no_part_in_the_plan(
    rest: Rest, kind: str, named: str
) -> None:
    await rest.new("/actions", ACTION, "dartford")
    await passed_on(rest, kind, f"{PLAN}:{named}")
    some = {"from": EDITION, "priorities": ["asb"], "kpis": [], "actions": []}
    for carry in (ALL, some, None):
        response = await rest.new(EDITIONS, body("thanet", carry=carry), "thanet")
        assert refusal(response) == (403, "not_yours")
    assert await is_unchanged(rest)


async def test_who_carries_a_kpi_answers_for_it_and_rewords_nothing(rest: Rest) -> None:
    """Its words are the edition's, its figures their suppliers': nothing is left to be written."""
    await passed_on(rest, "kpi", f"{PLAN}:fly-tips")
    for path, change in (
        (f"/kpis/{PLAN}:fly-tips", {"target": 12}),
        (f"/kpis/{PLAN}:asb-reports", {"target": 12}),
        (f"/plans/{PLAN}", {"title": "Ours"}),
    ):
        assert refusal(await rest.patch(path, change, 1, "thanet")) == (403, "not_yours")
    assert (await rest.patch(f"/kpis/{PLAN}:fly-tips", {"target": 12}, 1, "dartford")).is_success


@pytest.mark.parametrize("who", ["thanet", "operator"])
async def test_nothing_is_carried_from_one_plan_into_another_whoever_asks(
    rest: Rest, who: str
) -> None:
    first = {key: value for key, value in body("thanet").items() if key != "carry"}
    spans = {"starts_on": "2026-04-01", "ends_before": "2029-04-01"}
    begun = await rest.new(
        "/plans", {"code": "own", "title": "Own", **spans, "edition": first}, who
    )
    assert begun.status_code == 201, begun.text
    for source in (EDITION, (await rest.get(f"{EDITIONS}/2021-refresh")).json()["id"]):
        wanted = body("thanet", code="second", carry={"from": source})
        response = await rest.new("/plans/own/editions", wanted, who)
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [("/carry/from", "another_plan")]
    assert await is_unchanged(rest)


@pytest.mark.parametrize("who", ["police", "reader"])
async def test_a_key_that_may_not_edit_carries_nothing(rest: Rest, who: str) -> None:
    response = await rest.new(EDITIONS, body("dartford"), who)
    assert refusal(response) == (403, "permission_missing")
    assert await is_unchanged(rest)
