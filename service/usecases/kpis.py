"""KPIs: entered in an edition under a priority, and reworded there.

What one measures stays: another indicator or area is another KPI.
"""

from collections.abc import Mapping
from typing import Any, Final

from service.db.tables import KpiEntryRow, KpiRow
from service.domain.areas import Area
from service.domain.indicators import Indicator
from service.domain.kpis import Kpi
from service.domain.plans import Edition
from service.usecases.contents import Contents, Said
from service.usecases.entering import only, priorities_in
from service.usecases.reading import References


async def _read(references: References, edition: Edition, given: Mapping[str, Any]) -> Said:
    columns = only(given, ("wording", "baseline", "target", "note"))
    if "priority" in given:
        (under,) = await priorities_in(references, edition, {"/priority": given["priority"]})
        columns["priority_id"] = None if under is None else under.id
    measures = {
        f"{name}_id": await references.id_of(noun, given[name], f"/{name}")
        for name, noun in _MEASURES.items()
        if name in given
    }
    return Said(columns, {}, measures)


_MEASURES: Final = {"indicator": Indicator, "area": Area}

KPIS: Final = Contents(Kpi, KpiRow, KpiEntryRow, _read)
