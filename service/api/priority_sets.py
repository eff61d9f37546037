"""Other bodies' priorities over REST."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Response
from pydantic import Field

from service.api.asking import Asked, Doing, InEdition, Key, Many, Revision, Since
from service.api.inputs import EntryInput, Input, Line, Reference, Text, changes_to
from service.api.operation import Door
from service.api.printed import OwnerInput, PeriodInput, resolved
from service.domain.callers import Permission
from service.domain.priority_sets import PrioritySet, SetOrder
from service.usecases import contents, reading
from service.usecases.priority_sets import PRIORITY_SETS, GivenItem

door = Door("Priorities of others")


class PriorityItemInput(Input):
    """One priority of another body. `aligned_to` names priorities of the edition.

    `aligned_to_none` says that the edition finds none; unsaid, it leaves the question open.
    """

    number: Line | None = None
    title: Text
    lead: OwnerInput | None = None
    our_role: Text | None = None
    aligned_to: Annotated[list[Reference], Field(max_length=20)] = Field(default=[])
    aligned_to_none: bool = Field(default=False, strict=True)


Items = Annotated[list[PriorityItemInput], Field(min_length=1, max_length=60)]


class PrioritySetInput(EntryInput):
    """The priorities of another body, to be entered in an edition that tells of them."""

    name: Line
    owner: OwnerInput
    order: SetOrder
    dated: PeriodInput | None = None
    items: Items


@changes_to(PrioritySetInput, but=("edition", "code"))
class PrioritySetChange(Input):
    """What the edition is to say differently. Lists and objects replace those recorded."""


@door.lists("/priority-sets", PrioritySet)
async def list_priority_sets(
    ask: Asked,
    partnership: Many = None,
    plan: Many = None,
    edition: Many = None,
    priority: Many = None,
    owner: Many = None,
    updated_since: Since = None,
) -> Response:
    """List other bodies' priorities as the latest edition that has them tells, or those named do.

    `priority` leaves the sets with one that is aligned to ours, `owner` those of the agencies,
    areas or partnerships named.
    """
    return await ask.page(
        PrioritySet,
        {
            "partnership": partnership,
            "plan": plan,
            "edition": edition,
            "priority": priority,
            "owner": owner,
            "updated_since": updated_since,
        },
    )


@door.reads("/priority-sets/{priority_set}", PrioritySet)
async def read_priority_set(
    work: Doing, priority_set: Key, edition: InEdition = None
) -> PrioritySet:
    """Read the priorities of another body."""
    return await reading.one(work, PrioritySet, priority_set, edition)


@door.creates("/priority-sets", PrioritySet, may=Permission.EDIT)
async def enter_priority_set(work: Doing, body: PrioritySetInput) -> PrioritySet:
    """Enter another body's priorities in an edition, with those of ours they are aligned to."""
    given = resolved(body.said(), items=_items)
    return await contents.enter(
        work, PRIORITY_SETS, edition=body.edition, code=body.code, given=given
    )


@door.revises("/priority-sets/{priority_set}", PrioritySet, may=Permission.EDIT)
async def reword_priority_set(
    work: Doing,
    priority_set: Key,
    revision: Revision,
    body: PrioritySetChange,
    edition: InEdition = None,
) -> PrioritySet:
    """Change what an edition tells of another body's priorities."""
    changes = resolved(body.changes(), items=_items)
    return await contents.reword(work, PRIORITY_SETS, priority_set, edition, revision, changes)


def _items(given: Sequence[PriorityItemInput]) -> list[GivenItem]:
    return [GivenItem(**resolved(each.given())) for each in given]
