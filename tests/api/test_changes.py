"""The change feed over REST: what it refuses, how it is followed, what an entry tells."""

import re
from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.api.following import KPI, feed, id_of, now, since
from tests.api.nouns import NOUNS
from tests.build import EDITION, row


async def test_a_cursor_that_was_not_given_for_this_feed_is_refused(rest: Rest) -> None:
    own, narrowed = await now(rest), await now(rest, "?noun=area")
    area = (await rest.get("/areas?limit=1")).json()["next_cursor"]
    agency = await id_of(rest, "/agencies/kent-police")
    history = (await rest.get(f"/history/{agency}?limit=1")).json()["next_cursor"]

    for query in (
        "?since=",
        "?since=0",
        "?since=2026-11-20T09:30:00Z",
        f"?since={own[:-1]}",
        f"?since=A{own}",
        f"?since={area}",
        f"?since={history}",
        f"?since={narrowed}",
        f"?noun=agency&since={narrowed}",
        f"?noun=area&since={own}",
        f"?partnership=dartford&since={own}",
    ):
        assert refusal(await rest.get(f"/changes{query}")) == (400, "bad_cursor"), query
    assert refusal(await rest.get(f"/history/{agency}?cursor={own}")) == (400, "bad_cursor")
    assert (await rest.get(f"/changes?noun=area&since={narrowed}")).status_code == 200


@pytest.mark.parametrize("nouns", [["key"], ["kpi"], ["area", "submission_row"], [""]])
async def test_a_noun_that_the_feed_does_not_know_is_refused(rest: Rest, nouns: list[str]) -> None:
    response = await rest.get("/changes?" + "&".join(f"noun={each}" for each in nouns))

    assert refusal(response) == (400, "bad_parameter")
    assert faults(response) == [("noun", "unknown_noun")]
    assert "KPI" in response.json()["detail"]


@pytest.mark.parametrize("limit", ["0", "1001", "many"])
async def test_a_limit_out_of_bounds_is_refused(rest: Rest, limit: str) -> None:
    assert refusal(await rest.get(f"/changes?limit={limit}")) == (400, "bad_parameter")


async def test_what_the_feed_does_not_take_is_refused(rest: Rest) -> None:
    response = await rest.get("/changes?cursor=x&agency=kent-police")

    assert faults(response) == [("agency", "unknown_parameter"), ("cursor", "unknown_parameter")]


async def test_from_the_beginning_the_feed_has_everything_once(rest: Rest) -> None:
    whole = (await feed(rest, "?limit=1000"))["items"]
    assert len(whole) > 30

    for limit in (1, 7, len(whole)):
        found: list[Any] = []
        read = await feed(rest, f"?limit={limit}")
        found += read["items"]
        while read["has_more"]:
            read = await feed(rest, f"?limit={limit}&since={read['cursor']}")
            assert 0 < len(read["items"]) <= limit
            found += read["items"]
        assert found == whole


async def test_an_empty_answer_has_a_cursor_which_still_works_later(rest: Rest) -> None:
    cursor = await now(rest)
    empty = await feed(rest, f"?since={cursor}")
    assert (empty["items"], empty["has_more"]) == ([], False)

    await rest.patch("/agencies/kent-police", {"name": "Police of Kent"})

    (later,) = await since(rest, empty["cursor"])
    assert later == (await since(rest, cursor))[0]
    assert later["after"] == {"revision": 2, "name": "Police of Kent"}


async def test_what_an_empty_service_answers_is_a_cursor_too(rest: Rest) -> None:
    read = await feed(rest, "?noun=figure")
    assert (read["items"], read["has_more"]) == ([], False)

    await rest.world.push(rest.client, row())

    (figure,) = (await feed(rest, f"?noun=figure&since={read['cursor']}"))["items"]
    assert figure["noun"] == "figure"


