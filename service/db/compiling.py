"""Compiling what is asked of the items of a list into the SQL that writes each of them as JSON.

The plain fields of an item and of its parts, those of what its view reads along with it, the series
of its figures and the lists that hang under it become one expression over its view, the last two as
subqueries that stand in the row of their owner. So a whole screen is read in one statement, and
nothing is made of its rows in Python. What cannot be said so is left to be read the plain way,
which tests hold this one against.
"""

import dataclasses
import re
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from service.db.agencies import AGENCIES
from service.db.areas import AREAS
from service.db.compiling_series import (
    TYPE_NAME,
    is_compilable,
    json_object,
    sql_of,
    word,
    written_periods,
)
from service.db.series import POINTS, spans_given
from service.db.sources import SOURCES
from service.db.views import Parent, Under, View
from service.domain.nodes import Ref
from service.domain.periods import Period, PeriodUnreadable, PeriodView
from service.domain.relative_periods import resolve
from service.domain.selections import Field, Selection

_OF_REFERENCE: Final = {"code": 0, "id": 1}  # where they are (service/db/sql.py: ref)
_INSTANT: Final = """to_char({} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""


@dataclass(frozen=True, eq=False)
class Compiled:
    """What is asked of the items of a list, as SQL: `json`, over the view's source.

    `given` holds the parameters that it names.
    """

    json: str
    given: Mapping[str, object]


@dataclass(frozen=True)
class Limits:
    """How many items a list gives when nothing is said of it, and how many at the most."""

    usual: int
    most: int


def compile_items(
    view: View[Any], selection: Selection, on: date, limits: Limits
) -> Compiled | None:
    """Compile what is asked of the items of a list, on a day; None where that cannot be done."""
    compiler = _Compiler(on, limits)
    try:
        return Compiled(compiler.item(view, selection), compiler.given)
    except _NotCompilable:
        return None


_BODIES: Final[Mapping[str, View[Any]]] = {"area": AREAS, "agency": AGENCIES}


class _NotCompilable(Exception):
    """Something is asked for that is not written in SQL, or has to be refused."""


class _Compiler:
    """Compiles one selection; `given` gathers the parameters of all of it."""

    def __init__(self, on: date, limits: Limits) -> None:
        self.given: dict[str, object] = {}
        self._on = on
        self._limits = limits
        self._places = 0

    def item(self, view: View[Any], selection: Selection) -> str:
        """Return the SQL that writes an item from a row of its view."""
        return json_object((field, self._field(view, field)) for field in selection.fields)

    def _field(self, view: View[Any], field: Field) -> str:
        if field.name == TYPE_NAME:
            return word(f"'{view.of.__name__}'")
        if field.name in view.along:
            return self.item(view.along[field.name], field.wanted)
        if field.name in view.lists:
            return self._list(view.lists[field.name], field)
        if field.name == "sources":
            return self._list(Under(lambda: SOURCES, "of", (view.columns["id"],)), field)
        if field.name in view.ones:
            return self._one(view.ones[field.name], field)
        if field.name in view.facts:
            return f"({view.facts[field.name]})::text"
        if field.name == "series" and view.series is not None:
            return self._series(view.series, field)
        return self._plain(view, field)

    def _list(self, under: Under, field: Field) -> str:
        """Write a list that hangs under the item: from its beginning, its nodes and no more."""
        if [each.name for each in field.wanted.fields] != ["nodes"]:
            raise _NotCompilable
        (nodes,), view = field.wanted.fields, under.view()
        given = {name: value for name, value in field.arguments if value is not None}
        first = given.pop("first", self._limits.usual)
        if not isinstance(first, int) or not 1 <= first <= self._limits.most:
            raise _NotCompilable  # it is refused where it stands
        if given.keys() - view.filters.keys():
            raise _NotCompilable
        items = "'[' || coalesce(string_agg(item.json, ',' order by item.turn), '') || ']'"
        listed = self._listed(
            under, nodes.wanted, ":first", *(view.filters[name] for name in given)
        )
        return self._placed(
            f"(select {json_object([(nodes, items)])} from {listed})",
            {"first": first, **{name: _as_list(value) for name, value in given.items()}},
        )

    def _one(self, under: Under, field: Field) -> str:
        """Write the one thing that hangs under the item, or null."""
        on = dict(field.arguments).get("on")
        listed = self._listed(under, field.wanted, "1")
        return self._placed(
            f"coalesce((select item.json from {listed}), 'null')",
            {"on": date.fromisoformat(str(on)) if on else self._on},
        )

    def _listed(self, under: Under, wanted: Selection, limit: str, *conditions: str) -> str:
        """Select what hangs under the item: its `json` and its `turn`, as `item`."""
        view = under.view()
        keys = [f"key_{n}" for n in range(len(under.key))]
        listed = listed_under(
            view,
            view.parents[under.parent],
            [f"above.{key}" for key in keys],
            f"{self.item(view, wanted)} as json",
            limit,
            *conditions,
        )
        return f"""
            (select {", ".join(under.key)}) as above({", ".join(keys)})
            cross join lateral ({listed}) as item
        """

    def _placed(self, sql: str, given: Mapping[str, object]) -> str:
        """Tell the parameters of one part from those of others, which may have the same names."""
        self._places += 1
        place = f"_{self._places}"
        self.given |= {f"{name}{place}": value for name, value in given.items()}
        return re.sub(rf"(?<![:\w]):({'|'.join(given)})(?!\w)", rf":\1{place}", sql)

    def _series(self, key: Sequence[str], field: Field) -> str:
        """Write the series of the item's figures over the periods asked for."""
        if not is_compilable(field.wanted):
            raise _NotCompilable
        periods, (area, indicator) = self._periods(field), key
        series = f"""(
            select series.json
            from (select {area}, {indicator}, 'total') as asked(area_id, indicator_id, breakdown)
            cross join lateral (
                select {sql_of(field.wanted)} as json from {POINTS} group by ()
            ) as series
        )"""
        written = written_periods(periods, self._on, field.wanted)
        return self._placed(series, spans_given(periods, written))

    def _periods(self, field: Field) -> tuple[Period, ...]:
        given = dict(field.arguments)["periods"]
        on = given.get("on")
        try:
            return resolve(given["expr"], date.fromisoformat(str(on)) if on else self._on)
        except PeriodUnreadable as unreadable:
            raise _NotCompilable from unreadable  # it is refused where it stands, item by item

    def _plain(self, view: View[Any], field: Field) -> str:
        hint = _sure(view.of, field.name)
        column, is_several = view.columns[field.name], get_origin(hint) is tuple
        part = get_args(hint)[0] if is_several else hint
        if dataclasses.is_dataclass(part) and part is not PeriodView:
            return self._parts(column, part, field.wanted, is_several=is_several)
        return f"coalesce({_written(column, hint)}, 'null')"

    def _parts(self, column: str, of: Any, wanted: Selection, *, is_several: bool) -> str:  # noqa: ANN401 -- a class
        """Write what a column holds as JSON, under the names of a dataclass: one, or an array."""
        part = json_object((field, self._of_part(of, field)) for field in wanted.fields)
        if not is_several:
            held = f"(select to_jsonb({column})) as part(value)"
            return f"coalesce((select {part} from {held} where part.value is not null), 'null')"
        held = f"jsonb_array_elements(to_jsonb({column})) with ordinality as part(value, turn)"
        return (
            f"(select '[' || coalesce(string_agg({part}, ',' order by part.turn), '') || ']' "
            f"from {held})"
        )

    def _of_part(self, of: Any, field: Field) -> str:  # noqa: ANN401 -- a class
        if field.name == TYPE_NAME:
            return word(f"'{of.__name__}'")
        hint, text = _sure(of, field.name), f"(part.value ->> '{field.name}')"
        if hint is Ref:
            return self._reference(f"(part.value -> '{field.name}')", field)
        if hint is datetime:
            raise _NotCompilable  # its JSON has another form
        sql = f"{text}::numeric" if hint is Decimal else text
        return f"coalesce({_written(sql, hint)}, 'null')"

    def _reference(self, held: str, field: Field) -> str:
        """Write what a part refers to: its code and id are at hand, and bodies are looked up."""
        if all(each.name in _OF_REFERENCE for each in field.wanted.fields):
            there = json_object(
                (each, f"to_json({held} ->> {_OF_REFERENCE[each.name]})::text")
                for each in field.wanted.fields
            )
            return f"(case when jsonb_typeof{held} = 'array' then {there} else 'null' end)"
        view = _BODIES.get(field.name)
        if view is None:
            raise _NotCompilable
        return f"""coalesce((
            select {self.item(view, field.wanted)} from {view.source}
            where {view.columns["id"]} = {held} ->> 1
        ), 'null')"""


