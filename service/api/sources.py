"""Where facts were read, over REST."""

from typing import Annotated

from fastapi import Query, Response
from pydantic import Field

from service.api.asking import Asked, Doing, Key, Revision, Since
from service.api.inputs import Input, Line, Reference, Text, changes_to
from service.api.operation import Door
from service.domain.callers import Permission
from service.domain.sources import Reading, Source
from service.usecases import reading, sources

door = Door("Sources")

Thing = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="The id of the thing, or its list and code: `actions/thanet-2015-16:action-7`.",
    ),
]
Member = Annotated[str, Field(pattern=r"^[a-z_]+$", max_length=60)]


class SourceInput(Input):
    """Where a fact was read."""

    of: Thing
    field: Member | None = None
    edition: Reference | None = None
    document: Line
    place: Line | None = None
    reading: Reading = Reading.PRINTED
    printed: Text | None = None
    note: Text | None = None


@changes_to(SourceInput, but=("of", "field", "edition"))
class SourceChange(Input):
    """What is to be different about it."""


@door.lists("/sources", Source)
async def list_sources(
    ask: Asked,
    of: Annotated[list[str] | None, Query(description="Ids, or lists and codes.")] = None,
    document: Annotated[
        list[str] | None, Query(description="The names of documents, just as they are recorded.")
    ] = None,
    reading_: Annotated[
        list[Reading] | None, Query(alias="reading", description="How it came out of the source.")
    ] = None,
    updated_since: Since = None,
) -> Response:
    """List where facts were read, those of one thing together.

    `of` leaves those of the things named, each by its id or by its list and code.
    """
    ids = None if of is None else [await sources.id_of(ask.work, each) or "" for each in of]
    return await ask.page(
        Source,
        {"of": ids, "document": document, "reading": reading_, "updated_since": updated_since},
    )


@door.reads("/sources/{source}", Source)
async def read_source(work: Doing, source: Key) -> Source:
    """Read where a fact was read."""
    return await reading.one(work, Source, source)


@door.creates("/sources", Source, may=Permission.EDIT)
async def record_source(work: Doing, body: SourceInput) -> Source:
    """Record where a fact was read: of a thing, or of one field of it.

    For whoever may change the thing: an operator for bodies, a coordinator for what its
    partnership owns.
    """
    return await sources.record(work, **body.given())


@door.revises("/sources/{source}", Source, may=Permission.EDIT)
async def revise_source(work: Doing, source: Key, revision: Revision, body: SourceChange) -> Source:
    """Change what is recorded of a source."""
    return await sources.revise(work, source, revision, body.changes())


@door.withdraws("/sources/{source}", may=Permission.EDIT)
async def withdraw_source(work: Doing, source: Key, revision: Revision) -> None:
    """Remove a source recorded by mistake."""
    await sources.withdraw(work, source, revision)
