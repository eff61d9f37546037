"""Reading any noun by its view: by its keys, a stretch of its list, or one under each parent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from service.db.store import Record, Store
from service.db.views import Parent, View
from service.domain.nodes import Node

T = TypeVar("T", bound=Node)

_NONE: Final[Mapping[str, object]] = {}
WHOLE: Final = Parent("''::text")  # the list hangs under nothing
_NAMES: Final = ("code", "slug", "starts_with")  # what a thing may be called besides its id
NAMES_AN_EDITION: Final = frozenset({"edition", "edition_id"})


@dataclass(frozen=True)
class Window:
    """Which stretch of a list is wanted: at most `first` items, after a place in its order.

    `along` names what is to be read with each item, of what its view offers.
    """

    first: int
    after: tuple[str, ...] | None = None
    along: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slice(Generic[T]):
    """A stretch of a list: the items, and whether more follow.

    `places` says, for each item, where it stands in the order: the texts a cursor is made of.
    `along` has, for each item, the other things that were read with it, by name.
    """

    items: tuple[T, ...]
    places: tuple[tuple[str, ...], ...]
    along: tuple[Mapping[str, Node], ...]
    has_more: bool


@dataclass(frozen=True)
class Rows:
    """A stretch of a list, of whose items only some fields were read, by name.

    `places` says where the first and the last of them stand in the order, if there are any.
    """

    items: Sequence[Record]
    places: tuple[tuple[str, ...], ...]
    has_more: bool


async def find(
    store: Store, view: View[T], keys: Sequence[str], filters: Mapping[str, object] = _NONE
) -> dict[str, T]:
    """Find things by their keys, ids and codes mixed, under the keys asked. Some may be absent.

    Filters narrow what is found; one that names an edition finds what that edition says.
    """
    is_id = f"{view.of.prefix}_"
    ids = [key for key in keys if key.startswith(is_id)]
    codes = [key for key in keys if not key.startswith(is_id)]
    found: dict[str, T] = {}
    if ids:
        things = await _select(store, view, view.id_condition, filters, ids=ids)
        found |= {thing.id: thing for thing in things}
    if codes and view.code_condition is not None:
        for thing in await _select(store, view, view.code_condition, filters, codes=codes):
            names = {getattr(thing, name, None) for name in _NAMES}
            found |= {code: thing for code in codes if code in names}
    return found


async def page(
    store: Store, view: View[T], window: Window, filters: Mapping[str, object]
) -> Slice[T]:
    """Read a stretch of the list that the filters leave."""
    conditions = _conditions(view, filters, "true", _beyond(view, window))
    rows = await store.fetch(
        f"select {_selected(view, window)} from {view.source} where {conditions} "
        f"order by {_order(view)} limit :one_more",
        **filters,
        **_given(window),
    )
    return _slice(view, window, rows, store.today)


async def pages_under(
    store: Store,
    view: View[T],
    parent: str,
    parents: Sequence[str],
    window: Window,
    filters: Mapping[str, object],
) -> list[Slice[T]]:
    """Read the same stretch of the list under each parent, in one statement, in their order."""
    selected = _selected(view, window)
    found = await _lined_under(
        store, view, view.parents[parent], parents, window, filters, selected=selected
    )
    return [_slice(view, window, found.get(each, ()), store.today) for each in parents]


async def rows_under(
    store: Store,
    view: View[T],
    parent: str,
    parents: Sequence[str],
    window: Window,
    filters: Mapping[str, object],
    *,
    fields: Sequence[str],
) -> list[Rows]:
    """Read some fields of what `pages_under` reads.

    They are named as the view names its columns, those of what is read along `{name}.{column}`,
    and are left as PostgreSQL has them.
    """
    selected = ", ".join((*(_field(view, name) for name in fields), *_places(view)))
    found = await _lined_under(
        store, view, view.parents[parent], parents, window, filters, selected=selected
    )
    return [_rows(view, window, found.get(each, ())) for each in parents]


async def counts_under(
    store: Store,
    view: View[T],
    parent: str | None,
    parents: Sequence[str],
    filters: Mapping[str, object],
) -> list[int]:
    """Count the list that the filters leave, under each parent or (`parent` None) as a whole."""
    under = WHOLE if parent is None else view.parents[parent]
    conditions = _conditions(view, filters, under.condition)
    rows = await store.fetch(
        f"select {under.expression} as parent, count(*) as count "
        f"from {view.source} {under.join} where {conditions} group by 1",
        **filters,
        parents=list(parents),
    )
    counts = {row["parent"]: row["count"] for row in rows}
    return [counts.get(each, 0) for each in parents]


async def _select(
    store: Store, view: View[T], condition: str, filters: Mapping[str, object], **given: object
) -> list[T]:
    conditions = _conditions(view, filters, condition)
    rows = await store.fetch(
        f"select {view.selected()} from {view.source} where {conditions}",
        **filters,
        **given,
    )
    return [view.build(row, store.today) for row in rows]


async def _lined_under(
    store: Store,
    view: View[T],
    parent: Parent,
    parents: Sequence[str],
    window: Window,
    filters: Mapping[str, object],
    *,
    selected: str,
) -> dict[str, list[Record]]:
    """Read the rows of a stretch of the list under each parent that has any, and the next one."""
    under = parent.expression
    conditions = _conditions(view, filters, parent.condition, _beyond(view, window))
    rows = await store.fetch(
        f"select * from (select {selected}, {under} as parent_key, "
        f"row_number() over (partition by {under} order by {_order(view)}) as turn "
        f"from {view.source} {parent.join} where {conditions}) as lined "
        f"where turn <= :one_more order by parent_key, turn",
        **filters,
        **_given(window),
        parents=list(dict.fromkeys(parents)),
    )
    grouped: dict[str, list[Record]] = {}
    for row in rows:
        grouped.setdefault(row["parent_key"], []).append(row)
    return grouped


def _selected(view: View[T], window: Window) -> str:
    """Select the items, where each stands in the order, and what is read along with it."""
    along = (view.along[name].selected(f"{name}.") for name in window.along)
    return ", ".join((view.selected(), *_places(view), *along))


def _places(view: View[T]) -> Iterator[str]:
    return (f"({each.expression})::text as place_{n}" for n, each in enumerate(view.order))


def _place(view: View[T], row: Record) -> tuple[str, ...]:
    return tuple(row[f"place_{n}"] for n in range(len(view.order)))


def _field(view: View[T], name: str) -> str:
    along, _, column = name.rpartition(".")
    columns = view.along[along].columns if along else view.columns
    return f'{columns[column]} as "{name}"'


def _order(view: View[T]) -> str:
    direction = " desc" if view.newest_first else ""
    return ", ".join(f"{each.expression}{direction}" for each in view.order)


def _given(window: Window) -> dict[str, object]:
    """Return the parameters of a window; one item more than wanted shows whether any follow."""
    after = {f"after_{n}": text for n, text in enumerate(window.after or ())}
    return {**after, "one_more": window.first + 1}


def _slice(view: View[T], window: Window, found: Sequence[Record], on: date) -> Slice[T]:
    shown = found[: window.first]
    return Slice(
        items=tuple(view.build(row, on) for row in shown),
        places=tuple(_place(view, row) for row in shown),
        along=tuple(
            {name: view.along[name].build(row, on, f"{name}.") for name in window.along}
            for row in shown
        ),
        has_more=len(found) > window.first,
    )


def _rows(view: View[T], window: Window, found: Sequence[Record]) -> Rows:
    shown = found[: window.first]
    places = tuple(_place(view, row) for row in (*shown[:1], *shown[-1:]))
    return Rows(shown, places, has_more=len(found) > window.first)


def _beyond(view: View[T], window: Window) -> str | None:
    if window.after is None:
        return None
    here = ", ".join(each.expression for each in view.order)
    there = ", ".join(f":after_{n}::text::{each.sql_type}" for n, each in enumerate(view.order))
    return f"({here}) {'<' if view.newest_first else '>'} ({there})"


def _conditions(view: View[T], filters: Mapping[str, object], *others: str | None) -> str:
    standing = None if NAMES_AN_EDITION & filters.keys() else view.standing
    return _all_of(*(view.filters[name] for name in filters), *others, standing)


def _all_of(*conditions: str | None) -> str:
    return " and ".join(f"({condition})" for condition in conditions if condition is not None)
