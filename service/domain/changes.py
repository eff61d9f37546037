"""The change record, as readers see it: what was added, edited and deleted, and by whose key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from service.domain.nodes import Ref

State: TypeAlias = Mapping[str, Any]


class ChangeOperation(StrEnum):
    """What was done."""

    ADDED = "added"
    EDITED = "edited"
    DELETED = "deleted"


@dataclass(frozen=True)
class ChangeEntry:
    """One thing, or one part of it, that was added, edited or deleted.

    `noun` and `id` say of what; `part` which part of it, as a party of an action, and null for the
    thing itself. `belongs_to` has the ids of what it stands in: an edition, a partnership.
    `fields` names what changed, and `before` and `after` have just that, references by their ids;
    `before` is null for what was added, `after` for what was deleted. `agency` is whose key did
    it, null for an operator's. `request_id` is that of the request, null for what was written past
    the service.
    """

    noun: str
    id: str
    part: str | None
    belongs_to: tuple[str, ...]
    operation: ChangeOperation
    fields: tuple[str, ...]
    before: State | None
    after: State | None
    changed_at: datetime
    request_id: str | None
    agency: Ref | None


@dataclass(frozen=True)
class ChangeFeed:
    """A stretch of the feed. `cursor` is always there: go on from it with `since`, now or later."""

    items: tuple[ChangeEntry, ...]
    cursor: str
    has_more: bool


@dataclass(frozen=True)
class Difference:
    """What differs between two states, and what each of them has of it."""

    operation: ChangeOperation
    fields: tuple[str, ...]
    before: State | None
    after: State | None


def difference(before: State | None, after: State | None) -> Difference:
    """Tell two states of a thing apart; of what was not there, or is no more, all differs."""
    if before is None:
        return Difference(ChangeOperation.ADDED, tuple(after or ()), None, after)
    if after is None:
        return Difference(ChangeOperation.DELETED, tuple(before), before, None)
    fields = tuple(name for name in after if before.get(name) != after[name])
    return Difference(
        ChangeOperation.EDITED,
        fields,
        {name: before.get(name) for name in fields},
        {name: after[name] for name in fields},
    )
