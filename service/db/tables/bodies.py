"""Areas, agencies and partnerships, and the dated relations between them."""

from datetime import date

from sqlalchemy import ARRAY, CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from service.db.tables.columns import Recorded, in_order, kebab, one_of, vague
from service.domain.agencies import AgencyKind
from service.domain.appointments import AppointmentRole
from service.domain.areas import AreaKind, Nation, Tier
from service.domain.partnership_successions import PartnershipSuccessionKind
from service.domain.partnerships import Capacity
from service.domain.successions import SuccessionKind


class AreaRow(Recorded, table=True):
    """A polygon with its ONS code."""

    __tablename__ = "area"
    __table_args__ = (
        kebab("slug"),
        one_of("kind", *AreaKind),
        one_of("nation", *Nation),
        in_order("starts_on", "ends_before"),
        one_of("tier", *Tier),
        CheckConstraint("population >= 0", name="population_is_a_number_of_people"),
        CheckConstraint(
            "(population is null) = (population_year is null)", name="population_has_its_year"
        ),
    )

    code: str = Field(unique=True)
    slug: str = Field(unique=True)
    name: str
    kind: str
    nation: str
    starts_on: date | None
    ends_before: date | None
    tier: str | None = None
    population: int | None = None
    population_year: int | None = None
    former_codes: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))


class AreaWithinRow(SQLModel, table=True):
    """That an area lies in another."""

    __tablename__ = "area_within"

    area_id: str = Field(primary_key=True, foreign_key="area.id")
    within_id: str = Field(primary_key=True, foreign_key="area.id", index=True)


class AreaSuccessionRow(Recorded, table=True):
    """That an area, or a part of it, became another's."""

    __tablename__ = "area_succession"
    __table_args__ = (
        UniqueConstraint("predecessor_id", "successor_id"),
        CheckConstraint("predecessor_id <> successor_id", name="succeeds_another"),
    )

    predecessor_id: str = Field(foreign_key="area.id")
    successor_id: str = Field(foreign_key="area.id", index=True)
    happened_on: date


class AgencyRow(Recorded, table=True):
    """A body."""

    __tablename__ = "agency"
    __table_args__ = (
        kebab("code"),
        one_of("kind", *AgencyKind),
        vague("starts_on"),
        vague("ends_before"),
    )

    code: str = Field(unique=True)
    name: str
    kind: str
    starts_on: str | None
    ends_before: str | None


class AliasRow(Recorded, table=True):
    """A name that sources use for an agency, for a time."""

    __tablename__ = "alias"
    __table_args__ = (
        UniqueConstraint("agency_id", "name", "starts_on", postgresql_nulls_not_distinct=True),
        vague("starts_on"),
        vague("ends_before"),
    )

    agency_id: str = Field(foreign_key="agency.id")
    name: str
    starts_on: str | None
    ends_before: str | None
    source: str | None


class SuccessionRow(Recorded, table=True):
    """That one agency took over from another."""

    __tablename__ = "succession"
    __table_args__ = (
        UniqueConstraint("predecessor_id", "successor_id"),
        CheckConstraint("predecessor_id <> successor_id", name="is_of_two"),
        one_of("kind", *SuccessionKind),
        vague("happened_on"),
    )

    predecessor_id: str = Field(foreign_key="agency.id")
    successor_id: str = Field(foreign_key="agency.id", index=True)
    kind: str
    happened_on: str
    note: str | None
    source: str | None


class CoverageRow(Recorded, table=True):
    """That an agency covers an area for a time."""

    __tablename__ = "coverage"
    __table_args__ = (
        UniqueConstraint("agency_id", "area_id", "starts_on", postgresql_nulls_not_distinct=True),
        in_order("starts_on", "ends_before"),
    )

    agency_id: str = Field(foreign_key="agency.id")
    area_id: str = Field(foreign_key="area.id", index=True)
    starts_on: date | None
    ends_before: date | None


