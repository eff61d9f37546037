"""What an edition holds, and what of it the next one takes over."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias, TypeVar

from service.domain.actions import Action, is_ended
from service.domain.errors import Fault
from service.domain.external_documents import ExternalDocument
from service.domain.kpis import Kpi
from service.domain.nodes import Entered, Ref
from service.domain.objectives import Objective
from service.domain.plans import Priority
from service.domain.priority_sets import PrioritySet
from service.domain.statements import Statement

Choice: TypeAlias = Literal["all", "unfinished"] | Sequence[str]
T = TypeVar("T", bound=Entered)


@dataclass(frozen=True)
class Contents:
    """What an edition says, sort by sort, each in reading order."""

    priorities: tuple[Priority, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    actions: tuple[Action, ...] = ()
    statements: tuple[Statement, ...] = ()
    objectives: tuple[Objective, ...] = ()
    priority_sets: tuple[PrioritySet, ...] = ()
    external_documents: tuple[ExternalDocument, ...] = ()


SORTS: Final[Mapping[str, type[Entered]]] = {
    "priorities": Priority,
    "kpis": Kpi,
    "actions": Action,
    "statements": Statement,
    "objectives": Objective,
    "priority_sets": PrioritySet,
    "external_documents": ExternalDocument,
}


@dataclass(frozen=True)
class Wanted:
    """What is to be taken over: all of it, or what is named by id or code.

    `unfinished` leaves those actions that are neither completed nor cancelled.
    """

    priorities: Choice
    kpis: Choice
    actions: Choice
    priority_sets: Choice
    external_documents: Choice


def taken_over(held: Contents, wanted: Wanted, place: str) -> tuple[Contents, list[Fault]]:
    """Choose what is taken over, and tell all that is wrong with the choice.

    What is not held is a fault, and so is what stands under a priority that is not taken over:
    nothing is left behind unless it is said. Statements and objectives go with any of the
    priorities that they stand under. `place` is the pointer to what is wanted.
    """
    faults: list[Fault] = []
    picked = {
        sort: _pick(SORTS[sort], getattr(held, sort), choice, f"{place}/{sort}", faults)
        for sort, choice in vars(wanted).items()
    }
    carried = {each.id for _, each in picked["priorities"]}
    for pointer, each in (pair for pairs in picked.values() for pair in pairs):
        for above in _above(each):
            if above.id not in carried:
                detail = f"{each.code} stands under {above}, which is not carried."
                faults.append(Fault("priority_not_carried", detail, pointer=pointer))
    taken: dict[str, Any] = {
        sort: tuple(each for _, each in pairs) for sort, pairs in picked.items()
    }
    for sort in ("statements", "objectives"):
        taken[sort] = tuple(each for each in getattr(held, sort) if _is_under(each, carried))
    return Contents(**taken), faults


def _pick(
    noun: type[T], held: Sequence[T], choice: Choice, place: str, faults: list[Fault]
) -> list[tuple[str, T]]:
    """Pick what is chosen, each with the pointer to where it was."""
    if isinstance(choice, str):
        return [(place, each) for each in held if choice == "all" or not _has_ended(each)]
    by_key = {key: each for each in held for key in _keys(each)}
    unknown = f"unknown_{noun.noun.lower().replace(' ', '_')}"
    for n, key in enumerate(choice):
        if key not in by_key:
            detail = f"The edition holds no {noun.noun} {key!r}."
            faults.append(Fault(unknown, detail, pointer=f"{place}/{n}"))
    return [(f"{place}/{n}", by_key[key]) for n, key in enumerate(choice) if key in by_key]


def _keys(thing: Entered) -> tuple[str, str, str]:
    return thing.id, thing.code, thing.code.partition(":")[2]


def _has_ended(thing: Entered) -> bool:
    return isinstance(thing, Action) and is_ended(thing.status)


def _above(thing: Entered) -> Iterator[Ref]:
    """Yield the priorities that a thing cannot stand without in its edition."""
    match thing:
        case Action(listings=listings):
            yield from dict.fromkeys(listing.priority for listing in listings)
        case Kpi(priority=priority):
            yield priority
        case Priority(parent=parent) if parent is not None:
            yield parent


def _is_under(thing: Statement | Objective, carried: Collection[str]) -> bool:
    return any(each.id in carried for each in thing.priorities)
