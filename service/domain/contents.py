"""What an edition holds, and what of it the next one takes over."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeAlias, TypeVar

from service.domain.actions import Action, is_ended
from service.domain.errors import Fault
from service.domain.kpis import Kpi
from service.domain.nodes import Ref
from service.domain.plans import Priority

Choice: TypeAlias = Literal["all", "unfinished"] | Sequence[str]
T = TypeVar("T", Priority, Kpi, Action)


@dataclass(frozen=True)
class Contents:
    """What an edition says of priorities, KPIs and actions, each in reading order."""

    priorities: tuple[Priority, ...]
    kpis: tuple[Kpi, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class Wanted:
    """What is to be taken over: all of it, or what is named by id or code.

    `unfinished` leaves those actions that are neither completed nor cancelled.
    """

    priorities: Choice
    kpis: Choice
    actions: Choice


def taken_over(held: Contents, wanted: Wanted, place: str) -> tuple[Contents, list[Fault]]:
    """Choose what is taken over, and tell all that is wrong with the choice.

    What is not held is a fault, and so is what stands under a priority that is not taken over:
    nothing is left behind unless it is said. `place` is the pointer to what is wanted.
    """
    faults: list[Fault] = []
    priorities = _pick(Priority, held.priorities, wanted.priorities, f"{place}/priorities", faults)
    kpis = _pick(Kpi, held.kpis, wanted.kpis, f"{place}/kpis", faults)
    actions = _pick(Action, held.actions, wanted.actions, f"{place}/actions", faults)
    carried = {each.id for _, each in priorities}
    for pointer, each in chain[tuple[str, Priority | Kpi | Action]](priorities, kpis, actions):
        for above in _above(each):
            if above.id not in carried:
                detail = f"{each.code} stands under {above}, which is not carried."
                faults.append(Fault("priority_not_carried", detail, pointer=pointer))
    return Contents(_things(priorities), _things(kpis), _things(actions)), faults


def _pick(
    noun: type[T], held: Sequence[T], choice: Choice, place: str, faults: list[Fault]
) -> list[tuple[str, T]]:
    """Pick what is chosen, each with the pointer to where it was."""
    if isinstance(choice, str):
        return [(place, each) for each in held if choice == "all" or not _has_ended(each)]
    by_key = {key: each for each in held for key in _keys(each)}
    unknown = f"unknown_{noun.noun.lower()}"
    for n, key in enumerate(choice):
        if key not in by_key:
            detail = f"The edition holds no {noun.noun} {key!r}."
            faults.append(Fault(unknown, detail, pointer=f"{place}/{n}"))
    return [(f"{place}/{n}", by_key[key]) for n, key in enumerate(choice) if key in by_key]


def _keys(thing: Priority | Kpi | Action) -> tuple[str, str, str]:
    return thing.id, thing.code, thing.code.partition(":")[2]


def _has_ended(thing: Priority | Kpi | Action) -> bool:
    return isinstance(thing, Action) and is_ended(thing.status)


def _above(thing: Priority | Kpi | Action) -> Iterator[Ref]:
    """Yield the priorities that a thing stands under in its edition."""
    match thing:
        case Action(listings=listings):
            yield from dict.fromkeys(listing.priority for listing in listings)
        case Kpi(priority=priority):
            yield priority
        case Priority(parent=parent) if parent is not None:
            yield parent


def _things(picked: Iterable[tuple[str, T]]) -> tuple[T, ...]:
    return tuple(each for _, each in picked)
