"""Partnerships and memberships: recorded, revised, removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from service.db import partnerships
from service.db.partnership_successions import AFTER
from service.db.tables import MembershipRow, PartnershipRow
from service.domain import days
from service.domain.agencies import Agency
from service.domain.appointments import Appointment
from service.domain.areas import Area
from service.domain.days import Truth
from service.domain.errors import AlreadyExists, StillInUse
from service.domain.lives import Life, overlap
from service.domain.nodes import Ref
from service.domain.partnership_successions import PartnershipSuccession, objections_to
from service.domain.partnerships import Capacity, Membership, Partnership, PartnershipArea
from service.usecases.appointments import unseated
from service.usecases.lives import (
    check_around,
    check_within,
    hold,
    hold_agency,
    life_of,
    sitting_of,
    sittings,
    tenure_of,
)
from service.usecases.reading import References, all_of, one
from service.usecases.recording import begun, change, check_days, make, must_be_new, read_at, remove
from service.usecases.relations import Relation, find
from service.usecases.work import Work

MEMBERSHIP: Final = Relation(Membership, MembershipRow, Partnership, ("partnership",))


@dataclass(frozen=True)
class ServedArea:
    """An area that a partnership is said to serve: any key of it, and days that may be vague."""

    area: str
    starts_on: str | None
    ends_before: str | None


async def record(
    work: Work,
    *,
    code: str,
    name: str,
    starts_on: str | None,
    ends_before: str | None,
    areas: Sequence[ServedArea],
    ons_code: str | None = None,
) -> Partnership:
    """Record a partnership and the areas it serves."""
    references = References(work)
    served = await _served(references, areas)
    check_days(references, starts_on, ends_before)
    references.settle()
    await must_be_new(work, PartnershipRow, code=code)
    row = PartnershipRow(
        **begun(work, Partnership),
        code=code,
        ons_code=ons_code,
        name=name,
        starts_on=starts_on,
        ends_before=ends_before,
    )
    await work.store.insert(row)
    await partnerships.put_areas(work.store, row.id, served)
    return await one(work, Partnership, row.id)


async def revise(work: Work, key: str, revision: int, changes: Mapping[str, Any]) -> Partnership:
    """Change a partnership; the areas, when given, replace those recorded."""
    moved = [name for name in ("ends_before", "starts_on") if name in changes]
    if moved:
        await AFTER.lock(work.store)
    await hold(work, key)
    partnership = await read_at(work, Partnership, key, revision)
    own = {name: value for name, value in changes.items() if name != "areas"}
    references = References(work)
    lives = replace(partnership, **own)
    check_days(references, lives.starts_on, lives.ends_before)
    if moved:
        await _check_what_hangs_on(work, references, lives, f"/{moved[0]}")
    served = await _served(references, changes.get("areas", ()))
    references.settle()
    await change(work, PartnershipRow, partnership, own)
    if "areas" in changes:
        await partnerships.put_areas(work.store, partnership.id, served)
    return await one(work, Partnership, partnership.id)


async def withdraw(work: Work, key: str, revision: int) -> None:
    """Remove a partnership recorded by mistake; refuses while anything refers to it."""
    partnership = await read_at(work, Partnership, key, revision)
    await partnerships.put_areas(work.store, partnership.id, ())
    await remove(work, PartnershipRow, partnership)


async def admit(
    work: Work,
    key: str,
    *,
    agency: str,
    capacity: Capacity,
    printed: str | None,
    starts_on: str | None,
    ends_before: str | None,
    coordinator_from: date | None,
    coordinator_before: date | None,
) -> Membership:
    """Record an agency's membership of a partnership."""
    partnership = await hold(work, key)
    references = References(work)
    member = await hold_agency(
        work, await references.to(Agency, agency, "/agency", on=days.read(starts_on))
    )
    check_days(references, starts_on, ends_before)
    check_days(references, coordinator_from, coordinator_before, "/coordinator_before")
    sitting = Life.of("The membership", starts_on, ends_before)
    check_within(references, sitting, partnership, member)
    references.settle()
    await _must_sit_once(work, partnership, references.certain(member).id, capacity, sitting)
    return await make(
        work,
        Membership,
        MembershipRow,
        partnership_id=partnership.id,
        agency_id=references.certain(member).id,
        capacity=capacity,
        printed=printed,
        starts_on=starts_on,
        ends_before=ends_before,
        coordinator_from=coordinator_from,
        coordinator_before=coordinator_before,
    )


