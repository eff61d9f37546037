"""Measures of success over REST: kept as themselves when reworded, and counted as time goes on."""

from collections import Counter
from typing import Any

import httpx
import pytest

from tests.api.asking import Rest, faults, refusal
from tests.api.test_actions import ONE, PARTY, action, measure
from tests.build import EDITION, World
from tests.graphql.ask import ask
from tests.record import contents

TALKS = measure("40-50 talks", "range", target=40, target_to=50)
TRAINED = measure("No. of people trained", "number_of", unit="people")
MAP = measure("A map", "output")


async def entered(rest: Rest, *measures: dict[str, Any]) -> list[dict[str, Any]]:
    """Enter an action with measures, supported by Thanet; return them."""
    thanet = {**PARTY, "role": "support", "agency": "thanet-district-council"}
    body = action(parties=[thanet], measures=list(measures or (TALKS, TRAINED, MAP)))
    response = await rest.new("/actions", body, "dartford")
    assert response.status_code == 201, response.text
    found: list[dict[str, Any]] = response.json()["measures"]
    return found


async def standing(rest: Rest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await rest.get(ONE)).json()["measures"]
    return found


def counts(of: dict[str, Any]) -> str:
    return f"{ONE}/measures/{of['id']}/counts"


async def counted(
    rest: Rest, of: dict[str, Any], value: float, day: str | None = None, who: str = "thanet"
) -> httpx.Response:
    return await rest.new(counts(of), {"value": value, "happened_on": day}, who)


async def test_a_count_that_cannot_be_is_refused_and_nothing_is_written(
    rest: Rest, database: str
) -> None:
    talks, _, a_map = await entered(rest)
    before = await contents(database)
    for body, fault in (
        ({}, ("/value", "required")),
        ({"value": "4"}, ("/value", "not_a_number")),
        ({"value": 4, "happened_on": "soon"}, ("/happened_on", "not_a_day")),
        ({"value": 4, "happened_on": "2026-12"}, ("/happened_on", "not_yet_happened")),
        ({"value": 4, "measure": "x"}, ("/measure", "unknown_field")),
    ):
        response = await rest.new(counts(talks), body, "thanet")
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [fault]
    assert refusal(await counted(rest, a_map, 1)) == (409, "not_allowed_now")
    for who, code in (("police", "permission_missing"), ("reader", "permission_missing")):
        assert refusal(await counted(rest, talks, 4, who=who)) == (403, code)
    for path in (f"{ONE}/measures/mea_x/counts", f"{ONE}9/measures/{talks['id']}/counts"):
        assert refusal(await rest.new(path, {"value": 1}, "thanet")) == (404, "not_found")
        assert refusal(await rest.get(path)) == (404, "not_found")
    assert await contents(database) == before


async def test_only_those_involved_count(rest: Rest) -> None:
    talks, *_ = await entered(rest)
    assert (await rest.patch(ONE, {"parties": []}, who="dartford")).status_code == 200
    assert refusal(await counted(rest, talks, 4)) == (403, "not_yours")
    for who, agency in (("dartford", "dartford-borough-council"), ("operator", None)):
        response = await counted(rest, talks, 4, who=who)
        assert (response.status_code, response.json()["recorded_by"]) == (201, agency)


async def test_the_count_that_happened_last_is_shown(rest: Rest, world: World) -> None:
    talks, trained, _ = await entered(rest)
    for value, day, is_late, shown in (
        (12, "2021-06", False, (12, "2021-06")),
        (30.5, "2021-09-30", False, (30.5, "2021-09-30")),
        (20, "2021-08", True, (30.5, "2021-09-30")),
        # A mistake is put right by saying it of the same day again.
        (28, "2021-09-30", False, (28, "2021-09-30")),
        (41, None, False, (41, "2026-11-20")),
    ):
        made = await counted(rest, talks, value, day)
        assert made.status_code == 201
        assert made.json() == {
            "id": made.json()["id"],
            "action": "dartford-2019-22:action-1",
            "measure": talks["id"],
            "value": value,
            "happened_on": day or "2026-11-20",
            "comment": None,
            "recorded_at": "2026-11-20T09:30:00Z",
            "recorded_by": "thanet-district-council",
            "recorded_after_the_fact": is_late,
        }
        first, second, _ = await standing(rest)
        assert (first["count_so_far"], first["counted_on"]) == shown
        assert second == trained
    history = [(each["happened_on"], each["value"]) for each in await rest.items(counts(talks))]
    assert history == [
        ("2021-06", 12),
        ("2021-08", 20),
        ("2021-09-30", 30.5),
        ("2021-09-30", 28),
        ("2026-11-20", 41),
    ]
    assert await rest.items(counts(trained)) == []
    first_count, *_ = await rest.items(counts(talks))
    query = f'{{ node(id: "{first_count["id"]}") {{ ... on MeasureCount {{ value measure }} }} }}'
    node = (await ask(rest.client, world, query))["node"]
    assert node == {"value": 12, "measure": talks["id"]}
    query = f"""{{ edition(code: "{EDITION}") {{ actions {{ nodes {{ measures {{
        countSoFar counts(first: 1) {{ nodes {{ value happenedOn recordedBy {{ code }} }} }}
    }} }} }} }} }}"""
    (shown_action,) = (await ask(rest.client, world, query))["edition"]["actions"]["nodes"]
    assert [each["countSoFar"] for each in shown_action["measures"]] == [41, None, None]
    assert shown_action["measures"][0]["counts"]["nodes"] == [
        {"value": 12, "happenedOn": "2021-06", "recordedBy": {"code": "thanet-district-council"}}
    ]


