"""Indicators: defined, revised, removed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from service.db.tables import IndicatorRow
from service.domain.indicators import Indicator, IndicatorKind, Polarity
from service.domain.periods import PeriodType
from service.usecases.reading import References, one
from service.usecases.recording import change, make, must_be_new, read_at, remove
from service.usecases.work import Work


async def define(
    work: Work,
    *,
    code: str,
    name: str,
    definition: str | None,
    kind: IndicatorKind,
    unit: str,
    polarity: Polarity,
    frequency: PeriodType,
    period_types: Sequence[PeriodType],
    multiplier: Decimal | None,
) -> Indicator:
    """Define an indicator, live from now on."""
    await must_be_new(work, IndicatorRow, code=code)
    return await make(
        work,
        Indicator,
        IndicatorRow,
        code=code,
        name=name,
        definition=definition,
        kind=kind,
        unit=unit,
        polarity=polarity,
        frequency=frequency,
        period_types=_accepted(work, frequency, period_types),
        multiplier=multiplier,
        is_live=True,
    )


async def revise(work: Work, key: str, revision: int, changes: Mapping[str, Any]) -> Indicator:
    """Change an indicator. What it counts stays: another kind or unit is another indicator."""
    indicator = await read_at(work, Indicator, key, revision)
    accepted = _accepted(
        work,
        changes.get("frequency", indicator.frequency),
        changes.get("period_types", indicator.period_types),
    )
    await change(work, IndicatorRow, indicator, {**changes, "period_types": accepted})
    return await one(work, Indicator, indicator.id)


async def withdraw(work: Work, key: str, revision: int) -> None:
    """Remove an indicator defined by mistake; refuses while anything refers to it."""
    await remove(work, IndicatorRow, await read_at(work, Indicator, key, revision))


def _accepted(work: Work, frequency: PeriodType, period_types: Sequence[PeriodType]) -> list[str]:
    """Return the period types, each once; refuses unless the frequency is one of them."""
    references = References(work)
    if frequency not in period_types:
        references.fault(
            "frequency_not_accepted",
            f"Figures are owed by {frequency}, so {frequency} has to be among the period types.",
            "/period_types",
        )
    references.settle()
    return list(dict.fromkeys(period_types))
