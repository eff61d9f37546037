"""The country's map put together: what the published files come to, and what contradicts itself.

Nothing here knows what is recorded already; `map_merging` compares with that.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from service.domain.areas import AreaKind, Tier
from service.domain.errors import Fault
from service.domain.map_files import ENTITIES, CouncilRow, LookupRow, Named, Place, Published

_BROKEN: Final = re.compile("(?:\ufffd|ï¿½)+")  # U+FFFD, and what it looks like when read amiss


@dataclass(frozen=True)
class Note:
    """Something that a person should know of: what sort, about which code, and in words."""

    code: str
    about: str
    detail: str


@dataclass(frozen=True)
class MappedArea:
    """An area as the files have it. What they leave open is None, and says nothing.

    `takes_name` is whether the name is to stand instead of one that is recorded: the register's
    is, the lookup's only names what is new. `within` has one container of a kind at the most.
    """

    place: Place
    code: str
    name: str
    takes_name: bool
    within: Mapping[AreaKind, str]
    starts_on: date | None = None
    ends_before: date | None = None
    population: int | None = None
    population_year: int | None = None
    former_codes: tuple[str, ...] = ()

    @property
    def kind(self) -> AreaKind:
        """What sort of polygon it is."""
        return ENTITIES[self.code[:3]][0]

    @property
    def tier(self) -> Tier | None:
        """Where its council stands, if it has one."""
        return ENTITIES[self.code[:3]][1]


@dataclass(frozen=True)
class MappedPartnership:
    """A partnership as the lookup has it, with the districts it serves, sorted."""

    place: Place
    code: str
    name: str
    districts: tuple[str, ...]


@dataclass
class Country:
    """What the files come to, by ONS code; successions by predecessor and successor."""

    areas: dict[str, MappedArea] = field(default_factory=dict)
    partnerships: dict[str, MappedPartnership] = field(default_factory=dict)
    successions: dict[tuple[str, str], date] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def assemble(published: Published) -> Country:
    """Put the rows of the files together, in whatever order they stand."""
    country = Country(faults=list(published.faults))
    _add_lookup(country, sorted(published.lookup, key=lambda row: row.district.code))
    _add_register(country, sorted(published.register, key=lambda row: row.code))
    _doubt_counties(country)
    for each in sorted(published.left_out, key=lambda named: named.code):
        country.notes.append(Note("left_out", each.code, f"{each.name} is no council's area here."))
    return country


def is_broken(name: str) -> bool:
    """Say whether characters of a name were lost before it came here."""
    return _BROKEN.search(name) is not None


def mended(name: str, plain_names: Iterable[str]) -> str | None:
    """Mend a name that lost characters from one in plain ASCII which agrees about all others.

    "Ynys M\ufffdn" comes out of "ynys mon" as "Ynys Mon"; None when no plain name agrees.
    """
    kept = _BROKEN.split(name)
    pattern = re.compile(r"(\w{1,2})".join(map(re.escape, kept)), re.IGNORECASE)
    for plain in sorted(plain_names):
        if plain.isascii() and (match := pattern.fullmatch(plain)):
            return kept[0] + "".join(
                found.lower() + rest for found, rest in zip(match.groups(), kept[1:], strict=True)
            )
    return None


def ends_before(ended_on: date, successors_begin: Iterable[date | None]) -> tuple[date, str]:
    """Read an end that is the last day or the day after it, by when the successors begin.

    Returns the day after the last one, and which reading it was, as the code of a note.
    """
    day_after = ended_on + timedelta(days=1)
    begin = set(successors_begin)
    if ended_on in begin:
        return ended_on, "ends_as_its_successor_begins"
    if day_after in begin:
        return day_after, "ends_the_day_before_its_successor"
    return day_after, "ends_on_a_last_day"


def _add_lookup(country: Country, rows: Iterable[LookupRow]) -> None:
    names: dict[str, tuple[str, Place]] = {}
    served: dict[str, list[str]] = defaultdict(list)
    first: dict[str, LookupRow] = {}
    for row in rows:
        for each in (row.district, row.partnership, row.police_area):
            _check_name(country, names, each, row.place)
        seen = first.setdefault(row.district.code, row)
        for code, sort, one, other in (
            ("two_partnerships", "partnerships", seen.partnership, row.partnership),
            ("two_police_areas", "police areas", seen.police_area, row.police_area),
        ):
            if one.code != other.code:
                detail = (
                    f"{row.district.name} ({row.district.code}) is in two {sort}: {other.code} "
                    f"here, {one.code} in line {seen.place.line}."
                )
                country.faults.append(row.place.fault(code, detail))
        if seen is not row:
            continue
        served[row.partnership.code].append(row.district.code)
        _add_named(country, row.district, row.place, {AreaKind.POLICE_AREA: row.police_area.code})
        _add_named(country, row.police_area, row.place, {})
    for code in sorted(served):
        name, place = names[code]
        country.partnerships[code] = MappedPartnership(place, code, name, tuple(served[code]))


def _add_named(
    country: Country, named: Named, place: Place, within: Mapping[AreaKind, str]
) -> None:
    area = MappedArea(place, named.code, named.name, takes_name=False, within=within)
    country.areas.setdefault(named.code, area)


def _check_name(
    country: Country, names: dict[str, tuple[str, Place]], named: Named, place: Place
) -> None:
    """Note a fault when a code has another name than in another line of the same file."""
    name, seen = names.setdefault(named.code, (named.name, place))
    if name != named.name:
        detail = f"{named.code} is {named.name!r} here and {name!r} in line {seen.line}."
        country.faults.append(place.fault("two_names", detail))


def _add_register(country: Country, rows: Iterable[CouncilRow]) -> None:
    councils = _unique(country, rows)
    former = {former: row for row in councils.values() for former in row.former_codes}
    for code in sorted(country.areas.keys() & former.keys()):
        detail = f"{code} is a former code of {former[code].code}: load a later lookup."
        country.faults.append(country.areas[code].place.fault("former_code", detail))
    for row in councils.values():
        area = _council(country, councils, row)
        of_lookup = country.areas.get(row.code)
        if of_lookup is not None:
            if of_lookup.name != area.name:
                detail = f"It is {area.name!r} in the register, {of_lookup.name!r} in the lookup."
                country.notes.append(Note("two_names_for_one", row.code, detail))
            area = replace(area, within={**of_lookup.within, **area.within})
        country.areas[row.code] = area


def _unique(country: Country, rows: Iterable[CouncilRow]) -> dict[str, CouncilRow]:
    """Return the councils by the register's own codes; each code, of either sort, is used once."""
    councils: dict[str, CouncilRow] = {}
    codes: dict[str, CouncilRow] = {}
    names: dict[str, tuple[str, Place]] = {}
    for row in rows:
        _check_name(country, names, Named(row.code, row.name), row.place)
        for seen in (councils.setdefault(row.key, row), codes.setdefault(row.code, row)):
            if replace(seen, place=row.place) != row:
                detail = f"{row.key} ({row.code}) differs from what line {seen.place.line} says."
                country.faults.append(row.place.fault("stands_twice", detail))
                break
    return councils


