"""Plans, editions, and what editions hold.

Priority, KPI and action are identities under the plan; what one edition says of them stands in an
entry for that edition. An action's entry may be listed in several places.
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Numeric, UniqueConstraint
from sqlmodel import Field, SQLModel

from service.db.tables.columns import (
    INSTANT,
    Identity,
    Recorded,
    in_order,
    kebab,
    of_entry,
    one_code,
    one_of,
    vague,
)
from service.domain.actions import ActionStatus, MeasureKind, PartyKind, Rag, Role
from service.domain.plans import EditionState, PriorityKind
from service.domain.timescales import Basis, Recurrence


class PlanRow(Recorded, table=True):
    """A partnership plan."""

    __tablename__ = "plan"
    __table_args__ = (kebab("code"), in_order("starts_on", "ends_before"))

    code: str = Field(unique=True)
    title: str
    starts_on: date
    ends_before: date


class EditionRow(Recorded, table=True):
    """A yearly refresh of a plan, made by one partnership."""

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        kebab("code"),
        one_of("state", *EditionState),
        vague("published_on"),
        in_order("starts_on", "ends_before"),
    )

    plan_id: str = Field(foreign_key="plan.id")
    partnership_id: str = Field(foreign_key="partnership.id", index=True)
    code: str
    title: str
    state: str
    starts_on: date
    ends_before: date
    published_on: str | None
    source: str | None


class EditionTransitionRow(SQLModel, table=True):
    """One step in an edition's life; never changed. The furthest is the edition's `state`."""

    __tablename__ = "edition_transition"
    __table_args__ = (
        UniqueConstraint("edition_id", "sequence"),
        one_of("state", *EditionState),
        vague("happened_on"),
    )

    id: str = Field(primary_key=True)
    edition_id: str = Field(foreign_key="edition.id")
    sequence: int
    state: str
    happened_on: str
    note: str | None
    recorded_at: datetime = Field(sa_type=INSTANT)
    recorded_by: str | None = Field(foreign_key="agency.id")
    recorded_after_the_fact: bool


class PriorityRow(Identity, table=True):
    """The identity of a priority under its plan."""

    __tablename__ = "priority"
    __table_args__ = one_code()


class PriorityOriginRow(SQLModel, table=True):
    """That a priority comes of an earlier one, which was split, merged or renamed."""

    __tablename__ = "priority_origin"

    priority_id: str = Field(primary_key=True, foreign_key="priority.id")
    origin_id: str = Field(primary_key=True, foreign_key="priority.id", index=True)


class PriorityEntryRow(SQLModel, table=True):
    """What one edition says of a priority."""

    __tablename__ = "priority_entry"
    __table_args__ = (
        of_entry("priority", "parent_id"),
        UniqueConstraint("edition_id", "position"),
        one_of("kind", *PriorityKind),
    )

    edition_id: str = Field(primary_key=True, foreign_key="edition.id")
    priority_id: str = Field(primary_key=True, foreign_key="priority.id", index=True)
    kind: str
    position: int
    number: str | None
    title: str
    why: str | None
    parent_id: str | None


class PriorityServesRow(SQLModel, table=True):
    """That, in an edition, a priority also serves another."""

    __tablename__ = "priority_serves"
    __table_args__ = (
        of_entry("priority"),
        of_entry("priority", "serves_id"),
    )

    edition_id: str = Field(primary_key=True)
    priority_id: str = Field(primary_key=True)
    serves_id: str = Field(primary_key=True)


class KpiRow(Identity, table=True):
    """The identity of a KPI: an indicator in an area, under a plan."""

    __tablename__ = "kpi"
    __table_args__ = one_code()

    indicator_id: str = Field(foreign_key="indicator.id", index=True)
    area_id: str = Field(foreign_key="area.id", index=True)


class KpiEntryRow(SQLModel, table=True):
    """What one edition says of a KPI."""

    __tablename__ = "kpi_entry"
    __table_args__ = (
        of_entry("priority"),
        UniqueConstraint("edition_id", "position"),
        Index("ix_kpi_entry_edition_id_priority_id", "edition_id", "priority_id"),
    )

    edition_id: str = Field(primary_key=True, foreign_key="edition.id")
    kpi_id: str = Field(primary_key=True, foreign_key="kpi.id", index=True)
    priority_id: str
    position: int
    wording: str
    baseline: Decimal | None = Field(sa_type=Numeric)
    target: Decimal | None = Field(sa_type=Numeric)
    note: str | None


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
