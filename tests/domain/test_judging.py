"""Judging a push: every fault of every row, in its place, and nothing else."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.agencies import Supply
from service.domain.figures import TOTAL, Confidentiality, FigureStatus
from service.domain.indicators import Indicator, IndicatorKind, Polarity
from service.domain.judging import Known, derived_value, judge
from service.domain.nodes import Ref
from service.domain.periods import PeriodType
from service.domain.submissions import Row

TODAY = date(2026, 11, 20)
THEN = datetime(2026, 1, 1, tzinfo=UTC)
DARTFORD, THANET = "are_dartford", "are_thanet"

modest = settings(max_examples=150, deadline=None)


def indicator(code: str, kind: IndicatorKind, **different: Any) -> Indicator:
    given: dict[str, Any] = {
        "id": f"ind_{code}",
        "revision": 1,
        "updated_at": THEN,
        "code": code,
        "name": code,
        "definition": None,
        "kind": kind,
        "unit": "incidents",
        "polarity": Polarity.NEUTRAL,
        "frequency": PeriodType.FY_QUARTER,
        "period_types": (PeriodType.FY_QUARTER, PeriodType.MONTH),
        "multiplier": None,
        "is_live": True,
        **different,
    }
    return Indicator(**given)


def supply(
    code: str,
    area_id: str | None = None,
    starts_on: date | None = None,
    ends_before: date | None = None,
) -> Supply:
    return Supply(
        id="spl_1",
        revision=1,
        updated_at=THEN,
        agency=Ref("kent-police", "agy_police"),
        indicator=Ref(code, f"ind_{code}"),
        area=None if area_id is None else Ref(area_id, area_id),
        starts_on=starts_on,
        ends_before=ends_before,
    )


INDICATORS = (
    indicator("incidents", IndicatorKind.COUNT),
    indicator("crime-rate", IndicatorKind.RATE, multiplier=Decimal(1000)),
    indicator("solved", IndicatorKind.PERCENTAGE),
    indicator("change", IndicatorKind.AVERAGE),
    indicator("retired", IndicatorKind.COUNT, is_live=False),
)


def known(**supplies: Sequence[Supply]) -> Known:
    everywhere = {each.code: (supply(each.code),) for each in INDICATORS}
    return Known(
        indicators={each.code: each for each in INDICATORS},
        area_ids={"dartford": DARTFORD, "E07000107": DARTFORD, "thanet": THANET},
        supplies={**everywhere, **supplies},
    )


def row(index: int = 0, **different: Any) -> Row:
    given: dict[str, Any] = {
        "index": index,
        "indicator": "incidents",
        "area": "dartford",
        "breakdown": TOTAL,
        "period": "FY2021-Q1",
        "value": Decimal(512),
        "numerator": None,
        "denominator": None,
        "status": FigureStatus.NORMAL,
        "confidentiality": Confidentiality.FREE,
        "note": None,
        "client_ref": None,
        "delete": False,
        **different,
    }
    return Row(**given)


def parts(numerator: str, denominator: str, value: str | None = None, **different: Any) -> Row:
    stated = None if value is None else Decimal(value)
    shares = {"numerator": Decimal(numerator), "denominator": Decimal(denominator)}
    return row(**{"indicator": "solved", "value": stated, **shares, **different})


def faults_of(*rows: Row, knowing: Known | None = None) -> list[tuple[str, str | None]]:
    _, faults = judge(rows, knowing or known(), TODAY)
    return [(fault.code, fault.pointer) for fault in faults]


NORMAL, FORECAST = FigureStatus.NORMAL, FigureStatus.FORECAST


@pytest.mark.parametrize(
    ("judged", "code", "field"),
    [
        (row(indicator="burglary"), "unknown_indicator", "indicator"),
        (row(area="ashford"), "unknown_area", "area"),
        (row(period="2021-Q1"), "bad_period", "period"),
        (row(period="FY2021"), "period_type_mismatch", "period"),
        (row(period="2026-12"), "period_not_started", "period"),
        (row(indicator="retired"), "indicator_not_live", "indicator"),
        (row(value=None), "value_required", "value"),
        (row(value=Decimal(-1)), "negative_not_allowed", "value"),
        (row(value=Decimal("1.5")), "not_integer", "value"),
        (row(value=Decimal("NaN")), "number_too_long", "value"),
        (row(value=Decimal(10**15)), "number_too_long", "value"),
        (row(status=FigureStatus.NOT_SUPPLIED), "value_not_allowed", "value"),
        (row(status=FigureStatus.CANNOT_EXIST), "value_not_allowed", "value"),
        (row(delete=True), "value_not_allowed", "value"),
        (parts("3", "0"), "denominator_zero", "denominator"),
        (parts("3", "2"), "num_exceeds_den", "numerator"),
        (parts("3", "2", "150"), "num_exceeds_den", "numerator"),
        (row(indicator="solved", value=Decimal("100.1")), "out_of_range_hard", "value"),
        (parts("1", "3", "33.4"), "value_contradicts_parts", "value"),
        (parts("9" * 15, "0.01", indicator="crime-rate"), "number_too_long", "numerator"),
        (parts("123456789012", "7", indicator="crime-rate"), "number_too_long", "numerator"),
        (
            row(indicator="solved", value=None, numerator=Decimal("Infinity")),
            "number_too_long",
            "numerator",
        ),
    ],
)
def test_a_row_at_fault_is_told_what_and_where(judged: Row, code: str, field: str) -> None:
    assert faults_of(judged) == [(code, f"/rows/0/{field}")]


def test_a_row_is_told_everything_that_is_wrong_with_it() -> None:
    wrong = row(7, indicator="retired", area="ashford", period="FY2026", value=Decimal("-1.5"))

    assert faults_of(wrong) == [
        ("unknown_area", "/rows/7/area"),
        ("period_type_mismatch", "/rows/7/period"),
        ("indicator_not_live", "/rows/7/indicator"),
        ("negative_not_allowed", "/rows/7/value"),
        ("not_integer", "/rows/7/value"),
    ]


def test_nothing_is_guessed_about_a_row_whose_indicator_is_unknown() -> None:
    wrong = row(indicator="burglary", area="ashford", period="2021-Q1", value=None)

    assert [code for code, _ in faults_of(wrong)] == [
        "bad_period",
        "unknown_indicator",
        "unknown_area",
    ]


@pytest.mark.parametrize("withdrawn", [True, False])
def test_a_figure_without_value_states_no_numbers_at_all(withdrawn: bool) -> None:
    status = NORMAL if withdrawn else FigureStatus.NOT_SUPPLIED
    stated = parts("1", "2", "50", delete=withdrawn, status=status)

    assert faults_of(stated) == [
        ("value_not_allowed", "/rows/0/value"),
        ("value_not_allowed", "/rows/0/numerator"),
        ("value_not_allowed", "/rows/0/denominator"),
    ]


@pytest.mark.parametrize(
    "right",
    [
        row(),
        row(value=Decimal(0)),
        row(value=Decimal("12.00")),  # whole, however it is written
        row(value=None, status=FigureStatus.NOT_SUPPLIED),
        row(value=None, status=FigureStatus.CANNOT_EXIST),
        row(value=None, delete=True),
        row(period="2026-11"),  # has started, though it is not over
        row(period="2026-12", status=FORECAST),
        row(period="2026-12", value=None, delete=True),  # a forecast can be withdrawn
        row(indicator="change", value=Decimal("-3.5")),
        row(indicator="solved", value=Decimal(100)),
        parts("2", "2"),
        parts("1", "3", "33.3333"),
        parts("1", "3", "33.33"),
        parts("1", "3", "33"),
        parts("1", "33", "3E+1", indicator="crime-rate"),
        row(numerator=Decimal(3), denominator=Decimal(4)),  # a count has no parts to contradict
    ],
)
def test_a_row_that_is_right_becomes_an_entry(right: Row) -> None:
    entries, faults = judge([right], known(), TODAY)

    assert faults == []
    assert [entry.row for entry in entries] == [right]


def test_an_entry_is_resolved_to_its_figure() -> None:
    (entry,), _ = judge([row(area="E07000107")], known(), TODAY)

    assert (entry.key.area_id, entry.key.indicator_id) == (DARTFORD, "ind_incidents")
    assert (entry.key.breakdown, entry.key.period) == (TOTAL, "FY2021-Q1")
    assert (entry.starts_on, entry.ends_before) == (date(2021, 4, 1), date(2021, 7, 1))


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        (parts("1", "3"), "33.3333"),
        (parts("2", "3"), "66.6667"),
        (parts("3120", "140587", indicator="crime-rate"), "22.1927"),
        (parts("1", "3", "33"), "33"),  # what is stated stands, as it agrees
    ],
)
def test_a_value_is_stated_or_follows_from_its_parts(stated: Row, value: str) -> None:
    (entry,), _ = judge([stated], known(), TODAY)

    assert entry.value == Decimal(value)


@pytest.mark.parametrize(
    "measured",
    [
        indicator("plain", IndicatorKind.RATE),
        indicator("share", IndicatorKind.PERCENTAGE, multiplier=Decimal(1000)),
    ],
)
def test_a_rate_without_a_multiplier_is_per_hundred_and_a_percentage_always(
    measured: Indicator,
) -> None:
    assert derived_value(parts("1", "8"), measured) == Decimal("12.5")


@pytest.mark.parametrize("missing", ["numerator", "denominator"])
def test_nothing_follows_from_half_of_the_parts(missing: str) -> None:
    half = {**vars(parts("1", "2")), missing: None}

    assert faults_of(Row(**half)) == [("value_required", "/rows/0/value")]


@pytest.mark.parametrize(
    ("supplied", "may"),
    [
        (supply("incidents"), True),
        (supply("incidents", DARTFORD), True),
        (supply("incidents", THANET), False),
        (supply("incidents", ends_before=date(2021, 4, 1)), False),  # over as the quarter begins
        (supply("incidents", ends_before=date(2021, 4, 2)), True),  # held on its first day
        (supply("incidents", starts_on=date(2021, 7, 1)), False),
        (supply("incidents", starts_on=date(2021, 6, 30)), True),
    ],
)
def test_an_agency_pushes_what_it_supplied_on_any_day_of_the_period(
    supplied: Supply, may: bool
) -> None:
    found = faults_of(row(), knowing=known(incidents=[supplied]))

    assert found == ([] if may else [("not_your_indicator", "/rows/0/indicator")])


def test_an_agency_that_supplies_nothing_pushes_nothing() -> None:
    found = faults_of(row(), knowing=Known(known().indicators, known().area_ids, {}))

    assert found == [("not_your_indicator", "/rows/0/indicator")]


def test_rows_that_state_one_figure_are_all_refused_each_naming_the_others() -> None:
    twice = [row(0), row(1, period="FY2021-Q2"), row(2, area="E07000107"), row(3)]

    entries, faults = judge(twice, known(), TODAY)

    assert len(entries) == 4
    assert [fault.pointer for fault in faults] == [f"/rows/{n}/period" for n in (0, 2, 3)]
    assert {fault.code for fault in faults} == {"duplicate_in_request"}
    assert "row 2, 3 as well" in faults[0].detail


def test_breakdowns_of_one_figure_are_figures_of_their_own() -> None:
    assert faults_of(row(0), row(1, breakdown="under-18"), row(2, breakdown="adult")) == []


numbers = st.none() | st.decimals(allow_nan=True, allow_infinity=True)
any_row = st.builds(
    row,
    indicator=st.sampled_from([*known().indicators, "burglary"]),
    area=st.sampled_from([*known().area_ids, "ashford"]),
    period=st.sampled_from(["FY2021-Q1", "2026-12", "FY2026", "2021-Q1", ""]),
    value=numbers,
    numerator=numbers,
    denominator=numbers,
    status=st.sampled_from(FigureStatus),
    delete=st.booleans(),
)


@modest
@given(any_row)
def test_every_row_is_either_an_entry_or_has_a_fault_with_a_place(judged: Row) -> None:
    entries, faults = judge([judged], known(), TODAY)

    assert bool(entries) != bool(faults)
    assert all(fault.pointer and fault.pointer.startswith("/rows/0/") for fault in faults)
    assert all(entry.value is None or entry.value.is_finite() for entry in entries)
