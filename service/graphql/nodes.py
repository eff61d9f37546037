"""Relay's Node: anything that can be read again by its id."""

from typing import Any, Final

import strawberry
from graphql import GraphQLAbstractType, GraphQLResolveInfo

from service.domain import nodes
from service.graphql.showing import name_shown

_DESCRIPTION: Final = "Anything that can be read again by its id, which REST knows as well."


@strawberry.interface(description=_DESCRIPTION)
class Node:
    """Anything that can be read again by its id."""

    id: strawberry.ID

    @classmethod
    def resolve_type(
        cls, thing: nodes.Node, _info: GraphQLResolveInfo[Any], _type: GraphQLAbstractType
    ) -> str:
        """Return the name of the type that shows a thing."""
        return name_shown(thing)
