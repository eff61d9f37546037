"""Community Safety Partnerships and who sits in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from service.domain.days import Truth, both, either, is_within, opposite, read
from service.domain.nodes import Record, Ref


class Capacity(StrEnum):
    """In what capacity an agency sits in a partnership (Crime and Disorder Act 1998, s.5).

    Responsible authorities by s.5(1), co-operating bodies by s.5(2), invited participants by
    s.5(3).
    """

    RESPONSIBLE_AUTHORITY = "responsible_authority"
    COOPERATING_BODY = "cooperating_body"
    INVITED_PARTICIPANT = "invited_participant"


@dataclass(frozen=True)
class PartnershipArea:
    """An area (its ONS code) that a partnership serves, from and until days that may be vague."""

    area: Ref
    starts_on: str | None
    ends_before: str | None


@dataclass(frozen=True)
class Partnership(Record):
    """The Community Safety Partnership of one or more districts.

    `starts_on` is when it was formed and `ends_before` the day after its last; either may be
    vague: "formed in January 2021" is `2021-01`. `ons_code` is its code as the Office for National
    Statistics publishes it (`E22000352`), which names it as well as `code` does.
    """

    noun: ClassVar[str] = "partnership"
    prefix: ClassVar[str] = "ptn"

    code: str
    ons_code: str | None
    name: str
    starts_on: str | None
    ends_before: str | None
    areas: tuple[PartnershipArea, ...]


@dataclass(frozen=True)
class Membership(Record):
    """An agency in a partnership, in a capacity, for a time.

    `printed` is how the source named it. From `coordinator_from` until before
    `coordinator_before` a key of this agency that may edit can change what the partnership owns.
    """

    noun: ClassVar[str] = "membership"
    prefix: ClassVar[str] = "mbr"

    partnership: Ref
    agency: Ref
    capacity: Capacity
    printed: str | None
    starts_on: str | None
    ends_before: str | None
    coordinator_from: date | None
    coordinator_before: date | None


@dataclass(frozen=True)
class Serving:
    """A partnership that serves an area on a day, or (`undetermined`) may do so.

    It does where it stands on that day and counts the area as its own: both hang on days that may
    be vague.
    """

    partnership: Ref
    serves: Truth


@dataclass(frozen=True)
class AreaService:
    """Who serves an area on a day.

    `duties_open` says whether its responsible authorities have their duties (Crime and Disorder Act
    1998, s.6) with no partnership to meet them in. A gap between two partnerships suspends nothing:
    the authorities are there by s.5 whether or not they have formed one.
    """

    area: Ref
    on: date
    partnerships: tuple[Serving, ...]
    duties_open: Truth


def standing(partnership: Partnership, on: date) -> Truth:
    """Say whether a partnership stands on a day: formed by then, and not yet ended."""
    return is_within(on, read(partnership.starts_on), read(partnership.ends_before))


def service_of(area: Ref, partnerships: Sequence[Partnership], on: date) -> AreaService:
    """Say who of the partnerships serves an area on a day; those that do not are left out."""
    found = [Serving(Ref(each.code, each.id), _serves(each, area, on)) for each in partnerships]
    serving = tuple(each for each in found if each.serves is not Truth.NO)
    return AreaService(area, on, serving, opposite(either(*(each.serves for each in serving))))


def _serves(partnership: Partnership, area: Ref, on: date) -> Truth:
    stretches = [
        is_within(on, read(each.starts_on), read(each.ends_before))
        for each in partnership.areas
        if each.area.id == area.id
    ]
    return both(standing(partnership, on), either(*stretches))
