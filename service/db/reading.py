"""Reading any noun by its view: by its keys, a stretch of its list, or one under each parent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from service.db.compiling import Compiled, listed_under
from service.db.store import Record, Store
from service.db.stretches import Slice, Window, Written
from service.db.views import View
from service.domain.nodes import Node

T = TypeVar("T", bound=Node)

_NONE: Final[Mapping[str, object]] = {}
# What a thing may be called besides its id.
_NAMES: Final = ("code", "slug", "ons_code", "starts_with")
NAMES_AN_EDITION: Final = frozenset({"edition", "edition_id"})


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
    conditions = _conditions(view, filters, *_beyond(view, window))
    rows = await store.fetch(
        f"select {_selected(view, window)} from {view.source} where {conditions} "
        f"order by {view.order_by} limit :one_more",
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
    rows = await _under(
        store, view, parent, parents, window, filters, selected=_selected(view, window)
    )
    return [_slice(view, window, each, store.today) for each in rows]


async def written_under(
    store: Store,
    view: View[T],
    parent: str,
    parents: Sequence[str],
    window: Window,
    filters: Mapping[str, object],
    *,
    items: Compiled,
) -> list[Written]:
    """Read what `pages_under` reads, its items written as they were compiled."""
    rows = await _under(
        store,
        view,
        parent,
        parents,
        window,
        filters,
        selected=_written_item(view, items),
        first=window.first,
        **items.given,
    )
    return [_written(view, window, each) for each in rows]


async def count(store: Store, view: View[T], filters: Mapping[str, object]) -> int:
    """Count the list that the filters leave."""
    conditions = _conditions(view, filters)
    row = await store.fetch_one(
        f"select count(*) as count from {view.source} where {conditions}", **filters
    )
    return 0 if row is None else int(row["count"])


async def written_page(
    store: Store, view: View[T], window: Window, filters: Mapping[str, object], items: Compiled
) -> Written:
    """Read what `page` reads, its items written as they were compiled."""
    conditions = _conditions(view, filters, *_beyond(view, window))
    rows = await store.fetch(
        f"select {_written_item(view, items)} from {view.source} where {conditions} "
        f"order by {view.order_by} limit :one_more",
        **filters,
        **_given(window),
        **items.given,
        first=window.first,
    )
    return _written(view, window, rows)


async def written_one(store: Store, view: View[T], key: str, items: Compiled) -> str | None:
    """Find a thing by its id or code, written as it was compiled; None when there is none."""
    is_id = key.startswith(f"{view.of.prefix}_")
    condition = view.id_condition if is_id else view.code_condition
    if condition is None:
        return None
    row = await store.fetch_one(
        f"select {items.json} as json from {view.source} "
        f"where {_conditions(view, _NONE, condition)}",
        **items.given,
        **({"ids": [key]} if is_id else {"codes": [key]}),
    )
    return None if row is None else row["json"]


async def counts_under(
    store: Store,
    view: View[T],
    parent: str,
    parents: Sequence[str],
    filters: Mapping[str, object],
) -> list[int]:
    """Count the list that the filters leave under each parent, in their order."""
    under = view.parents[parent]
    is_there = under.is_under(under.parts_of("asked.key"))
    conditions = " and ".join((is_there, *(view.filters[name] for name in filters)))
    rows = await store.fetch(
        f"""
        select (select count(*) from {view.source} {under.join} where {conditions}) as count
        from unnest(:parents::text[]) with ordinality as asked(key, turn)
        order by asked.turn
        """,
        **filters,
        parents=list(parents),
    )
    return [row["count"] for row in rows]


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


async def _under(
    store: Store,
    view: View[T],
    parent: str,
    parents: Sequence[str],
    window: Window,
    filters: Mapping[str, object],
    *,
    selected: str,
    **given: object,
) -> list[list[Record]]:
    """Read the rows of a stretch of the list under each parent, and the next one."""
    under = view.parents[parent]
    listed = listed_under(
        view,
        under,
        under.parts_of("asked.key"),
        selected,
        ":one_more",
        *(view.filters[name] for name in filters),
        *_beyond(view, window),
    )
    rows = await store.fetch(
        f"""
        select asked.turn as parent_turn, item.*
        from unnest(:parents::text[]) with ordinality as asked(key, turn)
        cross join lateral ({listed}) as item
        order by asked.turn, item.turn
        """,
        **filters,
        **_given(window),
        **given,
        parents=list(parents),
    )
    found: list[list[Record]] = [[] for _ in parents]
    for row in rows:
        found[row["parent_turn"] - 1].append(row)
    return found


def _selected(view: View[T], window: Window) -> str:
    """Select the items, where each stands in the order, and what is read along with it."""
    along = (view.along[name].selected(f"{name}.") for name in window.along)
    return ", ".join((view.selected(), *_places(view), *along))


def _places(view: View[T]) -> Iterator[str]:
    return (f"({each.expression})::text as place_{n}" for n, each in enumerate(view.order))


def _place(view: View[T], row: Record) -> tuple[str, ...]:
    return tuple(row[f"place_{n}"] for n in range(len(view.order)))


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


def _written_item(view: View[T], items: Compiled) -> str:
    """Select an item as it was compiled, and where it stands in the order.

    The one item more than wanted is not written: it only shows that there is one.
    """
    turn = f"row_number() over (order by {view.order_by})"
    return ", ".join((f"case when {turn} <= :first then {items.json} end as json", *_places(view)))


def _written(view: View[T], window: Window, found: Sequence[Record]) -> Written:
    shown = found[: window.first]
    return Written(
        items=tuple(row["json"] for row in shown),
        places=tuple(_place(view, row) for row in shown),
        has_more=len(found) > window.first,
    )


def _beyond(view: View[T], window: Window) -> tuple[str, ...]:
    if window.after is None:
        return ()
    here = ", ".join(each.expression for each in view.order)
    there = ", ".join(f":after_{n}::text::{each.sql_type}" for n, each in enumerate(view.order))
    return (f"({here}) {'<' if view.newest_first else '>'} ({there})",)


def _conditions(view: View[T], filters: Mapping[str, object], *others: str) -> str:
    """Join the conditions of a list that hangs under nothing."""
    names_an_edition = NAMES_AN_EDITION & filters.keys()
    standing = () if view.standing is None or names_an_edition else (view.standing,)
    wanted = (*(view.filters[name] for name in filters), *others, *standing)
    return " and ".join(f"({each})" for each in wanted) or "true"
