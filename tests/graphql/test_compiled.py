"""The compiled series, held against the plain one."""

import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from service.db.compiling_series import sql_of
from service.domain.selections import NOTHING, Field, Selection
from service.usecases.work import Desk
from tests.build import EDITION, World, row
from tests.graphql.ask import ask, send, settled
from tests.graphql.furnish import furnish_wards
from tests.graphql.selections import COLUMNS, PERIOD, POINT, document, documents

# A stranger, an agency that supplies nothing here, the supplier, the coordinator of the area,
# that of another one, and an administrator.
AUDIENCES = ("reader", "nosy", "police", "dartford", "thanet", "operator")
PERIODS = (
    {"expr": "FY2021-Q1..FY2023-Q2"},
    {"expr": "FYTD"},
    {"expr": "FYTD", "on": "2026-04-10"},
    {"expr": "LAST_12_MONTHS,FY2026-Q4"},
    {"expr": "2026-03,R12-2026-09,2026-02,2014-04/2014-09,2026-03"},
)


def in_order(response: httpx.Response) -> object:
    """Read an answer with the members of its objects in their order."""
    return json.loads(response.content, object_pairs_hook=tuple)


# What a random selection seldom comes to.
SELDOM = (
    f"points {{ {' '.join(POINT[1:])} period {{ {' '.join(PERIOD)} }} }} {' '.join(COLUMNS)}",
    "points { period { id } when: period { label } }",
    "points { period { id } } when: points { period { label } }",
    "points { period { id @skip(if: true) } } nothing: points { value @skip(if: true) }",
    "id @skip(if: true)",
    "area { code } indicator { code } values points { value }",
)


@settings(
    max_examples=60,
    deadline=None,
    # The examples only read, so that one Kent does for all of them.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(query=document(SELDOM[0]), periods=PERIODS[0], who="police")
@example(query=document(SELDOM[1]), periods=PERIODS[0], who="reader")
@example(query=document(SELDOM[2]), periods=PERIODS[0], who="reader")
@example(query=document(SELDOM[3]), periods=PERIODS[0], who="reader")
@example(query=document(SELDOM[4]), periods=PERIODS[2], who="reader")
@example(query=document(SELDOM[5]), periods=PERIODS[0], who="reader")
@given(query=documents(), periods=st.sampled_from(PERIODS), who=st.sampled_from(AUDIENCES))
async def test_the_compiled_answer_is_the_plain_one(
    client: httpx.AsyncClient,
    plain: httpx.AsyncClient,
    furnished: World,
    query: str,
    periods: dict[str, str],
    who: str,
) -> None:
    variables = {"periods": periods, "yes": True, "no": False}
    compiled, plainly = [
        await send(door, query, furnished.key(who), variables=variables) for door in (client, plain)
    ]
    assert compiled.status_code == 200, compiled.text
    assert "errors" not in compiled.json(), compiled.text
    assert in_order(compiled) == in_order(plainly)


async def statements_of(
    client: httpx.AsyncClient, world: World, desk: Desk, query: str
) -> tuple[int, dict[str, Any]]:
    """Count the statements that a query takes, that for the key included."""
    await ask(client, world, '{ partnership(code: "dartford") { id } }')
    await settled()
    before = desk.statements
    data = await ask(client, world, query)
    return desk.statements - before, data


COMPILED = (
    '{ kpis { nodes { series(periods: {expr: "LAST_12_MONTHS"}) { values points { note } } } } }'
)
BEYOND = """{ kpis { nodes { series(periods: {expr: "LAST_12_MONTHS"}) {
    values statuses points { value } area { code } indicator { code } } } } }"""
TWO_FORMS = """{ kpis { nodes { series(periods: {expr: "FY2021-Q1"}) {
    points { period { id } when: period { label } } } } } }"""


@pytest.mark.parametrize(
    ("query", "for_the_figures"),
    [
        pytest.param(COMPILED, 0, id="compiled, with the KPIs"),
        # The indicators and the areas are of the same few, read once for all.
        pytest.param(BEYOND, 3, id="plain"),
        pytest.param(TWO_FORMS, 1, id="plain, for its periods are asked for in two forms"),
    ],
)
async def test_the_series_of_all_kpis_are_one_statement(
    client: httpx.AsyncClient, world: World, desk: Desk, query: str, for_the_figures: int
) -> None:
    few, _ = await statements_of(client, world, desk, query)
    await furnish_wards(world, 20)
    many, data = await statements_of(client, world, desk, query)
    key, kpis = 1, 1
    assert (few, many) == (key + kpis + for_the_figures,) * 2
    assert len(data["kpis"]["nodes"]) == 22


async def test_the_series_of_all_indicators_are_one_statement(
    client: httpx.AsyncClient, world: World, desk: Desk
) -> None:
    query = """{ indicators { nodes { series(area: "dartford", periods: {expr: "FY2021-Q1"}) {
        values } } } }"""
    await world.push(client, row())
    counted, data = await statements_of(client, world, desk, query)
    key, indicators, area_of_all, figures = 1, 1, 1, 1
    assert counted == key + indicators + area_of_all + figures
    assert [each["series"]["values"] for each in data["indicators"]["nodes"]] == [
        [512],
        [None],
        [None],
    ]


async def test_what_an_edition_is_asked_along_with_its_kpis_is_read_in_one_statement(
    client: httpx.AsyncClient, world: World, desk: Desk
) -> None:
    query = """{ edition(code: "%s") { kpis {
        nodes { code indicator { unit } } edges { node { area { name } } } } } }"""
    counted, data = await statements_of(client, world, desk, query % EDITION)
    key, edition, kpis_with_indicators_and_areas = 1, 1, 1
    assert counted == key + edition + kpis_with_indicators_and_areas
    kpis = data["edition"]["kpis"]
    assert [each["indicator"]["unit"] for each in kpis["nodes"]] == ["incidents"] * 2
    assert [each["node"]["area"]["name"] for each in kpis["edges"]] == ["Dartford"] * 2


def test_a_name_that_is_none_never_gets_into_sql() -> None:
    field = Field("id", "x' || now() || '", is_alias=True, arguments=(), wanted=NOTHING)
    with pytest.raises(ValueError, match="no name for a field"):
        sql_of(Selection((field,)))
