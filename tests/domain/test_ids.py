"""Ids: opaque, prefixed, and in the order of time."""

import re

from hypothesis import given
from hypothesis import strategies as st

from service.domain.ids import ALPHABET, mint, series_id

instants = st.integers(0, 2**45 - 1)  # milliseconds, until the year 3084


@given(instants)
def test_an_id_is_a_prefix_and_twenty_characters(at: int) -> None:
    assert re.fullmatch(rf"ptn_[{ALPHABET}]{{20}}", mint("ptn", at))


@given(instants, instants)
def test_ids_made_later_sort_later(one: int, other: int) -> None:
    if one != other:
        assert (mint("act", one) < mint("act", other)) == (one < other)


def test_ids_of_the_same_instant_differ() -> None:
    assert len({mint("pln", 1_795_167_000_000) for _ in range(1000)}) == 1000


def test_the_id_of_a_series_spells_out_its_key() -> None:
    area, indicator = "are_0dy7kz3q9m2v4x8c1b5f", "ind_1m7w4n5e0b7zd6bekr7f"
    assert series_id(area, indicator, "total") == (
        "ser_0dy7kz3q9m2v4x8c1b5f1m7w4n5e0b7zd6bekr7f.total"
    )
