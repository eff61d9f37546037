"""Indicators over REST."""

from typing import Annotated

from fastapi import Query, Response
from pydantic import MISSING, Field, StrictBool

from service.api.asking import Asked, Doing, Key, Many, Revision, Since
from service.api.inputs import Code, Figures, Input, Line, Text, changes_to
from service.api.operation import Door
from service.domain.callers import Permission
from service.domain.indicators import Indicator, IndicatorKind, Polarity
from service.domain.periods import PeriodType
from service.usecases import indicators, reading

door = Door("Indicators")

PeriodTypes = Annotated[list[PeriodType], Field(min_length=1, max_length=len(PeriodType))]


class IndicatorInput(Input):
    """An indicator to be defined."""

    code: Code
    name: Line
    definition: Text | None = None
    kind: IndicatorKind
    unit: Line
    polarity: Polarity
    frequency: PeriodType
    period_types: PeriodTypes
    multiplier: Figures | None = None


@changes_to(IndicatorInput, but=("code", "kind", "unit", "multiplier"))
class IndicatorChange(Input):
    """What is to be different about an indicator."""

    is_live: StrictBool | MISSING = MISSING


@door.lists("/indicators", Indicator)
async def list_indicators(
    ask: Asked,
    kind: Annotated[list[IndicatorKind] | None, Query()] = None,
    supplier: Many = None,
    updated_since: Since = None,
) -> Response:
    """List indicators, in the order of their codes; `supplier` leaves those an agency supplies."""
    return await ask.page(
        Indicator, {"kind": kind, "supplier": supplier, "updated_since": updated_since}
    )


@door.reads("/indicators/{indicator}", Indicator)
async def read_indicator(work: Doing, indicator: Key) -> Indicator:
    """Read an indicator."""
    return await reading.one(work, Indicator, indicator)


@door.creates("/indicators", Indicator, may=Permission.ADMIN)
async def define_indicator(work: Doing, body: IndicatorInput) -> Indicator:
    """Define what is measured: its unit, how often it is owed, which direction is good."""
    return await indicators.define(work, **body.given())


@door.revises("/indicators/{indicator}", Indicator, may=Permission.ADMIN)
async def revise_indicator(
    work: Doing, indicator: Key, revision: Revision, body: IndicatorChange
) -> Indicator:
    """Change an indicator. Another kind, unit or multiplier is another indicator."""
    return await indicators.revise(work, indicator, revision, body.changes())


@door.withdraws("/indicators/{indicator}", may=Permission.ADMIN)
async def withdraw_indicator(work: Doing, indicator: Key, revision: Revision) -> None:
    """Remove an indicator defined by mistake, while nothing refers to it."""
    await indicators.withdraw(work, indicator, revision)
