"""Areas: polygons with an ONS code, which lie within which, and which came after which."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from service.domain.nodes import Record, Ref


class Nation(StrEnum):
    """The nations whose districts have Community Safety Partnerships (CDA 1998 s.5)."""

    ENGLAND = "england"
    WALES = "wales"


class AreaKind(StrEnum):
    """What sort of polygon it is."""

    NATION = "nation"
    COUNTY = "county"
    DISTRICT = "district"
    UNITARY = "unitary"
    POLICE_AREA = "police_area"
    WARD = "ward"
    OTHER = "other"


class Tier(StrEnum):
    """Where a council's area stands: alone, or one of two tiers (Local Government Act 1972)."""

    SINGLE = "single"
    DISTRICT = "district"
    COUNTY = "county"


@dataclass(frozen=True)
class Area(Record):
    """A polygon with its code as the Office for National Statistics publishes it (GSS).

    `code` is that code (`E07000107`), `slug` a readable one (`dartford`); either names the area
    wherever one is asked for. `within` lists the codes of the areas it lies in, sorted. `tier` is
    null where there is no council of it. `population` is how many live there, as estimated for the
    middle of `population_year`; `former_codes` are ONS codes that its polygon had before.
    """

    noun: ClassVar[str] = "area"
    prefix: ClassVar[str] = "are"

    code: str
    slug: str
    name: str
    kind: AreaKind
    nation: Nation
    starts_on: date | None
    ends_before: date | None
    within: tuple[str, ...]
    tier: Tier | None
    population: int | None
    population_year: int | None
    former_codes: tuple[str, ...]


@dataclass(frozen=True)
class AreaSuccession(Record):
    """That an area, or a part of it, became another's (or a part of it) on a day.

    `happened_on` is the successor's first day, so the day before which the predecessor ended.
    """

    noun: ClassVar[str] = "area succession"
    prefix: ClassVar[str] = "asu"

    predecessor: Ref
    successor: Ref
    happened_on: date
