"""The life of an edition: drafted, consulted on, approved, published, superseded."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from service.domain.nodes import Node, Ref
from service.domain.plans import EditionState


@dataclass(frozen=True)
class EditionTransition(Node):
    """One step in an edition's life: that it came to stand at `to`.

    `happened_on` (may be vague) is when it did, `recorded_at` when that was told, and
    `recorded_after_the_fact` says that this was on a later day, so that it was held to no order.
    """

    noun: ClassVar[str] = "transition"
    prefix: ClassVar[str] = "trn"

    edition: Ref
    to: EditionState
    happened_on: str
    note: str | None
    recorded_at: datetime
    recorded_by: Ref | None
    recorded_after_the_fact: bool


_ORDER: Final = tuple(EditionState)


def furthest(current: EditionState, recorded: EditionState) -> EditionState:
    """Return where an edition stands once another step is on record: life does not go back.

    So where it stands does not hang on the days of its steps, which may be vague.
    """
    return max(current, recorded, key=_ORDER.index)


def objection_to(current: EditionState, wanted: EditionState) -> str | None:
    """Say why an edition that stands at `current` cannot come to stand at `wanted` now.

    It goes one step at a time, and is superseded only by publishing the next one. None when there
    is no objection.
    """
    if wanted is current:
        return f"The edition is {current} already."
    if wanted is not furthest(current, wanted):
        return (
            f"The edition is {current}, and does not become {wanted} again. That it was before is "
            "recorded with its day."
        )
    if wanted is EditionState.SUPERSEDED:
        return (
            f"The edition is {current}. It is superseded by publishing the next one of its plan; "
            "that it was already is recorded with its day."
        )
    due = _ORDER[_ORDER.index(current) + 1]
    if wanted is due:
        return None
    return (
        f"The edition is {current}, and is {due} before it is {wanted}. That it was already is "
        "recorded with its day."
    )
