"""Lists whose items PostgreSQL writes as the JSON that was asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from service.db import reading, stretches
from service.db.compiling import Compiled, Limits, compile_items
from service.db.nouns import view_of
from service.domain.nodes import Node
from service.domain.selections import Selection
from service.usecases.cursors import Cursors
from service.usecases.reading import cursors_under
from service.usecases.work import Work

__all__ = [
    "Compiled",
    "Limits",
    "Written",
    "items_of",
    "written_one",
    "written_page",
    "written_under",
]


@dataclass(frozen=True)
class Written:
    """A stretch of a list: its items as JSON, and otherwise as a `reading.Page`."""

    items: tuple[str, ...]
    has_more: bool
    places: tuple[tuple[str, ...], ...]
    sign: Callable[[tuple[str, ...]], str] = field(compare=False)

    def cursor(self, index: int) -> str:
        """Return the cursor of one item."""
        return self.sign(self.places[index])


def items_of(noun: type[Node], selection: Selection, on: date, limits: Limits) -> Compiled | None:
    """Compile what is asked of a list's items, on a day; None where it is to be read plainly."""
    return compile_items(view_of(noun), selection, on, limits)


async def written_one(work: Work, noun: type[Node], key: str, items: Compiled) -> str | None:
    """Read what `reading.one` reads, written; None when there is no such thing."""
    return await reading.written_one(work.store, view_of(noun), key, items)


async def written_page(
    work: Work,
    noun: type[Node],
    *,
    first: int,
    after: str | None,
    filters: Mapping[str, object],
    items: Compiled,
) -> Written:
    """Read what `reading.page` reads, its items written."""
    cursors = Cursors(work.cursor_key, noun.noun, filters)
    window = stretches.Window(first, cursors.place(after))
    found = await reading.written_page(work.store, view_of(noun), window, filters, items)
    return _written(cursors, found)


async def written_under(
    work: Work,
    noun: type[Node],
    parent: str,
    parents: Sequence[str],
    *,
    first: int,
    after: str | None,
    filters: Mapping[str, object],
    items: Compiled,
) -> list[Written]:
    """Read what `reading.pages_under` reads, in one statement, its items written."""
    cursors = cursors_under(work, noun, parent, filters)
    window = stretches.Window(first, cursors.place(after))
    found = await reading.written_under(
        work.store, view_of(noun), parent, parents, window, filters, items=items
    )
    return [_written(cursors, each) for each in found]


def _written(cursors: Cursors, found: stretches.Written) -> Written:
    return Written(found.items, found.has_more, found.places, cursors.at)
