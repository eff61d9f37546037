"""Areas: polygons with an ONS code, and which lie within which."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from service.domain.nodes import Record


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


@dataclass(frozen=True)
class Area(Record):
    """A polygon with its code as the Office for National Statistics publishes it (GSS).

    `code` is that code (`E07000107`), `slug` a readable one (`dartford`); either names the area
    wherever one is asked for. `within` lists the codes of the areas it lies in, sorted.
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
