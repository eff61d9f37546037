"""KPIs: a priority's commitment on an indicator in an area."""

from dataclasses import dataclass
from typing import ClassVar

from service.domain.nodes import Entered, Ref
from service.domain.numbers import Number


@dataclass(frozen=True)
class Kpi(Entered):
    """An indicator in an area under a priority, with a baseline and a target where there is one.

    `wording` is how the edition prints it. `code` is `{plan}:{kpi}`. Its figures are the series
    of `indicator` in `area`: they outlive the plan.
    """

    noun: ClassVar[str] = "KPI"
    prefix: ClassVar[str] = "kpi"

    priority: Ref
    position: int
    indicator: Ref
    area: Ref
    wording: str
    baseline: Number | None
    target: Number | None
    note: str | None
