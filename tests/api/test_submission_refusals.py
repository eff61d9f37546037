"""The push, refused: every fault in its place, all at once, and the record as it was."""

import json
from typing import Any

import httpx
import pytest

from service.domain.callers import Permission
from service.domain.indicators import IndicatorKind
from service.domain.submissions import MOST_ROWS
from service.refusing import MOST_ERRORS
from service.usecases import agencies, keys
from tests import build
from tests.build import ROOT, World, row
from tests.record import contents


@pytest.fixture
async def measured(world: World) -> World:
    """The small Kent, whose police supply indicators of other kinds as well."""
    async with world.desk.writing(ROOT, "req_measured") as work:
        for code, kind in (
            ("crime-rate", IndicatorKind.RATE),
            ("solved", IndicatorKind.PERCENTAGE),
        ):
            await build.indicator(work, code, kind)
            await build.supply(work, "kent-police", code)
    return world


def places(response: httpx.Response) -> list[tuple[str, str]]:
    """Return the code and the pointer of every error of a problem."""
    return [(each["code"], each["pointer"]) for each in response.json()["errors"]]


def parts(numerator: float, denominator: float, value: float | None = None) -> dict[str, Any]:
    shares = {"numerator": numerator, "denominator": denominator}
    return {"indicator": "solved", "value": value, **shares}


@pytest.mark.parametrize(
    ("different", "code", "field"),
    [
        ({"indicator": "burglary"}, "unknown_indicator", "indicator"),
        ({"indicator": None}, "not_a_text", "indicator"),
        ({"area": "ashford"}, "unknown_area", "area"),
        ({"period": "2021-Q1"}, "bad_period", "period"),
        ({"period": "FY2021"}, "period_type_mismatch", "period"),
        ({"period": "FY2026-Q4"}, "period_not_started", "period"),
        ({"indicator": "fly-tipping"}, "not_your_indicator", "indicator"),
        ({"value": "512"}, "not_a_number", "value"),
        ({"value": True}, "not_a_number", "value"),
        ({"value": [512]}, "not_a_number", "value"),
        ({"value": 0.1234567890123456}, "number_too_long", "value"),
        ({"value": 10**15}, "number_too_long", "value"),
        ({"value": 10**400}, "number_too_long", "value"),
        ({"value": -1}, "negative_not_allowed", "value"),
        ({"value": 1.5}, "not_integer", "value"),
        ({"value": None}, "value_required", "value"),
        ({"status": "not_supplied"}, "value_not_allowed", "value"),
        ({"status": "final"}, "not_one_of", "status"),
        ({"confidentiality": "secret"}, "not_one_of", "confidentiality"),
        ({"delete": True}, "value_not_allowed", "value"),
        ({"delete": "yes"}, "not_a_boolean", "delete"),
        ({"breakdown": "Under 18"}, "not_of_its_form", "breakdown"),
        ({"note": ""}, "too_short", "note"),
        ({"colour": "red"}, "unknown_field", "colour"),
        ({"colour/~hue": "red"}, "unknown_field", "colour~1~0hue"),
        ({"indicator": "solved", "value": 100.5}, "out_of_range_hard", "value"),
        (parts(3, 2), "num_exceeds_den", "numerator"),
        (parts(3, 0), "denominator_zero", "denominator"),
        (parts(1, 3, 33.4), "value_contradicts_parts", "value"),
        (parts(10**14, 1e-15) | {"indicator": "crime-rate"}, "number_too_long", "numerator"),
    ],
)
async def test_a_row_at_fault_is_refused_and_nothing_is_written(
    client: httpx.AsyncClient,
    measured: World,
    database: str,
    different: dict[str, Any],
    code: str,
    field: str,
) -> None:
    before = await contents(database)

    response = await measured.push(client, row(period="FY2021-Q2"), row(**different))

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "submission_refused"
    assert places(response) == [(code, f"/rows/1/{field}")]
    assert await contents(database) == before


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
async def test_what_is_no_finite_number_is_refused(
    client: httpx.AsyncClient, world: World, number: str
) -> None:
    body = json.dumps({"rows": [row(value=0)]}).replace('"value": 0', f'"value": {number}')
    headers = world.new("police", **{"Content-Type": "application/json"})

    response = await client.post("/v1/submissions", content=body, headers=headers)

    assert response.status_code == 422
    assert places(response) == [("not_a_number", "/rows/0/value")]


