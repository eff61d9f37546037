"""Priorities over REST."""

from typing import Annotated

from fastapi import Query, Response
from pydantic import Field

from service.api.asking import Asked, Doing, InEdition, Key, Many, Revision, Since
from service.api.inputs import EntryInput, Input, Line, Reference, Text, changes_to
from service.api.operation import Door
from service.domain.callers import Permission
from service.domain.plans import Priority, PriorityKind
from service.usecases import priorities, reading

door = Door("Priorities")


class PriorityInput(EntryInput):
    """A priority to be entered in an edition. Other priorities may be named without the plan."""

    kind: PriorityKind = PriorityKind.PRIORITY
    number: Line | None = None
    title: Line
    why: Text | None = None
    parent: Reference | None = None
    also_serves: list[Reference] = Field(default=[])
    comes_from: Annotated[list[Reference], Field(max_length=60)] = Field(default=[])


@changes_to(PriorityInput, but=("edition", "code"))
class PriorityChange(Input):
    """What the edition is to say differently of a priority."""


@door.lists("/priorities", Priority)
async def list_priorities(
    ask: Asked,
    partnership: Many = None,
    plan: Many = None,
    edition: Many = None,
    kind: Annotated[list[PriorityKind] | None, Query()] = None,
    updated_since: Since = None,
) -> Response:
    """List priorities as the latest edition that holds them words them, or as those named do."""
    return await ask.page(
        Priority,
        {
            "partnership": partnership,
            "plan": plan,
            "edition": edition,
            "kind": kind,
            "updated_since": updated_since,
        },
    )


@door.reads("/priorities/{priority}", Priority)
async def read_priority(work: Doing, priority: Key, edition: InEdition = None) -> Priority:
    """Read a priority."""
    return await reading.one(work, Priority, priority, edition)


@door.creates("/priorities", Priority, may=Permission.EDIT)
async def enter_priority(work: Doing, body: PriorityInput) -> Priority:
    """Enter a priority in an edition, after those that are in it.

    A code that the plan knows already carries that priority, with its history, into the edition.
    """
    return await priorities.enter(work, **body.given())


@door.revises("/priorities/{priority}", Priority, may=Permission.EDIT)
async def reword_priority(
    work: Doing,
    priority: Key,
    revision: Revision,
    body: PriorityChange,
    edition: InEdition = None,
) -> Priority:
    """Change what an edition says of a priority."""
    return await priorities.reword(work, priority, edition, revision, body.changes())
