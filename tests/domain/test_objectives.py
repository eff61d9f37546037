"""Targets: which numbers can be one, by what sort of number it is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.objectives import TargetKind, fault_of

NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2)
COUNTED = [kind for kind in TargetKind if kind is not TargetKind.WORDS]


def code(kind: TargetKind, value: Decimal | None) -> str | None:
    fault = fault_of(kind, value, "/target/value")
    assert fault is None or fault.pointer == "/target/value"
    return None if fault is None else fault.code


@pytest.mark.parametrize("kind", COUNTED)
def test_a_target_that_is_a_number_has_one(kind: TargetKind) -> None:
    assert code(kind, None) == "value_required"
    assert code(kind, Decimal(15)) is None


@given(NUMBERS)
def test_a_target_in_words_has_no_number(value: Decimal) -> None:
    assert code(TargetKind.WORDS, value) == "value_not_allowed"
    assert code(TargetKind.WORDS, None) is None


@given(NUMBERS)
def test_what_is_counted_is_whole_and_not_negative(value: Decimal) -> None:
    is_whole = value == int(value)
    wrong = None if value >= 0 else "negative_not_allowed"
    assert code(TargetKind.COUNT, value) == (wrong if is_whole else "not_integer")
    wrong = None if value >= 1 else "out_of_range"
    assert code(TargetKind.RANKING, value) == (wrong if is_whole else "not_integer")


@given(NUMBERS)
def test_a_share_lies_between_nothing_and_all(value: Decimal) -> None:
    wrong = "negative_not_allowed" if value < 0 else "out_of_range" if value > 100 else None
    assert code(TargetKind.PERCENTAGE, value) == wrong
    assert code(TargetKind.RATE, value) == (wrong if value < 0 else None)


@given(NUMBERS)
def test_an_average_and_a_change_may_be_anything(value: Decimal) -> None:
    assert code(TargetKind.AVERAGE, value) is None
    assert code(TargetKind.CHANGE, value) is None
