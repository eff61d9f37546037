"""The life of an edition: drafted, consulted on, approved, published, superseded."""

from collections.abc import Sequence
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
    `superseded_by` is the edition whose publication, seen here, superseded this one.
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
    superseded_by: Ref | None

    @property
    def is_publication_seen(self) -> bool:
        """Whether it is the publication of the edition, recorded as it happened."""
        return self.to is EditionState.PUBLISHED and not self.recorded_after_the_fact


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


def objection_to_taking_back(
    step: EditionTransition, recorded: Sequence[EditionTransition], *, is_of_today: bool
) -> str | None:
    """Say why a step that was recorded by mistake cannot be taken back; None when it can.

    `recorded` are all steps of the edition, in the order in which they were recorded, and
    `is_of_today` says whether this one was today. A step on which nothing rests can be taken back,
    but a publication that was seen here only on its own day: from then on it is relied on.
    """
    if step.superseded_by is not None:
        return (
            f"The edition was superseded by the publication of {step.superseded_by}, and stands "
            "again once that is taken back."
        )
    if len(recorded) == 1:
        return (
            "It is the only step of the edition, which has to stand somewhere. Record where it "
            "stood, and then take this back."
        )
    for other in recorded[recorded.index(step) + 1 :]:
        if not other.recorded_after_the_fact:
            return (
                f"The edition became {other.to} after this was recorded. Take that back before it."
            )
    if step.is_publication_seen and not is_of_today:
        return (
            f"The edition was published on {step.happened_on}, and is relied on since. Enter the "
            "change in the next edition of the plan, which can carry the rest."
        )
    return None
