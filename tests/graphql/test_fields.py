"""The two doors show the same things, with the same fields."""

from collections.abc import Mapping

import httpx
import pytest
from graphql import GraphQLEnumType, get_named_type, is_leaf_type
from strawberry.utils.str_converters import to_camel_case

from service.api import files
from service.domain.agencies import Coverage
from service.graphql.schema import core_schema
from service.graphql.showing import SHOWN, shows
from tests.build import EDITION, World
from tests.graphql.ask import ask
from tests.graphql.mirror import (
    as_rest,
    graphql_fields,
    graphql_type,
    rest_fields,
    rest_schemas,
    selection,
)

TYPES = sorted(shown.__name__ for shown in SHOWN.values())

_OF_THE_SERIES = "a point stands in a series, which has it"
# What REST has and GraphQL has not, or has of another type.
UNLIKE: Mapping[tuple[str, str], str] = {
    ("Series", "recorded_at"): "a series that a KPI leads to may not have begun",
    ("Point", "recorded_at"): "null where there is no figure",
    ("Point", "id"): _OF_THE_SERIES,
    ("Point", "indicator"): _OF_THE_SERIES,
    ("Point", "area"): _OF_THE_SERIES,
    ("Point", "breakdown"): _OF_THE_SERIES,
    ("Point", "recorded_by"): "asked of the figure; a chart has no use for it",
    ("Point", "submission"): "asked of the figure; a chart has no use for it",
}
# What GraphQL has and REST has not, of all that holds plain values.
BEYOND: Mapping[tuple[str, str], str] = {
    ("Plan", "inForce"): "it depends on the day asked for",
    ("Partnership", "standing"): "it depends on the day asked for",
    ("Series", "periods"): "REST gives figures, not series of them",
    ("Series", "values"): "REST gives figures, not series of them",
    ("Series", "statuses"): "REST gives figures, not series of them",
    ("Series", "synthetic"): "REST gives figures, not series of them",
}


# What REST replies with and GraphQL does not show.
REST_ALONE: Mapping[str, str] = {
    "ChangeFeed": "a stretch of the feed, which is a connection in GraphQL",
    "Fault": "a part of a refusal",
    "File": "what is loaded and written; GraphQL only reads",
    "Import": "the answer to a load",
    "LoadedRow": "a part of that answer",
    **dict.fromkeys((name for name in vars(files) if name.endswith("Row")), "a row of a file"),
    "Key": "keys are an administrator's concern",
    "MapReport": "the answer to a command: what loading the country's map came to",
    "MintedKey": "it holds a secret",
    "Note": "a part of that answer",
    "Problem": "a refusal",
    "Resolution": "the answer to a question that those ask who write",
    "Receipt": "the answer to a push: the submission, with its rows",
    "Revocation": "the answer to a command",
    "RowOutcome": "the sender's concern",
    "Tally": "a part of a map's report",
}


def test_every_type_is_looked_at() -> None:
    assert len(TYPES) > 20
    assert {"Area", "Figure", "Kpi", "Plan", "Point", "Series"} <= set(TYPES)


@pytest.mark.parametrize("name", TYPES)
def test_a_type_has_the_fields_of_the_rest_view(name: str) -> None:
    shown = graphql_fields(name)
    wanted = {
        to_camel_case(field): written
        for field, written in rest_fields(name).items()
        if (name, field) not in UNLIKE
    }
    assert {field: shown.get(field) for field in wanted} == wanted


@pytest.mark.parametrize("name", TYPES)
def test_a_type_has_no_plain_values_that_rest_has_not(name: str) -> None:
    plain = {
        field
        for field, of in graphql_type(name).fields.items()
        if is_leaf_type(get_named_type(of.type)) and (name, field) not in BEYOND
    }
    assert plain <= {to_camel_case(field) for field in rest_fields(name)}


def test_the_exceptions_are_exceptions_still() -> None:
    for name, field in UNLIKE:
        shown = graphql_fields(name).get(to_camel_case(field))
        assert shown != rest_fields(name)[field]
    for name, field in BEYOND:
        assert field in graphql_type(name).fields
        assert field not in {to_camel_case(each) for each in rest_fields(name)}


