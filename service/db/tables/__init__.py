"""The tables, one class each. They are the schema; what leaves this room is a domain value.

SQLModel does not validate a table's values: the doors check the letters, the domain the sense,
and the constraints here whatever both have missed. Columns carry no defaults in the database, so
that nothing is written that nobody said.
"""

from typing import TypeAlias

from sqlmodel import SQLModel

from service.db.tables.bodies import (
    AgencyRow,
    AreaRow,
    AreaSuccessionRow,
    AreaWithinRow,
    CoverageRow,
    MembershipRow,
    PartnershipAreaRow,
    PartnershipRow,
    SupplyRow,
)
from service.db.tables.figures import (
    FigureRevisionRow,
    FigureRow,
    IndicatorRow,
    SeriesRow,
    SubmissionRow,
    SubmissionRowRow,
)
from service.db.tables.plans import (
    ActionEntryRow,
    ActionListingRow,
    ActionMeasureRow,
    ActionPartyRow,
    ActionRow,
    ActionUpdateRow,
    EditionRow,
    KpiEntryRow,
    KpiRow,
    PlanRow,
    PriorityEntryRow,
    PriorityRow,
    PriorityServesRow,
)
from service.db.tables.records import (
    ChangeRow,
    IdempotencyRow,
    KeyRow,
    KeyUseRow,
    ServiceSecretRow,
)

METADATA = SQLModel.metadata
Table: TypeAlias = type[SQLModel]

__all__ = [
    "METADATA",
    "ActionEntryRow",
    "ActionListingRow",
    "ActionMeasureRow",
    "ActionPartyRow",
    "ActionRow",
    "ActionUpdateRow",
    "AgencyRow",
    "AreaRow",
    "AreaSuccessionRow",
    "AreaWithinRow",
    "ChangeRow",
    "CoverageRow",
    "EditionRow",
    "FigureRevisionRow",
    "FigureRow",
    "IdempotencyRow",
    "IndicatorRow",
    "KeyRow",
    "KeyUseRow",
    "KpiEntryRow",
    "KpiRow",
    "MembershipRow",
    "PartnershipAreaRow",
    "PartnershipRow",
    "PlanRow",
    "PriorityEntryRow",
    "PriorityRow",
    "PriorityServesRow",
    "SeriesRow",
    "ServiceSecretRow",
    "SubmissionRow",
    "SubmissionRowRow",
    "SupplyRow",
    "Table",
]