class SupplyRow(Recorded, table=True):
    """That an agency supplies an indicator, for one area or (null) every area, for a time."""

    __tablename__ = "supply"
    __table_args__ = (
        UniqueConstraint(
            "agency_id",
            "indicator_id",
            "area_id",
            "starts_on",
            postgresql_nulls_not_distinct=True,
        ),
        in_order("starts_on", "ends_before"),
    )

    agency_id: str = Field(foreign_key="agency.id")
    indicator_id: str = Field(foreign_key="indicator.id", index=True)
    area_id: str | None = Field(foreign_key="area.id", index=True)
    starts_on: date | None
    ends_before: date | None


class PartnershipRow(Recorded, table=True):
    """A Community Safety Partnership."""

    __tablename__ = "partnership"
    __table_args__ = (kebab("code"), vague("starts_on"), vague("ends_before"))

    code: str = Field(unique=True)
    ons_code: str | None = Field(default=None, unique=True)
    name: str
    starts_on: str | None
    ends_before: str | None


class PartnershipAreaRow(SQLModel, table=True):
    """That a partnership serves an area for a time."""

    __tablename__ = "partnership_area"
    __table_args__ = (vague("starts_on"), vague("ends_before"))

    partnership_id: str = Field(primary_key=True, foreign_key="partnership.id")
    position: int = Field(primary_key=True)
    area_id: str = Field(foreign_key="area.id", index=True)
    starts_on: str | None
    ends_before: str | None


class MembershipRow(Recorded, table=True):
    """An agency in a partnership, in a capacity, for a time."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint(
            "partnership_id",
            "agency_id",
            "capacity",
            "starts_on",
            postgresql_nulls_not_distinct=True,
        ),
        one_of("capacity", *Capacity),
        vague("starts_on"),
        vague("ends_before"),
        in_order("coordinator_from", "coordinator_before"),
        Index(
            "ix_membership_coordinator",
            "agency_id",
            postgresql_where=text("coordinator_from is not null"),
        ),
    )

    partnership_id: str = Field(foreign_key="partnership.id")
    agency_id: str = Field(foreign_key="agency.id", index=True)
    capacity: str
    printed: str | None
    starts_on: str | None
    ends_before: str | None
    coordinator_from: date | None
    coordinator_before: date | None


class PartnershipSuccessionRow(Recorded, table=True):
    """That a partnership followed another, or (null) that none did."""

    __tablename__ = "partnership_succession"
    __table_args__ = (
        UniqueConstraint("predecessor_id", "successor_id", postgresql_nulls_not_distinct=True),
        one_of("kind", *PartnershipSuccessionKind),
        vague("happened_on"),
        vague("in_practice_from"),
        CheckConstraint("(kind = 'ended') = (successor_id is null)", name="only_an_end_has_none"),
        CheckConstraint("predecessor_id <> successor_id", name="is_of_two"),
    )

    predecessor_id: str = Field(foreign_key="partnership.id")
    successor_id: str | None = Field(foreign_key="partnership.id", index=True)
    kind: str
    happened_on: str
    in_practice_from: str | None
    note: str | None
    source: str | None


class PartnershipCarryRow(SQLModel, table=True):
    """That a successor carries a plan, or (not null) a single action or KPI of it."""

    __tablename__ = "partnership_carry"
    __table_args__ = (
        CheckConstraint("action_id is null or kpi_id is null", name="is_of_one_thing"),
    )

    succession_id: str = Field(primary_key=True, foreign_key="partnership_succession.id")
    position: int = Field(primary_key=True)
    plan_id: str = Field(foreign_key="plan.id", index=True)
    action_id: str | None = Field(foreign_key="action.id", index=True)
    kpi_id: str | None = Field(foreign_key="kpi.id", index=True)


class AppointmentRow(Recorded, table=True):
    """A person or a post in a role of a partnership, for a time."""

    __tablename__ = "appointment"
    __table_args__ = (
        UniqueConstraint(
            "partnership_id",
            "role",
            "printed",
            "agency_id",
            "starts_on",
            postgresql_nulls_not_distinct=True,
        ),
        one_of("role", *AppointmentRole),
        vague("starts_on"),
        vague("ends_before"),
    )

    partnership_id: str = Field(foreign_key="partnership.id")
    role: str
    printed: str
    agency_id: str | None = Field(foreign_key="agency.id", index=True)
    starts_on: str | None
    ends_before: str | None
