"""Compiling what is asked of the items of a list into the SQL that writes each of them as JSON.

The plain fields of an item and of its parts, those of what its view reads along with it, the series
of its figures and the lists that hang under it become one expression over its view, the last two as
subqueries that stand in the row of their owner. So a whole screen is read in one statement, and
nothing is made of its rows in Python. What cannot be said so is left to be read the plain way,
which tests hold this one against.
"""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, get_args, get_origin

from service.db.compiling_periods import period_of
from service.db.compiling_series import (
    TYPE_NAME,
    is_compilable,
    json_object,
    sql_of,
    word,
    written_periods,
)
from service.db.compiling_values import NotCompilable, sure, written
from service.db.leading import PART_LISTS, led_to
from service.db.series import POINTS, spans_given
from service.db.sources import SOURCES
from service.db.store import LONGEST_KEPT
from service.db.views import Parent, Under, View
from service.domain.nodes import Ref
from service.domain.periods import Period, PeriodUnreadable, PeriodView
from service.domain.plans import Priority
from service.domain.relative_periods import resolve
from service.domain.selections import NOTHING, Field, Selection

# What is longer would not be kept prepared, and planning it on every run takes longer than reading
# plainly does. The statement around the items takes the rest, and needs no more than a part of it.
_LONGEST: Final = LONGEST_KEPT - 4_096
_OF_REFERENCE: Final = {"code": 0, "id": 1}  # where they are (service/db/sql.py: ref)


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
    """Compile what is asked of the items of a list, on a day.

    None where that cannot be done, or would be longer than a statement that is kept prepared.
    """
    compiler = _Compiler(on, limits)
    try:
        json = re.sub(r"\s*\n\s*", "\n", compiler.item(view, selection))  # half of it is margins
    except NotCompilable:
        return None
    return Compiled(json, compiler.given) if len(json) <= _LONGEST else None


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
        """Write a list that hangs under the item: its nodes from the first, and their number."""
        view, parts = under.view(), field.wanted.fields
        nodes = [each for each in parts if each.name == "nodes"]
        if len(nodes) != 1 or any(each.name not in {"nodes", "total_count"} for each in parts):
            raise NotCompilable
        given = {name: value for name, value in field.arguments if value is not None}
        first = given.pop("first", self._limits.usual)
        if not isinstance(first, int) or not 1 <= first <= self._limits.most:
            raise NotCompilable  # it is refused where it stands
        if given.keys() - view.filters.keys():
            raise NotCompilable
        conditions = [view.filters[name] for name in given]
        listed = self._listed(under, nodes[0].wanted, ":first", *conditions)
        items = "'[' || coalesce(string_agg(item.json, ',' order by item.turn), '') || ']'"
        everything = self._listed(under, NOTHING, "null", *conditions)
        count = f"(select count(*)::text from {everything})"
        sql = {"nodes": items, "total_count": count}
        return self._placed(
            f"(select {json_object((each, sql[each.name]) for each in parts)} from {listed})",
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
            raise NotCompilable
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
            raise NotCompilable from unreadable  # it is refused where it stands, item by item

    def _plain(self, view: View[Any], field: Field) -> str:
        hint, column = sure(view.of, field.name), view.columns[field.name]
        edition = f"({view.columns['edition']})[2]" if "edition" in view.columns else None
        if not _is_made_up(hint):
            return written(column, hint)
        return self._made_up(view.of, f"to_jsonb({column})", hint, field, edition)

    def _made_up(self, of: Any, held: str, hint: Any, field: Field, edition: str | None) -> str:  # noqa: ANN401 -- a class, and a type of any sort
        """Write what is held as `jsonb`: parts, references and periods, one or an array of them.

        `of` is what holds it under the field's name; `edition`, as SQL, the id of the edition whose
        words these are.
        """
        if get_origin(hint) is not tuple:
            return self._single(of, held, hint, field, edition)
        each = self._single(of, "part.value", get_args(hint)[0], field, edition)
        return f"""(
            select '[' || coalesce(string_agg({each}, ',' order by part.turn), '') || ']'
            from jsonb_array_elements({held}) with ordinality as part(value, turn)
        )"""

    def _single(self, of: Any, held: str, hint: Any, field: Field, edition: str | None) -> str:  # noqa: ANN401 -- the same
        if hint is Ref:
            return self._reference(of, held, field, edition)
        if hint is PeriodView:
            return period_of(f"({held}) #>> '{{}}'", field.wanted)
        part = json_object(
            (each, self._of_part(hint, each, edition)) for each in field.wanted.fields
        )
        return f"""coalesce((
            select {part} from (select {held}) as part(value)
            where jsonb_typeof(part.value) = 'object'
        ), 'null')"""

    def _of_part(self, of: Any, field: Field, edition: str | None) -> str:  # noqa: ANN401 -- a class
        if field.name == TYPE_NAME:
            return word(f"'{of.__name__}'")
        if (of, field.name) in PART_LISTS:
            return self._list(PART_LISTS[of, field.name], field)
        hint = sure(of, field.name)
        if _is_made_up(hint):
            return self._made_up(of, f"(part.value -> '{field.name}')", hint, field, edition)
        if hint is datetime:
            raise NotCompilable  # its JSON has another form
        text = f"(part.value ->> '{field.name}')"
        return written(f"{text}::numeric" if hint is Decimal else text, hint)

    def _reference(self, of: Any, held: str, field: Field, edition: str | None) -> str:  # noqa: ANN401 -- a class
        """Write what is referred to: its code and id are at hand, for more it is looked up.

        A priority is read as the edition words it, anything else as it stands.
        """
        if all(each.name in _OF_REFERENCE for each in field.wanted.fields):
            there = json_object(
                (each, f"to_json({held} ->> {_OF_REFERENCE[each.name]})::text")
                for each in field.wanted.fields
            )
            return f"(case when jsonb_typeof({held}) = 'array' then {there} else 'null' end)"
        view = led_to(of, field.name)
        if view is None:
            raise NotCompilable
        conditions = [f"{view.columns['id']} = above.id"]
        if view.of is Priority:
            conditions.append(view.parents["edition"].is_under(["above.edition_id"]))
        elif view.standing is not None:
            conditions.append(view.standing)
        return f"""coalesce((
            select item.json
            from (select {held} ->> 1, {edition or "null"}) as above(id, edition_id)
            cross join lateral (
                select {self.item(view, field.wanted)} as json from {view.source}
                where {" and ".join(conditions)}
            ) as item
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


def _is_made_up(hint: Any) -> bool:  # noqa: ANN401 -- a type, of any sort
    """Say whether it is a part, a reference or a period, or a list of one of these."""
    one = get_args(hint)[0] if get_origin(hint) is tuple else hint
    return one is Ref or dataclasses.is_dataclass(one)
