"""Series and figures: the values of an indicator in an area, period by period."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Final

from service.domain.nodes import Node, Ref
from service.domain.numbers import Number
from service.domain.periods import PeriodView

TOTAL: Final = "total"  # the breakdown of a figure that is broken down by nothing


class FigureStatus(StrEnum):
    """How far a figure can be relied on, or why it has no value (after SDMX's CL_OBS_STATUS)."""

    NORMAL = "normal"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    FORECAST = "forecast"
    LOW_RELIABILITY = "low_reliability"
    NOT_SUPPLIED = "not_supplied"
    CANNOT_EXIST = "cannot_exist"


class Confidentiality(StrEnum):
    """Who may see a figure's numbers (after SDMX's CL_CONF_STATUS)."""

    FREE = "free"
    RESTRICTED = "restricted"
    SUPPRESSED_PRIMARY = "suppressed_primary"
    SUPPRESSED_SECONDARY = "suppressed_secondary"


WITHOUT_VALUE: Final = frozenset({FigureStatus.NOT_SUPPLIED, FigureStatus.CANNOT_EXIST})


@dataclass(frozen=True)
class Series(Node):
    """An indicator in an area, for one breakdown. It begins with its first figure."""

    noun: ClassVar[str] = "series"
    prefix: ClassVar[str] = "ser"

    indicator: Ref
    area: Ref
    breakdown: str
    recorded_at: datetime


@dataclass(frozen=True)
class Figure(Node):
    """The value of a series for a period, as it is known now.

    `value`, `numerator`, `denominator` and `note` are null to whom a `confidentiality` other than
    free hides them, and `value` is null where `status` says that there is none. `synthetic` marks a
    made-up figure, for a demonstration. `revision` counts from 1; `submission` is the id of the
    push that brought it, `recorded_by` the agency's code.
    """

    noun: ClassVar[str] = "figure"
    prefix: ClassVar[str] = "fig"

    indicator: Ref
    area: Ref
    breakdown: str
    period: PeriodView
    value: Number | None
    numerator: Number | None
    denominator: Number | None
    status: FigureStatus
    confidentiality: Confidentiality
    note: str | None
    synthetic: bool
    revision: int
    recorded_at: datetime
    recorded_by: Ref
    submission: str


@dataclass(frozen=True)
class FigureRevision(Figure):
    """A value that a figure has or had. `superseded_at` is null for the one that stands.

    `is_deletion` marks the revision by which a figure was withdrawn.
    """

    superseded_at: datetime | None
    is_deletion: bool


@dataclass(frozen=True)
class Point:
    """A figure where it stands in a series: one for every period asked for.

    A period without a figure has a null value, status `not_supplied` and revision 0.
    """

    period: PeriodView
    value: Number | None
    numerator: Number | None
    denominator: Number | None
    status: FigureStatus
    confidentiality: Confidentiality
    note: str | None
    synthetic: bool
    revision: int
    recorded_at: datetime | None
