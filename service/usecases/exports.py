"""Writing a partnership down: everything that it is made of, and all that this refers to."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from service.domain.actions import Action, ActionUpdate
from service.domain.agencies import Agency, Coverage, Supply
from service.domain.aliases import Alias
from service.domain.appointments import Appointment
from service.domain.areas import Area
from service.domain.editions import EditionTransition
from service.domain.indicators import Indicator
from service.domain.kpis import Kpi
from service.domain.nodes import Node
from service.domain.partnerships import Membership, Partnership
from service.domain.plans import Edition, Plan, Priority
from service.domain.sources import Source
from service.domain.statements import Statement
from service.usecases.reading import all_of, one, several
from service.usecases.work import Work

T = TypeVar("T", bound=Node)
C = TypeVar("C", Agency, Area, Indicator, Plan)


async def of_partnership(work: Work, key: str) -> dict[str, Sequence[Node]]:
    """Read a partnership and what it is made of, by the names of a file's lists.

    That is its members, the plans that it made editions of with what those hold, and the bodies,
    areas and indicators that all of it speaks of. Things come in the order in which they can be
    loaded: areas after those they lie in, what an edition holds as it is read.
    """
    partnership = await one(work, Partnership, key)
    memberships = await _all(work, Membership, partnership=[partnership.id])
    appointments = await _all(work, Appointment, partnership=[partnership.id])
    editions = await _all(work, Edition, partnership=[partnership.id])
    priorities = await _in_editions(work, Priority, editions)
    kpis = await _in_editions(work, Kpi, editions)
    actions = await _in_editions(work, Action, editions)
    indicators = await _things(work, Indicator, (each.indicator.id for each in kpis))
    own_areas = [
        *(each.area.id for each in partnership.areas),
        *(each.area.id for each in kpis),
    ]
    supply = [
        each
        for each in await _all(work, Supply, indicator=[each.id for each in indicators])
        if each.area is None or each.area.id in own_areas
    ]
    agencies = await _things(
        work,
        Agency,
        [
            *(each.agency.id for each in memberships),
            *(each.agency.id for each in supply),
            *(each.agency.id for each in appointments if each.agency),
            *(party.agency.id for each in actions for party in each.parties if party.agency),
        ],
    )
    areas = await _areas(work, own_areas)
    coverage = await _all(
        work,
        Coverage,
        agency=[each.id for each in agencies],
        area=[each.id for each in areas],
    )
    plans = await _things(work, Plan, (each.plan.id for each in editions))
    with_codes = [*areas, *agencies, *indicators, partnership, *plans, *editions]
    entered = [*priorities, *kpis, *actions]
    statements = await _in_editions(work, Statement, editions)
    return {
        "areas": areas,
        "agencies": agencies,
        "aliases": await _all(work, Alias, agency=[each.id for each in agencies]),
        "coverage": coverage,
        "indicators": indicators,
        "supply": supply,
        "partnerships": [partnership],
        "memberships": memberships,
        "appointments": appointments,
        "plans": plans,
        "editions": editions,
        "transitions": await _all(work, EditionTransition, edition=[each.id for each in editions]),
        "priorities": priorities,
        "statements": statements,
        "kpis": kpis,
        "actions": actions,
        "updates": await _all(work, ActionUpdate, action=list({each.id for each in actions})),
        "sources": await _all(work, Source, of=list({each.id for each in (*with_codes, *entered)})),
    }


async def _all(work: Work, noun: type[T], **filters: Sequence[str]) -> list[T]:
    """Read a whole list; nothing when a filter names nothing."""
    if not all(filters.values()):
        return []
    return [each async for each in all_of(work, noun, filters)]


async def _in_editions(work: Work, noun: type[T], editions: Sequence[Edition]) -> list[T]:
    return await _all(work, noun, edition=[each.id for each in editions])


async def _things(work: Work, noun: type[C], keys: Iterable[str]) -> list[C]:
    """Read things, in the order of their codes."""
    found = [each for each in await several(work, noun, [*set(keys)]) if each is not None]
    return sorted(found, key=lambda each: each.code)


async def _areas(work: Work, ids: Iterable[str]) -> list[Area]:
    """Read areas and those they lie in, the containers first."""
    found: list[Area] = []
    wanted = set(ids)
    while wanted:
        more = await _things(work, Area, wanted)
        found = [*more, *(each for each in found if each not in more)]
        wanted = {code for each in more for code in each.within}
    return found
