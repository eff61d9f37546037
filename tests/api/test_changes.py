"""The change feed and the history of a thing, over REST."""

import re
from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.api.nouns import NOUNS
from tests.build import EDITION, row
from tests.graphql.ask import settled

KPI = "dartford-2019-22:asb-reports"


async def feed(rest: Rest, query: str = "", who: str = "reader") -> dict[str, Any]:
    """Read a stretch of the feed, when no use of a key is being noted beside it."""
    await settled()
    response = await rest.get(f"/changes{query}", who)
    assert response.status_code == 200, response.text
    read: dict[str, Any] = response.json()
    return read


async def now(rest: Rest, query: str = "") -> str:
    """Return the cursor of the present, after all that the feed has."""
    join = "&" if query else "?"
    read = await feed(rest, f"{query}{join}limit=1000")
    assert not read["has_more"]
    cursor: str = read["cursor"]
    return cursor


async def since(rest: Rest, cursor: str, who: str = "reader") -> list[Any]:
    """Return what the feed has had since a cursor."""
    items: list[Any] = (await feed(rest, f"?since={cursor}", who))["items"]
    return items


async def id_of(rest: Rest, path: str) -> str:
    response = await rest.get(path)
    assert response.status_code == 200
    return str(response.json()["id"])


# --- What is refused ----------------------------------------------------------------------------


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


async def test_a_cursor_of_a_history_is_good_for_no_other(rest: Rest) -> None:
    police = await id_of(rest, "/agencies/kent-police")
    council = await id_of(rest, "/agencies/dartford-borough-council")
    cursor = (await rest.get(f"/history/{police}?limit=1")).json()["next_cursor"]

    response = await rest.get(f"/history/{council}?cursor={cursor}")

    assert refusal(response) == (400, "bad_cursor")


@pytest.mark.parametrize("nouns", [["key"], ["kpi"], ["area", "submission_row"], [""]])
async def test_a_noun_that_the_feed_does_not_know_is_refused(rest: Rest, nouns: list[str]) -> None:
    response = await rest.get("/changes?" + "&".join(f"noun={each}" for each in nouns))

    assert refusal(response) == (400, "bad_parameter")
    assert faults(response) == [("noun", "unknown_noun")]
    assert "KPI" in response.json()["detail"]


@pytest.mark.parametrize(
    "id_", ["agy_00000000000000000000", "kent-police", "fig_x", "fig_", "x", "%C3%A9"]
)
async def test_an_id_that_nothing_has_is_not_found(rest: Rest, id_: str) -> None:
    assert refusal(await rest.get(f"/history/{id_}")) == (404, "not_found")


async def test_keys_and_replies_have_no_history_for_anybody(rest: Rest) -> None:
    (key, *_) = (await rest.get("/keys", "operator")).json()["items"]

    assert refusal(await rest.get(f"/history/{key['id']}", "operator")) == (404, "not_found")


@pytest.mark.parametrize("limit", ["0", "1001", "many"])
async def test_a_limit_out_of_bounds_is_refused(rest: Rest, limit: str) -> None:
    assert refusal(await rest.get(f"/changes?limit={limit}")) == (400, "bad_parameter")


async def test_what_the_feed_does_not_take_is_refused(rest: Rest) -> None:
    response = await rest.get("/changes?cursor=x&agency=kent-police")

    assert faults(response) == [("agency", "unknown_parameter"), ("cursor", "unknown_parameter")]


# --- How the feed is followed -------------------------------------------------------------------


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


# --- What an entry tells ------------------------------------------------------------------------


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


# --- Figures, and who may see them --------------------------------------------------------------


async def test_a_push_is_told_figure_by_figure(rest: Rest) -> None:
    cursor = await now(rest)
    rows = [row(), row(period="FY2021-Q2", value=7)]
    pushed = (await rest.world.push(rest.client, *rows)).json()

    submission, first, second = await since(rest, cursor)
    assert (submission["noun"], submission["id"]) == ("submission", pushed["id"])
    assert submission["after"]["recorded_at"] == "2026-11-20T09:30:00Z"
    assert "key" not in submission["after"]
    assert [each["id"] for each in (first, second)] == [
        each["figure_id"] for each in pushed["rows"]
    ]
    assert first["belongs_to"] == [pushed["id"]]
    assert (first["operation"], first["agency"]) == ("added", "kent-police")
    assert first["after"] == {
        "area": await id_of(rest, "/areas/dartford"),
        "indicator": await id_of(rest, "/indicators/asb-incidents"),
        "breakdown": "total",
        "period": "FY2021-Q1",
        "value": 512,
        "numerator": None,
        "denominator": None,
        "status": "normal",
        "confidentiality": "free",
        "note": None,
        "synthetic": False,
        "revision": 1,
    }


