"""What an edition says under its priorities, and of those of others.

Each is an identity under the plan. What an edition says of it stands in an entry for that edition,
and so do the priorities that it stands under.
"""

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Numeric, UniqueConstraint
from sqlmodel import Field, SQLModel

from service.db.tables.columns import Identity, of_entry, one_code, one_of
from service.domain.objectives import Direction, TargetKind
from service.domain.priority_sets import SetOrder
from service.domain.statements import StatementKind


class StatementRow(Identity, table=True):
    """The identity of a statement under its plan."""

    __tablename__ = "statement"
    __table_args__ = one_code()


class StatementEntryRow(SQLModel, table=True):
    """What one edition says of a statement."""

    __tablename__ = "statement_entry"
    __table_args__ = (
        UniqueConstraint("edition_id", "position"),
        one_of("kind", *StatementKind),
    )

    edition_id: str = Field(primary_key=True, foreign_key="edition.id")
    statement_id: str = Field(primary_key=True, foreign_key="statement.id", index=True)
    position: int
    kind: str
    number: str | None
    wording: str


class StatementPriorityRow(SQLModel, table=True):
    """That, in an edition, a statement stands under a priority; in the order given."""

    __tablename__ = "statement_priority"
    __table_args__ = (
        of_entry("statement"),
        of_entry("priority"),
        Index("ix_statement_priority_edition_id_priority_id", "edition_id", "priority_id"),
    )

    edition_id: str = Field(primary_key=True)
    statement_id: str = Field(primary_key=True)
    priority_id: str = Field(primary_key=True)
    position: int


class Owned(SQLModel):
    """The columns that say whose something is, as printed and as resolved."""

    owner_printed: str | None
    owner_agency_id: str | None = Field(foreign_key="agency.id", index=True)
    owner_area_id: str | None = Field(foreign_key="area.id", index=True)
    owner_partnership_id: str | None = Field(foreign_key="partnership.id", index=True)


def _owner_is_one() -> CheckConstraint:
    """Hold the resolved owner to be one, and to be printed."""
    bodies = "num_nonnulls(owner_agency_id, owner_area_id, owner_partnership_id)"
    return CheckConstraint(f"{bodies} <= num_nonnulls(owner_printed)", name="owner_is_one")


def _period_is_printed(field: str) -> CheckConstraint:
    """Hold a resolved period to be printed."""
    return CheckConstraint(
        f"num_nonnulls({field}_period) <= num_nonnulls({field}_printed)",
        name=f"{field}_is_printed",
    )


class ObjectiveRow(Identity, table=True):
    """The identity of an objective under its plan."""

    __tablename__ = "objective"
    __table_args__ = one_code()


class ObjectiveEntryRow(Owned, table=True):
    """What one edition says of an objective."""

    __tablename__ = "objective_entry"
    __table_args__ = (
        UniqueConstraint("edition_id", "position"),
        one_of("direction", *Direction),
        one_of("target_kind", *TargetKind),
        CheckConstraint(
            "num_nonnulls(target_printed, target_kind) in (0, 2) "
            "and num_nonnulls(target_value, target_unit) <= 2 * num_nonnulls(target_printed)",
            name="target_is_printed",
        ),
        _period_is_printed("due"),
        _owner_is_one(),
    )

    edition_id: str = Field(primary_key=True, foreign_key="edition.id")
    objective_id: str = Field(primary_key=True, foreign_key="objective.id", index=True)
    position: int
    number: str | None
    wording: str
    direction: str | None
    target_printed: str | None
    target_kind: str | None
    target_value: Decimal | None = Field(sa_type=Numeric)
    target_unit: str | None
    measured_by: str | None
    indicator_id: str | None = Field(foreign_key="indicator.id", index=True)
    due_printed: str | None
    due_period: str | None


class ObjectivePriorityRow(SQLModel, table=True):
    """That, in an edition, an objective stands under a priority; in the order given."""

    __tablename__ = "objective_priority"
    __table_args__ = (
        of_entry("objective"),
        of_entry("priority"),
        Index("ix_objective_priority_edition_id_priority_id", "edition_id", "priority_id"),
    )

    edition_id: str = Field(primary_key=True)
    objective_id: str = Field(primary_key=True)
    priority_id: str = Field(primary_key=True)
    position: int


class PrioritySetRow(Identity, table=True):
    """The identity, under a plan, of the priorities that another body has."""

    __tablename__ = "priority_set"
    __table_args__ = one_code()


class PrioritySetEntryRow(Owned, table=True):
    """What one edition says of another body's priorities."""

    __tablename__ = "priority_set_entry"
    __table_args__ = (
        UniqueConstraint("edition_id", "position"),
        one_of("order_kind", *SetOrder),
        _period_is_printed("dated"),
        _owner_is_one(),
        CheckConstraint("owner_printed is not null", name="owner_is_printed"),
    )

    edition_id: str = Field(primary_key=True, foreign_key="edition.id")
    priority_set_id: str = Field(primary_key=True, foreign_key="priority_set.id", index=True)
    position: int
    name: str
    order_kind: str
    dated_printed: str | None
    dated_period: str | None


class PrioritySetItemRow(Owned, table=True):
    """One priority of another body; its owner is who leads it."""

    __tablename__ = "priority_set_item"
    __table_args__ = (of_entry("priority_set"), _owner_is_one())

    edition_id: str = Field(primary_key=True)
    priority_set_id: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    number: str | None
    title: str
    our_role: str | None
    aligned_to_none: bool


class AlignmentRow(SQLModel, table=True):
    """That a priority of an edition is aligned to one of another body's."""

    __tablename__ = "alignment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["edition_id", "priority_set_id", "item"],
            [
                "priority_set_item.edition_id",
                "priority_set_item.priority_set_id",
                "priority_set_item.position",
            ],
        ),
        of_entry("priority"),
        Index("ix_alignment_edition_id_priority_id", "edition_id", "priority_id"),
    )

    edition_id: str = Field(primary_key=True)
    priority_set_id: str = Field(primary_key=True)
    item: int = Field(primary_key=True)
    priority_id: str = Field(primary_key=True)


class ExternalDocumentRow(Identity, table=True):
    """The identity, under a plan, of a document that somebody else wrote."""

    __tablename__ = "external_document"
    __table_args__ = one_code()


class ExternalDocumentEntryRow(Owned, table=True):
    """That an edition had regard to a document, and how it names it."""

    __tablename__ = "external_document_entry"
    __table_args__ = (
        UniqueConstraint("edition_id", "position"),
        _period_is_printed("dated"),
        _owner_is_one(),
    )

    edition_id: str = Field(primary_key=True, foreign_key="edition.id")
    external_document_id: str = Field(
        primary_key=True, foreign_key="external_document.id", index=True
    )
    position: int
    title: str
    dated_printed: str | None
    dated_period: str | None
