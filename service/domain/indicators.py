"""Indicators: what is measured, independent of any plan."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from service.domain.nodes import Record
from service.domain.numbers import Number
from service.domain.periods import PeriodType


class IndicatorKind(StrEnum):
    """What sort of number a figure of it is."""

    COUNT = "count"
    RATE = "rate"
    PERCENTAGE = "percentage"
    AVERAGE = "average"
    SURVEY = "survey"


class Polarity(StrEnum):
    """Which direction is good."""

    LOWER_IS_BETTER = "lower_is_better"
    HIGHER_IS_BETTER = "higher_is_better"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Indicator(Record):
    """What is measured, in which unit, how often, and which direction is good.

    `frequency` is the rhythm in which figures are owed; `period_types` lists every type of period
    a figure may be for. `multiplier` is what a rate is per (1,000 of population, say) and 100 for
    a percentage. An indicator is live until `is_live` is taken back; then no figures are accepted.
    """

    noun: ClassVar[str] = "indicator"
    prefix: ClassVar[str] = "ind"

    code: str
    name: str
    definition: str | None
    kind: IndicatorKind
    unit: str
    polarity: Polarity
    frequency: PeriodType
    period_types: tuple[PeriodType, ...]
    multiplier: Number | None
    is_live: bool
