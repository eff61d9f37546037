"""How large a query may be; reckoned before anything is read."""

import contextlib
from collections.abc import Mapping
from datetime import date

import httpx
import pytest

from service.domain.errors import QueryInvalid, QueryTooLarge
from service.graphql.documents import operation_in
from service.graphql.limits import (
    MOST_ALIASES,
    MOST_DEPTH,
    MOST_THINGS,
    MOST_TOKENS,
    Size,
    check,
    size_of,
)
from tests.build import World
from tests.graphql.ask import refusals, send

TODAY = date(2026, 11, 20)


def size(query: str, variables: Mapping[str, object] | None = None) -> Size:
    given = variables or {}
    return size_of(operation_in(query, None, given).selection, TODAY)


@pytest.mark.parametrize(
    ("query", "depth"),
    [
        ("{ __typename }", 1),
        ("{ areas { totalCount } }", 2),
        ("{ areas { nodes { code } } }", 2),
        ("{ areas { edges { node { code } } pageInfo { endCursor } } }", 2),
        ('{ kpi(id: "x") { plan { edition { partnership { areas { area { code } } } } } } }', 7),
        ("{ areas { ... on AreaConnection { nodes { ...F } } } } fragment F on Area { code }", 2),
        ("{ areas @skip(if: true) { nodes { code } } __typename }", 1),
        ("{ __schema { types { fields { type { ofType { name } } } } } }", 0),
    ],
)
def test_depth_counts_all_but_the_wrappers_of_lists(query: str, depth: int) -> None:
    assert size(query).depth == depth


@pytest.mark.parametrize(
    ("query", "aliases"),
    [
        ("{ a: areas { b: nodes { code } } }", 2),
        ("{ a: __typename }", 1),
        ("{ areas { nodes { ...F } edges { node { ...F } } } } fragment F on Area { x: code }", 2),
        ("{ a: areas @skip(if: true) { totalCount } }", 0),
    ],
)
def test_aliases_are_counted_once_fragments_are_spread(query: str, aliases: int) -> None:
    assert size(query).aliases == aliases


@pytest.mark.parametrize(
    ("query", "aliases"),
    [
        ("{ __schema { types { name } } }", 0),
        ("{ a: __schema { types { name } } }", 1),
        ("{ __schema { types { a: name b: name } } }", 2),
        ('{ a: __type(name: "Area") { fields { b: name } } areas { nodes { c: code } } }', 2),
    ],
)
def test_what_is_asked_of_the_schema_takes_no_aliases(query: str, aliases: int) -> None:
    assert size(query).schema_aliases == aliases


# What is asked of a series beside its points is asked once, not once for each.
OF_A_SERIES = """{ series(id: "x", periods: {expr: "2026-06,2026-07"}) {
    indicator { suppliers(first: 9) { nodes { id } } } } }"""
OF_ANY_TYPE = """{ node(id: "x") { ... on Plan { a: kpis(first: 2) { totalCount } }
    ... on Edition { a: kpis(first: 300) { totalCount } } } }"""


@pytest.mark.parametrize(
    ("query", "things"),
    [
        ("{ areas { nodes { code } } }", 50),
        ("{ areas(first: 7) { edges { node { code } } } }", 7),
        ("{ areas(first: 7) { pageInfo { endCursor } } }", 7),
        ("{ areas(first: 7) { totalCount } }", 7),
        ("{ areas(first: 7) { ...F } } fragment F on AreaConnection { nodes { code } }", 7),
        ("query($n: Int! = 7) { areas(first: $n) { nodes { code } } }", 7),
        ("{ a: areas(first: 2) { totalCount } b: areas(first: 3) { totalCount } }", 5),
        ("{ plans(first: 3) { nodes { kpis(first: 4) { nodes { plan { title } } } } } }", 3 + 12),
        ("{ plans(first: 3) { nodes { kpis(first: 4) { nodes { id } } } totalCount } }", 3 + 12),
        ('{ area(code: "kent") { name within } }', 0),
        ('{ series(id: "x", periods: {expr: "LAST_12_MONTHS"}) { values } }', 12),
        ('{ kpis(first: 5) { nodes { series(periods: {expr: "2026-06,2026-07"}) { id } } } }', 15),
        ('{ seriesList(first: 5, periods: {expr: "2026-06,2026-07"}) { nodes { values } } }', 10),
        ('{ figures(first: 5, filter: {periods: {expr: "LAST_12_MONTHS"}}) { nodes { id } } }', 5),
        ('{ series(id: "x", periods: {expr: "FYTD"}) { values } }', 7),
        ('{ series(id: "x", periods: {expr: "FYTD", on: "2026-04-01"}) { values } }', 0),
        ('{ series(id: "x", periods: {expr: "2026-Q1"}) { values } }', 1),
        (OF_A_SERIES, 2 + 9),
        (OF_ANY_TYPE, 2 + 300),
    ],
)
def test_things_are_the_product_of_how_many_are_asked_for(query: str, things: int) -> None:
    assert size(query).things == things


