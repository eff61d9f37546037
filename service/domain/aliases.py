"""What bodies are called: the names that sources use, and which body one of them means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from heapq import nlargest
from typing import ClassVar, Final
from unicodedata import category, normalize

from service.domain.agencies import Agency
from service.domain.days import Truth, VagueDay, is_within
from service.domain.lives import Life, overlap
from service.domain.nodes import Record, Ref

_WORDS: Final = re.compile(r"[^\W_]+")
_UNTOLD: Final = frozenset({"and", "the"})
_BETWEEN: Final = re.compile(r"\s*(?:[&/,]|\band\b)\s*", re.IGNORECASE)
_MOST_PARTS: Final = 12
_NEAREST: Final = 3
_LIKE: Final = 0.3  # the least share of their pieces that two names alike have in common
_AT_HAND: Final = 16_384  # names of which the spelling and the pieces are kept


@dataclass(frozen=True)
class Alias(Record):
    """A name that sources use for an agency, from a day until before another; both may be vague.

    `name` is spelled as the source spells it, and `source` says where. What differs only in case,
    spaces, punctuation, "&", "and" or "the" is the same name.
    """

    noun: ClassVar[str] = "alias"
    prefix: ClassVar[str] = "als"

    agency: Ref
    name: str
    starts_on: str | None
    ends_before: str | None
    source: str | None


@dataclass(frozen=True)
class Resolution:
    """Which agency a printed name means; `on` is the day that was asked about, if one was.

    `recorded` is the agency's own name, its code or the alias that the printed name agrees with.
    """

    printed: str
    on: str | None
    recorded: str
    agency: Agency


@dataclass(frozen=True)
class Named:
    """That an agency is called something, between days that may be vague.

    Its own name and its code hold as long as it lives; an alias, which has an id, as long as was
    recorded.
    """

    agency: Ref
    name: str
    alias_id: str | None
    starts_on: str | None
    ends_before: str | None

    @property
    def life(self) -> Life:
        """When it is called so."""
        return Life.of(self.name, self.starts_on, self.ends_before)


@lru_cache(_AT_HAND)
def spelling(name: str) -> str:
    """Return what a name comes to however it is written: "KF & RS" and "KFRS" are one.

    Case, accents, spaces, punctuation and the words "and" and "the" do not count, unless nothing
    else is left. A name without a letter or a digit comes to nothing.
    """
    words = _WORDS.findall(_folded(name))
    return "".join([word for word in words if word not in _UNTOLD] or words)


def clash(new: Named, recorded: Iterable[Named]) -> Named | None:
    """Find what keeps a name from being recorded; None when nothing does.

    An alias has to differ from every agency's own name and code, and from other aliases that are
    in use at the same time; an agency's own name and code from the aliases of all others. Where a
    vague day leaves open whether two names meet, they may.
    """
    same = spelling(new.name)
    return next(
        (each for each in recorded if spelling(each.name) == same and _clash(new, each)), None
    )


class Names:
    """All the names that are recorded, to look one up as a source prints it."""

    def __init__(self, recorded: Iterable[Named]) -> None:
        self._by_spelling: dict[str, list[Named]] = {}
        for each in recorded:
            if same := spelling(each.name):
                self._by_spelling.setdefault(same, []).append(each)

    def meant(self, printed: str, on: VagueDay | None = None) -> tuple[Named, ...]:
        """Return every agency that a printed name can mean, each once, with its name for it.

        On a day, that is whoever was certainly called so, else whoever perhaps was; of a vague day
        both ends are asked about. Without a day, it is whoever was called so at any time.
        """
        uses = self._by_spelling.get(spelling(printed), [])
        if on is not None:
            uses = [use for day in (on.earliest, on.latest) for use in _in_use(uses, day)]
        return _each_once(uses)

    def parts(self, printed: str, on: VagueDay | None = None) -> tuple[Named, ...]:
        """Return the agencies that a name lists, as "DBC & GBC" does; empty unless all are known.

        The name is taken apart at "&", "and", "/" and ",", which may also stand within a name.
        """
        ends = [0, *(match.end() for match in _BETWEEN.finditer(printed))]
        starts = [*(match.start() for match in _BETWEEN.finditer(printed)), len(printed)]
        if len(starts) > _MOST_PARTS:
            return ()
        listed: list[tuple[Named, ...] | None] = [*(None for _ in starts), ()]
        for first in reversed(range(len(starts))):
            for last in range(first, len(starts)):
                rest, found = listed[last + 1], self.meant(printed[ends[first] : starts[last]], on)
                if rest is not None and len(found) == 1:
                    listed[first] = (*found, *rest)
        found = _each_once(listed[0] or ())
        return found if len(found) > 1 else ()

    def nearest(self, printed: str) -> tuple[Named, ...]:
        """Return the names that look most like a printed one, each agency once; often none."""
        wanted = _pieces(spelling(printed))
        judged = ((_likeness(wanted, _pieces(each)), each) for each in self._by_spelling)
        near = nlargest(_NEAREST, (found for found in judged if found[0] >= _LIKE))
        return _each_once(use for _, spelled in near for use in self._by_spelling[spelled])


def _each_once(uses: Iterable[Named]) -> tuple[Named, ...]:
    """Return the first way of naming each agency."""
    first: dict[Ref, Named] = {}
    for use in uses:
        first.setdefault(use.agency, use)
    return tuple(first.values())


@lru_cache(_AT_HAND)
def _pieces(spelled: str) -> frozenset[str]:
    """Return the pieces of three letters that a spelling falls into; its ends count as letters."""
    padded = f"  {spelled} "
    return frozenset(padded[n : n + 3] for n in range(len(padded) - 2))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of their pieces two spellings have in common, 0 to 1 (Jaccard)."""
    return len(one & other) / len(one | other)


def _folded(name: str) -> str:
    """Take case and accents away (Unicode's compatibility caseless matching, D146)."""
    folded = normalize("NFKD", normalize("NFKD", normalize("NFD", name).casefold()).casefold())
    return "".join(letter for letter in folded if not _is_mark(letter))


def _is_mark(letter: str) -> bool:
    return category(letter).startswith("M")


def _clash(new: Named, other: Named) -> bool:
    if new.alias_id is None:
        return other.alias_id is not None and other.agency != new.agency
    if other.alias_id is None:
        return True
    return other.alias_id != new.alias_id and overlap(new.life, other.life) is Truth.YES


def _in_use(uses: Iterable[Named], day: date) -> list[Named]:
    lives = [(use, use.life) for use in uses]
    judged = [(use, is_within(day, life.starts_on, life.ends_before)) for use, life in lives]
    certain = [use for use, truth in judged if truth is Truth.YES]
    return certain or [use for use, truth in judged if truth is Truth.UNDETERMINED]
