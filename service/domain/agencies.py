"""Agencies, the areas they cover and the indicators they supply."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from service.domain.nodes import Record, Ref


class AgencyKind(StrEnum):
    """What sort of body it is."""

    COUNCIL = "council"
    POLICE = "police"
    FIRE = "fire"
    HEALTH = "health"
    PROBATION = "probation"
    LOCAL_POLICING_BODY = "local_policing_body"
    YOUTH_JUSTICE = "youth_justice"
    VOLUNTARY = "voluntary"
    GOVERNMENT = "government"
    BUSINESS = "business"
    OTHER = "other"


@dataclass(frozen=True)
class Agency(Record):
    """A body that sits in partnerships, acts, or supplies figures.

    `starts_on` and `ends_before` bound its life where they are known; either may be vague
    (`2022-07`, `2013`).
    """

    noun: ClassVar[str] = "agency"
    prefix: ClassVar[str] = "agy"

    code: str
    name: str
    kind: AgencyKind
    starts_on: str | None
    ends_before: str | None


@dataclass(frozen=True)
class Coverage(Record):
    """That an agency's own area takes in an area, from a day until before another.

    Where no coverage is recorded it is unknown, and whatever depends on it is undetermined.
    """

    noun: ClassVar[str] = "coverage"
    prefix: ClassVar[str] = "cov"

    agency: Ref
    area: Ref
    starts_on: date | None
    ends_before: date | None


@dataclass(frozen=True)
class Supply(Record):
    """That an agency supplies an indicator, for one area or (`area` null) for every area.

    Who may push a figure, who owes it and who is asked for it are all read from here.
    """

    noun: ClassVar[str] = "supply"
    prefix: ClassVar[str] = "spl"

    agency: Ref
    indicator: Ref
    area: Ref | None
    starts_on: date | None
    ends_before: date | None
