"""How partnerships follow one another: recorded, revised, removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from service.db import partnership_successions
from service.db.partnership_successions import AFTER, CarriedThing
from service.db.tables import PartnershipRow, PartnershipSuccessionRow
from service.domain.actions import Action
from service.domain.kpis import Kpi
from service.domain.nodes import Node
from service.domain.partnership_successions import (
    ChargeKind,
    PartnershipSuccession,
    PartnershipSuccessionKind,
    objections_to,
)
from service.domain.partnerships import Partnership
from service.domain.plans import Plan
from service.usecases.lives import hold, life_of
from service.usecases.owning import owners
from service.usecases.reading import References, one
from service.usecases.recording import begun, change, check_gone_by, remove
from service.usecases.relations import Relation, find_at
from service.usecases.work import Work

PARTNERSHIP_SUCCESSION: Final = Relation(
    PartnershipSuccession, PartnershipSuccessionRow, Partnership, ("predecessor", "successor")
)

_CARRIED: Final[Mapping[ChargeKind, type[Node]]] = {
    ChargeKind.PLAN: Plan,
    ChargeKind.ACTION: Action,
    ChargeKind.KPI: Kpi,
}


@dataclass(frozen=True)
class GivenCharge:
    """What a successor is said to carry: a plan, an action or a KPI, by any key of it."""

    kind: ChargeKind
    named: str


async def record(
    work: Work,
    key: str,
    *,
    successor: str | None,
    kind: PartnershipSuccessionKind,
    happened_on: str,
    in_practice_from: str | None,
    note: str | None,
    source: str | None,
    carries: Sequence[GivenCharge],
    is_history: bool = False,
) -> PartnershipSuccession:
    """Record that a partnership was followed by another, and what that one carries.

    A partnership that is ended, and whose own end is not recorded yet, ends before `happened_on`,
    unless its end is told beside this (`is_history`).
    """
    await AFTER.lock(work.store)
    before = await hold(work, key)
    references = References(work)
    after = await _successor(work, references, before, kind, successor)
    await _check_days(work, references, before, after, happened_on, in_practice_from)
    things = await _carried(work, references, before, after, carries)
    references.settle()
    row = PartnershipSuccessionRow(
        **begun(work, PartnershipSuccession),
        predecessor_id=before.id,
        successor_id=None if after is None else after.id,
        kind=kind,
        happened_on=happened_on,
        in_practice_from=in_practice_from,
        note=note,
        source=source,
    )
    await work.store.insert(row)
    await partnership_successions.put_carries(work.store, row.id, things)
    if after is None and before.ends_before is None and not is_history:
        await change(work, PartnershipRow, before, {"ends_before": happened_on})
    return await one(work, PartnershipSuccession, row.id)


async def revise(
    work: Work, partnership: str, key: str, revision: int, changes: Mapping[str, Any]
) -> PartnershipSuccession:
    """Change when it happened, what is told of it, or (as a whole) what the successor carries."""
    await AFTER.lock(work.store)
    found = await find_at(work, PARTNERSHIP_SUCCESSION, partnership, key, revision)
    before = await hold(work, found.predecessor.id)
    after = None if found.successor is None else await hold(work, found.successor.id)
    own = {name: value for name, value in changes.items() if name != "carries"}
    stands = replace(found, **own)
    references = References(work)
    await _check_days(work, references, before, after, stands.happened_on, stands.in_practice_from)
    things = await _carried(work, references, before, after, changes.get("carries", ()))
    references.settle()
    await change(work, PartnershipSuccessionRow, found, own)
    if "carries" in changes:
        await partnership_successions.put_carries(work.store, found.id, things)
    return await one(work, PartnershipSuccession, found.id)


async def withdraw(work: Work, partnership: str, key: str, revision: int) -> None:
    """Remove a succession recorded by mistake, with what was carried by it."""
    found = await find_at(work, PARTNERSHIP_SUCCESSION, partnership, key, revision)
    await partnership_successions.put_carries(work.store, found.id, ())
    await remove(work, PartnershipSuccessionRow, found)


async def _successor(
    work: Work,
    references: References,
    before: Partnership,
    kind: PartnershipSuccessionKind,
    key: str | None,
) -> Partnership | None:
    """Look the successor up, and hold it; notes a fault where there is none, or must be none."""
    is_end = kind is PartnershipSuccessionKind.ENDED
    if key is None:
        if not is_end:
            references.fault("successor_required", "Say which came after it.", "/successor")
        return None
    if is_end:
        detail = "One that is ended has no successor: say that it continued, or leave this out."
        references.fault("successor_not_allowed", detail, "/successor")
    found = await references.to(Partnership, key, "/successor")
    if found is None:
        return None
    if await AFTER.would_circle(work.store, before.id, [found.id]):
        detail = f"{found.name} came before {before.name}, or is the same."
        references.fault("circle", detail, "/successor")
        return None
    return await hold(work, found.id)


async def _check_days(
    work: Work,
    references: References,
    before: Partnership,
    after: Partnership | None,
    happened_on: str,
    in_practice_from: str | None,
) -> None:
    check_gone_by(work, references, happened_on, "/happened_on")
    lives = life_of(before), None if after is None else life_of(after)
    for name, detail in objections_to(happened_on, in_practice_from, *lives):
        references.fault("days_contradict", detail, f"/{name}")


async def _carried(
    work: Work,
    references: References,
    before: Partnership,
    after: Partnership | None,
    given: Sequence[GivenCharge],
) -> list[CarriedThing]:
    """Resolve what is carried, each thing once; it must be of a plan of the predecessor's."""
    if given and after is None:
        references.fault("successor_required", "Nobody is there to carry it.", "/carries")
    things: dict[CarriedThing, None] = {}
    for n, each in enumerate(given):
        pointer = f"/carries/{n}/named"
        found: Any = await references.to(_CARRIED[each.kind], each.named, pointer)
        if found is None:
            continue
        if each.kind is ChargeKind.PLAN:
            thing = CarriedThing(found.id)
        else:
            thing = CarriedThing(found.plan.id, **{f"{each.kind.value}_id": found.id})
        if before.id not in await owners(work, thing.plan_id):
            detail = f"The plan of {each.named!r} is not {before.name}'s to pass on."
            references.fault("not_the_predecessors", detail, pointer)
        things[thing] = None
    return list(things)