def listed_under(
    view: View[Any], under: Parent, key: Sequence[str], selected: str, limit: str, *conditions: str
) -> str:
    """Select from the items that stand under a key, in order, no more than the limit.

    `key` is the SQL of each column of the key. Beside what is selected an item has its `turn`.
    """
    wanted = " and ".join(f"({each})" for each in (under.is_under(key), *conditions))
    return f"""
        select {selected}, row_number() over (order by {view.order_by}) as turn
        from {view.source} {under.join}
        where {wanted}
        order by {view.order_by}
        limit {limit}
    """


def _as_list(given: object) -> object:
    """Return what a filter is given; a single word stands for a list of it."""
    return [given] if isinstance(given, str) else given


def _sure(of: Any, name: str) -> Any:  # noqa: ANN401 -- a class, and a type of any sort
    """Return the type of a field of a dataclass, whether or not it can be null."""
    hint = _hints(of).get(name)
    if hint is None:
        raise _NotCompilable
    if get_origin(hint) not in {Union, types.UnionType}:
        return hint
    (inner,) = (each for each in get_args(hint) if each is not types.NoneType)
    return inner


@lru_cache(maxsize=100)
def _hints(of: Any) -> Mapping[str, Any]:  # noqa: ANN401 -- a class
    return get_type_hints(of)


def _written(sql: str, hint: Any) -> str:  # noqa: ANN401 -- a type, of any sort
    """Return the SQL that writes a column as the JSON of its type, or null."""
    if get_origin(hint) is tuple and _is_text(get_args(hint)[0]):
        return f"to_json({sql})::text"
    if _is_text(hint) or hint is date:
        return f"to_json({sql})::text"
    if hint is Decimal:
        return f"trim_scale({sql})::text"
    if hint in {int, bool}:
        return f"({sql})::text"
    if hint is datetime:
        return word(_INSTANT.format(sql))
    raise _NotCompilable


def _is_text(hint: Any) -> bool:  # noqa: ANN401 -- a type, of any sort
    """Say whether it is a text that is shown as it is; a reference leads to something else."""
    return isinstance(hint, type) and issubclass(hint, str) and not issubclass(hint, Ref)