async def test_every_fault_of_every_row_comes_at_once_in_the_order_of_the_rows(
    client: httpx.AsyncClient, world: World
) -> None:
    response = await world.push(
        client,
        row(indicator="burglary", area="ashford", period="2021-Q1"),
        row(period="FY2021-Q2"),
        {"value": "12", "delete": 1},
        7,  # type: ignore[arg-type]  # no row at all, as a program in error might send it
        row(period="FY2021-Q3", value=-1.5),
        row(),
        row(area="dartford"),
    )

    assert response.json()["detail"] == "6 of 7 rows are at fault, so none was written."
    assert places(response) == [
        ("bad_period", "/rows/0/period"),
        ("unknown_indicator", "/rows/0/indicator"),
        ("unknown_area", "/rows/0/area"),
        ("required", "/rows/2/indicator"),
        ("required", "/rows/2/area"),
        ("required", "/rows/2/period"),
        ("not_a_number", "/rows/2/value"),
        ("not_a_boolean", "/rows/2/delete"),
        ("not_an_object", "/rows/3"),
        ("negative_not_allowed", "/rows/4/value"),
        ("not_integer", "/rows/4/value"),
        ("duplicate_in_request", "/rows/5/period"),
        ("duplicate_in_request", "/rows/6/period"),
    ]


async def test_one_bad_row_in_a_thousand_refuses_them_all(
    client: httpx.AsyncClient, world: World, database: str
) -> None:
    rows = [row(breakdown=f"ward-{n}", value=n) for n in range(1_000)]
    rows[617]["value"] = "617"
    before = await contents(database)

    response = await world.push(client, *rows)

    assert response.status_code == 422
    assert response.json()["detail"] == "1 of 1000 rows is at fault, so none was written."
    assert places(response) == [("not_a_number", "/rows/617/value")]
    assert await contents(database) == before


async def test_of_very_many_faults_the_first_thousand_are_told(
    client: httpx.AsyncClient, world: World
) -> None:
    rows = [row(breakdown=f"ward-{n}", value=-1) for n in range(MOST_ERRORS + 1)]

    problem = (await world.push(client, *rows)).json()

    assert len(problem["errors"]) == MOST_ERRORS
    assert problem["detail"].startswith(f"{MOST_ERRORS + 1} of {MOST_ERRORS + 1} rows")


async def test_rows_that_state_one_figure_under_several_names_are_all_refused(
    client: httpx.AsyncClient, world: World
) -> None:
    area = (await client.get("/v1/areas/dartford", headers=world.key("police"))).json()

    response = await world.push(client, row(), row(area="dartford"), row(area=area["id"]))

    errors = response.json()["errors"]
    assert [each["pointer"] for each in errors] == [f"/rows/{n}/period" for n in range(3)]
    assert {each["code"] for each in errors} == {"duplicate_in_request"}
    assert [each["detail"][-17:] for each in errors] == [
        "row 1, 2 as well.",
        "row 0, 2 as well.",
        "row 0, 1 as well.",
    ]


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"rows": []}, "too_few", "/rows"),
        ({}, "required", "/rows"),
        ({"rows": "all"}, "not_a_list", "/rows"),
        ({"rows": [0] * (MOST_ROWS + 1)}, "too_many", "/rows"),
        ({"rows": [row()], "defaults": {"value": 1}}, "unknown_field", "/defaults/value"),
        ({"rows": [row()], "defaults": {"status": "final"}}, "not_one_of", "/defaults/status"),
        ({"rows": [row()], "synthetic": "true"}, "not_a_boolean", "/synthetic"),
        ({"rows": [row()], "on": "2026-01-01"}, "unknown_field", "/on"),
    ],
)
async def test_a_push_that_is_not_of_its_form_is_refused(
    client: httpx.AsyncClient, world: World, body: dict[str, Any], code: str, pointer: str
) -> None:
    response = await client.post("/v1/submissions", json=body, headers=world.new("police"))

    assert response.status_code == 422
    assert response.json()["code"] == "invalid"
    assert places(response) == [(code, pointer)]


