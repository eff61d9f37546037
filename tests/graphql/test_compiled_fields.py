"""Which fields of what can be listed are written in SQL: all of them, but for those named here."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_type_hints

import pytest
from graphql import GraphQLObjectType, get_named_type, is_leaf_type
from strawberry.utils.str_converters import to_snake_case

from service.db.compiling import Limits, compile_items
from service.db.leading import led_to
from service.db.nouns import VIEWS
from service.db.plans import SHOWN as SHOWN_PLANS
from service.db.views import View
from service.domain.nodes import Ref
from service.domain.selections import NOTHING, Field, Selection
from service.graphql.schema import core_schema
from service.graphql.showing import SHOWN

TODAY = date(2026, 11, 20)
LIMITS = Limits(50, 500)
OF_EDITION = "it hangs on the edition that stands today; under a partnership it is written"
VAGUE = "the rules of vague days are told in Python alone"
# What is completed field by field, and why.
LEFT: Mapping[tuple[str, str], str] = {
    ("Area", "service"): VAGUE,
    ("Agency", "standing"): VAGUE,
    ("Partnership", "standing"): VAGUE,
    ("Plan", "carriers"): VAGUE,
    ("Edition", "diff"): "two editions are held against each other in Python",
    ("Edition", "action_summary"): VAGUE,
    ("Indicator", "series"): "its area is named by any key, and refused where there is none",
    ("Indicator", "suppliers"): "supplies are read with agencies, which stand above indicators",
    ("Kpi", "latest"): "which point is the latest depends on its periods' length",
}
PLAN_OF_TODAY = {
    *("in_force", "edition", "priorities", "kpis", "actions", "statements"),
    *("objectives", "priority_sets", "external_documents"),
}
# Read by views of their own, or shown by other types.
APART = {"Series", "Figure", "FigureRevision", "Key"}
ANSWERS = {"Point", "ShownSeries", "EditionDiff", "ActionSummary"}  # worked out, never listed
READ = {view.of.__name__: view for view in VIEWS.values() if view.of.__name__ not in APART}


def graphql_type(name: str) -> GraphQLObjectType:
    found = core_schema().type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return found


def asked(name: str, of: Any) -> Field:
    """Ask for a field, and of what it leads to for its type: more than a reference holds."""
    named = get_named_type(of.type)
    arguments: tuple[tuple[str, Any], ...] = ()
    if "periods" in of.args:
        arguments = (("periods", {"expr": "FY2021"}),)
    if is_leaf_type(named):
        return Field(name, name, False, arguments, NOTHING)
    wanted = Selection((Field("__typename", "__typename", False, (), NOTHING),))
    if named.name.endswith("Connection"):
        wanted = Selection((Field("nodes", "nodes", False, (), wanted),))
    return Field(name, name, False, arguments, wanted)


def left_of(view: View[Any]) -> set[str]:
    """Name the fields of a noun that are not written when items of its list are."""
    shown = {to_snake_case(name): of for name, of in graphql_type(view.of.__name__).fields.items()}
    return {
        name
        for name, of in shown.items()
        if compile_items(view, Selection((asked(name, of),)), TODAY, LIMITS) is None
    }


@pytest.mark.parametrize("name", READ)
def test_every_field_is_written_but_those_that_cannot_be(name: str) -> None:
    wanted = {field for of, field in LEFT if of == name}
    assert left_of(READ[name]) == wanted | (PLAN_OF_TODAY if name == "Plan" else set())


def test_of_a_plan_that_a_partnership_shows_all_is_written_but_who_carries_it() -> None:
    assert left_of(SHOWN_PLANS) == {"carriers"}


REFERENCES = [
    (of, field.name)
    for of in SHOWN
    if is_dataclass(of) and of.__name__ not in APART | ANSWERS
    for field in fields(of)
    if Ref in (hint := get_type_hints(of)[field.name], *get_args(hint))
]


@pytest.mark.parametrize(
    ("of", "name"), REFERENCES, ids=lambda each: getattr(each, "__name__", each)
)
def test_a_reference_leads_in_sql_where_it_leads_in_graphql(of: type, name: str) -> None:
    shown = {to_snake_case(field): of for field, of in graphql_type(of.__name__).fields.items()}
    view = led_to(of, name)
    assert view is not None
    assert view.of.__name__ == get_named_type(shown[name].type).name
