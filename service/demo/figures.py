"""The demo's figures: those that the plans state, and a quarter made up from a seed."""

import random
from collections.abc import Mapping
from typing import Any, Final

from service.demo import record

_SEED: Final = 2021
_MONTHS: Final = ("2021-04", "2021-05", "2021-06")
_QUARTER: Final = "FY2021-Q1"
# About how many there are in a month, so that what is made up at least agrees with itself.
_LEVELS: Final[Mapping[str, int]] = {
    "total-crime": 900,
    "violent-offences": 360,
    "asb-incidents": 240,
    "domestic-abuse-reports": 210,
    "asb-repeat-victims": 40,
    "serious-violent-offences": 25,
}
_USUAL_LEVEL: Final = 30
_SWING: Final = 0.15  # either way


def stated_figures() -> dict[str, list[dict[str, Any]]]:
    """Return, by agency, the submissions of what the plans state: one for each document."""
    batches: dict[str, list[dict[str, Any]]] = {}
    for stated in record.stated_figures().values():
        by_agency: dict[str, list[dict[str, Any]]] = {}
        for figure in stated["figures"]:
            row = {name: value for name, value in figure.items() if name != "agency"}
            by_agency.setdefault(figure["agency"], []).append(row)
        for agency, rows in by_agency.items():
            batch = {"source_ref": stated["document"], "rows": rows}
            batches.setdefault(agency, []).append(batch)
    return batches


def made_up_quarter(kpis: Mapping[str, Any], supply: Mapping[str, Any]) -> dict[str, Any]:
    """Return a submission of three months, and the quarter they make, for every KPI supplied.

    No plan states them: they come from a seed, and the submission says that they are synthetic.
    """
    chance = random.Random(_SEED)  # noqa: S311 -- made up, and the same every time
    supplied = {item["indicator"] for item in supply["items"]}
    rows: list[dict[str, Any]] = []
    for kpi in kpis["items"]:
        if kpi["indicator"] in supplied:
            level = _LEVELS.get(kpi["indicator"], _USUAL_LEVEL)
            months = [round(level * chance.uniform(1 - _SWING, 1 + _SWING)) for _ in _MONTHS]
            for period, value in zip((*_MONTHS, _QUARTER), (*months, sum(months)), strict=True):
                rows.append(_row(kpi, period, value))
    return {
        "source_ref": "demo-2021-22-q1",
        "synthetic": True,
        "defaults": {"status": "provisional"},
        "rows": rows,
    }


def _row(kpi: Mapping[str, Any], period: str, value: int) -> dict[str, Any]:
    return {"indicator": kpi["indicator"], "area": kpi["area"], "period": period, "value": value}
