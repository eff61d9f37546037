"""Who serves an area, and who carries a plan, on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from service.domain.nodes import Ref
from service.domain.partnership_successions import (
    Charge,
    ChargeKind,
    PartnershipSuccession,
    PlanCarriers,
    carriers_on,
)
from service.domain.partnerships import AreaService, Partnership, service_of
from service.domain.plans import Edition
from service.usecases.reading import all_of, pages_under, several
from service.usecases.work import Work

_ALL: Final = 500  # editions of one plan: centuries of them


async def services(work: Work, areas: Sequence[Ref], on: date) -> list[AreaService]:
    """Say who serves each area on a day. One statement, however many areas."""
    given = {"area": [area.id for area in areas]}
    found = [each async for each in all_of(work, Partnership, given)]
    return [service_of(area, found, on) for area in areas]


async def carriers(work: Work, plans: Sequence[Ref], on: date) -> list[PlanCarriers]:
    """Say who carries each plan on a day. Three statements, however many plans."""
    ids = [plan.id for plan in plans]
    pages = await pages_under(work, Edition, "plan", ids, first=_ALL)
    passed = [each async for each in all_of(work, PartnershipSuccession, {"carried_plan": ids})]
    refs = [each.partnership for page in pages for each in page.items]
    refs += [
        ref for each in passed for ref in (each.predecessor, each.successor) if ref is not None
    ]
    known = await several(work, Partnership, sorted({ref.id for ref in refs}))
    partnerships = sorted((each for each in known if each is not None), key=lambda each: each.code)
    return [
        carriers_on(
            plan,
            partnerships,
            page.items,
            [each for each in passed if Charge(ChargeKind.PLAN, plan) in each.carries],
            on,
        )
        for plan, page in zip(plans, pages, strict=True)
    ]