async def test_a_figure_is_edited_deleted_and_added_again(rest: Rest) -> None:
    await rest.world.push(rest.client, row(), row(period="FY2021-Q2"))
    cursor = await now(rest)
    for again in (row(value=513), row(value=513), row(value=None, delete=True), row(value=9)):
        await rest.world.push(rest.client, again)

    told = [each for each in await since(rest, cursor) if each["noun"] == "figure"]
    assert [each["operation"] for each in told] == ["edited", "deleted", "added"]
    assert told[0]["before"] == {"value": 512, "revision": 1}
    assert told[0]["after"] == {"value": 513, "revision": 2}
    assert (told[1]["before"]["value"], told[1]["after"]) == (513, None)
    assert (told[2]["after"]["value"], told[2]["after"]["revision"]) == (9, 4)


async def test_a_large_push_is_read_in_pages_that_can_end_anywhere(rest: Rest) -> None:
    cursor = await now(rest)
    months = [f"20{year}-{month:02}" for year in (19, 20) for month in range(1, 13)]
    await rest.world.push(rest.client, *(row(period=each) for each in months))
    await rest.patch("/agencies/kent-police", {"name": "X"})
    whole = await since(rest, cursor)
    assert [each["noun"] for each in whole] == ["submission", *["figure"] * 24, "agency"]

    found: list[Any] = []
    has_more = True
    while has_more:
        read = await feed(rest, f"?limit=5&since={cursor}")
        found, cursor, has_more = found + read["items"], read["cursor"], read["has_more"]
    assert found == whole


SECRET = {"value": 123457, "numerator": 765431, "denominator": 998877, "note": "A secret note"}
HIDDEN = ("123457", "765431", "998877", "secret note", "111111", "222222")


@pytest.fixture
async def hidden(rest: Rest) -> tuple[Rest, str, str]:
    """A figure that was restricted, then corrected; a cursor from before, and its id."""
    cursor = await now(rest)
    restricted = {"confidentiality": "restricted"}
    await rest.world.push(rest.client, row(**{**SECRET, "value": 111111}, **restricted))
    pushed = await rest.world.push(rest.client, row(**SECRET, **restricted))
    return rest, cursor, pushed.json()["rows"][0]["figure_id"]


@pytest.mark.parametrize("who", ["reader", "thanet", "nosy"])
async def test_numbers_and_notes_that_are_hidden_are_hidden_before_and_after(
    hidden: tuple[Rest, str, str], who: str
) -> None:
    rest, cursor, figure = hidden
    answers = [
        await rest.get(f"/changes?since={cursor}", who),
        await rest.get("/changes?limit=1000", who),
        await rest.get(f"/history/{figure}", who),
    ]

    for answer in answers:
        assert figure in answer.text
        assert [each for each in HIDDEN if each in answer.text] == []
    edited = answers[0].json()["items"][-1]
    assert (edited["fields"], edited["after"]) == (["revision"], {"revision": 2})


@pytest.mark.parametrize("who", ["police", "dartford", "operator"])
async def test_they_are_told_to_whom_they_are_not_hidden(
    hidden: tuple[Rest, str, str], who: str
) -> None:
    rest, cursor, _ = hidden

    added, edited = [each for each in await since(rest, cursor, who) if each["noun"] == "figure"]

    assert {name: added["after"][name] for name in SECRET} == {**SECRET, "value": 111111}
    assert (edited["before"]["value"], edited["after"]["value"]) == (111111, 123457)


async def test_what_is_restricted_later_was_free_before_and_is_no_more(rest: Rest) -> None:
    await rest.world.push(rest.client, row(value=111111, note="free"))
    cursor = await now(rest)
    await rest.world.push(rest.client, row(**SECRET, confidentiality="suppressed_primary"))

    _, told = await since(rest, cursor)

    assert told["before"] == {
        "value": 111111,
        "confidentiality": "free",
        "note": "free",
        "revision": 1,
    }
    assert told["after"]["confidentiality"] == "suppressed_primary"
    assert (told["after"]["value"], told["after"]["note"]) == (None, None)