def test_what_rest_replies_with_is_shown_in_graphql_too() -> None:
    replies = {
        name
        for name, schema in rest_schemas().items()
        if schema["type"] == "object"
        and not name.endswith(("Input", "Change", "List"))
        and name not in {"AreaServed", "Defaults"}  # parts of what is sent
    }
    shown = {"PeriodView" if name == "Period" else name for name in TYPES} - {"Point"}
    assert replies == shown | REST_ALONE.keys()


def test_a_reference_cannot_be_shown_but_as_the_thing_it_leads_to() -> None:
    with pytest.raises(TypeError, match="has to be written as the object it leads to"):
        shows(Coverage)(type("Coverage", (), {}))


ENUMS = sorted(
    name
    for name, of in core_schema().type_map.items()
    if isinstance(of, GraphQLEnumType) and not name.startswith("__")
)


@pytest.mark.parametrize("name", ENUMS)
def test_an_enumeration_has_the_words_of_the_rest_view(name: str) -> None:
    of = core_schema().type_map[name]
    assert isinstance(of, GraphQLEnumType)
    # A word that stands alone is a constant in OpenAPI.
    schema = rest_schemas()[name]
    assert list(of.values) == schema.get("enum", [schema.get("const")])


# Where REST lists it, and the root's fields for one and for many.
NOUNS = {
    "Area": ("/areas", "area", "areas"),
    "Agency": ("/agencies", "agency", "agencies"),
    "Partnership": ("/partnerships", "partnership", "partnerships"),
    "Plan": ("/plans", "plan", "plans"),
    "Edition": ("/plans/dartford-2019-22/editions", "edition", "editions"),
    "Priority": ("/priorities", "priority", "priorities"),
    "Statement": ("/statements", "statement", "statements"),
    "Objective": ("/objectives", "objective", "objectives"),
    "PrioritySet": ("/priority-sets", "prioritySet", "prioritySets"),
    "ExternalDocument": ("/external-documents", "externalDocument", "externalDocuments"),
    "Indicator": ("/indicators", "indicator", "indicators"),
    "Kpi": ("/kpis", "kpi", "kpis"),
    "Action": ("/actions", "action", "actions"),
    "Submission": ("/submissions", "submission", "submissions"),
    "Figure": ("/figures", "figure", "figures"),
}
# What is listed under something else alone.
UNDER = {
    "EditionTransition": (
        "/plans/dartford-2019-22/editions/2021-refresh/transitions",
        f'edition(code: "{EDITION}")',
        "transitions",
    ),
    "Coverage": ("/agencies/kent-police/coverage", 'agency(code: "kent-police")', "coverage"),
    "Supply": ("/agencies/kent-police/supply", 'agency(code: "kent-police")', "supply"),
    "Membership": ("/partnerships/dartford/members", 'partnership(code: "dartford")', "members"),
    "Alias": ("/agencies/kent-police/aliases", 'agency(code: "kent-police")', "aliases"),
    "Succession": (
        "/agencies/kent-police/successions?successor=kent-police",
        'agency(code: "kent-police")',
        "predecessors",
    ),
    "PartnershipSuccession": (
        "/partnerships/dartford/successions",
        'partnership(code: "dartford")',
        "successors",
    ),
    "Appointment": (
        "/partnerships/dartford/appointments",
        'partnership(code: "dartford")',
        "appointments",
    ),
    "ActionUpdate": (
        "/actions/dartford-2019-22:action-1/updates",
        'action(code: "dartford-2019-22:action-1")',
        "updates",
    ),
}


async def listed(client: httpx.AsyncClient, world: World, path: str) -> list[dict[str, object]]:
    response = await client.get(f"/v1{path}", headers=world.key("operator"))
    assert response.status_code == 200, response.text
    items: list[dict[str, object]] = response.json()["items"]
    assert items
    return items


