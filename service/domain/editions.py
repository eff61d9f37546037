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
    `recorded_after_the_fact` says that this was on a later day, so that no rule was asked.
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


def objection_to(current: EditionState, wanted: EditionState, *, is_past: bool) -> str | None:
    """Say why an edition that stands at `current` cannot come to stand at `wanted` from there.

    What happens now goes one step at a time, and an edition is superseded only by publishing the
    next one. `is_past` is for what happened on a day gone by: steps may be missing, since the
    record need not have all of them. Neither goes back. None when there is no objection.
    """
    if wanted is current:
        return f"The edition is {current} already."
    if _ORDER.index(wanted) < _ORDER.index(current):
        return (
            f"The edition is {current}, and does not become {wanted} again. A step that it took "
            f"before it was {current} is recorded with the day of that step."
        )
    if is_past:
        return None
    if wanted is EditionState.SUPERSEDED:
        return "An edition is superseded by publishing the next one of its plan."
    due = _ORDER[_ORDER.index(current) + 1]
    if wanted is due:
        return None
    return (
        f"The edition is {current}, and is {due} before it is {wanted}. If it was already, record "
        f"that with its day."
    )
