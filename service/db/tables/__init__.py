"""The tables, one class each. They are the schema; what leaves this room is a domain value.

SQLModel does not validate a table's values: the doors check the letters, the domain the sense,
and the constraints here whatever both have missed. Columns carry no defaults in the database, so
that nothing is written that nobody said.
"""

from typing import TypeAlias

from sqlmodel import SQLModel

from service.db.tables.actions import (
    ActionEntryRow,
    ActionListingRow,
    ActionMeasureRow,
    ActionPartyRow,
    ActionRow,
    ActionTacklesRow,
    ActionUpdateRow,
    MeasureCountRow,
)
from service.db.tables.bodies import (
    AgencyRow,
    AliasRow,
    AppointmentRow,
    AreaRow,
    AreaSuccessionRow,
    AreaWithinRow,
    CoverageRow,
    MembershipRow,
    PartnershipAreaRow,
    PartnershipCarryRow,
    PartnershipRow,
    PartnershipSuccessionRow,
    SuccessionRow,
    SupplyRow,
)
from service.db.tables.contents import (
    AlignmentRow,
    ExternalDocumentEntryRow,
    ExternalDocumentRow,
    ObjectiveEntryRow,
    ObjectivePriorityRow,
    ObjectiveRow,
    PrioritySetEntryRow,
    PrioritySetItemRow,
    PrioritySetRow,
    StatementEntryRow,
    StatementPriorityRow,
    StatementRow,
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
    EditionRow,
    EditionTransitionRow,
    KpiEntryRow,
    KpiRow,
    PlanRow,
    PriorityEntryRow,
    PriorityOriginRow,
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
from service.db.tables.sources import SourceRow

METADATA = SQLModel.metadata
Table: TypeAlias = type[SQLModel]

__all__ = [
    "METADATA",
    "ActionEntryRow",
    "ActionListingRow",
    "ActionMeasureRow",
    "ActionPartyRow",
    "ActionRow",
    "ActionTacklesRow",
    "ActionUpdateRow",
    "AgencyRow",
    "AliasRow",
    "AlignmentRow",
    "AppointmentRow",
    "AreaRow",
    "AreaSuccessionRow",
    "AreaWithinRow",
    "ChangeRow",
    "CoverageRow",
    "EditionRow",
    "EditionTransitionRow",
    "ExternalDocumentEntryRow",
    "ExternalDocumentRow",
    "FigureRevisionRow",
    "FigureRow",
    "IdempotencyRow",
    "IndicatorRow",
    "KeyRow",
    "KeyUseRow",
    "KpiEntryRow",
    "KpiRow",
    "MeasureCountRow",
    "MembershipRow",
    "ObjectiveEntryRow",
    "ObjectivePriorityRow",
    "ObjectiveRow",
    "PartnershipAreaRow",
    "PartnershipCarryRow",
    "PartnershipRow",
    "PartnershipSuccessionRow",
    "PlanRow",
    "PriorityEntryRow",
    "PriorityOriginRow",
    "PriorityRow",
    "PriorityServesRow",
    "PrioritySetEntryRow",
    "PrioritySetItemRow",
    "PrioritySetRow",
    "SeriesRow",
    "ServiceSecretRow",
    "SourceRow",
    "StatementEntryRow",
    "StatementPriorityRow",
    "StatementRow",
    "SubmissionRow",
    "SubmissionRowRow",
    "SuccessionRow",
    "SupplyRow",
    "Table",
]
