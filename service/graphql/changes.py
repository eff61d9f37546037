"""The change feed and the history of things in GraphQL."""

from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON

from service.domain import agencies, changes
from service.graphql.bodies import Agency
from service.graphql.connections import (
    USUAL_ITEMS,
    After,
    Connection,
    First,
    Info,
    check,
    connection,
)
from service.graphql.fields import leads_to
from service.graphql.showing import shows
from service.usecases import changes as feed


@shows(changes.ChangeEntry)
class ChangeEntry:
    """Something that was added, edited or deleted."""

    before: JSON | None
    after: JSON | None
    agency: Agency | None = leads_to(
        agencies.Agency, "agency", "Whose key did it; null for an operator's."
    )


Nouns = Annotated[
    list[str] | None, strawberry.argument(description="Of what: `KPI`, `figure`. Unsaid, of all.")
]
Partnerships = Annotated[
    list[str] | None, strawberry.argument(description="Of which partnerships, by ids or codes.")
]


async def read_changes(
    info: Info,
    first: First = USUAL_ITEMS,
    after: After = None,
    noun: Nouns = None,
    partnership: Partnerships = None,
) -> Connection[ChangeEntry]:
    """Read a stretch of the feed."""
    check(first)
    work = info.context.work
    found = await feed.read(work, since=after, first=first, nouns=noun, partnerships=partnership)

    async def count() -> int:
        return await feed.count(work, noun, partnership)

    return connection(found.page, after, count)


async def read_history(
    info: Info, id: strawberry.ID, first: First = USUAL_ITEMS, after: After = None
) -> Connection[ChangeEntry]:
    """Read a stretch of the history of a thing."""
    check(first)
    work, id_ = info.context.work, str(id)
    page: Any = await feed.history(work, id_, first, after)

    async def count() -> int:
        return await feed.count_history(work, id_)

    return connection(page, after, count)
