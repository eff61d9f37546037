"""How two editions of a plan differ: what was carried, reworded, split, merged, added or retired.

Pure: what two editions say, and what their priorities come from, against each other. Every entry
of either is told exactly once.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

from service.domain.contents import Contents
from service.domain.nodes import Ref
from service.domain.wordings import Says, wordings

Origins: TypeAlias = Mapping[str, Collection[str]]
_Place: TypeAlias = tuple[bool, str]  # whether in the edition after, and the code
_NO_LINEAGE: Final[Origins] = MappingProxyType({})


class Fate(StrEnum):
    """What became of an entry from one edition to another.

    `split` is one that became several, `merged` several that became one, `regrouped` several that
    became several others.
    """

    CARRIED = "carried"
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    REGROUPED = "regrouped"
    NEW = "new"
    RETIRED = "retired"


@dataclass(frozen=True)
class Difference:
    """A field that two editions word differently, each as texts; none where it says nothing."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class DiffEntry:
    """What became of entries: their codes before and after.

    `differences` tells how the one that stayed was reworded, also where others joined or left it.
    A listing's code is `{action} {priority}`, with a number behind it from the second on.
    """

    fate: Fate
    before: tuple[str, ...]
    after: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class EditionDiff:
    """How an edition differs from the one it is held `against`, which comes before."""

    edition: Ref
    against: Ref
    priorities: tuple[DiffEntry, ...]
    kpis: tuple[DiffEntry, ...]
    actions: tuple[DiffEntry, ...]
    listings: tuple[DiffEntry, ...]
    statements: tuple[DiffEntry, ...]
    objectives: tuple[DiffEntry, ...]
    priority_sets: tuple[DiffEntry, ...]
    external_documents: tuple[DiffEntry, ...]


def diff(
    edition: Ref, against: Ref, after: Contents, before: Contents, origins: Origins
) -> EditionDiff:
    """Hold what two editions of one plan say against each other.

    `origins` has, by the code of a priority, the codes of those that it comes from; no other sort
    has a lineage. Where in an edition an entry stands is not told, since whatever comes before it
    would move it.
    """
    was, says = wordings(before), wordings(after)
    lineages = {"priorities": origins}
    told = {sort: compare(was[sort], says[sort], lineages.get(sort, _NO_LINEAGE)) for sort in says}
    return EditionDiff(edition=edition, against=against, **told)


def compare(
    before: Mapping[str, Says], after: Mapping[str, Says], origins: Origins = _NO_LINEAGE
) -> tuple[DiffEntry, ...]:
    """Compare entries, by code; in the order of those after, then of those that are gone.

    What stands in one edition alone takes the place of the nearest that it comes from, or that
    come from it, of those in the other.
    """
    kin = _kin(before, after, origins)
    turn = {place: n for n, place in enumerate(kin)}
    told: set[_Place] = set()
    entries: list[DiffEntry] = []
    for place in kin:
        if place not in told:
            group = sorted(_connected(place, kin), key=turn.__getitem__)
            told.update(group)
            entries.append(
                _entry(
                    {code: before[code] for is_after, code in group if not is_after},
                    {code: after[code] for is_after, code in group if is_after},
                )
            )
    return tuple(entries)


def _kin(
    before: Mapping[str, Says], after: Mapping[str, Says], origins: Origins
) -> Mapping[_Place, set[_Place]]:
    """Return what takes the place of what: the same in the other edition, else its nearest kin."""
    kin: dict[_Place, set[_Place]] = {
        **{(True, code): set() for code in after},
        **{(False, code): set() for code in before},
    }
    for (is_after, code), others in kin.items():
        there = before if is_after else after
        for other in (code,) if code in there else _nearest(code, there, origins):
            others.add((not is_after, other))
            kin[not is_after, other].add((is_after, code))
    return kin


def _nearest(code: str, there: Collection[str], origins: Origins) -> Iterator[str]:
    """Climb from a code to what it comes from, until that is there."""
    seen, above = {code}, [*origins.get(code, ())]
    while above:
        each = above.pop()
        if each in seen:
            continue
        seen.add(each)
        if each in there:
            yield each
        else:
            above.extend(origins.get(each, ()))


def _connected(place: _Place, kin: Mapping[_Place, set[_Place]]) -> set[_Place]:
    found, beyond = {place}, [place]
    while beyond:
        new = kin[beyond.pop()] - found
        found |= new
        beyond.extend(new)
    return found


def _entry(before: Mapping[str, Says], after: Mapping[str, Says]) -> DiffEntry:
    differences = _differences(before, after)
    match len(before), len(after):
        case 0, _:
            fate = Fate.NEW
        case _, 0:
            fate = Fate.RETIRED
        case 1, 1:
            fate = Fate.REWORDED if differences else Fate.CARRIED
        case 1, _:
            fate = Fate.SPLIT
        case _, 1:
            fate = Fate.MERGED
        case _:
            fate = Fate.REGROUPED
    return DiffEntry(fate, tuple(before), tuple(after), differences)


def _differences(before: Mapping[str, Says], after: Mapping[str, Says]) -> tuple[Difference, ...]:
    """Tell how the one that stayed is worded: the only one on both sides, or in both editions."""
    stayed = [code for code in before if code in after]
    if len(before) == len(after) == 1:
        pairs = [(*before, *after)]
    else:
        pairs = [(code, code) for code in stayed if len(stayed) == 1]
    return tuple(
        Difference(name, said, says)
        for old, new in pairs
        for (name, said), says in zip(
            {"code": (old,), **before[old]}.items(),
            {"code": (new,), **after[new]}.values(),
            strict=True,
        )
        if said != says
    )
