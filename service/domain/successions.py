"""Which bodies took the place of which, and who carries a body's part on a day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from graphlib import TopologicalSorter
from typing import ClassVar, NamedTuple

from service.domain.agencies import Agency
from service.domain.days import (
    Truth,
    VagueDay,
    both,
    either,
    is_before,
    is_reached,
    is_within,
    opposite,
    read,
)
from service.domain.nodes import Record, Ref


class SuccessionKind(StrEnum):
    """How one body came after another.

    A body that was replaced, renamed or merged with others is no more; one that was split may go
    on with what was left to it.
    """

    REPLACED = "replaced"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True)
class Succession(Record):
    """That one agency took over from another on a day, which may be vague.

    A day still to come is an announced one: until then the body before stands as it does.
    A body may have several successors, each by a succession of its own, and several predecessors.
    `source` is where it is printed.
    """

    noun: ClassVar[str] = "succession"
    prefix: ClassVar[str] = "suc"

    predecessor: Ref
    successor: Ref
    kind: SuccessionKind
    happened_on: str
    note: str | None
    source: str | None


@dataclass(frozen=True)
class Carrier:
    """An agency that carries the part of another; `carries` is `yes` or `undetermined`."""

    agency: Ref
    carries: Truth


@dataclass(frozen=True)
class Standing:
    """Who carries an agency's part on a day: itself, those that came after it, or nobody.

    Several may carry it together. Where a vague day leaves it open, each that may carry it is
    there, as `undetermined`.
    """

    agency: Ref
    on: date
    carriers: tuple[Carrier, ...]


class Contradiction(NamedTuple):
    """What of a body's life a succession contradicts: whose, which of its days, and a sentence."""

    agency: str
    field: str
    detail: str


def contradictions(
    predecessor: Agency, successor: Agency, kind: SuccessionKind, happened_on: VagueDay
) -> Iterator[Contradiction]:
    """Find how a succession contradicts the lives of the two bodies.

    What vague days leave open is no contradiction, and neither is a gap between the two.
    """

    def no(body: Agency, field: str, why: str) -> Contradiction:
        return Contradiction(body.code, field, f"{body.name} {why} on {happened_on}.")

    begun, over = _life(predecessor)
    if is_before(begun, happened_on) is Truth.NO:
        yield no(predecessor, "starts_on", f"began on {begun} and had no part to hand over")
    has_ended = kind is not SuccessionKind.SPLIT
    if has_ended and is_before(happened_on, over) is Truth.YES:
        yield no(predecessor, "ends_before", f"lasted until {over} and was not {kind}")
    begun, over = _life(successor)
    if is_before(happened_on, begun) is Truth.YES:
        yield no(successor, "starts_on", f"began on {begun} and could take nothing over")
    if is_before(happened_on, over) is Truth.NO:
        yield no(successor, "ends_before", f"ended before {over} and could take nothing over")


def carriers(
    agency: Agency, after: Mapping[str, Agency], successions: Sequence[Succession], on: date
) -> tuple[Carrier, ...]:
    """Return who carries an agency's part on a day.

    `successions` are all those that lead on from the agency, and must not go in circles; `after`
    has the agencies they lead to, by code.
    """
    into: dict[str, list[Succession]] = {agency.code: []}
    for each in successions:
        into.setdefault(each.successor, []).append(each)
    passed = {each.id: is_reached(on, VagueDay.read(each.happened_on)) for each in successions}
    order = TopologicalSorter({code: [s.predecessor for s in led] for code, led in into.items()})
    came: dict[str, Truth] = {}
    found: list[Carrier] = []
    for code in order.static_order():
        is_first = code == agency.code
        handed = (both(came[each.predecessor], passed[each.id]) for each in into[code])
        came[code] = Truth.YES if is_first else either(*handed)
        left = (passed[each.id] for each in successions if _ends(each, code))
        body = agency if is_first else after[code]
        carries = both(came[code], is_within(on, *_life(body)), opposite(either(*left)))
        if carries is not Truth.NO:
            found.append(Carrier(Ref(body.code, body.id), carries))
    return tuple(found)


def _ends(succession: Succession, code: str) -> bool:
    return succession.predecessor == code and succession.kind is not SuccessionKind.SPLIT


def _life(agency: Agency) -> tuple[VagueDay | None, VagueDay | None]:
    return read(agency.starts_on), read(agency.ends_before)
