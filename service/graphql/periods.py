"""Periods in GraphQL: how they are asked for."""

from datetime import date

import strawberry

from service.domain.errors import BadParameter, Fault
from service.domain.periods import Period, PeriodUnreadable
from service.domain.relative_periods import resolve

_DESCRIPTION = (
    "Which periods: ids, ranges and words, as REST's `/v1/periods/resolve` takes them: "
    "`FY2021-Q1..FY2021-Q4`, `2026-06,2026-07`, `LAST_12_MONTHS`. Words count from `on`, unsaid "
    "from today."
)


@strawberry.input(description=_DESCRIPTION)
class PeriodSelector:
    """Which periods."""

    expr: str
    on: date | None = None


def chosen(selector: PeriodSelector, today: date) -> tuple[Period, ...]:
    """Resolve the periods that are asked for; refuses with `BadParameter`."""
    try:
        return resolve(selector.expr, selector.on or today)
    except PeriodUnreadable as unreadable:
        raise BadParameter(
            unreadable.detail, [Fault("bad_period", unreadable.detail, parameter="periods")]
        ) from unreadable
