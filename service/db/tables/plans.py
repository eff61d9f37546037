"""Plans, editions, and what editions hold.

Priority, KPI and action (`actions.py`) are identities under the plan; what one edition says of them
stands in an entry for that edition.
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, Numeric, UniqueConstraint
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
from service.domain.plans import EditionState, PriorityKind


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
    """One step in an edition's life; never changed. The furthest is the edition's `state`.

    One to `superseded` has the edition whose publication it came by, where that was seen here.
    """

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
    superseded_by_id: str | None = Field(default=None, foreign_key="edition.id", index=True)


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
