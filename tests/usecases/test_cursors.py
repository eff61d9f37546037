"""Cursors: a place in a list, good only where it was given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.errors import BadCursor
from service.usecases.cursors import decode, encode, scope_of

KEY = b"k" * 64
PLACES = st.lists(st.text()).map(tuple)


@given(PLACES, st.binary())
def test_a_place_is_read_back_where_it_was_given(place: tuple[str, ...], scope: bytes) -> None:
    assert decode(KEY, scope, encode(KEY, scope, place)) == place


@given(st.text())
def test_what_this_service_did_not_give_is_refused(text: str) -> None:
    with pytest.raises(BadCursor):
        decode(KEY, b"areas", text)


@given(PLACES, st.binary(), st.binary())
def test_a_cursor_of_another_list_or_of_another_service_is_refused(
    place: tuple[str, ...], scope: bytes, other: bytes
) -> None:
    cursor = encode(KEY, scope, place)
    with pytest.raises(BadCursor):
        decode(other, scope, cursor)
    if other != scope:
        with pytest.raises(BadCursor):
            decode(KEY, other, cursor)


def test_what_a_list_is_asked_for_has_no_order() -> None:
    one = scope_of("area", {"kind": ["ward"], "nation": ["wales"]})
    assert one == scope_of("area", {"nation": ["wales"], "kind": ["ward"]})
    assert one != scope_of("area", {"kind": ["ward"]})
    assert one != scope_of("agency", {"kind": ["ward"], "nation": ["wales"]})
