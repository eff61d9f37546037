"""The country's map as it is published: what the rows of its files say.

Two publications are read, each recognised by its headings. The lookup of the Office for National
Statistics (Local Authority District to Community Safety Partnership to Police Force Area) comes
out yearly, with the year in its headings (`LAD17CD`). The register of councils, present and past,
is mySociety's (UK local authority names and codes). What a code is follows from its first three
characters (the ONS's Register of Geographic Codes).
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from service.domain.areas import AreaKind, Tier
from service.domain.errors import Fault

ENTITIES: Final[Mapping[str, tuple[AreaKind, Tier | None]]] = {
    "E06": (AreaKind.UNITARY, Tier.SINGLE),
    "W06": (AreaKind.UNITARY, Tier.SINGLE),
    "E07": (AreaKind.DISTRICT, Tier.DISTRICT),
    "E08": (AreaKind.DISTRICT, Tier.SINGLE),  # metropolitan districts
    "E09": (AreaKind.DISTRICT, Tier.SINGLE),  # London boroughs and the City
    "E10": (AreaKind.COUNTY, Tier.COUNTY),
    "E23": (AreaKind.POLICE_AREA, None),
    "W15": (AreaKind.POLICE_AREA, None),
}
_DISTRICTS: Final = ("E06", "E07", "E08", "E09", "W06")
_COUNCILS: Final = (*_DISTRICTS, "E10")
_LOOKUP: Final = (
    *("district_code", "district", "partnership_code", "partnership"),
    *("police_area_code", "police_area"),
)
_REGISTER: Final = (
    *("local_authority_code", "nice_name", "gss_code"),
    *("start_date", "end_date", "replaced_by", "county_la"),
)
_YEARLY: Final = re.compile(r"(lad|csp|pfa)[0-9]{2}(cd|nm)")
_YEARLY_THINGS: Final = {"lad": "district", "csp": "partnership", "pfa": "police_area"}
_CODE: Final = re.compile(r"[A-Z][0-9]{8}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PEOPLE: Final = re.compile(r"([0-9]{1,9})(\.0*)?")
_POPULATION: Final = re.compile(r"pop_([0-9]{4})")
_LONGEST: Final = 300  # characters of a name


@dataclass(frozen=True)
class PublishedFile:
    """A file as it was received: its name, for people, and its text."""

    name: str
    text: str


@dataclass(frozen=True)
class Place:
    """A line of a file; `index` says which of the files it is."""

    index: int
    file: str
    line: int

    def fault(self, code: str, detail: str) -> Fault:
        """Say what is wrong at this place."""
        where = f"{self.file}, line {self.line}: " if self.line else f"{self.file}: "
        return Fault(code, where + detail, pointer=f"/files/{self.index}/text")


@dataclass(frozen=True)
class Named:
    """A code and the name that stands beside it."""

    code: str
    name: str


@dataclass(frozen=True)
class LookupRow:
    """A district, its Community Safety Partnership and its police area."""

    place: Place
    district: Named
    partnership: Named
    police_area: Named


@dataclass(frozen=True)
class CouncilRow:
    """A council of the register; `key`, `county` and `replaced_by` are the register's own codes.

    `ended_on` is the last day or the day its successor began: the register has both.
    """

    place: Place
    key: str
    code: str
    name: str
    other_names: tuple[str, ...]
    county: str
    starts_on: date | None
    ended_on: date | None
    replaced_by: tuple[str, ...]
    former_codes: tuple[str, ...]
    population: int | None
    population_year: int | None


@dataclass
class Published:
    """What all the files say. `left_out` has the register's rows that are no council's area here.

    Those are of Scotland and Northern Ireland, which have no Community Safety Partnerships under
    the Crime and Disorder Act 1998, and combined authorities.
    """

    lookup: list[LookupRow] = field(default_factory=list)
    register: list[CouncilRow] = field(default_factory=list)
    left_out: list[Named] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(files: Sequence[PublishedFile]) -> Published:
    """Read one file of each sort, at the most. Whatever is wrong is noted with its line."""
    published = Published()
    seen: set[tuple[str, ...]] = set()
    for index, file in enumerate(files):
        whole = Place(index, file.name, 0)
        try:
            wanted = _read_file(whole, file.text, published)
        except csv.Error as error:
            published.faults.append(whole.fault("not_of_its_form", f"It is no CSV: {error}."))
            continue
        if wanted in seen:
            detail = "Another file of this sort is given; load one at a time, the oldest first."
            published.faults.append(whole.fault("too_many", detail))
        seen |= {wanted} if wanted else set()
    return published


def _read_file(whole: Place, text: str, published: Published) -> tuple[str, ...]:
    """Read the rows of a file; return the headings by which it was recognised, if it was."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    headings = [_heading(each) for each in next(reader, [])]
    wanted = next((each for each in (_LOOKUP, _REGISTER) if set(each) <= set(headings)), ())
    if not wanted or any(headings.count(each) > 1 for each in wanted):
        detail = (
            "It is neither the lookup of districts, Community Safety Partnerships and police force "
            "areas nor the register of local authorities, each of whose headings must stand once."
        )
        published.faults.append(whole.fault("unknown_file", detail))
        return ()
    for cells in reader:
        place = Place(whole.index, whole.file, reader.line_num)
        if not any(each.strip() for each in cells):
            continue
        if len(cells) != len(headings):
            detail = f"It has {len(cells)} cells, and the headings are {len(headings)}."
            published.faults.append(place.fault("not_of_its_form", detail))
            continue
        row = _Row(place, dict(zip(headings, cells, strict=True)), published.faults)
        if wanted == _LOOKUP:
            published.lookup.extend(row.lookup())
        else:
            published.register.extend(row.council(published.left_out))
    return wanted


