"""Lists read as rows: of each thing no more than the fields that are asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from service.db import reading
from service.db.nouns import view_of
from service.domain.nodes import Node
from service.usecases import cursors
from service.usecases.work import Work


@dataclass(frozen=True)
class Rows:
    """A stretch of a list: its items, by the names of their fields, and whether more follow.

    `places` says where the first and the last item stand, and `sign` makes the cursor of a place.
    """

    items: Sequence[Mapping[str, Any]]
    has_more: bool
    places: tuple[tuple[str, ...], ...]
    sign: Callable[[tuple[str, ...]], str]

    def cursor(self, index: int) -> str:
        """Return the cursor of the first item (0) or the last (-1)."""
        return self.sign(self.places[index])


def read_along(noun: type[Node]) -> Mapping[str, type[Node]]:
    """Return what things of a noun refer to that can be read in the same statement, by name."""
    return {name: view.of for name, view in view_of(noun).along.items()}


async def rows_under(
    work: Work,
    noun: type[Node],
    parent: str,
    parents: Sequence[str],
    *,
    first: int,
    after: str | None,
    filters: Mapping[str, object],
    fields: Sequence[str],
) -> list[Rows]:
    """Read some fields of what `reading.pages_under` reads, as they are in the record.

    `fields` are those of the noun, and `{reference}.{field}` those of what is read along. What
    such a field holds is what its thing would hold, but for references (code and id, as a list)
    and for values that are objects themselves.
    """
    scope = cursors.scope_of(f"{noun.noun} under {parent}", {})
    place = None if after is None else cursors.decode(work.cursor_key, scope, after)
    window = reading.Window(first, place)
    found = await reading.rows_under(
        work.store, view_of(noun), parent, parents, window, filters, fields=fields
    )
    sign = partial(cursors.encode, work.cursor_key, scope)
    return [Rows(each.items, each.has_more, each.places, sign) for each in found]
