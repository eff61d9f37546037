"""The change feed and the history of things over REST."""

from typing import Annotated

from fastapi import Path, Query, Response

from service.api.asking import MOST_ITEMS, Asked, Doing, Many
from service.api.operation import Door
from service.domain.changes import ChangeEntry, ChangeFeed
from service.usecases import changes

door = Door("Changes")


@door.reads("/changes", ChangeFeed)
async def read_changes(
    work: Doing,
    since: Annotated[
        str | None,
        Query(description="The `cursor` of the answer before, with the same filters. Unsaid, all."),
    ] = None,
    limit: Annotated[
        int, Query(ge=1, le=MOST_ITEMS, description="How many changes at the most.")
    ] = 100,
    noun: Annotated[
        list[str] | None,
        Query(description="Of what: `KPI`, `figure`; several by naming the parameter repeatedly."),
    ] = None,
    partnership: Many = None,
) -> ChangeFeed:
    """Read what was added, edited and deleted, in order, each once.

    `cursor` is in every answer, also in an empty one: keep it, and send it as `since` next time,
    in a second or in a month. While `has_more`, go on at once. A change is told when all that
    began before it has ended, so nothing is ever put in before a cursor.

    Numbers and notes that a figure's confidentiality hides are null here as well.
    """
    stretch = await changes.read(
        work, since=since, first=limit, nouns=noun, partnerships=partnership
    )
    return stretch.view


@door.lists("/history/{id}", ChangeEntry)
async def list_history(
    ask: Asked,
    id_: Annotated[
        str,
        Path(alias="id", description="The id of the thing.", min_length=1, max_length=200),
    ],
) -> Response:
    """List what happened to a thing, and to what belongs to it, the newest first.

    Of a partnership that is its members and editions as well, of an edition all that stands in
    it. What was deleted has its history still.
    """
    page = await changes.history(ask.work, id_, ask.limit, ask.cursor)
    total = await changes.count_history(ask.work, id_) if ask.include_total else None
    return ask.rendered(page, total)