async def test_no_hash_of_a_key_and_no_key_is_in_the_feed(rest: Rest) -> None:
    made = await rest.client.post(
        "/v1/keys",
        json={"label": "very-labelled", "permissions": ["read"]},
        headers=rest.world.key("operator"),
    )
    await rest.world.push(rest.client, row())
    text = (await rest.get("/changes?limit=1000", "operator")).text

    for told in ("token", "very-labelled", made.json()["id"], "key_", "csp_", "cursor_key"):
        assert told not in text


# --- History ------------------------------------------------------------------------------------


async def test_a_history_has_the_thing_and_what_belongs_to_it_the_newest_first(rest: Rest) -> None:
    whole = (await feed(rest, "?limit=1000"))["items"]
    edition = await id_of(rest, f"/plans/dartford-2019-22/editions/{EDITION}")
    kpi = await id_of(rest, f"/kpis/{KPI}")
    partnership = await id_of(rest, "/partnerships/dartford")
    for id_ in (edition, kpi, partnership):
        items = await rest.items(f"/history/{id_}")
        expected = [each for each in whole if id_ in {each["id"], *each["belongs_to"]}]
        assert items == expected[::-1]
        assert len(items) > 1
        assert items[-1]["operation"] == "added"


async def test_a_history_is_read_in_pages_and_counted(rest: Rest) -> None:
    for revision, name in enumerate(("A", "B", "C", "D"), start=1):
        await rest.patch("/agencies/kent-police", {"name": name}, revision)
    police = await id_of(rest, "/agencies/kent-police")

    first = (await rest.get(f"/history/{police}?limit=3&include_total=true")).json()
    names = [each["after"].get("name") for each in first["items"]]
    rest_of_it = []
    cursor = first["next_cursor"]
    while cursor is not None:
        page = (await rest.get(f"/history/{police}?limit=2&cursor={cursor}")).json()
        rest_of_it += page["items"]
        cursor = page["next_cursor"]

    assert names == ["D", "C", "B"]
    assert first["total"] == len(first["items"]) + len(rest_of_it)
    assert first["items"] + rest_of_it == await rest.items(f"/history/{police}")


async def test_what_was_just_written_is_in_its_history(rest: Rest) -> None:
    await rest.patch("/agencies/kent-police", {"name": "A"})
    police = await id_of(rest, "/agencies/kent-police")

    newest, *_ = await rest.items(f"/history/{police}")

    assert newest["after"] == {"name": "A", "revision": 2}


async def test_what_was_deleted_has_its_history_still(rest: Rest) -> None:
    made = (await rest.new("/agencies", {"code": "dover", "name": "D", "kind": "council"})).json()
    await rest.delete(f"/agencies/{made['id']}")

    assert refusal(await rest.get(f"/agencies/{made['id']}")) == (404, "not_found")
    items = await rest.items(f"/history/{made['id']}")
    assert [each["operation"] for each in items] == ["deleted", "added"]


async def test_a_figures_history_is_its_revisions_and_a_submissions_its_figures(
    rest: Rest,
) -> None:
    pushed = (await rest.world.push(rest.client, row(), row(period="FY2021-Q2"))).json()
    figure = pushed["rows"][0]["figure_id"]
    await rest.world.push(rest.client, row(value=600))
    await rest.world.push(rest.client, row(value=None, delete=True))
    whole = (await feed(rest, "?limit=1000&noun=figure&noun=submission"))["items"]

    items = await rest.items(f"/history/{figure}")
    assert items == [each for each in whole if each["id"] == figure][::-1]
    assert [each["operation"] for each in items] == ["deleted", "edited", "added"]

    of_submission = await rest.items(f"/history/{pushed['id']}")
    assert [each["id"] for each in of_submission] == [
        *(each["figure_id"] for each in reversed(pushed["rows"])),
        pushed["id"],
    ]
    for id_, whole in ((figure, items), (pushed["id"], of_submission)):
        found: list[Any] = []
        cursor = ""
        while cursor is not None:
            page = (
                await rest.get(f"/history/{id_}?limit=1{cursor and f'&cursor={cursor}'}")
            ).json()
            found, cursor = found + page["items"], page["next_cursor"]
        assert found == whole
