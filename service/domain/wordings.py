"""What an edition says of all that it holds, as texts that can be held against another's.

Pure: each sort by code, each field of an entry as texts, none where it says nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias

from service.domain.actions import Action
from service.domain.contents import Contents
from service.domain.external_documents import ExternalDocument
from service.domain.kpis import Kpi
from service.domain.objectives import Objective, Target
from service.domain.plans import Priority
from service.domain.printed import Owner, PrintedPeriod
from service.domain.priority_sets import PriorityItem, PrioritySet
from service.domain.statements import Statement

Says: TypeAlias = Mapping[str, tuple[str, ...]]


def wordings(held: Contents) -> Mapping[str, Mapping[str, Says]]:
    """Return what an edition says: by sort, then by code; the listings of actions by both codes."""
    said = {
        sort: {each.code: says(each) for each in getattr(held, sort)}
        for sort, says in _SAYS.items()
    }
    return {**said, "listings": _listings(held.actions)}


def _of_priority(priority: Priority) -> Says:
    return {
        "kind": _texts(priority.kind),
        "number": _texts(priority.number),
        "title": _texts(priority.title),
        "why": _texts(priority.why),
        "parent": _texts(priority.parent),
        "also_serves": priority.also_serves,
    }


def _of_kpi(kpi: Kpi) -> Says:
    return {
        "priority": _texts(kpi.priority),
        "wording": _texts(kpi.wording),
        "baseline": _texts(kpi.baseline),
        "target": _texts(kpi.target),
        "note": _texts(kpi.note),
    }


def _of_action(action: Action) -> Says:
    return {
        "text": _texts(action.text),
        "timescale": _texts(action.timescale),
        "tackles": action.tackles,
        "parties": tuple(
            _joined(each.role, each.kind, each.agency, each.unit, each.printed)
            for each in action.parties
        ),
        "measures": tuple(
            _joined(each.kind, each.target, each.target_to, each.unit, each.per, each.printed)
            for each in action.measures
        ),
    }


def _of_statement(statement: Statement) -> Says:
    return {
        "kind": _texts(statement.kind),
        "number": _texts(statement.number),
        "wording": _texts(statement.wording),
        "priorities": statement.priorities,
    }


def _of_objective(objective: Objective) -> Says:
    return {
        "number": _texts(objective.number),
        "wording": _texts(objective.wording),
        "direction": _texts(objective.direction),
        "target": _of_target(objective.target),
        "owner": _of_owner(objective.owner),
        "measured_by": _texts(objective.measured_by),
        "indicator": _texts(objective.indicator),
        "due": _of_period(objective.due),
        "priorities": objective.priorities,
    }


def _of_set(their: PrioritySet) -> Says:
    return {
        "name": _texts(their.name),
        "owner": _of_owner(their.owner),
        "order": _texts(their.order),
        "dated": _of_period(their.dated),
        "items": tuple(
            _joined(each.number, each.title, *_of_owner(each.lead), each.our_role)
            for each in their.items
        ),
        "aligned_to": tuple(told for each in their.items for told in _alignments(each)),
    }


def _alignments(item: PriorityItem) -> Iterator[str]:
    if item.aligned_to_none:
        yield f"{item.title}: none"
    for ours in item.aligned_to:
        yield f"{item.title}: {ours}"


def _of_document(document: ExternalDocument) -> Says:
    return {
        "title": _texts(document.title),
        "owner": _of_owner(document.owner),
        "dated": _of_period(document.dated),
    }


_SAYS: Final[Mapping[str, Callable[[Any], Says]]] = {
    "priorities": _of_priority,
    "kpis": _of_kpi,
    "actions": _of_action,
    "statements": _of_statement,
    "objectives": _of_objective,
    "priority_sets": _of_set,
    "external_documents": _of_document,
}


def _listings(actions: Iterable[Action]) -> Mapping[str, Says]:
    listed = [(listing, action) for action in actions for listing in action.listings]
    times: Counter[str] = Counter()
    said: dict[str, Says] = {}
    for listing, action in sorted(listed, key=lambda each: each[0].position):
        place = f"{action.code} {listing.priority}"
        times[place] += 1
        key = place if times[place] == 1 else f"{place} {times[place]}"
        said[key] = {"number": _texts(listing.number)}
    return said


def _of_target(target: Target | None) -> tuple[str, ...]:
    if target is None:
        return ()
    return (_joined(target.kind, target.value, target.unit, target.printed),)


def _of_owner(owner: Owner | None) -> tuple[str, ...]:
    if owner is None:
        return ()
    return (_joined(owner.agency, owner.area, owner.partnership, owner.printed),)


def _of_period(period: PrintedPeriod | None) -> tuple[str, ...]:
    if period is None:
        return ()
    resolved = None if period.period is None else period.period.id
    return (_joined(resolved, period.printed),)


def _texts(value: str | Decimal | None) -> tuple[str, ...]:
    if isinstance(value, Decimal):
        return (f"{value.normalize():f}",)
    return () if value is None else (str(value),)


def _joined(*parts: str | Decimal | None) -> str:
    return ", ".join(text for part in parts for text in _texts(part))
