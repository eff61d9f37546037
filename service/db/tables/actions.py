"""Actions: as editions list and word them, who acts, and how they have stood."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Numeric, UniqueConstraint
from sqlmodel import Field, SQLModel

from service.db.tables.columns import INSTANT, Identity, of_entry, one_code, one_of, vague
from service.domain.actions import ActionStatus, MeasureKind, PartyKind, Rag, Role
from service.domain.timescales import Basis, Recurrence


class ActionRow(Identity, table=True):
    """The identity of an action under its plan."""

    __tablename__ = "action"
    __table_args__ = one_code()


class ActionEntryRow(SQLModel, table=True):
    """What one edition says of an action."""

    __tablename__ = "action_entry"
    __table_args__ = (
        vague("starts_on"),
        vague("ends_before"),
        one_of("recurs", *Recurrence),
        one_of("timespan_basis", *Basis),
    )

    edition_id: str = Field(primary_key=True, foreign_key="edition.id")
    action_id: str = Field(primary_key=True, foreign_key="action.id", index=True)
    text: str
    timescale: str | None
    starts_on: str | None
    ends_before: str | None
    recurs: str | None
    condition: str | None
    doubt: str | None
    timespan_basis: str | None


class ActionListingRow(SQLModel, table=True):
    """One place where an edition lists an action."""

    __tablename__ = "action_listing"
    __table_args__ = (
        of_entry("action"),
        of_entry("priority"),
        Index("ix_action_listing_edition_id_priority_id", "edition_id", "priority_id"),
    )

    edition_id: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    action_id: str = Field(index=True)
    priority_id: str
    number: str | None


class ActionTacklesRow(SQLModel, table=True):
    """That, in an edition, an action is said to tackle a priority; in the order of print."""

    __tablename__ = "action_tackles"
    __table_args__ = (
        of_entry("action"),
        of_entry("priority"),
        Index("ix_action_tackles_edition_id_priority_id", "edition_id", "priority_id"),
    )

    edition_id: str = Field(primary_key=True)
    action_id: str = Field(primary_key=True)
    priority_id: str = Field(primary_key=True)
    position: int


class ActionPartyRow(SQLModel, table=True):
    """Who acts, in the order of print."""

    __tablename__ = "action_party"
    __table_args__ = (
        of_entry("action"),
        one_of("role", *Role),
        one_of("kind", *PartyKind),
        one_of("role_basis", *Basis),
    )

    edition_id: str = Field(primary_key=True)
    action_id: str = Field(primary_key=True, index=True)
    position: int = Field(primary_key=True)
    role: str
    kind: str
    agency_id: str | None = Field(foreign_key="agency.id", index=True)
    unit: str | None
    printed: str
    role_basis: str


class ActionMeasureRow(SQLModel, table=True):
    """A measure of success, in the order of print."""

    __tablename__ = "action_measure"
    __table_args__ = (
        of_entry("action"),
        UniqueConstraint("edition_id", "action_id", "position"),
        one_of("kind", *MeasureKind),
    )

    id: str = Field(primary_key=True)
    edition_id: str
    action_id: str = Field(index=True)
    position: int
    printed: str
    kind: str
    target: Decimal | None = Field(sa_type=Numeric)
    target_to: Decimal | None = Field(sa_type=Numeric)
    unit: str | None
    per: str | None


class ActionUpdateRow(SQLModel, table=True):
    """One entry in an action's status history; never changed."""

    __tablename__ = "action_update"
    __table_args__ = (
        UniqueConstraint("action_id", "sequence"),
        one_of("status", *ActionStatus),
        one_of("rag", *Rag),
        vague("happened_on"),
        CheckConstraint("percent_complete between 0 and 100", name="percent_complete_is_percent"),
    )

    id: str = Field(primary_key=True)
    action_id: str = Field(foreign_key="action.id")
    sequence: int
    status: str
    percent_complete: int | None
    rag: str | None
    happened_on: str
    comment: str | None
    recorded_at: datetime = Field(sa_type=INSTANT)
    recorded_by: str | None = Field(foreign_key="agency.id")
    recorded_after_the_fact: bool


class MeasureCountRow(SQLModel, table=True):
    """One entry in the history of what a measure has come to; never changed.

    Measures are written anew when they are reworded, under their ids: that none is gone of which
    something was counted is looked at afterwards.
    """

    __tablename__ = "measure_count"
    __table_args__ = (
        ForeignKeyConstraint(
            ["measure_id"], ["action_measure.id"], deferrable=True, initially="DEFERRED"
        ),
        UniqueConstraint("measure_id", "sequence"),
        vague("happened_on"),
    )

    id: str = Field(primary_key=True)
    measure_id: str
    sequence: int
    value: Decimal = Field(sa_type=Numeric)
    happened_on: str
    comment: str | None
    recorded_at: datetime = Field(sa_type=INSTANT)
    recorded_by: str | None = Field(foreign_key="agency.id")
    recorded_after_the_fact: bool
