"""KPIs: entered in an edition, and reworded there."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from service.db import entries
from service.db.tables import KpiEntryRow, KpiRow
from service.domain.areas import Area
from service.domain.indicators import Indicator
from service.domain.kpis import Kpi
from service.usecases.entering import edition_of, identify, only, open_edition, priorities_in
from service.usecases.reading import References, one
from service.usecases.recording import change, read_at
from service.usecases.work import Work


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
    kpi_id = await identify(
        work,
        Kpi,
        KpiRow,
        opened,
        code,
        indicator_id=references.certain(measured).id,
        area_id=references.certain(where).id,
    )
    await work.store.insert(
        KpiEntryRow(
            edition_id=opened.id,
            kpi_id=kpi_id,
            priority_id=references.certain(under).id,
            position=await entries.next_position(work.store, KpiEntryRow, opened.id),
            wording=wording,
            baseline=baseline,
            target=target,
            note=note,
        )
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
    own = only(changes, ("wording", "baseline", "target", "note"))
    if "priority" in changes:
        (under,) = await priorities_in(references, opened, {"/priority": changes["priority"]})
        references.settle()
        own["priority_id"] = references.certain(under).id
    await change(work, KpiRow, kpi, {})
    if own:
        entry = {"edition_id": opened.id, "kpi_id": kpi.id}
        await work.store.update(KpiEntryRow, entry, own)
    return await one(work, Kpi, kpi.id, opened.id)
