"""Whom partnerships appoint: nominees, seats below an agency, and the chair and other posts."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from service.domain.days import Truth
from service.domain.lives import Life, overlap
from service.domain.nodes import Record, Ref


class AppointmentRole(StrEnum):
    """As what a person or post acts in a partnership.

    `information_sharing_nominee` is the person whom a responsible authority nominates to facilitate
    the sharing of information (SI 2007/1830 reg 4(3) for England; SI 2007/3076 for Wales); `seat`
    is the unit or post of a member agency that sits for it. The others are the partnership's own.
    """

    INFORMATION_SHARING_NOMINEE = "information_sharing_nominee"
    SEAT = "seat"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    PORTFOLIO_HOLDER = "portfolio_holder"
    FOREWORD_AUTHOR = "foreword_author"
    OTHER = "other"

    @property
    def is_for_a_member(self) -> bool:
        """Whether it is held for an agency that sits in the partnership."""
        return self in _FOR_A_MEMBER


_FOR_A_MEMBER: Final = frozenset(
    {AppointmentRole.INFORMATION_SHARING_NOMINEE, AppointmentRole.SEAT}
)


@dataclass(frozen=True)
class Appointment(Record):
    """A person or a post in a role of a partnership, for a time whose days may be vague.

    `printed` is the name or post as the source has it; `agency` is whose it is, where it is one's.
    """

    noun: ClassVar[str] = "appointment"
    prefix: ClassVar[str] = "apt"

    partnership: Ref
    role: AppointmentRole
    printed: str
    agency: Ref | None
    starts_on: str | None
    ends_before: str | None


def is_seated(held: Life, sittings: Iterable[Life]) -> bool:
    """Say whether what is held for a member may lie in one of the agency's memberships."""
    return any(overlap(held, sitting) is not Truth.NO for sitting in sittings)
