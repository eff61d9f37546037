"""What other bodies give priority to, and which of our priorities that is aligned to."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from service.domain.nodes import Entered, Ref
from service.domain.printed import Owner, PrintedPeriod


class SetOrder(StrEnum):
    """What the order of a set of priorities means: a rank, the alphabet, or nothing."""

    NUMBERED = "numbered"
    ALPHABETICAL = "alphabetical"
    EQUAL = "equal"


@dataclass(frozen=True)
class PriorityItem:
    """One priority of another body: its number and title as printed, and who leads it.

    `our_role` is what the partnership does about it, as printed. `aligned_to` are the priorities
    of our edition that it is aligned to; `aligned_to_none` is true where the edition says that
    there are none. Where it says neither, it leaves the question open.
    """

    number: str | None
    title: str
    lead: Owner | None
    our_role: str | None
    aligned_to: tuple[Ref, ...]
    aligned_to_none: bool


@dataclass(frozen=True)
class PrioritySet(Entered):
    """The priorities of another body, as an edition tells them.

    `owner` is whose they are: an agency's, a commissioner's, a county group's. `order` says what
    their order means, `dated` of when they are. `code` is `{plan}:{set}`.
    """

    noun: ClassVar[str] = "priority set"
    prefix: ClassVar[str] = "pse"

    position: int
    name: str
    owner: Owner
    order: SetOrder
    dated: PrintedPeriod | None
    items: tuple[PriorityItem, ...]
