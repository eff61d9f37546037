"""KPIs: entered in an edition, and reworded there."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from service.db.tables import KpiEntryRow, KpiRow
from service.domain.areas import Area
from service.domain.indicators import Indicator
from service.domain.kpis import Kpi
from service.usecases.entering import (
    Held,
    edition_of,
    only,
    open_edition,
    priorities_in,
    put_differently,
    put_in,
)
from service.usecases.reading import References, one
from service.usecases.recording import read_at
from service.usecases.work import Work

_KPIS: Final = Held(Kpi, KpiRow, KpiEntryRow)


async def enter(
    work: Work,
    *,
    edition: str,
    code: str,
    priority: str,
    indicator: str,
    area: str,
    wording: str,
    baseline: Decimal | None,
    target: Decimal | None,
    note: str | None,
) -> Kpi:
    """Enter a KPI under a priority of an edition, after those that are in it."""
    opened = await open_edition(work, edition)
    references = References(work)
    (under,) = await priorities_in(references, opened, {"/priority": priority})
    measured = await references.to(Indicator, indicator, "/indicator")
    where = await references.to(Area, area, "/area")
    references.settle()
    says = {
        "priority_id": references.certain(under).id,
        "wording": wording,
        "baseline": baseline,
        "target": target,
        "note": note,
    }
    kpi_id = await put_in(
        work,
        _KPIS,
        opened,
        code,
        says,
        indicator_id=references.certain(measured).id,
        area_id=references.certain(where).id,
    )
    return await one(work, Kpi, kpi_id, opened.id)


async def reword(
    work: Work, key: str, edition: str | None, revision: int, changes: Mapping[str, Any]
) -> Kpi:
    """Change what an edition (the latest, unless one is named) says of a KPI.

    What it measures stays: another indicator or area is another KPI.
    """
    kpi = await read_at(work, Kpi, key, revision, edition)
    opened = await edition_of(work, kpi.edition.id)
    references = References(work)
    says = only(changes, ("wording", "baseline", "target", "note"))
    if "priority" in changes:
        (under,) = await priorities_in(references, opened, {"/priority": changes["priority"]})
        references.settle()
        says["priority_id"] = references.certain(under).id
    await put_differently(work, _KPIS, kpi, opened, says)
    return await one(work, Kpi, kpi.id, opened.id)
