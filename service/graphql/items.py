"""The items of a list, written as JSON all at once.

The executor completes a list item by item and field by field, which for the KPIs of a dashboard
costs more than everything else together (docs/performance.md). Where all that is asked of the
items is known here (their own plain fields, those of what was read along with them, compiled
series), they are written from the domain's values instead. The answer is the same either way.
"""

import types
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import orjson

from service import wire
from service.domain.kpis import Kpi
from service.domain.nodes import Node, Ref
from service.domain.periods import Period, PeriodUnreadable
from service.domain.selections import Field, Selection
from service.graphql.context import Context, periods_in
from service.graphql.showing import SHOWN, name_shown
from service.usecases.figures import SeriesKey, is_compilable
from service.usecases.reading import Page

_TYPE_NAME: Final = "__typename"
_PLAIN: Final = (str, int, date, Decimal)  # enumerations are texts, and instants are dates
_NOTHING: Final[Mapping[str, Node]] = {}


async def written(context: Context, page: Page[Any], wanted: Selection) -> orjson.Fragment | None:
    """Write what is wanted of every item of a page; None where not all of it is known here."""
    if not context.compiles or not page.items:
        return None
    item, along, today = page.items[0], page.along[0], context.work.today
    if not all(
        _is_series(item, each, today) or _is_known(item, along, each) for each in wanted.fields
    ):
        return None
    columns = [await _column(context, page, field) for field in wanted.fields]
    names = [field.shown_as for field in wanted.fields]
    rows = zip(*columns, strict=True)
    return orjson.Fragment(wire.dumps([dict(zip(names, row, strict=True)) for row in rows]))


def _is_series(item: Node, field: Field, today: date) -> bool:
    """Say whether a field asks for the series of a KPI, of which everything asked is compiled."""
    return (
        isinstance(item, Kpi)
        and field.name == "series"
        and is_compilable(field.wanted)
        and _periods(field, today) is not None
    )


def _is_known(thing: Node, along: Mapping[str, Node], field: Field) -> bool:
    if field.name in along:
        led_to = along[field.name]
        return all(_is_known(led_to, _NOTHING, each) for each in field.wanted.fields)
    of: Any = type(thing)
    return field.name == _TYPE_NAME or field.name in _plain_fields(of)


async def _column(context: Context, page: Page[Any], field: Field) -> Sequence[Any]:
    """Return what a field comes to for every item."""
    periods = _periods(field, context.work.today)
    if periods is not None:
        keys = tuple(SeriesKey(kpi.area.id, kpi.indicator.id) for kpi in page.items)
        return await context.many_series_json(keys, periods, field.wanted)
    return [_value(item, along, field) for item, along in zip(page.items, page.along, strict=True)]


def _value(thing: Node, along: Mapping[str, Node], field: Field) -> object:
    if field.name == _TYPE_NAME:
        return name_shown(thing)
    if field.name in along:
        led_to = along[field.name]
        return {each.shown_as: _value(led_to, _NOTHING, each) for each in field.wanted.fields}
    value: object = getattr(thing, field.name)
    return value


def _periods(field: Field, today: date) -> tuple[Period, ...] | None:
    """Return the periods that a field asks for; None when it asks for none, or unreadably."""
    given = dict(field.arguments).get("periods")
    if given is None:
        return None
    try:
        return periods_in(given["expr"], date.fromisoformat(str(given.get("on") or today)))
    except PeriodUnreadable:
        return None  # refused where it stands, item by item


@lru_cache(maxsize=100)
def _plain_fields(of: Any) -> frozenset[str]:  # noqa: ANN401 -- a class
    """Return the fields of a thing that are shown just as the domain's value has them."""
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
