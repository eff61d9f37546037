"""GraphQL documents: parsed and validated once for each text, and what one operation asks for."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import orjson
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    get_operation_ast,
    parse,
    validate,
    value_from_ast_untyped,
)

from service.domain.errors import QueryInvalid, QueryTooLarge
from service.graphql.limits import MOST_TOKENS
from service.graphql.operations import Operation
from service.graphql.schema import core_schema
from service.graphql.selection import Reading

_MOST_VARIABLES: Final = 2_000  # bytes of JSON; a screen's are far fewer
_KEPT: Final = 500  # documents; a dashboard has a handful
_LONGEST_TEXT: Final = 100_000  # characters; two thousand tokens are far fewer


class QueryErrors(QueryInvalid):
    """A query that is refused with errors that have places in it."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


def operation_in(text: str, name: str | None, variables: Mapping[str, Any]) -> Operation:
    """Read a query; refuses with `QueryInvalid` or `QueryTooLarge`.

    A screen asks the same again and again, so that what was read of it is kept, unless its
    variables are too many to keep.
    """
    written = orjson.dumps(variables, option=orjson.OPT_SORT_KEYS)
    if len(written) > _MOST_VARIABLES:
        return _read(text, name, variables)
    return _kept(text, name, written)


@lru_cache(maxsize=_KEPT)
def _kept(text: str, name: str | None, written: bytes) -> Operation:
    return _read(text, name, orjson.loads(written))


def _read(text: str, name: str | None, variables: Mapping[str, Any]) -> Operation:
    document, errors = _checked(text)
    if errors:
        raise QueryErrors(errors)
    operation = get_operation_ast(document, name)
    if operation is None:
        raise QueryInvalid("Name the operation that is meant: the document has not just one.")
    fragments = {
        each.name.value: each
        for each in document.definitions
        if isinstance(each, FragmentDefinitionNode)
    }
    schema = core_schema()
    reading = Reading(schema, fragments, {**_defaults(operation), **variables})
    return Operation(document, reading.of(schema.type_map["Query"], operation.selection_set))


@lru_cache(maxsize=_KEPT)
def _checked(text: str) -> tuple[DocumentNode, list[GraphQLError]]:
    """Parse and validate a document, once for each text."""
    nothing = DocumentNode(definitions=())
    if len(text) > _LONGEST_TEXT:
        raise QueryTooLarge(f"A query has at most {_LONGEST_TEXT} characters.")
    try:
        document = parse(text, max_tokens=MOST_TOKENS)
    except GraphQLSyntaxError as error:
        return nothing, [error]
    return document, validate(core_schema(), document)


def _defaults(operation: OperationDefinitionNode) -> dict[str, Any]:
    return {
        each.variable.name.value: value_from_ast_untyped(each.default_value)
        for each in operation.variable_definitions or ()
        if each.default_value is not None
    }
