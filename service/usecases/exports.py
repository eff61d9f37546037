"""Writing partnerships down: everything that they are made of, and all that this refers to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from graphlib import TopologicalSorter
from typing import Any, Final, TypeAlias, TypeVar

from service.db import entries
from service.db.tables import ActionUpdateRow, EditionTransitionRow
from service.domain.actions import Action, ActionUpdate, MeasureCount
from service.domain.agencies import Agency, Coverage, Supply
from service.domain.aliases import Alias
from service.domain.appointments import Appointment
from service.domain.areas import Area, AreaSuccession
from service.domain.editions import EditionTransition
from service.domain.external_documents import ExternalDocument
from service.domain.indicators import Indicator
from service.domain.kpis import Kpi
from service.domain.nodes import Entered, Node, Record, Ref
from service.domain.objectives import Objective
from service.domain.partnership_successions import PartnershipSuccession
from service.domain.partnerships import Membership, Partnership
from service.domain.plans import Edition, Plan, Priority
from service.domain.printed import Owner
from service.domain.priority_sets import PrioritySet
from service.domain.sources import Source
from service.domain.statements import Statement
from service.domain.successions import Succession
from service.usecases.reading import all_of, one, several
from service.usecases.work import Work

T = TypeVar("T", bound=Node)
C = TypeVar("C", Agency, Area, Indicator, Partnership, Plan)
R = TypeVar("R", bound=Record)
S = TypeVar("S", Succession, AreaSuccession, PartnershipSuccession)
Lists: TypeAlias = dict[str, Sequence[Any]]

_CONTENTS: Final[Mapping[str, type[Entered]]] = {
    "priorities": Priority,
    "statements": Statement,
    "objectives": Objective,
    "priority_sets": PrioritySet,
    "external_documents": ExternalDocument,
    "kpis": Kpi,
    "actions": Action,
}


@dataclass(frozen=True)
class Holdings:
    """What a file holds: things by the names of its lists, each list in an order to load it in.

    `beginnings` are the ids of the transitions and updates by which editions and actions began.
    """

    lists: Mapping[str, Sequence[Any]]
    beginnings: frozenset[str]


async def of_partnerships(work: Work, keys: Sequence[str]) -> Holdings:
    """Read partnerships and what they are made of.

    That is their members and appointments, the line of those that they came from and that came of
    them, and every plan that one of these made an edition of for them or passed on in that line:
    whole, whoever made its editions. Of the partnerships, bodies, areas and indicators that all of
    it speaks of, what they are is there too, and what came before and after the bodies and areas.
    """
    asked = [(await one(work, Partnership, key)).id for key in keys]
    members: Lists = {
        "memberships": _told(await _all(work, Membership, partnership=asked)),
        "appointments": _told(await _all(work, Appointment, partnership=asked)),
    }
    line = _in_order(await _line(work, PartnershipSuccession, asked))
    planned = await _plans(work, asked, line)
    bodies = await _bodies(work, asked, line, {**members, **planned})
    lists: Lists = {**bodies, **members, **planned, "partnership_successions": line}
    ids = list(dict.fromkeys(each.id for things in lists.values() for each in things))
    sources = _told(await _all(work, Source, of=ids))
    return Holdings(
        {**lists, "sources": sorted(sources, key=lambda each: ids.index(each.of))},
        frozenset(
            await entries.beginnings(work.store, EditionTransitionRow, "edition_id", ids)
            + await entries.beginnings(work.store, ActionUpdateRow, "action_id", ids)
        ),
    )


async def _plans(work: Work, asked: Sequence[str], line: Sequence[PartnershipSuccession]) -> Lists:
    """Read whole plans: those with an edition of a partnership's, and those passed on in a line."""
    made = await _all(work, Edition, partnership=asked)
    passed_on = (charge.named for each in line for charge in each.carries)
    codes = [*(each.plan for each in made), *(name.partition(":")[0] for name in passed_on)]
    plans = await _things(work, Plan, codes)
    editions = sorted(
        await _all(work, Edition, plan=_ids(plans)),
        key=lambda each: (each.plan, each.starts_on, each.code),
    )
    place = {each.id: n for n, each in enumerate(editions)}
    contents = {
        name: sorted(
            await _all(work, noun, edition=list(place)), key=lambda each: place[each.edition.id]
        )
        for name, noun in _CONTENTS.items()
    }
    actions: list[Any] = contents["actions"]
    measures = {measure.id: n for n, measure in enumerate(m for a in actions for m in a.measures)}
    steps = await _all(work, EditionTransition, edition=list(place))
    counts = await _all(work, MeasureCount, measure=list(measures))
    return {
        "plans": plans,
        "editions": editions,
        "transitions": sorted(steps, key=lambda each: place[each.edition.id]),
        **contents,
        "updates": await _all(work, ActionUpdate, action=_ids(actions)),
        "counts": sorted(counts, key=lambda each: measures[each.measure]),
    }


