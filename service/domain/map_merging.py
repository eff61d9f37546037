"""The country's map held against what is recorded: what is new, what changes, what cannot be.

What the files say stands instead of what is recorded; what they leave open stays as it is, and so
does what they do not know of. Days that are recorded and days of a file may contradict each other
only together, so both are looked at here.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from service.domain.areas import Area, AreaKind, AreaSuccession, Nation
from service.domain.circles import in_circles
from service.domain.days import VagueDay, contradiction
from service.domain.errors import Fault
from service.domain.maps import Country, MappedArea, MappedPartnership, Note, is_broken, mended
from service.domain.nodes import Record, Ref
from service.domain.partnerships import Partnership, PartnershipArea

_LONGEST_SLUG: Final = 60
_CONTAINERS: Final = {
    "E10": AreaKind.COUNTY,
    "E23": AreaKind.POLICE_AREA,
    "W15": AreaKind.POLICE_AREA,
}

Begin: TypeAlias = Callable[[type[Record]], Mapping[str, Any]]


@dataclass(frozen=True)
class Known:
    """What is recorded and has to do with a map.

    `areas` (by ONS code) are those that the map names, `partnerships` those that it names or that
    serve a district of it, `successions` all there are. `lies` has, as pairs of codes, what lies
    in what, from the map's areas upwards. `taken` are slugs and partnership codes that bear
    something or once did; `withdrawn` are the map's ONS codes that were recorded and removed, and
    `former` those that another area had, with that area's code.
    """

    areas: Mapping[str, Area] = field(default_factory=dict)
    partnerships: tuple[Partnership, ...] = ()
    successions: tuple[AreaSuccession, ...] = ()
    lies: frozenset[tuple[str, str]] = frozenset()
    taken_slugs: frozenset[str] = frozenset()
    taken_codes: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    former: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Merged:
    """How all that a map names is to stand; what equals the record needs no writing."""

    areas: dict[str, Area] = field(default_factory=dict)
    partnerships: dict[str, Partnership] = field(default_factory=dict)
    successions: dict[tuple[str, str], AreaSuccession] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def merge(country: Country, known: Known, begin: Begin) -> Merged:
    """Say how the record is to stand; `begin` gives a new record its id and its revision."""
    merged = Merged()
    _merge_areas(country, known, begin, merged)
    _merge_partnerships(country, known, begin, merged)
    _merge_successions(country, known, begin, merged)
    _check_circles(country, known, merged)
    return merged


def kebab(name: str) -> str:
    """Make of a name the words of a code: "King's Lynn & West Norfolk", `kings-lynn-and-…`."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore")
    words = re.sub(r"[^a-z0-9]+", "-", plain.decode().lower().replace("'", ""))
    return words[:_LONGEST_SLUG].strip("-")


def _merge_areas(country: Country, known: Known, begin: Begin, merged: Merged) -> None:
    taken = set(known.taken_slugs)
    # What still lasts comes first to a slug.
    for mapped in sorted(
        country.areas.values(),
        key=lambda area: (area.ends_before is not None, area.kind, area.code),
    ):
        _merge_area(mapped, known, begin, merged, taken)


def _merge_area(
    mapped: MappedArea, known: Known, begin: Begin, merged: Merged, taken: set[str]
) -> None:
    found = known.areas.get(mapped.code)
    name = _name(mapped, found, merged)
    if found is None:
        _check_new(mapped, known, merged)
        slug = _free(_slugs(mapped, name), taken)
        area = Area(
            **begin(Area),
            code=mapped.code,
            slug=slug,
            name=name,
            kind=mapped.kind,
            nation=Nation.WALES if mapped.code.startswith("W") else Nation.ENGLAND,
            starts_on=mapped.starts_on,
            ends_before=mapped.ends_before,
            within=tuple(sorted(mapped.within.values())),
            tier=mapped.tier,
            population=mapped.population,
            population_year=mapped.population_year,
            former_codes=mapped.former_codes,
        )
    else:
        area = _restated(mapped, name, found)
        _note_changes(found, area, mapped.code, merged)
        _check_days(mapped, area, merged)
    merged.areas[mapped.code] = area


def _name(mapped: MappedArea, found: Area | None, merged: Merged) -> str:
    """Choose an area's name; one that has lost characters is mended from its slug, or refused."""
    if found is not None and not mapped.takes_name:
        return found.name
    if not is_broken(mapped.name):
        return mapped.name
    plain = "" if found is None else found.slug.replace("-", " ")
    whole = mended(mapped.name, [plain])
    if found is not None and not is_broken(found.name) and whole is None:
        whole = found.name
    if whole is None:
        detail = f"{mapped.name!r} has lost characters, and no plain name tells which."
        merged.faults.append(mapped.place.fault("name_broken", detail))
        return mapped.name
    detail = f"{mapped.name!r} had lost characters, and is {whole!r} by what is recorded."
    merged.notes.append(Note("name_mended", mapped.code, detail))
    return whole


def _check_new(mapped: MappedArea, known: Known, merged: Merged) -> None:
    if mapped.code in known.withdrawn:
        detail = f"{mapped.code} was recorded before and removed; codes are not used again."
        merged.faults.append(mapped.place.fault("withdrawn", detail))
    if mapped.code in known.former:
        detail = f"{mapped.code} is a former code of {known.former[mapped.code]}: load a later one."
        merged.faults.append(mapped.place.fault("former_code", detail))


