"""What one GraphQL request may ask for, reckoned before anything is read.

A query's size is its depth, its aliases, and how many things it could return: a connection counts
its `first` times the `first` of those above it, a series its periods likewise. Relay's wrappers
(`edges`, `node`, `nodes`, `pageInfo`) add nothing to the depth, and introspection is free.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.domain.errors import QueryTooLarge
from service.domain.periods import PeriodUnreadable
from service.domain.relative_periods import resolve
from service.domain.selections import Field, Selection
from service.graphql.connections import USUAL_ITEMS

MOST_TOKENS: Final = 2_000
MOST_DEPTH: Final = 12
MOST_ALIASES: Final = 30
MOST_THINGS: Final = 50_000
_WRAPPERS: Final = frozenset({"edges", "node", "nodes", "page_info"})


@dataclass(frozen=True)
class Size:
    """How large a query is."""

    depth: int
    aliases: int
    things: int


def size_of(query: Selection, today: date) -> Size:
    """Reckon the size of a query: the selection of its root."""
    found = list(_walk(query, 0, 1, today))
    return Size(
        depth=max((depth for depth, _, _ in found), default=0),
        aliases=sum(is_alias for _, is_alias, _ in found),
        things=sum(things for _, _, things in found),
    )


def check(size: Size) -> None:
    """Refuse, with `QueryTooLarge`, a query that goes beyond a limit."""
    for found, most, what in (
        (size.depth, MOST_DEPTH, "goes {found} levels deep"),
        (size.aliases, MOST_ALIASES, "has {found} aliases"),
        (size.things, MOST_THINGS, "could return {found} things, by its `first` and its periods"),
    ):
        if found > most:
            raise QueryTooLarge(f"This query {what.format(found=found)}; the limit is {most}.")


def _walk(
    selection: Selection, above: int, times: int, today: date
) -> Iterator[tuple[int, bool, int]]:
    """Yield, of every field: its depth, whether it has an alias, how many things it counts."""
    for field in selection.fields:
        if field.name.startswith("__"):
            continue
        depth = above + (field.name not in _WRAPPERS)
        many = _many(field, today)
        yield depth, field.is_alias, times * many if many is not None else 0
        yield from _walk(field.wanted, depth, times * (many or 1), today)


def _many(field: Field, today: date) -> int | None:
    """Return how many things a field leads to; None when it is no list."""
    given = dict(field.arguments)
    if isinstance(periods := given.get("periods"), dict):
        return _count(periods, today)
    if any(each.name in {"edges", "nodes"} for each in field.wanted.fields):
        first = given.get("first", USUAL_ITEMS)
        return first if isinstance(first, int) else USUAL_ITEMS
    return None


def _count(periods: dict[str, object], today: date) -> int:
    try:
        return len(resolve(str(periods.get("expr")), today))
    except PeriodUnreadable:
        return 1  # it will be refused where it is read, with its place