@pytest.mark.parametrize(
    ("first", "things"), [(8, 8), (500.0, 500), (None, 50), (-9, 0), ("many", 50)]
)
def test_however_a_variable_says_how_many_it_is_counted(first: object, things: int) -> None:
    query = "query($n: Int!) { areas(first: $n) { nodes { code } } }"
    assert size(query, {"n": first}).things == things


@pytest.mark.parametrize(
    ("periods", "things"),
    [
        ({"expr": "2026-01..2026-03"}, 3),
        ({"expr": "FYTD", "on": "2026-06-30"}, 2),
        ({"expr": "FYTD", "on": None}, 7),
        ({"expr": "FYTD", "on": "no day"}, 1),
        ({"expr": 7}, 1),
        ({}, 1),
        (None, 0),
    ],
)
def test_however_a_variable_says_which_periods_they_are_counted(
    periods: object, things: int
) -> None:
    query = 'query($p: PeriodSelector!) { series(id: "x", periods: $p) { values } }'
    assert size(query, {"p": periods}).things == things


WITHIN = {"depth": MOST_DEPTH, "aliases": MOST_ALIASES, "things": MOST_THINGS, "schema_aliases": 0}


def test_a_query_at_its_limits_is_allowed() -> None:
    check(Size(**WITHIN))


@pytest.mark.parametrize(
    ("beyond", "told"),
    [
        ("depth", "13 levels deep; the limit is 12"),
        ("aliases", "31 aliases; the limit is 30"),
        ("things", "could return 50001 things"),
        ("schema_aliases", "1 aliases in what it asks of the schema; the limit is 0"),
    ],
)
def test_a_query_beyond_a_limit_is_refused(beyond: str, told: str) -> None:
    with pytest.raises(QueryTooLarge, match=told):
        check(Size(**{**WITHIN, beyond: WITHIN[beyond] + 1}))


def nested(depth: int) -> str:
    return '{ priority(id: "x") ' + "{ parent " * (depth - 2) + "{ id }" + " }" * (depth - 1)


@pytest.mark.parametrize(
    ("allowed", "refused"),
    [
        (nested(12), nested(13)),
        (
            "{ " + " ".join(f"a{n}: __typename" for n in range(30)) + " }",
            "{ " + " ".join(f"a{n}: __typename" for n in range(31)) + " }",
        ),
        (
            "{ plans(first: 99) { nodes { kpis(first: 500) { nodes { id } } } } }",
            "{ plans(first: 100) { nodes { kpis(first: 500) { nodes { id } } } } }",
        ),
        ("{ __schema { types { name } } }", "{ __schema { types { x: name } } }"),
    ],
)
async def test_the_door_holds_to_the_limits(
    client: httpx.AsyncClient, world: World, allowed: str, refused: str
) -> None:
    assert (await send(client, allowed, world.key("reader"))).status_code == 200
    response = await send(client, refused, world.key("reader"))
    assert response.status_code == 400
    assert refusals(response) == ["query_too_large"]


@pytest.mark.parametrize(("tokens", "is_read"), [(MOST_TOKENS, True), (MOST_TOKENS + 1, False)])
def test_a_document_has_so_many_tokens_at_the_most(tokens: int, is_read: bool) -> None:
    head, tail = "{ areas ( filter : { within : [", "] } ) { totalCount } }"
    texts = ' "a"' * (tokens - len(f"{head} {tail}".split()))
    refused = contextlib.nullcontext() if is_read else pytest.raises(QueryInvalid, match="tokens")
    with refused:
        operation_in(f"{head}{texts}{tail}", None, {})


async def test_an_answer_says_what_its_query_could_have_cost(
    client: httpx.AsyncClient, world: World
) -> None:
    for query, cost in (
        ("{ __typename }", 0),
        ("{ partnerships(first: 2) { nodes { members(first: 3) { nodes { id } } } } }", 2 + 6),
        ("{ areas(first: 501) { nodes { id } } }", 501),
    ):
        response = await send(client, query, world.key("reader"))
        assert response.json()["extensions"] == {"cost": cost}