async def _bodies(
    work: Work, asked: Sequence[str], line: Sequence[PartnershipSuccession], told: Lists
) -> Lists:
    """Read the partnerships, agencies, areas and indicators that a file speaks of."""
    owners = _owners(told)
    ends = [end for each in line for end in (each.predecessor, each.successor)]
    partnerships = await _things(
        work, Partnership, [*asked, *ends, *_named("partnership", told["editions"], owners)]
    )
    indicators = await _things(
        work, Indicator, _named("indicator", told["kpis"], told["objectives"])
    )
    served = [each for partnership in partnerships for each in partnership.areas]
    own_areas = _named("area", served, told["kpis"], owners)
    supply = [
        each
        for each in await _all(work, Supply, indicator=_ids(indicators))
        if each.area is None or each.area.id in own_areas
    ]
    parties = [party for action in told["actions"] for party in action.parties]
    sitting = told["memberships"], told["appointments"]
    named = _named("agency", *sitting, supply, parties, owners)
    agencies = await _things(work, Agency, [*named, *await _ends(work, Succession, named)])
    areas = await _areas(work, [*own_areas, *await _ends(work, AreaSuccession, own_areas)])
    return {
        "areas": areas,
        "area_successions": await _between(work, AreaSuccession, areas),
        "agencies": agencies,
        "aliases": _told(await _all(work, Alias, agency=_ids(agencies))),
        "agency_successions": await _between(work, Succession, agencies),
        "coverage": _told(await _all(work, Coverage, agency=_ids(agencies), area=_ids(areas))),
        "indicators": indicators,
        "supply": _told(supply),
        "partnerships": partnerships,
    }


def _owners(told: Lists) -> list[Owner]:
    """Return whose objectives, priorities of others and documents are said to be."""
    found = [
        *(each.owner for name in ("objectives", "external_documents") for each in told[name]),
        *(each.owner for each in told["priority_sets"]),
        *(item.lead for each in told["priority_sets"] for item in each.items),
    ]
    return [each for each in found if each is not None]


def _named(name: str, *lists: Iterable[Any]) -> list[str]:
    """Return the ids of what things refer to by a field, where they do."""
    refs: list[Ref | None] = [getattr(each, name) for things in lists for each in things]
    return list(dict.fromkeys(each.id for each in refs if each is not None))


def _ids(things: Iterable[Node]) -> list[str]:
    return list(dict.fromkeys(each.id for each in things))


async def _all(work: Work, noun: type[T], **filters: Sequence[str]) -> list[T]:
    """Read a whole list; nothing when a filter names nothing."""
    if not all(filters.values()):
        return []
    return [each async for each in all_of(work, noun, filters)]


def _told(relations: Iterable[R]) -> list[R]:
    """Put relations in the order of what they tell: their ids are only the record's."""
    own = {field.name for field in fields(Record)}

    def said(each: R) -> list[str]:
        names = (field.name for field in fields(each) if field.name not in own)
        return [str(getattr(each, name) or "") for name in names]

    return sorted(relations, key=said)


async def _things(work: Work, noun: type[C], keys: Iterable[str | None]) -> list[C]:
    """Read things, in the order of their codes."""
    wanted = {each.id if isinstance(each, Ref) else each for each in keys if each is not None}
    found = {
        each.id: each for each in await several(work, noun, sorted(wanted)) if each is not None
    }
    return sorted(found.values(), key=lambda each: each.code)


async def _areas(work: Work, ids: Iterable[str]) -> list[Area]:
    """Read areas and those they lie in, the containers first."""
    found: list[Area] = []
    wanted = set(ids)
    while wanted:
        more = await _things(work, Area, wanted)
        found = [*more, *(each for each in found if each not in more)]
        wanted = {code for each in more for code in each.within}
    return found


async def _line(work: Work, noun: type[S], ids: Sequence[str]) -> list[S]:
    """Read all successions that led to some of the things, and all that led on from them."""
    found: dict[str, S] = {}
    for near, far in (("predecessor", "successor"), ("successor", "predecessor")):
        wanted, seen = set(ids), set[str]()
        while wanted:
            seen |= wanted
            steps = await _all(work, noun, **{near: sorted(wanted)})
            found |= {each.id: each for each in steps}
            wanted = set(_named(far, steps)) - seen
    return list(found.values())


async def _ends(work: Work, noun: type[S], ids: Sequence[str]) -> list[str]:
    """Return the ids of what came before and after the things."""
    line = await _line(work, noun, ids)
    return _named("predecessor", line) + _named("successor", line)


async def _between(work: Work, noun: type[S], things: Sequence[Node]) -> list[S]:
    """Read the successions of which both ends are among the things."""
    ids = _ids(things)
    return await _all(work, noun, predecessor=ids, successor=ids)


def _in_order(line: Sequence[PartnershipSuccession]) -> list[PartnershipSuccession]:
    """Put successions after those that led up to them: nobody passes on what it has not got."""
    before: dict[str, list[str]] = {}
    for each in sorted(line, key=lambda each: (each.predecessor, each.successor or "")):
        before.setdefault(each.predecessor, [])
        if each.successor is not None:
            before.setdefault(each.successor, []).append(each.predecessor)
    turn = {code: n for n, code in enumerate(TopologicalSorter(before).static_order())}
    return sorted(
        line, key=lambda each: (turn[each.predecessor], each.happened_on, each.successor or "")
    )