async def test_what_is_added_is_told_whole(rest: Rest) -> None:
    cursor = await now(rest)
    made = await rest.new("/agencies", {"code": "dover", "name": "Dover", "kind": "council"})

    told = {
        "code": "dover",
        "name": "Dover",
        "kind": "council",
        "starts_on": None,
        "ends_before": None,
    }
    (entry,) = await since(rest, cursor)
    assert entry == {
        "noun": "agency",
        "id": made.json()["id"],
        "part": None,
        "belongs_to": [],
        "operation": "added",
        "fields": ["revision", *told],
        "before": None,
        "after": {"revision": 1, **told},
        "changed_at": entry["changed_at"],
        "request_id": made.headers["X-Request-Id"],
        "agency": None,
    }
    assert re.fullmatch(r"[0-9-]{10}T[0-9:]{8}Z", entry["changed_at"])


async def test_what_is_edited_is_told_as_far_as_it_changed(rest: Rest) -> None:
    cursor = await now(rest)
    await rest.patch(f"/kpis/{KPI}", {"note": "As recorded.", "target": 12.50}, who="dartford")

    edition = await id_of(rest, f"/plans/dartford-2019-22/editions/{EDITION}")
    itself, entry = await since(rest, cursor)
    assert (entry["noun"], entry["part"], entry["operation"]) == ("KPI", "entry", "edited")
    assert entry["id"] == itself["id"] == await id_of(rest, f"/kpis/{KPI}")
    assert entry["belongs_to"] == [edition]
    assert entry["fields"] == ["target", "note"]
    assert entry["before"] == {"target": None, "note": None}
    assert entry["after"] == {"target": 12.5, "note": "As recorded."}
    assert entry["agency"] == "dartford-borough-council"
    assert (itself["part"], itself["fields"], itself["after"]) == (
        None,
        ["revision"],
        {"revision": 2},
    )


async def test_what_is_deleted_is_told_as_it_was(rest: Rest) -> None:
    made = await rest.new("/agencies/kent-police/coverage", {"area": "dartford"})
    cursor = await now(rest)
    await rest.delete(f"/agencies/kent-police/coverage/{made.json()['id']}")

    (deleted,) = await since(rest, cursor)
    assert (deleted["noun"], deleted["operation"]) == ("coverage", "deleted")
    assert deleted["after"] is None
    assert deleted["before"]["area"] == await id_of(rest, "/areas/dartford")
    assert deleted["belongs_to"] == [await id_of(rest, "/agencies/kent-police")]


@pytest.mark.parametrize("noun", NOUNS)
async def test_every_noun_that_is_written_is_told_under_its_word_and_its_id(
    rest: Rest, noun: str
) -> None:
    cursor = await now(rest)
    of = NOUNS[noun]
    made = (await rest.new(of.path, of.new, of.writer)).json()
    await rest.patch(
        f"{of.path}/{made['code' if 'code' in made else 'id']}", of.change, 1, of.writer
    )

    told = [each for each in await since(rest, cursor) if each["id"] == made["id"]]
    assert {each["noun"] for each in told} == {noun}
    assert {each["operation"] for each in told} >= {"added", "edited"}


async def test_a_refused_request_and_a_reading_one_leave_no_change(rest: Rest) -> None:
    cursor = await now(rest)
    await rest.patch("/agencies/kent-police", {"name": "X"}, revision=7)
    await rest.get("/agencies/kent-police")

    assert await since(rest, cursor) == []


async def test_the_feed_can_be_narrowed_to_nouns(rest: Rest) -> None:
    whole = (await feed(rest, "?limit=1000"))["items"]

    narrowed = (await feed(rest, "?limit=1000&noun=KPI&noun=area"))["items"]

    assert narrowed == [each for each in whole if each["noun"] in {"KPI", "area"}]
    assert {each["part"] for each in narrowed} == {None, "entry", "within"}


async def test_the_feed_can_be_narrowed_to_a_partnership(rest: Rest) -> None:
    items = (await feed(rest, "?limit=1000&partnership=dartford"))["items"]
    thanet = (await feed(rest, "?limit=1000&partnership=thanet"))["items"]
    both = (await feed(rest, "?limit=1000&partnership=thanet&partnership=dartford"))["items"]

    assert {each["noun"] for each in items} == {
        *("partnership", "membership", "plan", "edition", "transition", "priority", "KPI"),
    }
    assert {each["noun"] for each in thanet} == {"partnership", "membership"}
    assert len(both) == len(items) + len(thanet)
    assert (await feed(rest, "?partnership=nowhere"))["items"] == []
