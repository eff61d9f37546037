"""Indicators, read."""

from typing import Final

from service.db.sql import is_named, recorded, since
from service.db.views import Order, View
from service.domain.indicators import Indicator

INDICATORS: Final = View(
    of=Indicator,
    source="indicator",
    columns={
        **recorded("indicator"),
        "code": "indicator.code",
        "name": "indicator.name",
        "definition": "indicator.definition",
        "kind": "indicator.kind",
        "unit": "indicator.unit",
        "polarity": "indicator.polarity",
        "frequency": "indicator.frequency",
        "period_types": "indicator.period_types",
        "multiplier": "indicator.multiplier",
        "is_live": "indicator.is_live",
    },
    id_condition="indicator.id = any(:ids::text[])",
    code_condition="indicator.code = any(:codes::text[])",
    order=(Order("indicator.code", "text"),),
    filters={
        "kind": "indicator.kind = any(:kind::text[])",
        "supplier": f"""
            exists (
                select from supply join agency on agency.id = supply.agency_id
                where supply.indicator_id = indicator.id
                    and {is_named("agency", "supplier")}
            )
        """,
        "updated_since": since("indicator"),
    },
)
