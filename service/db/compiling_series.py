"""Compiling a selection of a series into the SQL that writes its JSON.

Every expression here yields JSON as text and is never null. The names of fields are those of the
domain's `Point` and `Series`; the names in the answer are the reader's, letters and digits only.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import orjson

from service.db.figures import note_shown, shown
from service.domain.figures import Confidentiality, FigureStatus
from service.domain.periods import Period, PeriodView, view
from service.domain.selections import NOTHING, Field, Selection

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
TYPE_NAME: Final = "__typename"


def _number(column: str) -> str:
    return f"coalesce(({shown(column, 'figure')})::text, 'null')"


def word(expression: str) -> str:
    """Return the SQL that writes a text without quotes, backslashes or control characters."""
    return f"""'"' || {expression} || '"'"""


_VALUE: Final = _number("value")
_STATUS: Final = word(f"coalesce(figure.status, '{FigureStatus.NOT_SUPPLIED}')")
_SYNTHETIC: Final = "coalesce(figure.synthetic, false)::text"
_INSTANT: Final = """to_char(figure.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""

# What a point of a series holds, as JSON.
POINT: Final[Mapping[str, str]] = {
    TYPE_NAME: word("'Point'"),
    "period": "span.json",
    "value": _VALUE,
    "numerator": _number("numerator"),
    "denominator": _number("denominator"),
    "status": _STATUS,
    "confidentiality": word(f"coalesce(figure.confidentiality, '{Confidentiality.FREE}')"),
    "note": f"coalesce(to_json({note_shown('figure')})::text, 'null')",
    "synthetic": _SYNTHETIC,
    "revision": "coalesce(figure.revision, 0)::text",
    "recorded_at": f"coalesce({word(_INSTANT)}, 'null')",
}


def _column(of_each: str) -> str:
    listed = f"string_agg({of_each}, ',' order by span.turn) filter (where span.turn is not null)"
    return f"coalesce('[' || {listed} || ']', '[]')"


# What a series holds beside its points, as JSON.
SERIES: Final[Mapping[str, str]] = {
    TYPE_NAME: word("'Series'"),
    "id": word(
        "'ser_' || substr(asked.area_id, 5) || substr(asked.indicator_id, 5) "
        "|| '.' || asked.breakdown"
    ),
    "breakdown": "to_json(asked.breakdown)::text",
    "periods": _column(word("span.id")),
    "values": _column(_VALUE),
    "statuses": _column(_STATUS),
    "synthetic": _column(_SYNTHETIC),
}


def is_compilable(selection: Selection) -> bool:
    """Say whether every field asked for is known here, and periods are asked for in one form."""
    points = [field.wanted for field in selection.fields if field.name == "points"]
    of_points = [field for wanted in points for field in wanted.fields]
    return (
        all(field.name in SERIES or field.name == "points" for field in selection.fields)
        and all(field.name in POINT for field in of_points)
        and len({field.wanted for field in of_points if field.name == "period"}) <= 1
    )


def sql_of(selection: Selection) -> str:
    """Return the SQL expression that writes the object selected of a series."""
    return json_object((field, _sql_of_field(field)) for field in selection.fields)


def _sql_of_field(field: Field) -> str:
    if field.name != "points":
        return SERIES[field.name]
    return _column(json_object((each, POINT[each.name]) for each in field.wanted.fields))


def json_object(members: Iterable[tuple[Field, str]]) -> str:
    """Return the SQL that writes an object of what writes each of its members."""
    written = " || ',' || ".join(f"""'"{_named(field)}":' || {sql}""" for field, sql in members)
    return f"('{{' || {written} || '}}')" if written else "'{}'"


def _named(field: Field) -> str:
    """Return the name in the answer, which goes into SQL as it is."""
    if _NAME.fullmatch(field.shown_as) is None:
        raise ValueError(f"{field.shown_as!r} is no name for a field.")
    return field.shown_as


def written_periods(periods: Sequence[Period], on: date, selection: Selection) -> tuple[str, ...]:
    """Write the object selected of each period of the points, the same for every series."""
    wanted = next(
        (
            field.wanted
            for points in selection.fields
            for field in points.wanted.fields
            if field.name == "period"
        ),
        NOTHING,
    )
    return tuple(_written(view(each, on), wanted) for each in periods)


def _written(span: PeriodView, wanted: Selection) -> str:
    members = {
        field.shown_as: "Period" if field.name == TYPE_NAME else getattr(span, field.name)
        for field in wanted.fields
    }
    return orjson.dumps(members).decode()
