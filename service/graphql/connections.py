"""Relay connections over keyset pages (Relay's cursor connections specification)."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final, Generic, TypeAlias, TypeVar

import orjson
import strawberry

from service.domain.errors import BadParameter, Fault
from service.graphql.context import Context
from service.usecases.compiled import Limits, Written
from service.usecases.reading import Page

NodeType = TypeVar("NodeType")
Info: TypeAlias = strawberry.Info[Context, None]

MOST_ITEMS: Final = 500
USUAL_ITEMS: Final = 50
LIMITS: Final = Limits(USUAL_ITEMS, MOST_ITEMS)
First = Annotated[int, strawberry.argument(description=f"How many at the most: 1 to {MOST_ITEMS}.")]
After = Annotated[
    str | None, strawberry.argument(description="The cursor of the last one that was read.")
]


@strawberry.type(description="Where a stretch of a list stands.")
class PageInfo:
    """Where a stretch of a list stands."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="An item of a list and its place in it.")
class Edge(Generic[NodeType]):
    """An item of a list and its place in it."""

    node: NodeType
    cursor: str


@strawberry.type(description="A stretch of a list, in Relay's form; `nodes` has the items alone.")
class Connection(Generic[NodeType]):
    """A stretch of a list, in Relay's form."""

    nodes: list[NodeType]
    page: strawberry.Private[Page[Any] | Written]
    after: strawberry.Private[str | None]
    count: strawberry.Private[Callable[[], Awaitable[int]]]

    @strawberry.field(description="The items, each with its cursor.")
    def edges(self) -> list[Edge[NodeType]]:
        """Put each item with its cursor."""
        return [Edge(node=node, cursor=self.page.cursor(n)) for n, node in enumerate(self.nodes)]

    @strawberry.field(description="Where the stretch begins and ends, and whether more follow.")
    def page_info(self) -> PageInfo:
        """Say where the stretch stands."""
        return PageInfo(
            has_next_page=self.page.has_more,
            has_previous_page=self.after is not None,
            start_cursor=self.page.cursor(0) if self.page.items else None,
            end_cursor=self.page.cursor(-1) if self.page.items else None,
        )

    @strawberry.field(description="How many there are in all; counted only when asked for.")
    async def total_count(self) -> int:
        """Count the whole list."""
        return await self.count()


def connection(
    page: Page[Any],
    after: str | None,
    count: Callable[[], Awaitable[int]],
    show: Callable[[Any], Any] = lambda thing: thing,
) -> Connection[Any]:
    """Make the connection that shows a page; `show` makes of each item what is to be shown."""
    nodes = [show(item) for item in page.items]
    return Connection(nodes=nodes, page=page, after=after, count=count)


def written_connection(
    page: Written, after: str | None, count: Callable[[], Awaitable[int]]
) -> Connection[Any]:
    """Make the connection of a list whose items have been written as JSON."""
    nodes: Any = orjson.Fragment(f"[{','.join(page.items)}]")  # the executor lets it pass
    return Connection(nodes=nodes, page=page, after=after, count=count)


def check(first: int) -> None:
    """Refuse a stretch that is empty or too long."""
    if not 1 <= first <= MOST_ITEMS:
        raise BadParameter(
            f"`first` is 1 to {MOST_ITEMS}, not {first}.",
            [Fault("out_of_range", "Too few or too many.", parameter="first")],
        )
