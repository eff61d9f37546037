"""Showing the dashboard: one GraphQL request for the screen, one REST request beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.demo import record
from service.demo.api import Api

QUERY: Final = (Path(__file__).parent / "dashboard.graphql").read_text("utf-8")
PERIODS: Final = "2021-04..2021-06,FY2021-Q1"
_MADE_UP: Final = "†"
_MISSING: Final = "-"
# In characters: the first column gives way, down to what fits a terminal of eighty.
_NARROW: Final = 34
_OTHER_COLUMNS: Final = 46


async def show(reader: Api, out: Console) -> None:
    """Pull the partnerships' screens and print them as tables."""
    stated = record.stated_figures()
    screens = await reader.query(QUERY, {"periods": {"expr": PERIODS}})
    for code, day in record.SHOWN_ON.items():
        screen = screens[code.replace("-", "_")]
        plan = screen["plan"]
        state = "in force" if plan["inForce"] else "not in force"
        out.print(f"\n[bold]{screen['name']}[/bold]\n{plan['title']}, {state} on {day}")
        tables = [_kpis(plan) if _has_figures(plan) else _actions(plan)]
        if code in stated:
            areas = sorted({figure["area"] for figure in stated[code]["figures"]})
            tables.append(_stated(await reader.read("/v1/figures", area=areas, limit=1000)))
        for table in tables:
            table.columns[0].max_width = max(_NARROW, out.width - _OTHER_COLUMNS)
            out.print(table)
    out.print(f"{_MADE_UP} made up, for this demonstration; {_MISSING} not supplied")


def show_links(address: str, token: str, out: Console) -> None:
    """Print where to look, and a key to look with."""
    out.print(f"\nREST     {address}/docs\nGraphQL  {address}/graphql", highlight=False)
    out.print(f"A key to try, Kent Police's, which may read and push:\n{token}", highlight=False)


def _has_figures(plan: Mapping[str, Any]) -> bool:
    """Say whether any KPI of a plan has a figure for the periods shown."""
    return any(
        value is not None
        for priority in plan["priorities"]["nodes"]
        for kpi in priority["kpis"]["nodes"]
        for value in kpi["series"]["values"]
    )


def _kpis(plan: Mapping[str, Any]) -> Table:
    """Lay out the KPIs of a plan under its priorities, a column for each period."""
    table = _table("What is measured", "priority and indicator")
    series = [
        (priority, kpi)
        for priority in plan["priorities"]["nodes"]
        for kpi in priority["kpis"]["nodes"]
    ]
    for period in series[0][1]["series"]["periods"]:
        table.add_column(period, justify="right", no_wrap=True)
    last = None
    for priority, kpi in series:
        if priority is not last:
            table.add_row(_bold(f"{priority['number']} {priority['title']}"))
            last = priority
        table.add_row(f"  {kpi['indicator']['name']}", *_values(kpi["series"]))
    return table


def _values(series: Mapping[str, Any]) -> list[str]:
    return [
        _MISSING if value is None else f"{value:,}{_MADE_UP if is_made_up else ''}"
        for value, is_made_up in zip(series["values"], series["synthetic"], strict=True)
    ]


def _actions(plan: Mapping[str, Any]) -> Table:
    """Lay out a plan's priorities, and how the actions listed under each of them stand."""
    table = _table("What is to be done", "priority and issue", "actions", "they are")
    table.columns[1].no_wrap = False  # there may be many
    for priority in plan["priorities"]["nodes"]:
        listed = [
            (listing["number"], action["status"])
            for action in plan["actions"]["nodes"]
            for listing in action["listings"]
            if listing["priority"]["id"] == priority["id"]
        ]
        stand = Counter(status for _, status in listed)
        title = f"{priority['number'] or ''} {priority['title']}".strip()
        table.add_row(
            _bold(title) if priority["kind"] == "priority" else f"  {title}",
            ", ".join(number for number, _ in listed),
            ", ".join(f"{count} {status}" for status, count in sorted(stand.items())),
        )
    return table


def _stated(figures: Mapping[str, Any]) -> Table:
    """Lay out the figures that the plan states, as its source printed them."""
    table = _table("What the plan states", "indicator", "period")
    table.add_column("value", justify="right")
    for figure in _in_order(figures["items"]):
        if not figure["synthetic"]:
            table.add_row(figure["indicator"], figure["period"]["label"], f"{figure['value']:,}")
    return table


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    for name in (first, *others):
        table.add_column(name, no_wrap=True)
    return table


def _bold(text: str) -> Text:
    return Text(text, style="bold", overflow="ellipsis")


def _in_order(figures: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(figures, key=lambda each: (each["indicator"], each["period"]["id"]))
