"""Indicators, series, figures with their revisions, and the submissions that brought them.

The key of a figure is (area, indicator, breakdown, period). `starts_on` stands in it as well: the
period says it already, but with it one index serves a series in the order of time, and the tables
can be partitioned by time and distributed by area. For the same reason, and for the speed of a
push, the figure tables refer to the series alone.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ARRAY, ForeignKeyConstraint, Numeric, Text
from sqlmodel import Field, SQLModel

from service.db.tables.columns import INSTANT, Recorded, kebab, one_of
from service.domain.figures import Confidentiality, FigureStatus
from service.domain.indicators import IndicatorKind, Polarity
from service.domain.periods import PeriodType
from service.domain.submissions import Mode, Outcome


class IndicatorRow(Recorded, table=True):
    """What is measured."""

    __tablename__ = "indicator"
    __table_args__ = (
        kebab("code"),
        one_of("kind", *IndicatorKind),
        one_of("polarity", *Polarity),
        one_of("frequency", *PeriodType),
    )

    code: str = Field(unique=True)
    name: str
    definition: str | None
    kind: str
    unit: str
    polarity: str
    frequency: str
    period_types: list[str] = Field(sa_type=ARRAY(Text))
    multiplier: Decimal | None = Field(sa_type=Numeric)
    is_live: bool


class SeriesRow(SQLModel, table=True):
    """An indicator in an area, for one breakdown; it begins with its first figure."""

    __tablename__ = "series"

    area_id: str = Field(primary_key=True, foreign_key="area.id")
    indicator_id: str = Field(primary_key=True, foreign_key="indicator.id", index=True)
    breakdown: str = Field(primary_key=True)
    recorded_at: datetime = Field(sa_type=INSTANT)


class _Value(SQLModel):
    """What a figure states, now or once."""

    area_id: str = Field(primary_key=True)
    indicator_id: str = Field(primary_key=True)
    breakdown: str = Field(primary_key=True)
    starts_on: date = Field(primary_key=True)
    period: str = Field(primary_key=True)
    ends_before: date
    value: Decimal | None = Field(sa_type=Numeric)
    numerator: Decimal | None = Field(sa_type=Numeric)
    denominator: Decimal | None = Field(sa_type=Numeric)
    status: str
    confidentiality: str
    note: str | None
    synthetic: bool
    is_deletion: bool
    recorded_at: datetime = Field(sa_type=INSTANT)
    agency_id: str
    submission_id: str


class FigureRow(_Value, table=True):
    """The value that stands."""

    __tablename__ = "figure"
    __table_args__ = (
        ForeignKeyConstraint(
            ["area_id", "indicator_id", "breakdown"],
            ["series.area_id", "series.indicator_id", "series.breakdown"],
        ),
        one_of("status", *FigureStatus),
        one_of("confidentiality", *Confidentiality),
    )

    revision: int


class FigureRevisionRow(_Value, table=True):
    """Every value a figure ever had, the one that stands included; only ever added to."""

    __tablename__ = "figure_revision"

    revision: int = Field(primary_key=True)


class SubmissionRow(SQLModel, table=True):
    """One push of figures that was applied."""

    __tablename__ = "submission"
    __table_args__ = (one_of("mode", *Mode),)

    id: str = Field(primary_key=True)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    key_id: str
    source_ref: str | None
    mode: str
    synthetic: bool
    received: int
    created: int
    updated: int
    unchanged: int
    deleted: int
    rejected: int
    recorded_at: datetime = Field(sa_type=INSTANT)


class SubmissionRowRow(SQLModel, table=True):
    """What became of one row of a submission."""

    __tablename__: ClassVar[str] = "submission_row"
    __table_args__ = (one_of("outcome", *Outcome),)

    submission_id: str = Field(primary_key=True)
    index: int = Field(primary_key=True)
    client_ref: str | None
    outcome: str
    area_id: str
    indicator_id: str
    breakdown: str
    period: str
    revision: int
