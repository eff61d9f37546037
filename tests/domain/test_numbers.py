"""Numbers: kept in decimal, shown as JSON numbers, refused where a double could not hold them."""

import json
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from service.domain.numbers import Number, is_too_long, plain

decimals = st.decimals(
    min_value=Decimal(-(10**15)), max_value=Decimal(10**15), allow_nan=False, places=4
)


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [("0", True), ("-0.000", True), ("512", True), ("512.0", True), ("1E+3", True), ("0.5", False)],
)
def test_a_whole_number_is_shown_without_a_point(text: str, *, is_whole: bool) -> None:
    shown = plain(Decimal(text))
    assert isinstance(shown, int) == is_whole
    assert shown == Decimal(text)


@given(decimals)
def test_what_is_not_too_long_comes_back_from_json_as_it_went_in(number: Decimal) -> None:
    assume(not is_too_long(number))
    assert json.loads(json.dumps(plain(number)), parse_float=Decimal, parse_int=Decimal) == number


@pytest.mark.parametrize(
    "text",
    [
        "999999999999999",
        "-999999999999999",
        "0.123456789012345",
        "1.23456789012345",
        "100000000000000.0000000000000000000",
        "0",
        "0.000",
    ],
)
def test_fifteen_significant_digits_can_be_held(text: str) -> None:
    assert not is_too_long(Decimal(text))


@pytest.mark.parametrize(
    "text",
    [
        "1000000000000000",
        "-1E+15",
        "0.1234567890123456",
        "100000000000000.5",
        "1.0000000000000000000000000000000000000001",
        "Infinity",
        "-Infinity",
        "NaN",
    ],
)
def test_more_than_fifteen_significant_digits_cannot(text: str) -> None:
    assert is_too_long(Decimal(text))


def test_the_documentation_says_that_it_is_a_number() -> None:
    schema = TypeAdapter(Number).json_schema(mode="serialization")
    assert schema == {"type": "number"}