async def test_counts_told_at_once_are_all_kept_in_order(rest: Rest) -> None:
    talks, *_ = await entered(rest)
    responses = await rest.at_once(*(counted(rest, talks, value) for value in (1, 2, 3)))
    assert Counter(each.status_code for each in responses) == {201: 3}
    history = [each["value"] for each in await rest.items(counts(talks))]
    assert sorted(history) == [1, 2, 3]
    assert (await standing(rest))[0]["count_so_far"] == history[-1]
    assert (await rest.get(ONE)).json()["revision"] == 4


async def test_a_measure_that_is_left_out_while_it_is_counted_is_either(rest: Rest) -> None:
    talks, *_ = await entered(rest)
    one, other = await rest.at_once(
        counted(rest, talks, 1), rest.patch(ONE, {"measures": []}, 1, "dartford")
    )
    assert (one.status_code, other.status_code) in {(201, 412), (404, 200)}
    left = await standing(rest)
    assert [each["count_so_far"] for each in left] == ([1, None, None] if left else [])


async def test_a_count_is_a_change_of_the_action(rest: Rest) -> None:
    talks, *_ = await entered(rest)
    await counted(rest, talks, 1)
    assert refusal(await rest.patch(ONE, {"text": "x"}, 1, "dartford")) == (412, "revision_stale")


async def test_a_measure_that_is_reworded_stays_itself_and_keeps_its_counts(rest: Rest) -> None:
    talks, trained, a_map = await entered(rest)
    await counted(rest, talks, 12)
    await counted(rest, trained, 3)
    reworded = {**measure("50 talks", "count", target=50), "id": talks["id"]}
    again = {"measures": [measure("New", "output"), TRAINED, reworded]}
    changed = (await rest.patch(ONE, again, 3, "dartford")).json()["measures"]
    assert [each["printed"] for each in changed] == ["New", TRAINED["printed"], "50 talks"]
    assert [each["id"] for each in changed[1:]] == [trained["id"], talks["id"]]
    assert [each["count_so_far"] for each in changed] == [None, 3, 12]
    assert a_map["id"] not in {each["id"] for each in changed}
    assert len(await rest.items(counts(talks))) == 1


async def test_what_is_printed_twice_stays_two(rest: Rest) -> None:
    first, second = await entered(rest, TRAINED, TRAINED)
    await counted(rest, second, 5)
    by_id = {**TRAINED, "id": second["id"]}
    # The one that is named keeps its id, and the other is what is left that is printed so.
    changed = (await rest.patch(ONE, {"measures": [TRAINED, by_id, TRAINED]}, 2, "dartford")).json()
    one, two, three = changed["measures"]
    assert (one["id"], two["id"]) == (first["id"], second["id"])
    assert three["id"] not in {first["id"], second["id"]}
    assert [each["count_so_far"] for each in changed["measures"]] == [None, 5, None]


async def test_measures_that_are_given_wrong_leave_all_as_it_was(rest: Rest, database: str) -> None:
    talks, trained, _ = await entered(rest)
    await counted(rest, talks, 12)
    before = await contents(database)
    named = {**TRAINED, "id": trained["id"]}
    twice = await rest.patch(ONE, {"measures": [TALKS, named, named]}, 2, "dartford")
    assert faults(twice) == [("/measures/2/id", "unknown_measure")]
    kept = [{**TALKS, "target_to": None}]
    wrong = await rest.patch(ONE, {"measures": kept}, 2, "dartford")
    assert faults(wrong) == [("/measures/0/target_to", "target_required")]
    # Of what has been counted the counts would hang on nothing.
    gone = await rest.patch(ONE, {"text": "x", "measures": [TRAINED]}, 2, "dartford")
    assert refusal(gone) == (409, "still_in_use")
    assert await contents(database) == before


@pytest.mark.parametrize("kind", ["time_limit", "to_be_confirmed", "change", "output"])
async def test_what_is_not_counted_takes_no_counts(rest: Rest, kind: str) -> None:
    (found,) = await entered(rest, measure("x", kind, target=1 if kind == "time_limit" else None))
    assert refusal(await counted(rest, found, 1)) == (409, "not_allowed_now")
    assert await rest.items(counts(found)) == []


@pytest.mark.parametrize("kind", ["count", "minimum", "frequency", "number_of", "placeholder"])
async def test_what_can_be_counted_is_with_or_without_a_target(rest: Rest, kind: str) -> None:
    target = None if kind in {"number_of", "placeholder"} else 3
    (found,) = await entered(rest, measure("x", kind, target=target, per="week"))
    assert (await counted(rest, found, 0)).status_code == 201
    assert (await standing(rest))[0]["count_so_far"] == 0


async def test_a_measure_belongs_to_its_edition(rest: Rest) -> None:
    talks, *_ = await entered(rest)
    await counted(rest, talks, 12)
    days = {"starts_on": "2022-01-01", "ends_before": "2022-04-01"}
    later = {"code": "2022", "partnership": "dartford", "title": "2022", **days}
    await rest.new("/plans/dartford-2019-22/editions", later, "dartford")
    code = "dartford-2019-22:2022"
    await rest.new("/priorities", {"edition": code, "code": "asb", "title": "ASB"}, "dartford")
    again = action(edition=code, measures=[TALKS])
    carried = (await rest.new("/actions", again, "dartford")).json()
    assert carried["measures"][0]["count_so_far"] is None
    assert refusal(await rest.get(counts(talks))) == (404, "not_found")
    before = (await rest.get(f"{ONE}?edition={EDITION}")).json()
    assert before["measures"][0]["count_so_far"] == 12
