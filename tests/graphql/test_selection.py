"""From GraphQL's selection sets to plain selections; no service needed."""

from collections.abc import Mapping
from typing import Any

import pytest

from service.domain.errors import QueryInvalid, QueryTooLarge
from service.domain.selections import Selection
from service.graphql.documents import QueryErrors, operation_in
from service.graphql.operations import Operation
from service.graphql.selection import MOST_FIELDS


def read(query: str, **variables: object) -> Operation:
    return operation_in(query, None, variables)


def told(selection: Selection) -> Mapping[str, Any]:
    """Tell a selection as nested mappings, by the names that are to be shown."""
    return {
        field.shown_as: told(field.wanted) if field.wanted.fields else field.name
        for field in selection.fields
    }


def arguments(query: str, **variables: object) -> dict[str, object]:
    """Return the arguments of the first field of a query."""
    return dict(read(query, **variables).selection.fields[0].arguments)


def test_fields_are_named_as_the_domain_names_them_and_shown_as_asked() -> None:
    selection = read('{ list: seriesList(periods: {expr: "2026-06"}) { totalCount } }').selection
    (field,) = selection.fields
    assert (field.name, field.shown_as, field.is_alias) == ("series_list", "list", True)
    (inner,) = field.wanted.fields
    assert (inner.name, inner.shown_as, inner.is_alias) == ("total_count", "totalCount", False)


def test_fragments_are_spread_where_they_stand_and_merged_with_what_is_asked_already() -> None:
    query = """{ areas { nodes { name ...A } nodes { code ... { slug } } ...B } }
        fragment A on Area { kind ... on Area { name id } ...C }
        fragment B on AreaConnection { nodes { nation } totalCount }
        fragment C on Node { id __typename }"""
    assert told(read(query).selection) == {
        "areas": {
            "nodes": {
                name: name
                for name in ("name", "kind", "id", "__typename", "code", "slug", "nation")
            },
            "totalCount": "total_count",
        }
    }


def test_what_is_skipped_or_not_included_is_left_out() -> None:
    query = """query($yes: Boolean!, $no: Boolean!, $unsaid: Boolean = false) { area(code: "kent") {
        a: name @skip(if: $yes) b: name @include(if: $no) c: name @skip(if: true)
        d: name @include(if: $unsaid) e: name @skip(if: $no) @include(if: $no)
        ... @skip(if: $yes) { f: name } ...G @include(if: $no)
        h: name @skip(if: $no) @include(if: $yes) i: name @skip(if: $unsaid) } }
        fragment G on Area { g: name }"""
    area = read(query, yes=True, no=False).selection.fields[0]
    assert [field.shown_as for field in area.wanted.fields] == ["h", "i"]


def test_a_fragment_that_was_left_out_once_is_spread_where_it_is_not() -> None:
    query = """{ area(code: "kent") { ...F @skip(if: true) ...F } } fragment F on Area { name }"""
    assert told(read(query).selection) == {"area": {"name": "name"}}


def test_of_an_object_only_what_applies_to_its_type_is_asked() -> None:
    query = """{ area(code: "kent") { ... on Node { id ... on Area { name } ...F
        ... on Plan { name: title } } } }
        fragment F on Node { ... on Agency { code } ... on Area { slug } }"""
    assert told(read(query).selection) == {"area": {"id": "id", "name": "name", "slug": "slug"}}


def test_of_a_thing_of_any_type_everything_is_asked_that_any_type_would_be() -> None:
    query = """{ node(id: "x") { ... on Plan { ...F } ... on Edition { ...F } } }
        fragment F on Node {
            ... on Plan { many: kpis(first: 1) { totalCount } }
            ... on Edition { many: kpis(first: 500) { totalCount } } }"""
    node = read(query).selection.fields[0]
    assert [field.shown_as for field in node.wanted.fields] == ["many", "many"]
    assert [dict(field.arguments)["first"] for field in node.wanted.fields] == [1, 500]


def test_arguments_hold_what_the_variables_say_and_their_defaults() -> None:
    query = """query($first: Int! = 7, $after: String, $in: [String!]) {
        areas(first: $first, after: $after, filter: {within: $in, kind: [ward]}) { totalCount } }"""
    assert arguments(query, **{"in": ["kent"]}) == {
        "first": 7,
        "after": None,
        "filter": {"within": ["kent"], "kind": ["ward"]},
    }
    assert arguments(query, first=3, after="x")["first"] == 3


@pytest.mark.parametrize(
    "query",
    [
        "{ __typename }",
        "{ __schema { types { name } } }",
        '{ ...F } fragment F on Query { __type(name: "Area") { fields { name } } __typename }',
        "{ areas @skip(if: true) { totalCount } }",
    ],
)
def test_introspection_asks_for_nothing_but_the_schema(query: str) -> None:
    assert read(query).is_introspection


def test_what_asks_for_anything_else_is_no_introspection() -> None:
    assert not read("{ __typename areas { totalCount } }").is_introspection
    assert not read("{ __schema: areas { totalCount } }").is_introspection


@pytest.mark.parametrize(
    "inner",
    [
        "a: parent { ...F%d } b: parent { ...F%d }",
        "parent { ...F%d } plan { edition { priorities { nodes { ...F%d } } } }",
    ],
)
def test_fragments_that_multiply_what_is_asked_are_refused(inner: str) -> None:
    fragments = [f"fragment F{n} on Priority {{ {inner % (n + 1, n + 1)} }}" for n in range(20)]
    query = f'{{ priority(id: "x") {{ ...F0 }} }} {" ".join(fragments)}'
    with pytest.raises(QueryTooLarge, match=f"more than {MOST_FIELDS} fields"):
        read(f"{query} fragment F20 on Priority {{ id }}")


def test_fragments_that_are_spread_twice_are_read_once() -> None:
    fragments = [f"fragment F{n} on Priority {{ ...F{n + 1} ...F{n + 1} }}" for n in range(100)]
    query = f'{{ priority(id: "x") {{ ...F0 }} }} {" ".join(fragments)}'
    read_whole = read(f"{query} fragment F100 on Priority {{ id }}")
    assert told(read_whole.selection) == {"priority": {"id": "id"}}


def test_a_document_is_read_with_other_variables_each_time() -> None:
    query = "query($x: Boolean!) { areas @include(if: $x) { totalCount } }"
    assert not read(query, x=True).is_introspection
    assert read(query, x=False).is_introspection


def test_an_operation_has_to_be_named_where_there_are_several() -> None:
    query = "query A { __typename } query B { areas { totalCount } }"
    with pytest.raises(QueryInvalid, match="Name the operation"):
        read(query)
    assert not operation_in(query, "B", {}).is_introspection


def test_every_error_of_a_document_is_told() -> None:
    with pytest.raises(QueryErrors) as refused:
        read("{ areas { naught } partnerships { nil } }")
    assert [error.locations for error in refused.value.errors] == [[(1, 11)], [(1, 35)]]
