"""The history of a thing, over REST."""

from typing import Any

import pytest

from tests.api.asking import Rest, refusal
from tests.api.following import KPI, feed, id_of
from tests.build import EDITION, row


async def test_a_cursor_of_a_history_is_good_for_no_other(rest: Rest) -> None:
    police = await id_of(rest, "/agencies/kent-police")
    council = await id_of(rest, "/agencies/dartford-borough-council")
    cursor = (await rest.get(f"/history/{police}?limit=1")).json()["next_cursor"]

    response = await rest.get(f"/history/{council}?cursor={cursor}")

    assert refusal(response) == (400, "bad_cursor")


@pytest.mark.parametrize(
    "id_", ["agy_00000000000000000000", "kent-police", "fig_x", "fig_", "x", "%C3%A9"]
)
async def test_an_id_that_nothing_has_is_not_found(rest: Rest, id_: str) -> None:
    assert refusal(await rest.get(f"/history/{id_}")) == (404, "not_found")


async def test_keys_and_replies_have_no_history_for_anybody(rest: Rest) -> None:
    (key, *_) = (await rest.get("/keys", "operator")).json()["items"]

    assert refusal(await rest.get(f"/history/{key['id']}", "operator")) == (404, "not_found")


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