def _restated(mapped: MappedArea, name: str, found: Area) -> Area:
    """Return an area as recorded, with what the map says of it."""
    is_newer = (mapped.population_year or 0) >= (found.population_year or 0)
    counted = mapped if is_newer and mapped.population_year is not None else found
    others = {code for code in found.within if _CONTAINERS.get(code[:3]) not in mapped.within}
    return replace(
        found,
        name=name,
        kind=mapped.kind,
        tier=mapped.tier,
        starts_on=mapped.starts_on or found.starts_on,
        ends_before=mapped.ends_before or found.ends_before,
        within=tuple(sorted({*others, *mapped.within.values()})),
        population=counted.population,
        population_year=counted.population_year,
        former_codes=tuple(sorted({*found.former_codes, *mapped.former_codes})),
    )


def _note_changes(found: Record, stands: Record, code: str, merged: Merged) -> None:
    changes = [
        f"{name} was {_told(before)}, and is {_told(value)}"
        for name, value in vars(stands).items()
        if (before := getattr(found, name)) != value
    ]
    if changes:
        merged.notes.append(Note("changed", code, f"{'; '.join(changes)}."))


def _told(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(each.area if isinstance(each, PartnershipArea) else each for each in value)
    return "unknown" if value is None else str(value)


def _check_days(mapped: MappedArea, area: Area, merged: Merged) -> None:
    starts, ends = (
        None if day is None else VagueDay.exactly(day) for day in (area.starts_on, area.ends_before)
    )
    detail = contradiction(starts, ends)
    own = (mapped.starts_on, mapped.ends_before)
    if detail is not None and None in own:  # else the file contradicts itself, and was told
        merged.faults.append(mapped.place.fault("days_contradict", f"{area.name}: {detail}"))


def _slugs(mapped: MappedArea, name: str) -> tuple[str, ...]:
    plain = kebab(name) or mapped.code.lower()
    if mapped.kind is AreaKind.POLICE_AREA:
        area = f"{plain.removesuffix('-police')}-police-area"
        return area, f"{area}-{mapped.code.lower()}"
    return plain, f"{plain}-{mapped.kind.replace('_', '-')}", f"{plain}-{mapped.code.lower()}"


def _free(candidates: Sequence[str], taken: set[str]) -> str:
    """Take the first of the candidates that is not taken; the last has a code in it."""
    chosen = next((each for each in candidates if each not in taken), candidates[-1])
    taken.add(chosen)
    return chosen


def _merge_partnerships(country: Country, known: Known, begin: Begin, merged: Merged) -> None:
    taken = set(known.taken_codes)
    by_ons = {each.ons_code: each for each in known.partnerships if each.ons_code}
    for code in sorted(country.partnerships):
        mapped = country.partnerships[code]
        found = by_ons.get(code) or _the_same(mapped, known, merged)
        _check_others(mapped, found, known, merged)
        missing = tuple(
            PartnershipArea(Ref(district, merged.areas[district].id), None, None)
            for district in mapped.districts
            if found is None or district not in {served.area for served in found.areas}
        )
        if found is None:
            own = kebab(mapped.name) or code.lower()
            if is_broken(mapped.name):
                detail = f"{mapped.name!r} has lost characters, and no plain name tells which."
                merged.faults.append(mapped.place.fault("name_broken", detail))
            stands = Partnership(
                **begin(Partnership),
                code=_free((own, f"{own}-{code.lower()}"), taken),
                ons_code=code,
                name=mapped.name,
                starts_on=None,
                ends_before=None,
                areas=missing,
            )
        else:
            stands = replace(found, ons_code=code, areas=(*found.areas, *missing))
            _note_changes(found, stands, found.code, merged)
        merged.partnerships[stands.code] = stands


def _the_same(mapped: MappedPartnership, known: Known, merged: Merged) -> Partnership | None:
    """Find what was recorded by hand, without an ONS code, and serves these very districts."""
    for each in known.partnerships:
        districts = sorted(served.area for served in each.areas)
        is_free = each.ons_code is None and each.code not in merged.partnerships
        if is_free and each.ends_before is None and districts == list(mapped.districts):
            return each
    return None


def _check_others(
    mapped: MappedPartnership, found: Partnership | None, known: Known, merged: Merged
) -> None:
    """Look whether another partnership serves these districts, and has not ceased to."""
    for each in known.partnerships:
        if each == found or each.ends_before is not None:
            continue
        for served in each.areas:
            if served.area not in mapped.districts or served.ends_before is not None:
                continue
            is_recorded = f"{served.area} is served by {each.code} as well, as is recorded"
            if each.ons_code is None:
                merged.notes.append(Note("served_twice", served.area, f"{is_recorded}."))
                continue
            detail = f"{is_recorded}, and by {mapped.code}: give the former an end, or that area."
            merged.faults.append(mapped.place.fault("two_partnerships", detail))


def _merge_successions(country: Country, known: Known, begin: Begin, merged: Merged) -> None:
    recorded = {(str(each.predecessor), str(each.successor)): each for each in known.successions}
    for (before, after), day in sorted(country.successions.items()):
        if (found := recorded.get((before, after))) is None:
            stands = AreaSuccession(
                **begin(AreaSuccession),
                predecessor=Ref(before, merged.areas[before].id),
                successor=Ref(after, merged.areas[after].id),
                happened_on=day,
            )
        else:
            stands = replace(found, happened_on=day)
            _note_changes(found, stands, before, merged)
        merged.successions[before, after] = stands


def _check_circles(country: Country, known: Known, merged: Merged) -> None:
    follows = {(str(each.predecessor), str(each.successor)) for each in known.successions}
    restated = {(code, each) for code, area in merged.areas.items() for each in area.within}
    lies = {pair for pair in known.lies if pair[0] not in merged.areas} | restated
    for pairs, circle in (
        (follows | country.successions.keys(), "would come after itself"),
        (lies, "would lie within itself"),
    ):
        for code in sorted(in_circles(pairs) & country.areas.keys()):
            area = country.areas[code]
            merged.faults.append(area.place.fault("circle", f"{area.name} ({code}) {circle}."))