def _council(country: Country, councils: Mapping[str, CouncilRow], row: CouncilRow) -> MappedArea:
    within: dict[AreaKind, str] = {}
    if row.county:
        county = councils.get(row.county)
        if county is None or not county.code.startswith("E10"):
            detail = f"{row.name} lies in {row.county!r}, which is no county of the register."
            country.faults.append(row.place.fault("unknown_area", detail))
        else:
            within = {AreaKind.COUNTY: county.code}
    area = MappedArea(
        row.place,
        row.code,
        _name(country, row),
        takes_name=True,
        within=within,
        starts_on=row.starts_on,
        ends_before=_end(country, councils, row),
        population=row.population,
        population_year=row.population_year,
        former_codes=row.former_codes,
    )
    if area.starts_on is None:
        detail = f"{area.name} began before the register did: no day is recorded."
        country.notes.append(Note("no_start", row.code, detail))
    return area


def _name(country: Country, row: CouncilRow) -> str:
    if not is_broken(row.name):
        return row.name
    whole = mended(row.name, row.other_names)
    if whole is None:
        return row.name  # what is recorded may mend it
    detail = f"{row.name!r} had lost characters, and was mended to {whole!r} from its other names."
    country.notes.append(Note("name_mended", row.code, detail))
    return whole


def _end(country: Country, councils: Mapping[str, CouncilRow], row: CouncilRow) -> date | None:
    """Read when a council's area ended and what came after it; None while it lasts."""
    for key in row.replaced_by:
        if key not in councils:
            detail = f"{row.name} is replaced by {key!r}, which is no council of the register."
            country.faults.append(row.place.fault("unknown_area", detail))
    if row.ended_on is None:
        if row.replaced_by:
            detail = f"{row.name} is replaced, and its end_date is empty."
            country.faults.append(row.place.fault("required", detail))
        return None
    successors = [councils[key] for key in row.replaced_by if key in councils]
    end, reading = ends_before(row.ended_on, (each.starts_on for each in successors))
    detail = f"{row.name} ends on {row.ended_on} in the file, so before {end}."
    country.notes.append(Note(reading, row.code, detail))
    if row.starts_on is not None and end <= row.starts_on:
        detail = f"{row.name} begins on {row.starts_on} and ends on {row.ended_on}."
        country.faults.append(row.place.fault("days_contradict", detail))
    for each in successors:
        country.successions[row.code, each.code] = end
    return end


def _doubt_counties(country: Country) -> None:
    """Note districts whose county is policed by another force: a county lies in one police area."""
    forces: dict[str, Counter[str]] = defaultdict(Counter)
    both = [
        (area, area.within[AreaKind.COUNTY], area.within[AreaKind.POLICE_AREA])
        for area in country.areas.values()
        if len(area.within) > 1
    ]
    for _, county, police in both:
        forces[county][police] += 1
    for area, county, police in sorted(both, key=lambda each: each[0].code):
        usual = min(forces[county], key=lambda code: (-forces[county][code], code))
        if police != usual:
            lies, rest = country.areas[county].name, country.areas[usual].name
            detail = (
                f"{area.name} lies in {lies} as the register has it, the rest of which is policed "
                f"by {rest}, and it by {country.areas[police].name}."
            )
            country.notes.append(Note("doubtful_county", area.code, detail))
