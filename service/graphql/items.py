"""The items of a list, written as JSON straight from their rows.

The executor completes a list item by item and field by field, which for the KPIs of a dashboard
costs more than everything else together (docs/performance.md). Where all that is asked of the
items is known here (their own plain fields, those of what can be read along with them, compiled
series), just that is read, and written a column at a time. The answer is the same either way.
"""

import types
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, TypeAlias, Union, get_args, get_origin, get_type_hints

import orjson

from service import wire
from service.domain.kpis import Kpi
from service.domain.nodes import Node, Ref
from service.domain.periods import PeriodUnreadable
from service.domain.selections import Field, Selection
from service.graphql.connections import Info
from service.graphql.context import Context, periods_in
from service.graphql.selection import selection_of
from service.graphql.showing import SHOWN
from service.usecases.figures import SeriesKey, is_compilable
from service.usecases.rows import read_along

_TYPE_NAME: Final = "__typename"
_PLAIN: Final = (str, int, date, Decimal)  # enumerations are texts, and instants are dates

_Rows: TypeAlias = Sequence[Mapping[str, Any]]
_Values: TypeAlias = Sequence[object]  # of one field: a value for every row


@dataclass(frozen=True)
class Column:
    """How one field is written: the fields of the rows that it takes, and what comes of them."""

    takes: tuple[str, ...]
    values: Callable[[_Rows], Awaitable[_Values]]


@dataclass(frozen=True)
class Items:
    """What is asked of the items of a list, and how it is written."""

    wanted: Selection
    columns: Sequence[Column]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that have to be read."""
        return tuple(sorted({name for column in self.columns for name in column.takes}))

    async def written(self, rows: _Rows) -> orjson.Fragment:
        """Write the items from their rows."""
        return orjson.Fragment(wire.dumps(await _objects(self.wanted, self.columns, rows)))


def items_asked(info: Info, noun: type[Node]) -> Items | None:
    """Return how what is asked of a list's items is written; None where not all is known here."""
    context = info.context
    asked = selection_of(info._raw_info)  # noqa: SLF001 -- Strawberry has no other way to it
    forms = [field for field in asked.fields if field.name in {"nodes", "edges"}]
    if not context.compiles or [field.name for field in forms] != ["nodes"]:
        return None
    return context.once(("items", id(asked)), lambda: _items(context, noun, forms[0].wanted))


def _items(context: Context, noun: type[Node], wanted: Selection) -> Items | None:
    found = [_series(context, noun, each) or _column(noun, each) for each in wanted.fields]
    columns = [each for each in found if each is not None]
    return Items(wanted, columns) if len(columns) == len(found) else None


async def _objects(wanted: Selection, columns: Sequence[Column], rows: _Rows) -> _Values:
    names = [field.shown_as for field in wanted.fields]
    values = [await column.values(rows) for column in columns]
    return [dict(zip(names, each, strict=True)) for each in zip(*values, strict=True)]


def _series(context: Context, noun: type[Node], field: Field) -> Column | None:
    """Write the series of KPIs, where everything asked of them is compiled."""
    if noun is not Kpi or field.name != "series" or not is_compilable(field.wanted):
        return None
    given = dict(field.arguments)["periods"]
    on = given.get("on") or context.work.today
    try:
        periods = periods_in(given["expr"], date.fromisoformat(str(on)))
    except PeriodUnreadable:
        return None  # it is refused where it stands, item by item

    series = context.series_of_lists(periods, field.wanted)

    async def values(rows: _Rows) -> _Values:
        return await series.load(
            tuple(SeriesKey(row["area"][1], row["indicator"][1]) for row in rows)
        )

    return Column(("area", "indicator"), values)


def _column(noun: Any, field: Field, prefix: str = "") -> Column | None:  # noqa: ANN401 -- a class
    """Write a plain field, or the plain fields of what is read along."""
    if field.name == _TYPE_NAME:
        return _type_name(noun)
    if field.name in _plain_fields(noun):
        return _plain(f"{prefix}{field.name}")
    if field.name in (along := read_along(noun)) and not prefix:
        return _along(along[field.name], field)
    return None


def _type_name(noun: type[Node]) -> Column:
    async def values(rows: _Rows) -> _Values:
        return [SHOWN[noun].__name__] * len(rows)

    return Column((), values)


def _plain(name: str) -> Column:
    async def values(rows: _Rows) -> _Values:
        return [row[name] for row in rows]

    return Column((name,), values)


def _along(noun: type[Node], field: Field) -> Column | None:
    found = [_column(noun, each, f"{field.name}.") for each in field.wanted.fields]
    columns = [each for each in found if each is not None]

    async def values(rows: _Rows) -> _Values:
        return await _objects(field.wanted, columns, rows)

    takes = tuple(name for each in columns for name in each.takes)
    return Column(takes, values) if len(columns) == len(found) else None


@lru_cache(maxsize=100)
def _plain_fields(of: Any) -> frozenset[str]:  # noqa: ANN401 -- a class
    """Return the fields of a thing that are shown just as its row has them."""
    hints = get_type_hints(of)
    shown: Any = SHOWN[of]
    return frozenset(
        field.python_name
        for field in shown.__strawberry_definition__.fields
        if field.base_resolver is None and _is_plain(hints.get(field.python_name))
    )


def _is_plain(hint: Any) -> bool:  # noqa: ANN401 -- a type, of any sort
    if get_origin(hint) in {Union, types.UnionType, tuple}:
        return all(_is_plain(each) for each in get_args(hint) if each is not Ellipsis)
    is_text = isinstance(hint, type) and issubclass(hint, _PLAIN)
    return hint is types.NoneType or (is_text and not issubclass(hint, Ref))
