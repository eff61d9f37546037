"""Series and figures, read for an audience."""

from collections.abc import Mapping, Sequence
from typing import Final

from service.db.sql import ref
from service.db.views import Order, Parent, View
from service.domain.figures import Figure, FigureRevision, Series

# Who may see the numbers of a figure: everyone when it is free, else its supplier, those who
# coordinate a partnership of its area, and administrators (service/domain/callers.py: Audience).
VISIBLE: Final = """
    ({0}.confidentiality = 'free'
        or :sees_all::bool
        or {0}.agency_id = :audience_agency_id::text
        or {0}.area_id = any(:audience_area_ids::text[]))
"""


def note_shown(table: str) -> str:
    """Select a figure's note for the audience: it may tell the number that is hidden."""
    return f"case when {VISIBLE.format(table)} then {table}.note end"


def shown(column: str, table: str) -> str:
    """Select a number of a figure for the audience: null to whom it is hidden."""
    return f"case when {VISIBLE.format(table)} then trim_scale({table}.{column}) end"


def _id_of(prefix: str, table: str) -> str:
    return f"'{prefix}_' || substr({table}.area_id, 5) || substr({table}.indicator_id, 5)"


def figure_id(table: str) -> str:
    """Select the id of the figure whose key a table has."""
    return (
        f"{_id_of('fig', table)} || '.' || {table}.breakdown || '.' "
        f"|| replace({table}.period, '/', '~')"
    )


# An id, `{0}`, spells out its key; reading it here keeps the search on the key's index
# (domain/ids.py).
_SERIES_IN_ID: Final = (
    "'are_' || substr({0}, 5, 20)",
    "'ind_' || substr({0}, 25, 20)",
    "split_part({0}, '.', 2)",
)
_FIGURE_IN_ID: Final = (*_SERIES_IN_ID, "replace(split_part({0}, '.', 3), '~', '/')")


def _key(table: str, *more: str) -> tuple[str, ...]:
    return tuple(f"{table}.{each}" for each in ("area_id", "indicator_id", "breakdown", *more))


def _is_any_of(columns: Sequence[str], in_id: Sequence[str], parameter: str) -> str:
    parts = ", ".join(in_id).format("each")
    return f"({', '.join(columns)}) in (select {parts} from unnest(:{parameter}::text[]) as each)"


SERIES: Final = View(
    of=Series,
    source="""
        series
        join indicator on indicator.id = series.indicator_id
        join area on area.id = series.area_id
    """,
    columns={
        "id": f"{_id_of('ser', 'series')} || '.' || series.breakdown",
        "indicator": ref("indicator"),
        "area": ref("area"),
        "breakdown": "series.breakdown",
        "recorded_at": "series.recorded_at",
    },
    id_condition=_is_any_of(_key("series"), _SERIES_IN_ID, "ids"),
    code_condition=None,
    order=(
        Order("indicator.code", "text"),
        Order("area.code", "text"),
        Order("series.breakdown", "text"),
    ),
    filters={
        "indicator_id": "series.indicator_id = any(:indicator_id::text[])",
        "area_id": "series.area_id = any(:area_id::text[])",
        "breakdown": "series.breakdown = any(:breakdown::text[])",
    },
    parents={"indicator": Parent(("series.indicator_id",))},
)


def _columns(table: str) -> Mapping[str, str]:
    return {
        "id": figure_id(table),
        "indicator": ref("indicator"),
        "area": ref("area"),
        "breakdown": f"{table}.breakdown",
        "period": f"{table}.period",
        "value": shown("value", table),
        "numerator": shown("numerator", table),
        "denominator": shown("denominator", table),
        "status": f"{table}.status",
        "confidentiality": f"{table}.confidentiality",
        "note": note_shown(table),
        "synthetic": f"{table}.synthetic",
        "revision": f"{table}.revision",
        "recorded_at": f"{table}.recorded_at",
        "recorded_by": ref("agency"),
        "submission": f"{table}.submission_id",
    }


def _id_condition(table: str, parameter: str) -> str:
    return _is_any_of(_key(table, "period"), _FIGURE_IN_ID, parameter)


def _source(table: str) -> str:
    return f"""
        {table}
        join indicator on indicator.id = {table}.indicator_id
        join area on area.id = {table}.area_id
        join agency on agency.id = {table}.agency_id
    """


def _order(table: str) -> tuple[Order, ...]:
    """Order as the key's index stands, so that a page is a stretch of it."""
    return (
        Order(f"{table}.area_id", "text"),
        Order(f"{table}.indicator_id", "text"),
        Order(f"{table}.breakdown", "text"),
        Order(f"{table}.starts_on", "date"),
        Order(f"{table}.period", "text"),
    )


def _filters(table: str) -> Mapping[str, str]:
    return {
        "indicator_id": f"{table}.indicator_id = any(:indicator_id::text[])",
        "area_id": f"{table}.area_id = any(:area_id::text[])",
        "breakdown": f"{table}.breakdown = any(:breakdown::text[])",
        "period": f"{table}.period = any(:period::text[])",
        "period_from": f"{table}.starts_on >= :period_from",
        "period_before": f"{table}.starts_on < :period_before",
        "submission": f"{table}.submission_id = any(:submission::text[])",
        "updated_since": f"{table}.recorded_at >= :updated_since",
    }


FIGURES: Final = View(
    of=Figure,
    source=_source("figure"),
    columns=_columns("figure"),
    id_condition=_id_condition("figure", "ids"),
    code_condition=None,
    order=_order("figure"),
    filters=_filters("figure"),
    standing="not figure.is_deletion",
)

REVISIONS: Final = View(
    of=FigureRevision,
    source=_source("figure_revision"),
    columns={
        **_columns("figure_revision"),
        "superseded_at": """
            (
                select later.recorded_at from figure_revision as later
                where later.area_id = figure_revision.area_id
                    and later.indicator_id = figure_revision.indicator_id
                    and later.breakdown = figure_revision.breakdown
                    and later.starts_on = figure_revision.starts_on
                    and later.period = figure_revision.period
                    and later.revision = figure_revision.revision + 1
            )
        """,
        "is_deletion": "figure_revision.is_deletion",
    },
    id_condition=_id_condition("figure_revision", "ids"),
    code_condition=None,
    order=(*_order("figure_revision"), Order("figure_revision.revision", "int")),
    filters={
        **_filters("figure_revision"),
        "figure": _id_condition("figure_revision", "figure"),
    },
    parents={"figure": Parent(_key("figure_revision", "period"), parts=_FIGURE_IN_ID)},
)
