"""The REST view of a thing, as its OpenAPI schema tells of it, seen in GraphQL's mirror.

What a reference shows as a code in REST is in GraphQL the thing itself, which has that code.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from graphql import GraphQLNamedType, GraphQLObjectType, get_named_type
from strawberry.utils.str_converters import to_camel_case

from service.graphql.schema import core_schema
from service.main import contract_texts

_SCALARS: Final[Mapping[tuple[str, str | None], str]] = {
    ("string", None): "String",
    ("string", "date"): "Date",
    ("string", "date-time"): "DateTime",
    ("integer", None): "Int",
    ("number", None): "Float",
    ("boolean", None): "Boolean",
    ("object", None): "JSON",
}
# Where the two doors give the same thing different names.
REST_NAMES: Final = {"Period": "PeriodView", "Point": "Figure"}


@lru_cache
def rest_schemas() -> Mapping[str, Any]:
    """Return the schemas of the OpenAPI document by name."""
    schemas: Mapping[str, Any] = json.loads(contract_texts()["openapi.json"])["components"][
        "schemas"
    ]
    return schemas


def rest_fields(type_name: str) -> dict[str, str]:
    """Return the members of a REST view, with their types as GraphQL would write them."""
    schema = rest_schemas()[REST_NAMES.get(type_name, type_name)]
    assert schema["required"] == list(schema["properties"])
    return {name: _written(each) for name, each in schema["properties"].items()}


def _written(schema: Mapping[str, Any]) -> str:
    if "anyOf" in schema:
        inner, null = schema["anyOf"]
        assert null == {"type": "null"}
        return _written(inner).removesuffix("!")
    if "$ref" in schema:
        return f"{schema['$ref'].rpartition('/')[2]}!"
    if schema["type"] == "array":
        return f"[{_written(schema['items'])}]!"
    return f"{_SCALARS[schema['type'], schema.get('format')]}!"


def graphql_type(name: str) -> GraphQLObjectType:
    """Return an object type of the GraphQL schema."""
    found = core_schema().type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return found


def graphql_fields(type_name: str) -> dict[str, str]:
    """Return the fields of a GraphQL type, with their types, as REST would have them."""
    return {
        name: re.sub(r"\w+", lambda match: _in_rest(match[0]), str(field.type))
        for name, field in graphql_type(type_name).fields.items()
    }


def _in_rest(type_name: str) -> str:
    if type_name == "ID" or is_referred_to(core_schema().type_map[type_name]):
        return "String"
    return {"Period": "PeriodView"}.get(type_name, type_name)


def is_referred_to(type_: GraphQLNamedType) -> bool:
    """Say whether REST would show a thing of a type by its code alone."""
    return isinstance(type_, GraphQLObjectType) and "code" in type_.fields


def selection(type_name: str) -> str:
    """Write the selection that asks for all that the REST view of a thing has."""
    fields = graphql_type(type_name).fields
    asked = [
        f"{name} {_inner(get_named_type(fields[name].type))}"
        for name in map(to_camel_case, rest_fields(type_name))
        if name in fields
    ]
    return "{ " + " ".join(asked) + " }"


def _inner(type_: GraphQLNamedType) -> str:
    if not isinstance(type_, GraphQLObjectType):
        return ""
    return "{ code }" if is_referred_to(type_) else selection(type_.name)


def as_rest(value: object) -> object:
    """Turn what GraphQL answered to such a selection into what REST has."""
    if isinstance(value, list):
        return [as_rest(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"code"}:
        return value["code"]
    return {
        re.sub("[A-Z]", lambda match: f"_{match[0].lower()}", name): as_rest(each)
        for name, each in value.items()
    }
