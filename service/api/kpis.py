"""KPIs over REST."""

from fastapi import Response

from service.api.asking import Asked, Doing, InEdition, Key, Many, Revision, Since
from service.api.inputs import EntryInput, Figures, Input, Reference, Text, changes_to
from service.api.operation import Door
from service.domain.callers import Permission
from service.domain.kpis import Kpi
from service.usecases import contents, reading
from service.usecases.kpis import KPIS

door = Door("KPIs")


class KpiInput(EntryInput):
    """A KPI to be entered under a priority, which may be named without the plan."""

    priority: Reference
    indicator: Reference
    area: Reference
    wording: Text
    baseline: Figures | None = None
    target: Figures | None = None
    note: Text | None = None


@changes_to(KpiInput, but=("edition", "code", "indicator", "area"))
class KpiChange(Input):
    """What the edition is to say differently of a KPI."""


@door.lists("/kpis", Kpi)
async def list_kpis(
    ask: Asked,
    partnership: Many = None,
    plan: Many = None,
    edition: Many = None,
    priority: Many = None,
    indicator: Many = None,
    area: Many = None,
    updated_since: Since = None,
) -> Response:
    """List KPIs as the latest edition that holds them words them, or as those named do."""
    return await ask.page(
        Kpi,
        {
            "partnership": partnership,
            "plan": plan,
            "edition": edition,
            "priority": priority,
            "indicator": indicator,
            "area": area,
            "updated_since": updated_since,
        },
    )


@door.reads("/kpis/{kpi}", Kpi)
async def read_kpi(work: Doing, kpi: Key, edition: InEdition = None) -> Kpi:
    """Read a KPI. Its figures are those of its indicator in its area: see `/figures`."""
    return await reading.one(work, Kpi, kpi, edition)


@door.creates("/kpis", Kpi, may=Permission.EDIT)
async def enter_kpi(work: Doing, body: KpiInput) -> Kpi:
    """Enter a KPI under a priority of an edition, after those that are in it."""
    return await contents.enter(work, KPIS, edition=body.edition, code=body.code, given=body.said())


@door.revises("/kpis/{kpi}", Kpi, may=Permission.EDIT)
async def reword_kpi(
    work: Doing, kpi: Key, revision: Revision, body: KpiChange, edition: InEdition = None
) -> Kpi:
    """Change what an edition says of a KPI. Another indicator or area is another KPI."""
    return await contents.reword(work, KPIS, kpi, edition, revision, body.changes())