async def test_a_mode_that_is_not_offered_is_refused(
    client: httpx.AsyncClient, world: World
) -> None:
    response = await client.post(
        "/v1/submissions?mode=partial", json={"rows": [row()]}, headers=world.new("police")
    )

    assert response.status_code == 400
    assert [each["parameter"] for each in response.json()["errors"]] == ["mode"]


async def test_a_text_with_the_character_nul_is_refused(
    client: httpx.AsyncClient, world: World, database: str
) -> None:
    before = await contents(database)

    response = await world.push(client, row(note="A\0B"))

    assert (response.status_code, response.json()["code"]) == (400, "text_unkeepable")
    assert await contents(database) == before


async def test_an_agency_does_not_push_for_another(client: httpx.AsyncClient, world: World) -> None:
    response = await world.push(client, row(), agency="thanet-district-council")

    assert (response.status_code, response.json()["code"]) == (403, "not_yours")


@pytest.mark.parametrize("who", ["operator", "reader", "nosy"])
async def test_who_supplies_nothing_may_not_push(
    client: httpx.AsyncClient, world: World, who: str
) -> None:
    response = await world.push(client, row(), who=who)

    assert (response.status_code, response.json()["code"]) == (403, "permission_missing")


async def test_an_agency_pushes_for_its_own_area_alone(
    client: httpx.AsyncClient, world: World
) -> None:
    response = await world.push(
        client,
        row(indicator="fly-tipping"),
        row(indicator="fly-tipping", area="thanet"),
        who="thanet",
    )

    assert places(response) == [("not_your_indicator", "/rows/0/indicator")]


async def test_a_supply_that_ended_before_the_period_carries_nothing(
    client: httpx.AsyncClient, world: World
) -> None:
    async with world.desk.writing(ROOT, "req_supply") as work:
        await build.indicator(work, "arson")
        await agencies.record_supply(
            work,
            "kent-fire-and-rescue-service",
            indicator="arson",
            area=None,
            starts_on=None,
            ends_before=work.today.replace(year=2021, month=4, day=1),
        )
        made = await keys.mint(
            work,
            label="fire",
            agency="kent-fire-and-rescue-service",
            permissions=[Permission.PUSH],
            expires_at=None,
        )
        world.tokens["fire"] = made.token

    before = await world.push(client, row(indicator="arson", period="FY2020-Q4"), who="fire")
    after = await world.push(client, row(indicator="arson", period="FY2021-Q1"), who="fire")

    assert before.status_code == 200
    assert places(after) == [("not_your_indicator", "/rows/0/indicator")]


async def test_an_indicator_that_is_no_longer_live_takes_no_figures(
    client: httpx.AsyncClient, world: World
) -> None:
    await client.patch(
        "/v1/indicators/asb-incidents",
        json={"is_live": False},
        headers=world.key("operator") | {"If-Match": '"1"'},
    )

    response = await world.push(client, row())

    assert places(response) == [("indicator_not_live", "/rows/0/indicator")]


async def test_a_row_with_an_unreadable_field_is_judged_on_its_others_as_well(
    client: httpx.AsyncClient, world: World
) -> None:
    refused = await world.push(
        client,
        row(value="many", indicator="nothing", period="2021-13"),
        row(numerator=True, value=1.5),
        row(status="guessed", area="nowhere"),
        row(area=7),
    )

    assert refused.status_code == 422
    told = {(each["pointer"], each["code"]) for each in refused.json()["errors"]}
    assert told == {
        ("/rows/0/value", "not_a_number"),
        ("/rows/0/indicator", "unknown_indicator"),
        ("/rows/0/period", "bad_period"),
        ("/rows/1/numerator", "not_a_number"),
        ("/rows/2/status", "not_one_of"),
        ("/rows/2/area", "unknown_area"),
        ("/rows/3/area", "not_a_text"),
    }
    assert refused.json()["detail"] == "4 of 4 rows are at fault, so none was written."
