"""What loading the country's map came to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from service.domain.map_merging import Known, Merged
from service.domain.maps import Note

# What a person reads above the notes of each sort, in this order; of long lists the first few.
HEADINGS: Final[Mapping[str, str]] = {
    "changed": "Changed",
    "name_mended": "Names mended",
    "doubtful_county": "Worth a look: a county and a police area that do not go together",
    "served_twice": "Worth a look: served by a partnership recorded by hand as well",
    "two_names_for_one": "Two names for one area; the register's is taken",
    "ends_as_its_successor_begins": "Ends stated as the day on which the successor begins",
    "ends_the_day_before_its_successor": "Ends stated as the day before the successor begins",
    "ends_on_a_last_day": "Ends taken for a last day, since no successor begins beside them",
    "no_start": "Began before the register did, so no first day",
    "left_out": "Left out",
}
_FEW: Final = 20


@dataclass(frozen=True)
class Tally:
    """How many things of a sort a map names: added by it, changed by it, and as they were."""

    added: int
    changed: int
    unchanged: int

    @classmethod
    def of(cls, stands: Mapping[Any, object], known: Mapping[Any, object]) -> "Tally":
        """Count how all things of a sort stand against what was known, both by the same keys."""
        added = len(stands.keys() - known.keys())
        changed = sum(key in known and known[key] != value for key, value in stands.items())
        return cls(added, changed, len(stands) - added - changed)


@dataclass(frozen=True)
class MapReport:
    """What loading a map added and changed, and what a person should know of besides.

    Notes say, by their `code`: what was `changed`, from what to what; how an end was read
    (`ends_as_its_successor_begins`, `ends_the_day_before_its_successor`, `ends_on_a_last_day`);
    `no_start`; `name_mended`; `two_names_for_one`; what was `left_out`; and what is worth a look,
    `doubtful_county` and `served_twice`.
    """

    areas: Tally
    successions: Tally
    partnerships: Tally
    notes: tuple[Note, ...]

    @property
    def changes_nothing(self) -> bool:
        """Whether the record stood so before."""
        tallies = (self.areas, self.successions, self.partnerships)
        return not any(each.added or each.changed for each in tallies)


def report(known: Known, merged: Merged, notes: tuple[Note, ...]) -> MapReport:
    """Count what a map came to, against what was known before."""
    return MapReport(
        areas=Tally.of(merged.areas, known.areas),
        successions=Tally.of(
            merged.successions,
            {(str(each.predecessor), str(each.successor)): each for each in known.successions},
        ),
        partnerships=Tally.of(
            merged.partnerships, {each.code: each for each in known.partnerships}
        ),
        notes=(*notes, *merged.notes),
    )


def told(loaded: MapReport) -> Iterator[str]:
    """Tell of a report in lines for people."""
    if loaded.changes_nothing:
        yield "Nothing has changed."
    for sort, tally in (
        ("Areas", loaded.areas),
        ("Successions", loaded.successions),
        ("Partnerships", loaded.partnerships),
    ):
        yield (
            f"{sort}: {tally.added} added, {tally.changed} changed, {tally.unchanged} as they were."
        )
    for code, heading in HEADINGS.items():
        notes = [note for note in loaded.notes if note.code == code]
        if notes:
            yield f"{heading}: {len(notes)}"
            yield from (f"  {note.about}: {note.detail}" for note in notes[:_FEW])
        if len(notes) > _FEW:
            yield f"  … and {len(notes) - _FEW} more"
