"""The GraphQL schema, and the executor that lets finished JSON pass."""

from decimal import Decimal
from typing import Any

import orjson
import strawberry
from graphql import GraphQLOutputType, GraphQLResolveInfo, GraphQLSchema
from graphql.execution.collect_fields import FieldDetails
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from service.domain.numbers import plain
from service.graphql.query import Query
from service.graphql.showing import CONFIGURATION, SHOWN


class Executor(StrawberryGraphQLCoreExecutionContext):
    """Completes values as GraphQL does, but for JSON that is finished: that passes as it is.

    Decimals become the JSON numbers that they are on every door.
    """

    def complete_value(
        self,
        return_type: GraphQLOutputType,
        field_details_list: list[FieldDetails],
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,  # noqa: ANN401 -- whatever a resolver returned
        position_context: Any,  # noqa: ANN401 -- graphql-core's own
    ) -> Any:  # noqa: ANN401 -- whatever it completes to
        """Complete a value, or let it pass when it is finished."""
        if isinstance(result, orjson.Fragment):
            return result
        if isinstance(result, Decimal):
            return plain(result)
        return super().complete_value(
            return_type, field_details_list, info, path, result, position_context
        )


SCHEMA = strawberry.Schema(query=Query, types=list(SHOWN.values()), config=CONFIGURATION)


def core_schema() -> GraphQLSchema:
    """Return graphql-core's schema, which documents are validated against and executed on."""
    return SCHEMA._schema  # noqa: SLF001 -- Strawberry has no public way to it


def schema_text() -> str:
    """Return the schema in GraphQL's schema definition language."""
    return SCHEMA.as_str() + "\n"
