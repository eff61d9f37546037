"""What one GraphQL request may ask for, reckoned before anything is read.

A query's size is its depth, its aliases, and how many things it could return: a connection counts
its `first` times the `first` of those above it, a series its periods likewise, and what is worked
out from all that an edition holds counts 500. Relay's wrappers (`edges`, `node`, `nodes`,
`pageInfo`) add nothing to the depth. Introspection is free, but takes no aliases: anybody may ask
for the schema, and by aliases it could be multiplied with itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.domain.errors import QueryTooLarge
from service.domain.relative_periods import resolve
from service.domain.selections import Field, Selection
from service.graphql.connections import USUAL_ITEMS

MOST_TOKENS: Final = 2_000
MOST_DEPTH: Final = 12
MOST_ALIASES: Final = 30
MOST_THINGS: Final = 50_000
_WRAPPERS: Final = frozenset({"edges", "node", "nodes", "page_info"})
_OF_A_LIST: Final = frozenset({"edges", "nodes", "page_info", "total_count"})
# What takes an edition as a whole to work out, reckoned as what one may hold.
_WHOLE_EDITIONS: Final = frozenset({"diff", "action_summary"})
_HELD: Final = 500
_SCHEMA: Final = frozenset({"__schema", "__type"})


@dataclass(frozen=True)
class Size:
    """How large a query is; `schema_aliases` are those on and in what it asks of the schema."""

    depth: int
    aliases: int
    things: int
    schema_aliases: int


def size_of(query: Selection, today: date) -> Size:
    """Reckon the size of a query: the selection of its root."""
    found = list(_walk(query, 0, 1, today))
    return Size(
        depth=max((depth for depth, _, _ in found), default=0),
        aliases=sum(is_alias for _, is_alias, _ in found),
        things=sum(things for _, _, things in found),
        schema_aliases=sum(_aliases(field) for field in query.fields if field.name in _SCHEMA),
    )


def check(size: Size) -> None:
    """Refuse, with `QueryTooLarge`, a query that goes beyond a limit."""
    for found, most, what in (
        (size.depth, MOST_DEPTH, "goes {found} levels deep"),
        (size.aliases, MOST_ALIASES, "has {found} aliases"),
        (size.schema_aliases, 0, "has {found} aliases in what it asks of the schema"),
        (size.things, MOST_THINGS, "could return {found} things, by its `first` and its periods"),
    ):
        if found > most:
            raise QueryTooLarge(f"This query {what.format(found=found)}; the limit is {most}.")


def _aliases(field: Field) -> int:
    return field.is_alias + sum(map(_aliases, field.wanted.fields))


def _walk(
    selection: Selection, above: int, times: int, today: date
) -> Iterator[tuple[int, bool, int]]:
    """Yield, of every field: its depth, whether it has an alias, how many things it counts."""
    for field in selection.fields:
        if field.name in _SCHEMA:
            continue
        depth = above + (field.name not in _WRAPPERS)
        items, things = _many(field, today)
        yield depth, field.is_alias, times * things
        yield from _walk(field.wanted, depth, times * items, today)


def _many(field: Field, today: date) -> tuple[int, int]:
    """Return how many items a field leads to (one, if it is no list), and the things in those."""
    given = dict(field.arguments)
    is_list = any(each.name in _OF_A_LIST for each in field.wanted.fields)
    items = _first(given.get("first")) if is_list else 1
    if field.name in _WHOLE_EDITIONS:
        return items, _HELD
    if isinstance(periods := given.get("periods"), dict):
        return items, items * _count(periods, today)
    return items, items if is_list else 0


def _first(given: object) -> int:
    """Return how many items are asked for. JSON may write a whole number as `500.0`."""
    return max(int(given), 0) if isinstance(given, int | float) else USUAL_ITEMS


def _count(periods: dict[str, object], today: date) -> int:
    try:
        on = date.fromisoformat(str(periods["on"])) if periods.get("on") else today
        return len(resolve(str(periods.get("expr")), on))
    except ValueError:
        return 1  # it will be refused where it is read, with its place
