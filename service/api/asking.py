"""What an operation asks for besides its own fields: its work, a stretch of a list, a revision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request, Response

from service.api import replies
from service.api.inputs import Day, Instant
from service.api.operation import work_of
from service.api.replies import revision_asked, revision_if_said
from service.domain.nodes import Node
from service.usecases import reading
from service.usecases.reading import Page
from service.usecases.work import Work

MOST_ITEMS = 1_000

Doing = Annotated[Work, Depends(work_of)]
Revision = Annotated[int, Depends(revision_asked)]
RevisionIfSaid = Annotated[int | None, Depends(revision_if_said)]
Key = Annotated[
    str,
    Path(description="The id or the code of the thing.", min_length=1, max_length=200),
]
Many = Annotated[
    list[str] | None,
    Query(description="Ids or codes; several by naming the parameter several times."),
]
Since = Annotated[
    Instant | None, Query(description="Only what was made or changed at this instant or later.")
]
OnDay = Annotated[Day | None, Query(description="The day that is meant. Unsaid, today.")]
InEdition = Annotated[
    str | None,
    Query(
        description="The edition whose wording is meant, by its id or code. Unsaid, the latest.",
    ),
]


@dataclass(frozen=True)
class Ask:
    """Which stretch of a list is asked for, and of what request."""

    work: Work
    request: Request
    limit: int
    cursor: str | None
    include_total: bool

    async def page(self, noun: type[Node], filters: Mapping[str, object]) -> Response:
        """Read and render the stretch of the list that the filters leave."""
        found = await reading.page(self.work, noun, self.limit, self.cursor, filters)
        total = await reading.count(self.work, noun, filters) if self.include_total else None
        return self.rendered(found, total)

    def rendered(self, found: Page[Any], total: int | None = None) -> Response:
        """Render a page, with the address of the next one."""
        return self.reply(found.items, found.next_cursor, total)

    def reply(
        self, items: Sequence[object], next_cursor: str | None, total: int | None = None
    ) -> Response:
        """Render items that are followed by more when there is a next cursor."""
        stretch = {
            "items": items,
            "next_cursor": next_cursor,
            "has_more": next_cursor is not None,
            "total": total,
        }
        return replies.collection(stretch, self.work.now, self._next_address(next_cursor))

    def _next_address(self, next_cursor: str | None) -> str | None:
        if next_cursor is None:
            return None
        address = self.request.url.include_query_params(cursor=next_cursor)
        return f"{address.path}?{address.query}"


def _ask(
    work: Doing,
    request: Request,
    limit: Annotated[
        int, Query(ge=1, le=MOST_ITEMS, description="How many items at the most.")
    ] = 100,
    cursor: Annotated[
        str | None,
        Query(description="The `next_cursor` of the page before, with the same filters."),
    ] = None,
    include_total: Annotated[
        bool, Query(description="Whether to count the whole list as well.")
    ] = False,
) -> Ask:
    return Ask(work, request, limit, cursor, include_total)


Asked = Annotated[Ask, Depends(_ask)]
