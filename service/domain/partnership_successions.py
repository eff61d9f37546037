"""How partnerships follow one another: combined, split, continued, ended; and what passes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from service.domain.days import Truth, VagueDay, both, either, is_before, is_within, opposite, read
from service.domain.lives import Life
from service.domain.nodes import Record, Ref
from service.domain.partnerships import Partnership
from service.domain.plans import Edition


class PartnershipSuccessionKind(StrEnum):
    """How one partnership came after another.

    Several may be combined into one (Crime and Disorder Act 1998, s.5A; by order before
    16 January 2012), and one split into several: each pair is a succession of its own. One
    continues as another; one that is ended has no successor.
    """

    COMBINED = "combined"
    SPLIT = "split"
    CONTINUED = "continued"
    ENDED = "ended"


class ChargeKind(StrEnum):
    """What sort of thing a partnership answers for."""

    PLAN = "plan"
    ACTION = "action"
    KPI = "kpi"
    MEMBERSHIP = "membership"


@dataclass(frozen=True)
class Charge:
    """Something that a partnership answers for: its code, or a membership's id."""

    kind: ChargeKind
    named: str


@dataclass(frozen=True)
class PartnershipSuccession(Record):
    """That one partnership followed another, or (`successor` null) that none did.

    `happened_on` may be vague. `in_practice_from` is since when the two had worked as one (or
    apart) before it took effect; that moves no duty. `carries` is what the successor took over:
    whole plans, or single actions and KPIs of them. `left` is what the predecessor, once it has
    ended, leaves without a carrier: memberships without an end, plans that reach beyond its own,
    and what is open under those.
    """

    noun: ClassVar[str] = "partnership succession"
    prefix: ClassVar[str] = "psu"

    predecessor: Ref
    successor: Ref | None
    kind: PartnershipSuccessionKind
    happened_on: str
    in_practice_from: str | None
    note: str | None
    source: str | None
    carries: tuple[Charge, ...]
    left: tuple[Charge, ...]


def objections_to(
    happened_on: str, in_practice_from: str | None, predecessor: Life, successor: Life | None
) -> list[tuple[str, str]]:
    """Return what contradicts the lives of the two: the day's name, and a sentence naming both.

    A succession happens after the predecessor began and before the successor ended: while one of
    the two stands, or in the gap between them. Days may be vague.
    """
    on, before = read(happened_on), read(in_practice_from)
    began, ended = predecessor.starts_on, predecessor.ends_before
    first, after_it = (
        f"{predecessor.whose} began ({began}).",
        f"{predecessor.whose} ended ({ended})",
    )
    told = [
        (is_before(on, before), "in_practice_from", f"{before} is after it happened ({on})."),
        (is_before(before, began), "in_practice_from", f"{before} is before {first}"),
        (is_before(on, began), "happened_on", f"{on} is before {first}"),
    ]
    if successor is None:
        told.append((is_before(ended, on), "happened_on", f"{on} is after {after_it}."))
    else:
        begins, ends = successor.starts_on, successor.ends_before
        is_early = both(is_before(on, begins), is_before(on, ended) if ended else Truth.YES)
        is_late = both(is_before(ended, on), is_before(begins, on) if begins else Truth.YES)
        gone = f"{successor.whose} ended (before {ends})"
        too_early = f"{on} is before {successor.whose} began ({begins}), and in the midst of"
        too_late = f"{on} is after {after_it}, and in the midst of"
        told += [
            (opposite(is_before(on, ends)), "happened_on", f"{on} is after {gone}."),
            (opposite(is_before(began, ends)), "successor", f"{gone} before {first}"),
            (is_early, "happened_on", f"{too_early} {predecessor.whose} ({predecessor})."),
            (is_late, "happened_on", f"{too_late} {successor.whose} ({successor})."),
        ]
    return [(name, detail) for wrong, name, detail in told if wrong is Truth.YES]


@dataclass(frozen=True)
class Carrying:
    """A partnership that carries a plan on a day, or (`undetermined`) may do so."""

    partnership: Ref
    carries: Truth


@dataclass(frozen=True)
class PlanCarriers:
    """Who carries a plan on a day.

    A partnership does from the day when an edition of its own begins, or when it takes the plan
    over, until it passes the plan on or ends.
    """

    plan: Ref
    on: date
    partnerships: tuple[Carrying, ...]


def carriers_on(
    plan: Ref,
    partnerships: Sequence[Partnership],
    editions: Sequence[Edition],
    successions: Sequence[PartnershipSuccession],
    on: date,
) -> PlanCarriers:
    """Say who of the partnerships carries a plan on a day; those that do not are left out.

    `editions` are all of the plan's, `successions` those by which it was passed on.
    """
    found: list[Carrying] = []
    for each in partnerships:
        begun = [
            VagueDay.exactly(own.starts_on) for own in editions if own.partnership.id == each.id
        ]
        taken = [
            VagueDay.read(one.happened_on) for one in successions if one.successor == each.code
        ]
        passed = [
            VagueDay.read(one.happened_on) for one in successions if one.predecessor == each.code
        ]
        held = either(*(is_within(on, since, _next(passed, since)) for since in (*begun, *taken)))
        truth = both(held, is_within(on, None, read(each.ends_before)))
        if truth is not Truth.NO:
            found.append(Carrying(Ref(each.code, each.id), truth))
    return PlanCarriers(plan, on, tuple(found))


def _next(days: Sequence[VagueDay], since: VagueDay) -> VagueDay | None:
    """Return the first of the days that is not certainly before another."""
    coming = [each for each in days if is_before(each, since) is not Truth.YES]
    return min(coming, key=lambda each: each.earliest, default=None)