def _heading(text: str) -> str:
    """Return what a heading means, whatever year stands in it."""
    name = text.strip().lower().replace("-", "_")
    if match := _YEARLY.fullmatch(name):
        thing = _YEARLY_THINGS[match[1]]
        return f"{thing}_code" if match[2] == "cd" else thing
    return name


@dataclass(frozen=True)
class _Row:
    """A row that is being read."""

    place: Place
    cells: Mapping[str, str]
    faults: list[Fault]

    def lookup(self) -> Iterator[LookupRow]:
        """Read a row of the lookup; none when something is wrong with it."""
        before = len(self.faults)
        row = LookupRow(
            self.place,
            self.named("district", _DISTRICTS),
            self.named("partnership", ("E22", "W14")),
            self.named("police_area", ("E23", "W15")),
        )
        if len(self.faults) == before:
            yield row

    def council(self, left_out: list[Named]) -> Iterator[CouncilRow]:
        """Read a row of the register; none when it is left out or something is wrong with it."""
        before = len(self.faults)
        code, name = self.text("gss_code"), self.text("nice_name")
        if _CODE.fullmatch(code) and not code.startswith(_COUNCILS):
            left_out.append(Named(code, name))
            return
        self.check("gss_code", code, _COUNCILS)
        former = self.several("former_gss_codes")
        if not all(map(_CODE.fullmatch, former)):
            self.fault("not_of_its_form", "former_gss_codes has something that is no such code.")
        population, year = self.population()
        row = CouncilRow(
            place=self.place,
            key=self.needed("local_authority_code"),
            code=code,
            name=self.needed("nice_name"),
            other_names=self.several("alt_names"),
            county=self.text("county_la"),
            starts_on=self.day("start_date"),
            ended_on=self.day("end_date"),
            replaced_by=self.several("replaced_by"),
            former_codes=former,
            population=population,
            population_year=year,
        )
        if len(self.faults) == before:
            yield row

    def text(self, column: str) -> str:
        """Return a cell without idle space; an absent column is empty."""
        return " ".join(self.cells.get(column, "").split())

    def several(self, column: str) -> tuple[str, ...]:
        """Return what a cell lists between commas, sorted, each once."""
        parts = (each.strip() for each in self.text(column).split(","))
        return tuple(sorted({each for each in parts if each}))

    def needed(self, column: str) -> str:
        """Return a cell that must not be empty."""
        text = self.text(column)
        if not text:
            self.fault("required", f"{column} is empty.")
        if len(text) > _LONGEST:
            self.fault("too_long", f"{column} has more than {_LONGEST} characters.")
        return text

    def named(self, thing: str, entities: tuple[str, ...]) -> Named:
        """Return the code and the name of one of the three things of a lookup."""
        code = self.text(f"{thing}_code")
        self.check(f"{thing}_code", code, entities)
        return Named(code, self.needed(thing))

    def check(self, column: str, code: str, entities: tuple[str, ...]) -> None:
        """Note a fault when a code is not one of these sorts."""
        if not (_CODE.fullmatch(code) and code.startswith(entities)):
            sorts = ", ".join(entities)
            detail = f"{column} is {code!r}, and should be {sorts} and six digits."
            self.fault("not_of_its_form", detail)

    def day(self, column: str) -> date | None:
        """Read a day; None when the cell is empty."""
        text = self.text(column)
        try:
            found = date.fromisoformat(text) if _DAY.fullmatch(text) else date.max
        except ValueError:
            found = date.max
        if not text or found < date.max:
            return found if text else None
        self.fault("not_a_day", f"{column} is {text!r}, and a day is written as 2020-03-31.")
        return None

    def population(self) -> tuple[int | None, int | None]:
        """Read the population of the latest year that the headings have."""
        columns = sorted(each for each in self.cells if _POPULATION.fullmatch(each))
        text = self.text(columns[-1]) if columns else ""
        if not text:
            return None, None
        if (people := _PEOPLE.fullmatch(text)) is None:
            self.fault("not_an_integer", f"{columns[-1]} is {text!r}, and counts people.")
            return None, None
        return int(people[1]), int(columns[-1].removeprefix("pop_"))

    def fault(self, code: str, detail: str) -> None:
        """Note what is wrong with the row."""
        self.faults.append(self.place.fault(code, detail))
