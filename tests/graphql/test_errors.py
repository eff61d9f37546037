"""Errors while a query is executed: refusals are told, faults of ours are not."""

import asyncpg
import httpx
import pytest
from structlog.testing import capture_logs

from tests.build import World, row
from tests.graphql.ask import GRAPHQL_JSON, refusals, send

BOTH = pytest.mark.parametrize("accept", ["application/json", GRAPHQL_JSON])


@BOTH
async def test_a_refusal_has_its_code_its_faults_and_its_place_beside_the_other_data(
    client: httpx.AsyncClient, world: World, accept: str
) -> None:
    query = """{ area(code: "kent") { name }
        kpi(code: "dartford-2019-22:asb-reports") {
            wording bad: series(periods: {expr: "2026-Q1"}) { values } }
        agency { name } }"""
    response = await send(client, query, world.key("reader"), accept=accept)
    assert response.status_code == 200
    assert refusals(response) == ["bad_parameter", "bad_parameter"]
    answer = response.json()
    assert answer["data"] == {"area": {"name": "Kent"}, "kpi": None, "agency": None}
    errors = {tuple(error["path"]): error for error in answer["errors"]}
    (fault,) = errors["kpi", "bad"]["extensions"]["errors"]
    assert fault == {
        "code": "bad_period",
        "detail": errors["kpi", "bad"]["message"],
        "parameter": "periods",
    }
    assert "FY2026-Q1" in fault["detail"]
    assert errors[("agency",)]["message"] == "Name the thing by its id or by its code."
    assert errors[("agency",)]["locations"] == [{"line": 4, "column": 9}]
    assert "errors" not in errors[("agency",)]["extensions"]


async def test_what_cannot_be_null_and_fails_leaves_data_that_is_null(
    client: httpx.AsyncClient, world: World
) -> None:
    response = await send(client, '{ areas(after: "x") { nodes { id } } }', world.key("reader"))
    assert response.status_code == 200
    assert response.json()["data"] is None
    assert refusals(response) == ["bad_cursor"]


async def test_an_area_that_an_indicator_is_asked_for_has_to_be_there(
    client: httpx.AsyncClient, world: World
) -> None:
    query = """{ indicator(code: "violence") {
        series(area: "nowhere", periods: {expr: "2026-06"}) { values } } }"""
    response = await send(client, query, world.key("reader"))
    assert response.json()["data"] == {"indicator": None}
    assert refusals(response) == ["not_found"]


@BOTH
async def test_a_fault_of_ours_is_told_in_the_log_and_to_nobody_else(
    client: httpx.AsyncClient, world: World, database: str, accept: str
) -> None:
    await world.push(client, row())
    connection = await asyncpg.connect(database)
    # A period that cannot be read is what the rules keep out, so that reading it is a bug.
    await connection.execute("update figure set period = 'unheard-of'")
    await connection.close()
    query = """{ area(code: "kent") { name } kpis { nodes { code latest { value } } } }"""
    with capture_logs() as log:
        response = await send(client, query, world.key("reader"), accept=accept)
    assert response.status_code == 200
    assert set(refusals(response)) == {"internal_error"}
    answer = response.json()
    assert answer["data"]["area"] == {"name": "Kent"}
    assert [kpi["latest"] for kpi in answer["data"]["kpis"]["nodes"]] == [None, None]
    assert {error["message"] for error in answer["errors"]} == {"Something has gone wrong here."}
    assert "unheard-of" not in response.text
    failed = [entry for entry in log if entry["event"] == "failed"]
    assert {entry["log_level"] for entry in failed} == {"error"}
    assert all("PeriodUnreadable" in entry["exception"] for entry in failed)
    assert not any(world.tokens["reader"] in str(entry) for entry in log)
