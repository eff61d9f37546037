"""Partnerships and memberships: recorded, revised, removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from service.db import partnerships
from service.db.tables import MembershipRow, PartnershipRow
from service.domain.agencies import Agency
from service.domain.areas import Area
from service.domain.errors import NotFound
from service.domain.nodes import Ref
from service.domain.partnerships import Capacity, Membership, Partnership, PartnershipArea
from service.usecases.reading import References, one
from service.usecases.recording import begun, change, check_days, must_be_new, read_at, remove
from service.usecases.work import Work


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
    partnership = await read_at(work, Partnership, key, revision)
    own = {name: value for name, value in changes.items() if name != "areas"}
    references = References(work)
    check_days(
        references,
        own.get("starts_on", partnership.starts_on),
        own.get("ends_before", partnership.ends_before),
    )
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
    partnership = await one(work, Partnership, key)
    references = References(work)
    member = await references.to(Agency, agency, "/agency")
    check_days(references, starts_on, ends_before)
    check_days(references, coordinator_from, coordinator_before, "/coordinator_before")
    references.settle()
    row = MembershipRow(
        **begun(work, Membership),
        partnership_id=partnership.id,
        agency_id=references.certain(member).id,
        capacity=capacity,
        printed=printed,
        starts_on=starts_on,
        ends_before=ends_before,
        coordinator_from=coordinator_from,
        coordinator_before=coordinator_before,
    )
    await work.store.insert(row)
    return await one(work, Membership, row.id)


async def membership(work: Work, partnership: str, key: str) -> Membership:
    """Read a membership of a partnership."""
    found = await one(work, Membership, key)
    if partnership not in {found.partnership, found.partnership.id}:
        raise NotFound(Membership.noun, key)
    return found


async def revise_membership(
    work: Work, partnership: str, key: str, revision: int, changes: Mapping[str, Any]
) -> Membership:
    """Change a membership: its capacity, its days, the mark of the coordinator."""
    await membership(work, partnership, key)
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
    references.settle()
    await change(work, MembershipRow, found, changes)
    return await one(work, Membership, found.id)


async def withdraw_membership(work: Work, partnership: str, key: str, revision: int) -> None:
    """Remove a membership recorded by mistake. One that has ended is ended instead."""
    await membership(work, partnership, key)
    await remove(work, MembershipRow, await read_at(work, Membership, key, revision))


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
