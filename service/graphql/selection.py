"""From a GraphQL selection set to the plain `Selection` that the layers below understand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLResolveInfo,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    value_from_ast_untyped,
)
from strawberry.utils.str_converters import to_snake_case

from service.domain.selections import NOTHING, Field, Selection

_TYPE_NAME: Final = "__typename"


def selection_of(info: GraphQLResolveInfo[Any]) -> Selection:
    """Return what is asked of the field that is being resolved."""
    sets = [node.selection_set for node in info.field_nodes if node.selection_set is not None]
    # Strawberry unpacks the variables, but only on its own path to a resolver.
    given: Any = info.variable_values
    variables: Mapping[str, Any] = getattr(given, "coerced", given)
    return Reading(info.fragments, variables).of(*sets)


@dataclass(frozen=True)
class Reading:
    """Reads selection sets of one document, whose fragments and variables it knows.

    Fragments are spread whatever type they are on, so it is meant for fields whose type is one
    object type, or a list of one, all the way down; elsewhere it gives more than applies.
    """

    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]

    def of(self, *sets: SelectionSetNode) -> Selection:
        """Merge selection sets: a name asked for twice is one field with both selections."""
        nodes: dict[str, list[FieldNode]] = {}
        for each in sets:
            for node in self._fields(each):
                shown_as = node.alias.value if node.alias else node.name.value
                nodes.setdefault(shown_as, []).append(node)
        return Selection(tuple(self._field(shown_as, found) for shown_as, found in nodes.items()))

    def _field(self, shown_as: str, nodes: list[FieldNode]) -> Field:
        name = nodes[0].name.value
        sets = [node.selection_set for node in nodes if node.selection_set is not None]
        return Field(
            name=name if name == _TYPE_NAME else to_snake_case(name),
            shown_as=shown_as,
            is_alias=nodes[0].alias is not None,
            arguments=tuple(
                (each.name.value, self._value(each.value)) for each in nodes[0].arguments or ()
            ),
            wanted=self.of(*sets) if sets else NOTHING,
        )

    def _fields(self, of: SelectionSetNode) -> Iterator[FieldNode]:
        for node in of.selections:
            if not self._is_wanted(node):
                continue
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                yield from self._fields(node.selection_set)
            elif isinstance(node, FragmentSpreadNode):
                yield from self._fields(self.fragments[node.name.value].selection_set)

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
