"""The push, over REST: what it writes, and the receipt."""

from typing import Any

import httpx
import pytest

from service.domain.indicators import IndicatorKind
from service.domain.submissions import ROWS_IN_A_RECEIPT
from tests import build
from tests.build import ROOT, World, row

Answer = dict[str, Any]


async def figure(
    client: httpx.AsyncClient, world: World, receipt: Answer, index: int = 0
) -> Answer:
    """Read the figure that a row of a receipt tells of."""
    address = f"/v1/figures/{receipt['rows'][index]['figure_id']}"
    found: Answer = (await client.get(address, headers=world.key("police"))).json()
    return found


async def revisions(client: httpx.AsyncClient, world: World, receipt: Answer) -> list[Answer]:
    """Read every value that the figure of a receipt's first row has had."""
    address = f"/v1/figures/{receipt['rows'][0]['figure_id']}/revisions"
    found: list[Answer] = (await client.get(address, headers=world.key("police"))).json()["items"]
    return found


def outcomes(receipt: Answer) -> list[tuple[str, int]]:
    return [(each["outcome"], each["revision"]) for each in receipt["rows"]]


def withdrawn(**different: Any) -> Answer:
    return row(value=None, delete=True, **different)


async def test_a_push_creates_figures_and_gives_a_receipt(
    client: httpx.AsyncClient, world: World
) -> None:
    response = await world.push(
        client, row(client_ref="r1"), row(period="FY2021-Q2", value=498), source_ref="athena-7"
    )

    assert response.status_code == 200
    receipt = response.json()
    assert receipt["agency"] == "kent-police"
    assert (receipt["source_ref"], receipt["mode"]) == ("athena-7", "atomic")
    assert receipt["recorded_at"] == "2026-11-20T09:30:00Z"
    assert receipt["counts"] == {
        "received": 2,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "deleted": 0,
        "rejected": 0,
    }
    assert [each["client_ref"] for each in receipt["rows"]] == ["r1", None]
    assert outcomes(receipt) == [("created", 1), ("created", 1)]
    assert (receipt["rows_truncated"], receipt["rows_url"]) == (
        False,
        f"/v1/submissions/{receipt['id']}/rows",
    )
    assert response.headers["location"] == f"/v1/submissions/{receipt['id']}"
    again = await client.get(response.headers["location"], headers=world.key("police"))
    assert again.json() == receipt


async def test_a_figure_says_who_stated_it_and_when(
    client: httpx.AsyncClient, world: World
) -> None:
    receipt = (await world.push(client, row(note="Festival weekend"))).json()

    stated = await figure(client, world, receipt)

    assert (stated["value"], stated["note"], stated["revision"]) == (512, "Festival weekend", 1)
    assert (stated["status"], stated["confidentiality"]) == ("normal", "free")
    assert (stated["recorded_by"], stated["submission"]) == ("kent-police", receipt["id"])


async def test_a_row_that_says_something_new_revises_and_one_that_does_not_is_left(
    client: httpx.AsyncClient, world: World
) -> None:
    await world.push(client, row(), row(period="FY2021-Q2", value=498))

    receipt = (
        await world.push(client, row(value=520), row(period="FY2021-Q2", value=498.0))
    ).json()

    assert outcomes(receipt) == [("updated", 2), ("unchanged", 1)]
    assert receipt["counts"]["updated"] == receipt["counts"]["unchanged"] == 1
    assert [each["value"] for each in await revisions(client, world, receipt)] == [512, 520]


@pytest.mark.parametrize(
    "different",
    [
        {"status": "provisional"},
        {"confidentiality": "restricted"},
        {"note": "Recounted"},
        {"numerator": 512},
        {"value": None, "status": "not_supplied"},
    ],
)
async def test_whatever_a_row_says_differently_is_a_revision(
    client: httpx.AsyncClient, world: World, different: Answer
) -> None:
    await world.push(client, row())

    assert outcomes((await world.push(client, row(**different))).json()) == [("updated", 2)]


async def test_a_deletion_is_a_revision_and_the_figure_can_come_back(
    client: httpx.AsyncClient, world: World
) -> None:
    first = (await world.push(client, row())).json()
    gone = (await world.push(client, withdrawn())).json()
    address = f"/v1/figures/{first['rows'][0]['figure_id']}"
    missing = await client.get(address, headers=world.key("police"))
    back = (await world.push(client, row(value=7))).json()

    assert outcomes(gone) == [("deleted", 2)]
    assert missing.status_code == 404
    assert outcomes(back) == [("created", 3)]
    told = await revisions(client, world, first)
    assert [(each["value"], each["is_deletion"]) for each in told] == [
        (512, False),
        (None, True),
        (7, False),
    ]


async def test_deleting_what_is_not_there_changes_nothing(
    client: httpx.AsyncClient, world: World
) -> None:
    never = (await world.push(client, withdrawn())).json()
    await world.push(client, row())
    await world.push(client, withdrawn())
    twice = (await world.push(client, withdrawn(note="Once more"))).json()

    assert outcomes(never) == [("unchanged", 0)]
    assert outcomes(twice) == [("unchanged", 2)]
    assert len(await revisions(client, world, twice)) == 2


