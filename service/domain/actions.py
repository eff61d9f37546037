"""Actions: numbered commitments, who acts, how success is measured, and how they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Final

from service.domain.days import Truth, VagueDay
from service.domain.nodes import Entered, Node, Ref
from service.domain.numbers import Number
from service.domain.timescales import Basis, Timespan, is_over


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


class Rag(StrEnum):
    """How an action is doing, as boards colour it."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class MeasureKind(StrEnum):
    """How a measure of success can be checked.

    `count` has a target to be met exactly as counted, `minimum` one to be reached, `range` one
    between two numbers, `frequency` so many in each of something, and `time_limit` a time within
    which. `number_of` counts without a target, and `placeholder` where print keeps the place of a
    number that was never put in; `output` is a thing made; `change` a movement hoped for;
    `to_be_confirmed` a measure that the plan still owes.
    """

    COUNT = "count"
    MINIMUM = "minimum"
    NUMBER_OF = "number_of"
    OUTPUT = "output"
    CHANGE = "change"
    TO_BE_CONFIRMED = "to_be_confirmed"
    RANGE = "range"
    FREQUENCY = "frequency"
    TIME_LIMIT = "time_limit"
    PLACEHOLDER = "placeholder"


@dataclass(frozen=True)
class Listing:
    """One place where an edition lists the action: under which priority, with which number."""

    priority: Ref
    number: str | None
    position: int


@dataclass(frozen=True)
class Party:
    """Who acts, as resolved and as printed. `agency` is a code, `unit` a unit or post of it.

    Where one printed token names two agencies, they are two parties with the same `printed`.
    `role_basis` says on what the role rests: `read` where only the order of print tells it.
    """

    role: Role
    kind: PartyKind
    agency: Ref | None
    unit: str | None
    printed: str
    role_basis: Basis


@dataclass(frozen=True)
class Measure:
    """A measure of success as printed; `target` and `unit` where it can be counted.

    A range is from `target` to `target_to`. `per` says of what there are so many each: of boroughs,
    or of weeks. `count_so_far` is what was last (`counted_on`, which may be vague) said of it.
    """

    id: str
    printed: str
    kind: MeasureKind
    target: Number | None
    target_to: Number | None
    unit: str | None
    per: str | None
    count_so_far: Number | None
    counted_on: str | None


@dataclass(frozen=True)
class Action(Entered):
    """A commitment, as one edition words it, and how it stands now.

    One action may be listed several times, with several numbers. `tackles` are the priorities that
    the edition says it tackles, in the order of print: not always those it is listed under, and
    none where the edition does not say. `timescale` is what is printed, `timespan` what that
    means. `status` is that of the update that happened last (`status_on`, which may be vague), and
    so are `percent_complete` and `rag`, null where that update says none.
    """

    noun: ClassVar[str] = "action"
    prefix: ClassVar[str] = "act"

    text: str
    timescale: str | None
    timespan: Timespan | None
    status: ActionStatus
    status_on: str
    percent_complete: int | None
    rag: Rag | None
    listings: tuple[Listing, ...]
    tackles: tuple[Ref, ...]
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
    percent_complete: int | None
    rag: Rag | None
    comment: str | None
    recorded_at: datetime
    recorded_by: Ref | None
    recorded_after_the_fact: bool


@dataclass(frozen=True)
class MeasureCount(Node):
    """One entry in the history of what a measure of success has come to.

    `value` is the whole count so far, not what came on top. `happened_on` (may be vague) is when it
    stood so, `recorded_at` when that was told. `measure` is the measure's id.
    """

    noun: ClassVar[str] = "count"
    prefix: ClassVar[str] = "cnt"

    action: Ref
    measure: str
    value: Number
    happened_on: str
    comment: str | None
    recorded_at: datetime
    recorded_by: Ref | None
    recorded_after_the_fact: bool


MEASURE_PREFIX: Final = "mea"
_ENDED: Final = frozenset({ActionStatus.COMPLETED, ActionStatus.CANCELLED})


def is_ended(status: ActionStatus) -> bool:
    """Say whether an action that stands so will not move again."""
    return status in _ENDED


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


def completeness_contradiction(status: ActionStatus, percent_complete: int | None) -> str | None:
    """Say why an action cannot stand so at this percentage; None when it can, or none is said."""
    if status is ActionStatus.COMPLETED and percent_complete not in {None, _WHOLE}:
        return f"What is completed is not {percent_complete} per cent complete."
    return None


_WHOLE: Final = 100
_WITH_TARGET: Final = frozenset(
    {
        MeasureKind.COUNT,
        MeasureKind.MINIMUM,
        MeasureKind.RANGE,
        MeasureKind.FREQUENCY,
        MeasureKind.TIME_LIMIT,
    }
)
_MAY_HAVE_TARGET: Final = _WITH_TARGET | {MeasureKind.CHANGE}
_COUNTABLE: Final = (_WITH_TARGET - {MeasureKind.TIME_LIMIT}) | {
    MeasureKind.NUMBER_OF,
    MeasureKind.PLACEHOLDER,
}


def is_countable(kind: MeasureKind) -> bool:
    """Say whether so many can be reported of a measure of this kind."""
    return kind in _COUNTABLE


def measure_faults(
    kind: MeasureKind, target: Decimal | None, target_to: Decimal | None, per: str | None
) -> list[tuple[str, str, str]]:
    """Return what is wrong with a measure's numbers: of each fault the field, code and detail."""
    found = []
    if kind in _WITH_TARGET and target is None:
        found.append(("target", "target_required", f"A {kind.value} has a target."))
    if kind not in _MAY_HAVE_TARGET and target is not None:
        found.append(("target", "target_not_allowed", f"A {kind.value} has no target."))
    if kind is MeasureKind.RANGE and target_to is None:
        found.append(("target_to", "target_required", "A range ends with a number."))
    if kind is not MeasureKind.RANGE and target_to is not None:
        found.append(("target_to", "target_not_allowed", "Only a range has two numbers."))
    if target is not None and target_to is not None and target_to <= target:
        detail = f"A range from {target} does not end with {target_to}."
        found.append(("target_to", "range_contradicts", detail))
    if kind is MeasureKind.FREQUENCY and per is None:
        found.append(("per", "required", "Say in each of what there are so many."))
    return found


def overdue(
    timespan: Timespan | None, history: Iterable[tuple[str, ActionStatus]], on: date
) -> Truth:
    """Say whether an action's time is over on a day and it had not ended by then.

    `history` has the days (which may be vague) and statuses of its updates, in their order. What
    hangs on a vague day is undetermined.
    """
    over = is_over(timespan, on)
    begun = [(day, status) for day, status in history if VagueDay.read(day).earliest <= on]
    if over is Truth.NO or not begun or begun[-1][1] not in _ENDED:
        return over
    has_ended = VagueDay.read(begun[-1][0]).latest <= on
    return Truth.NO if has_ended else Truth.UNDETERMINED
