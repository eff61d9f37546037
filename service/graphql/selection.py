"""From a GraphQL selection set to the plain `Selection` that the layers below understand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLResolveInfo,
    GraphQLSchema,
    NamedTypeNode,
    SchemaMetaFieldDef,
    SelectionNode,
    SelectionSetNode,
    TypeMetaFieldDef,
    ValueNode,
    VariableNode,
    get_named_type,
    is_abstract_type,
    value_from_ast_untyped,
)
from strawberry.utils.str_converters import to_snake_case

from service.domain.errors import QueryTooLarge
from service.domain.selections import NOTHING, Field, Selection

MOST_FIELDS: Final = 2_000  # once fragments are spread, which can multiply what was written
_TYPE_NAME: Final = "__typename"
_META: Final = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}


def selection_of(info: GraphQLResolveInfo[Any]) -> Selection:
    """Return what is asked of the field that is being resolved, the same for all its owners."""
    place = (info.parent_type.name, *map(id, info.field_nodes))
    selection: Selection = info.context.known(place, lambda: _part_of_operation(info))
    return selection


def _part_of_operation(info: GraphQLResolveInfo[Any]) -> Selection:
    """Find the part of what the whole operation asks, which has been read already.

    It is read again where a type that shows only with the thing itself left open which part.
    """
    selection: Selection = info.context.operation.selection
    for shown_as in (step for step in info.path.as_list() if isinstance(step, str)):
        found = [field.wanted for field in selection.fields if field.shown_as == shown_as]
        if len(found) != 1:
            return _read(info)
        selection = found[0]
    return selection


def _read(info: GraphQLResolveInfo[Any]) -> Selection:
    sets = [node.selection_set for node in info.field_nodes if node.selection_set is not None]
    # Strawberry unpacks the variables, but only on its own path to a resolver.
    given: Any = info.variable_values
    variables: Mapping[str, Any] = getattr(given, "coerced", given)
    reading = Reading(info.schema, info.fragments, variables)
    return reading.of(get_named_type(info.return_type), *sets)


@dataclass
class Reading:
    """Reads selection sets of one valid document, whose fragments and variables it knows.

    What is asked of an object type is read as GraphQL would read it. What is asked of `Node`,
    whose type shows only with the thing itself, is everything that any type of it would be asked
    for. Refuses with `QueryTooLarge` what comes to more than `MOST_FIELDS` fields.
    """

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    _count: int = field(default=0, init=False)

    def of(self, type_: GraphQLNamedType, *sets: SelectionSetNode) -> Selection:
        """Merge what is asked of a type: a name asked for twice is one field with both wishes."""
        spread: set[tuple[str, str]] = set()
        found: dict[tuple[str, str], tuple[GraphQLNamedType, list[FieldNode]]] = {}
        for each in sets:
            for owner, node in self._fields(type_, each, spread):
                _, nodes = found.setdefault((owner.name, _shown_as(node)), (owner, []))
                nodes.append(node)
        return Selection(tuple(self._field(owner, nodes) for owner, nodes in found.values()))

    def _field(self, owner: GraphQLNamedType, nodes: list[FieldNode]) -> Field:
        self._count += 1
        if self._count > MOST_FIELDS:
            raise QueryTooLarge(f"This query asks for more than {MOST_FIELDS} fields.")
        first, name = nodes[0], nodes[0].name.value
        sets = [node.selection_set for node in nodes if node.selection_set is not None]
        return Field(
            name=_our_name(name),
            shown_as=_shown_as(first),
            is_alias=first.alias is not None,
            arguments=tuple(
                (_our_name(each.name.value), self._value(each.value))
                for each in first.arguments or ()
            ),
            wanted=self.of(_type_of_field(owner, name), *sets) if sets else NOTHING,
        )

    def _fields(
        self, owner: GraphQLNamedType, of: SelectionSetNode, spread: set[tuple[str, str]]
    ) -> Iterator[tuple[GraphQLNamedType, FieldNode]]:
        """Yield the fields asked for, each with the type that it is asked of."""
        for node in of.selections:
            if not self._is_wanted(node):
                continue
            if isinstance(node, FieldNode):
                yield owner, node
                continue
            inner: Any = node
            if isinstance(node, FragmentSpreadNode):
                here = (owner.name, node.name.value)
                if here in spread:
                    continue
                spread.add(here)
                inner = self.fragments[node.name.value]
            if (narrowed := self._narrowed(owner, inner.type_condition)) is not None:
                yield from self._fields(narrowed, inner.selection_set, spread)

    def _narrowed(
        self, owner: GraphQLNamedType, condition: NamedTypeNode | None
    ) -> GraphQLNamedType | None:
        """Return the type that a fragment speaks of; None when it does not apply to the owner."""
        wanted = owner if condition is None else self.schema.type_map[condition.name.value]
        if wanted is owner or is_abstract_type(wanted):
            return owner
        return wanted if is_abstract_type(owner) else None

    def _is_wanted(self, node: SelectionNode) -> bool:
        """Say whether @skip and @include leave the node in."""
        for directive in node.directives or ():
            holds = any(self._value(each.value) for each in directive.arguments or ())
            if directive.name.value == ("skip" if holds else "include"):
                return False
        return True

    def _value(self, node: ValueNode) -> Any:  # noqa: ANN401 -- whatever was given
        if isinstance(node, VariableNode):
            return self.variables.get(node.name.value)
        return value_from_ast_untyped(node, dict(self.variables))


@lru_cache(maxsize=1024)
def _our_name(name: str) -> str:
    return name if name == _TYPE_NAME else to_snake_case(name)


def _shown_as(node: FieldNode) -> str:
    return node.alias.value if node.alias else node.name.value


def _type_of_field(owner: GraphQLNamedType, name: str) -> GraphQLNamedType:
    fields: Mapping[str, GraphQLField] = getattr(owner, "fields", {})
    return get_named_type((_META.get(name) or fields[name]).type)