async def test_a_forecast_is_stated_ahead_of_its_period_and_can_be_withdrawn(
    client: httpx.AsyncClient, world: World
) -> None:
    stated = await world.push(client, row(period="FY2026-Q4", status="forecast"))
    gone = await world.push(client, withdrawn(period="FY2026-Q4"))

    assert outcomes(stated.json()) == [("created", 1)]
    assert outcomes(gone.json()) == [("deleted", 2)]


async def test_defaults_hold_for_every_row_that_does_not_say_otherwise(
    client: httpx.AsyncClient, world: World
) -> None:
    rows = [{"area": "dartford", "value": 1}, {"area": "thanet", "value": 2, "status": "normal"}]
    defaults = {"indicator": "violence", "period": "2026-06", "status": "provisional", "note": "A"}

    receipt = (await world.push(client, *rows, defaults=defaults)).json()

    told = [await figure(client, world, receipt, index) for index in (0, 1)]
    assert [each["indicator"] for each in told] == ["violence", "violence"]
    assert [each["status"] for each in told] == ["provisional", "normal"]
    assert [each["note"] for each in told] == ["A", "A"]


async def test_an_agency_can_name_itself_by_code_or_id(
    client: httpx.AsyncClient, world: World
) -> None:
    caller = await world.caller("police")

    for name in ("kent-police", caller.agency_id):
        assert (await world.push(client, row(), agency=name)).status_code == 200


async def test_a_value_can_follow_from_its_parts(client: httpx.AsyncClient, world: World) -> None:
    async with world.desk.writing(ROOT, "req_rate") as work:
        await build.indicator(work, "crime-rate", IndicatorKind.RATE, multiplier=1000)
        await build.supply(work, "kent-police", "crime-rate")
    crimes = row(indicator="crime-rate", value=None, numerator=3120, denominator=140587)

    receipt = (await world.push(client, crimes)).json()

    stated = await figure(client, world, receipt)
    assert (stated["value"], stated["numerator"], stated["denominator"]) == (22.1927, 3120, 140587)


async def test_made_up_figures_are_marked_as_such(client: httpx.AsyncClient, world: World) -> None:
    receipt = (await world.push(client, row(), synthetic=True)).json()

    assert receipt["synthetic"] is True
    assert (await figure(client, world, receipt))["synthetic"] is True


async def test_a_receipt_shows_a_thousand_rows_and_the_rest_come_in_pages(
    client: httpx.AsyncClient, world: World
) -> None:
    rows = [row(breakdown=f"ward-{n}") for n in range(ROWS_IN_A_RECEIPT + 1)]

    receipt = (await world.push(client, *rows)).json()

    assert len(receipt["rows"]) == ROWS_IN_A_RECEIPT
    assert receipt["rows_truncated"] is True
    address, seen = f"{receipt['rows_url']}?limit=700", []
    while address:
        page = await client.get(address, headers=world.key("police"))
        seen += [each["index"] for each in page.json()["items"]]
        assert page.json()["has_more"] is (page.json()["next_cursor"] is not None)
        address = page.links.get("next", {}).get("url", "")
    assert seen == list(range(ROWS_IN_A_RECEIPT + 1))


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "9" * 30])
async def test_a_cursor_that_no_page_of_rows_gave_is_refused(
    client: httpx.AsyncClient, world: World, cursor: str
) -> None:
    receipt = (await world.push(client, row())).json()

    response = await client.get(
        receipt["rows_url"], params={"cursor": cursor}, headers=world.key("police")
    )

    assert (response.status_code, response.json()["code"]) == (400, "bad_cursor")


@pytest.mark.parametrize(("who", "sees"), [("police", 1), ("operator", 1), ("dartford", 0)])
async def test_how_single_rows_fared_is_for_the_agency_and_administrators(
    client: httpx.AsyncClient, world: World, who: str, sees: int
) -> None:
    receipt = (await world.push(client, row())).json()

    told = await client.get(f"/v1/submissions/{receipt['id']}", headers=world.key(who))
    rows = await client.get(receipt["rows_url"], headers=world.key(who))

    assert told.json()["counts"] == receipt["counts"]
    assert len(told.json()["rows"]) == len(rows.json()["items"]) == sees


async def test_submissions_are_listed_the_newest_first(
    client: httpx.AsyncClient, world: World
) -> None:
    mine = [(await world.push(client, row(value=n))).json()["id"] for n in (1, 2)]
    theirs = (await world.push(client, row(indicator="fly-tipping"), who="dartford")).json()["id"]

    everybody = await client.get("/v1/submissions", headers=world.key("reader"))
    police = await client.get("/v1/submissions?agency=kent-police", headers=world.key("reader"))

    listed = [each["id"] for each in everybody.json()["items"]]
    assert listed == sorted([*mine, theirs], reverse=True)
    assert [each["id"] for each in police.json()["items"]] == sorted(mine, reverse=True)
