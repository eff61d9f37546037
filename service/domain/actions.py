"""Actions: numbered commitments, who acts, how success is measured, and how they stand."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Final

from service.domain.nodes import Entered, Node, Ref
from service.domain.numbers import Number


class ActionStatus(StrEnum):
    """How an action stands. Carried over is no status: it is a listing in the next edition."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    DELAYED = "delayed"
    CANCELLED = "cancelled"


class Role(StrEnum):
    """Whether a party leads an action or supports it."""

    LEAD = "lead"
    SUPPORT = "support"


class PartyKind(StrEnum):
    """Who acts: an agency (or a unit of one), a group, a post, everybody, or nobody named."""

    AGENCY = "agency"
    GROUP = "group"
    POST = "post"
    COLLECTIVE = "collective"
    UNSTATED = "unstated"


class MeasureKind(StrEnum):
    """How a measure of success can be checked.

    `count` has a target to be met exactly as counted, `minimum` one to be reached; `number_of`
    counts without a target; `output` is a thing made; `change` a movement hoped for;
    `to_be_confirmed` a measure that the plan still owes.
    """

    COUNT = "count"
    MINIMUM = "minimum"
    NUMBER_OF = "number_of"
    OUTPUT = "output"
    CHANGE = "change"
    TO_BE_CONFIRMED = "to_be_confirmed"


@dataclass(frozen=True)
class Listing:
    """One place where an edition lists the action: under which priority, with which number."""

    priority: Ref
    number: str | None
    position: int


@dataclass(frozen=True)
class Party:
    """Who acts, as resolved and as printed. `agency` is a code, `unit` a unit or post of it."""

    role: Role
    kind: PartyKind
    agency: Ref | None
    unit: str | None
    printed: str


@dataclass(frozen=True)
class Measure:
    """A measure of success as printed; `target` and `unit` where it can be counted."""

    printed: str
    kind: MeasureKind
    target: Number | None
    unit: str | None


@dataclass(frozen=True)
class Action(Entered):
    """A commitment, as one edition words it, and how it stands now.

    One action may be listed several times, with several numbers. `status` is that of the update
    that happened last (`status_on`, which may be vague).
    """

    noun: ClassVar[str] = "action"
    prefix: ClassVar[str] = "act"

    text: str
    timescale: str | None
    status: ActionStatus
    status_on: str
    listings: tuple[Listing, ...]
    parties: tuple[Party, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class ActionUpdate(Node):
    """One entry in an action's status history.

    `happened_on` (may be vague) is when it came to stand so, `recorded_at` when that was told,
    and `recorded_after_the_fact` says that something later was already on record.
    """

    noun: ClassVar[str] = "update"
    prefix: ClassVar[str] = "upd"

    action: Ref
    status: ActionStatus
    happened_on: str
    comment: str | None
    recorded_at: datetime
    recorded_by: Ref | None
    recorded_after_the_fact: bool


_ENDED: Final = frozenset({ActionStatus.COMPLETED, ActionStatus.CANCELLED})


def objection_to(current: ActionStatus, wanted: ActionStatus) -> str | None:
    """Say why an action that stands at `current` cannot come to stand at `wanted` now.

    What has ended stays ended: a mistake is corrected by recording, with its own day, what really
    happened before. Nothing goes back to being merely proposed. None when there is no objection.
    """
    if current in _ENDED and wanted is not current:
        return f"The action is {current.value}; what has ended does not become {wanted.value}."
    if wanted is ActionStatus.PROPOSED and current is not ActionStatus.PROPOSED:
        return f"The action is {current.value.replace('_', ' ')} and is no longer only proposed."
    return None
