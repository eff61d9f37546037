"""Indicators, read."""

from typing import Final

from service.db.sql import recorded, since
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
        "supplier": """
            exists (
                select from supply join agency on agency.id = supply.agency_id
                where supply.indicator_id = indicator.id
                    and array[agency.id, agency.code] && :supplier::text[]
            )
        """,
        "updated_since": since("indicator"),
    },
)
