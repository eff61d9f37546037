"""Showing the dashboard: one GraphQL request for the screen, one REST request beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from service.demo.api import Api
from service.demo.record import SHOWN_ON

QUERY: Final = (Path(__file__).parent / "dashboard.graphql").read_text("utf-8")
PERIODS: Final = "2021-04..2021-06,FY2021-Q1"
_MADE_UP: Final = "†"
_MISSING: Final = "-"


async def show(reader: Api, out: Console) -> None:
    """Pull both partnerships' screens and print them as tables."""
    screens = await reader.query(QUERY, {"periods": {"expr": PERIODS}})
    for code, day in SHOWN_ON.items():
        screen = screens[code]
        plan = screen["plan"]
        state = "in force" if plan["inForce"] else "not in force"
        out.print(f"\n[bold]{screen['name']}[/bold]\n{plan['title']}, {state} on {day}")
        out.print(_kpis(plan) if _has_kpis(plan) else _actions(plan))
        out.print(_stated(await reader.read("/v1/figures", area=code, limit=1000)))
    out.print(f"{_MADE_UP} made up, for this demonstration; {_MISSING} not supplied")


def _has_kpis(plan: Mapping[str, Any]) -> bool:
    return any(priority["kpis"]["nodes"] for priority in plan["priorities"]["nodes"])


def _kpis(plan: Mapping[str, Any]) -> Table:
    """Lay out the KPIs of a plan under its priorities, a column for each period."""
    table = Table(title="What is measured", title_justify="left")
    table.add_column("indicator", no_wrap=True, ratio=1)
    table.add_column("unit", no_wrap=True, max_width=9)
    series = [
        (priority, kpi)
        for priority in plan["priorities"]["nodes"]
        for kpi in priority["kpis"]["nodes"]
    ]
    for period in series[0][1]["series"]["periods"]:
        table.add_column(period, justify="right", no_wrap=True, min_width=len(period))
    last = None
    for priority, kpi in series:
        if priority is not last:
            table.add_row(f"[bold]{priority['number']} {priority['title']}[/bold]")
            last = priority
        measured = kpi["indicator"]
        table.add_row(f"  {measured['name']}", measured["unit"], *_values(kpi["series"]))
    return table


def _values(series: Mapping[str, Any]) -> list[str]:
    return [
        _MISSING if value is None else f"{value:,}{_MADE_UP if is_made_up else ''}"
        for value, is_made_up in zip(series["values"], series["synthetic"], strict=True)
    ]


def _actions(plan: Mapping[str, Any]) -> Table:
    """Lay out a plan's priorities, and how the actions listed under each of them stand."""
    table = Table(title="What is to be done", title_justify="left")
    table.add_column("theme or issue", no_wrap=True, ratio=1)
    table.add_column("actions", no_wrap=True, min_width=10)
    table.add_column("they are", no_wrap=True, min_width=10)
    for priority in plan["priorities"]["nodes"]:
        listed = [
            action
            for action in plan["actions"]["nodes"]
            if any(each["priority"]["id"] == priority["id"] for each in action["listings"])
        ]
        stand = Counter(action["status"] for action in listed)
        title = f"{priority['number'] or ''} {priority['title']}".strip()
        table.add_row(
            f"[bold]{title}[/bold]" if priority["kind"] == "priority" else f"  {title}",
            ", ".join(each["number"] for action in listed for each in action["listings"]),
            ", ".join(f"{count} {status}" for status, count in sorted(stand.items())),
        )
    return table


def _stated(figures: Mapping[str, Any]) -> Table:
    """Lay out the figures that the plan states, as its source printed them."""
    table = Table("indicator", "period", title="What the plan states", title_justify="left")
    table.add_column("value", justify="right")
    for figure in _in_order(figures["items"]):
        if not figure["synthetic"]:
            table.add_row(figure["indicator"], figure["period"]["label"], f"{figure['value']:,}")
    return table


def _in_order(figures: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(figures, key=lambda each: (each["indicator"], each["period"]["id"]))