async def revise_membership(
    work: Work, partnership: str, key: str, revision: int, changes: Mapping[str, Any]
) -> Membership:
    """Change a membership: its capacity, its days, the mark of the coordinator."""
    held = await hold(work, (await find(work, MEMBERSHIP, partnership, key)).partnership.id)
    found = await read_at(work, Membership, key, revision)
    references = References(work)
    stands = {**vars(found), **changes}
    check_days(references, stands["starts_on"], stands["ends_before"])
    check_days(
        references,
        stands["coordinator_from"],
        stands["coordinator_before"],
        "/coordinator_before",
    )
    sitting = Life.of("The membership", stands["starts_on"], stands["ends_before"])
    agency = await hold_agency(work, await one(work, Agency, found.agency.id))
    check_within(references, sitting, held, agency)
    seats = [sitting, *await sittings(work, held.id, found.agency.id, besides=found)]
    for each in await unseated(work, held.id, found.agency.id, seats):
        detail = f"{each.printed} is appointed for {each.agency} ({each.id}), outside these days."
        references.fault("days_contradict", detail, "/ends_before")
    references.settle()
    await _must_sit_once(work, held, found.agency.id, stands["capacity"], sitting, besides=found)
    await change(work, MembershipRow, found, changes)
    return await one(work, Membership, found.id)


async def withdraw_membership(work: Work, partnership: str, key: str, revision: int) -> None:
    """Remove a membership recorded by mistake. One that has ended is ended instead."""
    held = await hold(work, (await find(work, MEMBERSHIP, partnership, key)).partnership.id)
    found = await read_at(work, Membership, key, revision)
    others = await sittings(work, held.id, found.agency.id, besides=found)
    for each in await unseated(work, held.id, found.agency.id, others):
        raise StillInUse(f"{each.printed} is appointed for {each.agency} ({each.id}).")
    await remove(work, MembershipRow, found)


async def _check_what_hangs_on(
    work: Work, references: References, changed: Partnership, pointer: str
) -> None:
    """Note a fault for each membership and succession that the partnership's days would deny."""
    given = {"partnership": [changed.id]}
    members = [sitting_of(each) async for each in all_of(work, Membership, given)]
    appointed = [tenure_of(each) async for each in all_of(work, Appointment, given)]
    check_around(references, life_of(changed), [*members, *appointed])
    async for each in all_of(work, PartnershipSuccession, given):
        before = await _life_then(work, each.predecessor, changed)
        after = None if each.successor is None else await _life_then(work, each.successor, changed)
        for _, detail in objections_to(each.happened_on, each.in_practice_from, before, after):
            told = f"The succession {each.id} happened on {each.happened_on}: {detail}"
            references.fault("days_contradict", told, pointer)


async def _life_then(work: Work, ref: Ref, changed: Partnership) -> Life:
    """Return the life of a partnership, as it will be after a change of one."""
    return life_of(changed if ref.id == changed.id else await one(work, Partnership, ref.id))


async def _must_sit_once(
    work: Work,
    partnership: Partnership,
    agency_id: str,
    capacity: Capacity,
    sitting: Life,
    *,
    besides: Membership | None = None,
) -> None:
    """Refuse, with `AlreadyExists`, an agency that would sit twice in one capacity on some day."""
    given = {"partnership": [partnership.id], "agency": [agency_id], "capacity": [capacity]}
    async for other in all_of(work, Membership, given):
        is_other = besides is None or other.id != besides.id
        if is_other and overlap(sitting, sitting_of(other)) is Truth.YES:
            raise AlreadyExists(
                f"{other.agency} sits as {capacity.value.replace('_', ' ')} {sitting_of(other)} "
                f"({other.id}); one {sitting} would share days with that."
            )


async def _served(references: References, areas: Sequence[ServedArea]) -> list[PartnershipArea]:
    keys = {f"/areas/{n}/area": served.area for n, served in enumerate(areas)}
    found = await references.to_each(Area, keys)
    for n, served in enumerate(areas):
        check_days(references, served.starts_on, served.ends_before, f"/areas/{n}/ends_before")
    return [
        PartnershipArea(Ref(area.code, area.id), served.starts_on, served.ends_before)
        for area, served in zip(found, areas, strict=True)
        if area is not None
    ]