@pytest.mark.parametrize("name", NOUNS)
async def test_a_noun_is_listed_as_rest_lists_it(
    client: httpx.AsyncClient, furnished: World, name: str
) -> None:
    path, _, many = NOUNS[name]
    data = await ask(
        client, furnished, f"{{ {many} {{ nodes {selection(name)} }} }}", who="operator"
    )
    assert as_rest(data[many]["nodes"]) == await listed(client, furnished, path)


@pytest.mark.parametrize("name", UNDER)
async def test_a_noun_is_listed_under_another_as_rest_lists_it(
    client: httpx.AsyncClient, furnished: World, name: str
) -> None:
    path, owner, many = UNDER[name]
    query = f"{{ owner: {owner} {{ {many} {{ nodes {selection(name)} }} }} }}"
    data = await ask(client, furnished, query, who="operator")
    assert as_rest(data["owner"][many]["nodes"]) == await listed(client, furnished, path)


@pytest.mark.parametrize("name", [*NOUNS, *UNDER])
async def test_a_noun_is_read_by_its_id_and_by_its_code(
    client: httpx.AsyncClient, furnished: World, name: str
) -> None:
    path, *_ = {**NOUNS, **UNDER}[name]
    first, *_ = await listed(client, furnished, path)
    ways = [f'node(id: "{first["id"]}")']
    if name in NOUNS:
        ways += [
            f'{NOUNS[name][1]}({key}: "{first[key]}")' for key in ("id", "code") if key in first
        ]
    query = " ".join(
        f"way{n}: {way} {{ __typename ... on {name} {selection(name)} }}"
        for n, way in enumerate(ways)
    )
    data = await ask(client, furnished, f"{{ {query} }}", who="operator")
    assert len(data) == len(ways)
    for found in data.values():
        assert found.pop("__typename") == name
        assert as_rest(found) == first


async def test_successions_are_listed_both_ways_as_rest_lists_them(
    client: httpx.AsyncClient, furnished: World
) -> None:
    asked = selection("Succession")
    lists = " ".join(
        f"{many} {{ totalCount nodes {asked} }}" for many in ("predecessors", "successors")
    )
    query = f'{{ agency(code: "kent-police") {{ {lists} }} }}'
    found = (await ask(client, furnished, query, who="operator"))["agency"]
    path = "/agencies/kent-police/successions"
    for many, by in (("predecessors", "successor"), ("successors", "predecessor")):
        assert found[many]["totalCount"] == 1
        wanted = await listed(client, furnished, f"{path}?{by}=kent-police")
        assert as_rest(found[many]["nodes"]) == wanted


async def test_a_series_is_read_by_its_id_over_the_periods_asked_for(
    client: httpx.AsyncClient, furnished: World
) -> None:
    *_, night = await listed(
        client, furnished, "/series?indicator=asb-incidents&breakdown=by-night"
    )
    query = """query($id: ID!) {
        series(id: $id, periods: {expr: "FY2021-Q1"}) { id breakdown values area { code } }
        node(id: $id) { id ... on Series { periods indicator { code } } }
        seriesList(periods: {expr: "FY2021-Q1"}, filter: {breakdown: ["by-night"]}) {
            nodes { id values } } }"""
    data = await ask(client, furnished, query, id=night["id"])
    assert data["series"] == {
        "id": night["id"],
        "breakdown": "by-night",
        "values": [100],
        "area": {"code": "E07000107"},
    }
    assert data["seriesList"]["nodes"] == [{"id": night["id"], "values": [100]}]
    assert data["node"]["indicator"] == {"code": "asb-incidents"}
    assert (data["node"]["periods"][0], data["node"]["periods"][-1]) == ("2025-11", "2026-10")


async def test_what_is_not_there_is_null(client: httpx.AsyncClient, world: World) -> None:
    query = """{
        one: node(id: "pln_nothing") { id } odd: node(id: "nonsense") { id }
        series: node(id: "ser_nothing") { id } figure: node(id: "fig_nothing") { id }
        plan(code: "nothing") { id } figureById: figure(id: "fig_nothing") { id }
        edition(code: "%s-not") { id } }"""
    data = await ask(client, world, query % EDITION)
    assert set(data.values()) == {None}
    assert len(data) == 7
