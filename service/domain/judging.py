"""Judging a push: everything that is wrong with any of its rows, before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from service.domain.agencies import Supply
from service.domain.errors import Fault
from service.domain.figures import WITHOUT_VALUE, FigureStatus
from service.domain.ids import FigureKey
from service.domain.indicators import Indicator, IndicatorKind
from service.domain.numbers import SIGNIFICANT_DIGITS, is_too_long
from service.domain.periods import Period, PeriodUnreadable, period
from service.domain.submissions import Entry, Row

_DERIVED_PLACES: Final = Decimal("0.0001")
_HUNDRED: Final = Decimal(100)
_NUMBERS: Final = frozenset({"value", "numerator", "denominator"})
_IN_PARTS: Final = frozenset({IndicatorKind.RATE, IndicatorKind.PERCENTAGE})


@dataclass(frozen=True)
class Known:
    """What has to be known to judge the rows of one agency.

    `indicators` and `area_ids` are found under whatever a row may write: code, slug or id.
    `supplies` holds the agency's supplies by indicator code.
    """

    indicators: Mapping[str, Indicator]
    area_ids: Mapping[str, str]
    supplies: Mapping[str, Sequence[Supply]]


def judge(rows: Sequence[Row], known: Known, on: date) -> tuple[list[Entry], list[Fault]]:
    """Resolve every row to its figure and find all that is wrong with any of them.

    Takes the rows, what is known, and the day of the push. Returns the entries and the faults,
    both in the order of the rows; the entries are to be written only when there are no faults.
    """
    entries: list[Entry] = []
    faults: list[Fault] = []
    for row in rows:
        judged = _judge_row(row, known, on)
        if not isinstance(judged, Entry):
            faults.extend(fault for fault in judged if _is_of_what_was_read(fault, row))
        elif not row.unread:
            entries.append(judged)
    faults.extend(_duplicates_among(entries))
    return entries, faults


def derived_value(row: Row, indicator: Indicator) -> Decimal | None:
    """Return what numerator and denominator come to, to four decimal places, half to even.

    A rate is per `indicator.multiplier`, a percentage per hundred. None when a part is missing or
    the indicator is of a kind that has no parts. What is too large to be kept is not rounded.
    """
    if indicator.kind not in _IN_PARTS or row.numerator is None or not row.denominator:
        return None
    exact = row.numerator * _multiplier(indicator) / row.denominator
    return exact if is_too_long(exact.to_integral_value()) else exact.quantize(_DERIVED_PLACES)


def _multiplier(indicator: Indicator) -> Decimal:
    is_percentage = indicator.kind is IndicatorKind.PERCENTAGE
    return _HUNDRED if is_percentage or indicator.multiplier is None else indicator.multiplier


def _judge_row(row: Row, known: Known, on: date) -> Entry | list[Fault]:
    indicator = known.indicators.get(row.indicator)
    area_id = known.area_ids.get(row.area)
    span, unreadable = _read_period(row)
    faults = list(unreadable)
    if indicator is None:
        faults.append(
            _fault(row, "indicator", "unknown_indicator", f"No indicator is {row.indicator!r}.")
        )
    if area_id is None:
        faults.append(_fault(row, "area", "unknown_area", f"No area is {row.area!r}."))
    if indicator is not None and span is not None:
        faults.extend(_faults_of_period(row, indicator, span, on))
    if indicator is not None:
        faults.extend(_faults_of_supply(row, indicator, area_id, span, known))
        faults.extend(_faults_of_numbers(row, indicator))
    if faults or indicator is None or area_id is None or span is None:
        return faults
    return Entry(
        row=row,
        key=FigureKey(area_id, indicator.id, row.breakdown, span.id),
        starts_on=span.starts_on,
        ends_before=span.ends_before,
        value=derived_value(row, indicator) if row.value is None else row.value,
    )


def _fault(row: Row, field: str, code: str, detail: str) -> Fault:
    return Fault(code, detail, pointer=f"/rows/{row.index}/{field}")


def _is_of_what_was_read(fault: Fault, row: Row) -> bool:
    """Say whether a fault is of a field that could be read, and of nothing that was not."""
    field = (fault.pointer or "").rpartition("/")[2]
    # What the value should have been cannot be told when a number of the row was not read.
    return field not in row.unread and not (field in _NUMBERS and row.unread & _NUMBERS)


def _read_period(row: Row) -> tuple[Period | None, list[Fault]]:
    try:
        return period(row.period), []
    except PeriodUnreadable as unreadable:
        return None, [_fault(row, "period", "bad_period", unreadable.detail)]


def _faults_of_period(row: Row, indicator: Indicator, span: Period, on: date) -> Iterator[Fault]:
    if span.type not in indicator.period_types:
        wanted = ", ".join(indicator.period_types)
        yield _fault(
            row,
            "period",
            "period_type_mismatch",
            f"{span.id} is a {span.type}; figures of {indicator.code!r} are for: {wanted}.",
        )
    is_forecast = row.status is FigureStatus.FORECAST
    if span.starts_on > on and not is_forecast and not row.delete:
        yield _fault(
            row,
            "period",
            "period_not_started",
            f"{span.id} starts on {span.starts_on}; before that only a forecast can be stated.",
        )


def _faults_of_supply(
    row: Row, indicator: Indicator, area_id: str | None, span: Period | None, known: Known
) -> Iterator[Fault]:
    if not indicator.is_live:
        yield _fault(
            row, "indicator", "indicator_not_live", f"{indicator.code!r} takes no more figures."
        )
    if area_id is None or span is None:
        return
    supplies = known.supplies.get(indicator.code, ())
    if not any(_reaches(supply, area_id, span) for supply in supplies):
        yield _fault(
            row,
            "indicator",
            "not_your_indicator",
            f"Your agency does not supply {indicator.code!r} for {row.area!r} in {span.id}.",
        )


def _reaches(supply: Supply, area_id: str, span: Period) -> bool:
    """Say whether the supply is of this area and in force on any day of the period."""
    return (
        (supply.area is None or supply.area.id == area_id)
        and (supply.starts_on is None or supply.starts_on < span.ends_before)
        and (supply.ends_before is None or supply.ends_before > span.starts_on)
    )


def _faults_of_numbers(row: Row, indicator: Indicator) -> Iterator[Fault]:
    parts = {"value": row.value, "numerator": row.numerator, "denominator": row.denominator}
    stated = {field: number for field, number in parts.items() if number is not None}
    if row.delete or row.status in WITHOUT_VALUE:
        for field in stated:
            why = "is withdrawn" if row.delete else f"is {row.status}"
            yield _fault(row, field, "value_not_allowed", f"A figure that {why} has no numbers.")
        return
    for field, number in stated.items():
        yield from _faults_of_number(row, field, number, indicator)
    if not any(map(is_too_long, stated.values())):
        yield from _faults_between(row, indicator)


def _faults_of_number(
    row: Row, field: str, number: Decimal, indicator: Indicator
) -> Iterator[Fault]:
    if is_too_long(number):
        yield _fault(
            row,
            field,
            "number_too_long",
            f"A number here has at most {SIGNIFICANT_DIGITS} significant digits.",
        )
        return
    if number < 0 and indicator.kind is not IndicatorKind.AVERAGE:
        yield _fault(row, field, "negative_not_allowed", f"A {indicator.kind} is not negative.")
    if indicator.kind is IndicatorKind.COUNT and number != number.to_integral_value():
        yield _fault(row, field, "not_integer", "A count is a whole number.")


def _faults_between(row: Row, indicator: Indicator) -> Iterator[Fault]:
    if row.denominator == 0:
        yield _fault(row, "denominator", "denominator_zero", "Nothing can be divided by zero.")
        return
    derived = derived_value(row, indicator)
    if row.value is None and derived is None:
        yield _fault(
            row,
            "value",
            "value_required",
            "State a value, or a status that says why there is none.",
        )
    if derived is not None and is_too_long(derived):
        detail = f"What the parts come to has more than {SIGNIFICANT_DIGITS} significant digits."
        yield _fault(row, "numerator", "number_too_long", detail)
        return
    shown = derived if row.value is None else row.value
    if indicator.kind is IndicatorKind.PERCENTAGE and shown is not None and shown > _HUNDRED:
        code, field = ("out_of_range_hard", "value") if derived is None else _PART_EXCEEDS_WHOLE
        yield _fault(row, field, code, "A percentage of a whole is at most 100.")
    elif row.value is not None and derived is not None and not _agree(row.value, derived):
        yield _fault(
            row,
            "value",
            "value_contradicts_parts",
            f"Numerator and denominator come to {derived}, not {row.value}.",
        )


_PART_EXCEEDS_WHOLE: Final = ("num_exceeds_den", "numerator")


def _agree(value: Decimal, derived: Decimal) -> bool:
    """Say whether a stated value is the derived one, rounded to as many places as it shows."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    half_a_unit = Decimal(5).scaleb(-max(places, 0) - 1)
    return abs(value - derived) <= half_a_unit + _DERIVED_PLACES


def _duplicates_among(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Refuse every row of a set that states the same figure, each naming the others."""
    rows_of: dict[FigureKey, list[int]] = {}
    for entry in entries:
        rows_of.setdefault(entry.key, []).append(entry.row.index)
    for entry in entries:
        others = [index for index in rows_of[entry.key] if index != entry.row.index]
        if others:
            named = ", ".join(map(str, others))
            yield _fault(
                entry.row,
                "period",
                "duplicate_in_request",
                f"The same figure is stated by row {named} as well.",
            )
