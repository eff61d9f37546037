"""Reading any noun: by its key, a page of its list, or a page under each of many parents."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from service.db import reading
from service.db.nouns import view_of
from service.db.stretches import Slice, Window
from service.domain.agencies import Agency
from service.domain.days import VagueDay
from service.domain.errors import Fault, Invalid, NotFound
from service.domain.nodes import Node
from service.usecases.cursors import Cursors
from service.usecases.naming import bodies_meant
from service.usecases.work import Work

T = TypeVar("T", bound=Node)

_AT_ONCE: Final = 500


@dataclass(frozen=True)
class Page(Generic[T]):
    """A stretch of a list; `has_more` says whether more follow.

    `along` has, for each item, the other things that were read with it, by name. `places` says
    where each item stands, and `sign` makes the cursor of a place.
    """

    items: tuple[T, ...]
    along: tuple[Mapping[str, Node], ...]
    has_more: bool
    places: tuple[tuple[str, ...], ...]
    sign: Callable[[tuple[str, ...]], str] = field(compare=False)

    def cursor(self, index: int) -> str:
        """Return the cursor of one item."""
        return self.sign(self.places[index])

    @property
    def next_cursor(self) -> str | None:
        """The cursor that the next page begins after; None on the last page."""
        return self.cursor(-1) if self.has_more else None


async def one(work: Work, noun: type[T], key: str, edition: str | None = None) -> T:
    """Read one thing by its id or code; refuses with `NotFound`.

    What stands in several editions is read as the latest says, or as `edition` (any key of it).
    """
    filters = {} if edition is None else {"edition": [edition]}
    found = await reading.find(work.store, view_of(noun), [key], filters)
    if key not in found:
        raise NotFound(noun.noun, key)
    return found[key]


async def several(
    work: Work, noun: type[T], keys: Sequence[str], filters: Mapping[str, object] | None = None
) -> list[T | None]:
    """Read things by their ids or codes, in one statement for each of the two; None if absent."""
    wanted = list(dict.fromkeys(keys))
    found = await reading.find(work.store, view_of(noun), wanted, filters or {})
    return [found.get(key) for key in keys]


async def page(
    work: Work,
    noun: type[T],
    first: int,
    after: str | None,
    filters: Mapping[str, object],
) -> Page[T]:
    """Read at most `first` things of a list, after a cursor. Filters that are None do not count."""
    given = {name: value for name, value in filters.items() if value is not None}
    cursors = Cursors(work.cursor_key, noun.noun, given)
    window = Window(first, cursors.place(after))
    return _page(cursors, await reading.page(work.store, view_of(noun), window, given))


async def all_of(work: Work, noun: type[T], filters: Mapping[str, object]) -> AsyncIterator[T]:
    """Read a whole list, page by page."""
    cursor = None
    while True:
        found = await page(work, noun, _AT_ONCE, cursor, filters)
        for item in found.items:
            yield item
        cursor = found.next_cursor
        if cursor is None:
            return


async def pages_under(
    work: Work,
    noun: type[T],
    parent: str,
    parents: Sequence[str],
    *,
    first: int,
    after: str | None = None,
    filters: Mapping[str, object] | None = None,
    along: Sequence[str] = (),
) -> list[Page[T]]:
    """Read the same page under each parent, in one statement, in the order of the parents."""
    given = {name: value for name, value in (filters or {}).items() if value is not None}
    cursors = cursors_under(work, noun, parent, given)
    window = Window(first, cursors.place(after), tuple(along))
    found = await reading.pages_under(work.store, view_of(noun), parent, parents, window, given)
    return [_page(cursors, each) for each in found]


def cursors_under(
    work: Work, noun: type[Node], parent: str, filters: Mapping[str, object]
) -> Cursors:
    """Return the cursors of a list that hangs under something, the same under each."""
    return Cursors(work.cursor_key, f"{noun.noun} under {parent}", filters)


async def count(work: Work, noun: type[T], filters: Mapping[str, object]) -> int:
    """Count the things that the filters leave."""
    given = {name: value for name, value in filters.items() if value is not None}
    return await reading.count(work.store, view_of(noun), given)


async def counts_under(
    work: Work,
    noun: type[T],
    parent: str,
    parents: Sequence[str],
    filters: Mapping[str, object],
) -> list[int]:
    """Count the things under each parent, in one statement, in the order of the parents."""
    given = {name: value for name, value in filters.items() if value is not None}
    return await reading.counts_under(work.store, view_of(noun), parent, parents, given)


class References:
    """The things that a body refers to, looked up; every one that is not there is a fault."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._faults: list[Fault] = []

    async def to(
        self, noun: type[T], key: str, pointer: str, *, on: VagueDay | None = None
    ) -> T | None:
        """Look one up; note a fault at the pointer when it is not there."""
        (found,) = await self.to_each(noun, {pointer: key}, on=on)
        return found

    async def to_each(
        self,
        noun: type[T],
        keys: Mapping[str, str],
        filters: Mapping[str, object] | None = None,
        *,
        on: VagueDay | None = None,
    ) -> list[T | None]:
        """Look several up at once, given by pointer; note a fault for each that is not there.

        An agency is also found by what it is called, on a day (`on`) or at any time.
        """
        found = await several(self._work, noun, list(keys.values()), filters)
        missing = {
            pointer: key
            for (pointer, key), thing in zip(keys.items(), found, strict=True)
            if thing is None
        }
        if missing and noun is Agency:
            meant, faults = await bodies_meant(self._work, missing, on)
            self._faults += faults
            return await several(self._work, noun, list({**keys, **meant}.values()))
        for pointer, key in missing.items():
            self.fault(f"unknown_{noun.noun.lower()}", f"There is no {noun.noun} {key!r}.", pointer)
        return found

    async def id_of(self, noun: type[T], key: str | None, pointer: str) -> str | None:
        """Look one up for its id. What is not there has none, and then nothing will be written."""
        found = None if key is None else await self.to(noun, key, pointer)
        return None if found is None else found.id

    def fault(self, code: str, detail: str, pointer: str) -> None:
        """Note that something else is wrong."""
        self.note(Fault(code, detail, pointer=pointer))

    def note(self, *faults: Fault) -> None:
        """Note faults that a rule has found."""
        self._faults.extend(faults)

    @staticmethod
    def certain(found: T | None) -> T:
        """Return what was looked up, once `settle` has made sure of it."""
        if found is None:
            raise LookupError("settle() comes before certain()")
        return found

    def settle(self) -> None:
        """Refuse, with all the faults noted, if there are any."""
        if self._faults:
            raise Invalid("The request cannot be carried out as it stands.", self._faults)


def _page(cursors: Cursors, found: Slice[T]) -> Page[T]:
    return Page(found.items, found.along, found.has_more, found.places, cursors.at)
