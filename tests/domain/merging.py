"""Small records for the country's map to be held against, for tests."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from service.domain import map_merging, maps
from service.domain.areas import Area, AreaKind, AreaSuccession, Nation
from service.domain.map_files import PublishedFile, read
from service.domain.map_merging import Known, Merged
from service.domain.nodes import Record, Ref
from service.domain.partnerships import Partnership, PartnershipArea

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def begin(noun: type[Record]) -> Mapping[str, Any]:
    return {"id": f"{noun.prefix}_new", "revision": 1, "updated_at": NOW}


def merge(*files: PublishedFile, known: Known | None = None) -> Merged:
    return map_merging.merge(maps.assemble(read(files)), known or Known(), begin)


def as_known(merged: Merged) -> Known:
    """Return the record in which a map stands."""
    return Known(
        areas=merged.areas,
        partnerships=tuple(merged.partnerships.values()),
        successions=tuple(merged.successions.values()),
        lies=frozenset((code, each) for code, a in merged.areas.items() for each in a.within),
        taken_slugs=frozenset(area.slug for area in merged.areas.values()),
        taken_codes=frozenset(merged.partnerships),
    )


def area(code: str, **different: Any) -> Area:
    given_: dict[str, Any] = {
        "code": code,
        "slug": "dartford",
        "name": "Dartford",
        "kind": AreaKind.DISTRICT,
        "nation": Nation.ENGLAND,
        "starts_on": None,
        "ends_before": None,
        "within": (),
        "tier": None,
        "population": None,
        "population_year": None,
        "former_codes": (),
        **different,
    }
    return Area(**begin(Area), **given_)


def known_area(code: str, **different: Any) -> Known:
    return Known(areas={code: area(code, **different)})


def partnership(code: str, *districts: str, **different: Any) -> Partnership:
    served = tuple(PartnershipArea(Ref(each, "are_x"), None, None) for each in districts)
    given_: dict[str, Any] = {"ons_code": None, "starts_on": None, "ends_before": None}
    given_ |= {"name": code.title(), "areas": served, **different}
    return Partnership(**begin(Partnership), code=code, **given_)


def succession(before: str, after: str, day: date) -> AreaSuccession:
    pair: dict[str, Any] = {"predecessor": Ref(before, "are_x"), "successor": Ref(after, "are_y")}
    return AreaSuccession(**begin(AreaSuccession), **pair, happened_on=day)
