"""Cursors: a place in a list, good only where it was given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.errors import BadCursor
from service.usecases.cursors import Cursors

KEY = b"k" * 64
AREAS = Cursors(KEY, "area", {"kind": ["ward"], "nation": ["wales"]})
PLACES = st.lists(st.text()).map(tuple)


@given(PLACES, st.text())
def test_a_place_is_read_back_where_it_was_given(place: tuple[str, ...], of: str) -> None:
    cursors = Cursors(KEY, of, {})
    assert cursors.place(cursors.at(place)) == place


def test_without_a_cursor_a_list_is_read_from_its_beginning() -> None:
    assert AREAS.place(None) is None


@given(st.text())
def test_what_this_service_did_not_give_is_refused(text: str) -> None:
    with pytest.raises(BadCursor):
        AREAS.place(text)


@pytest.mark.parametrize(
    "other",
    [
        Cursors(b"l" * 64, AREAS.of, AREAS.filters),
        Cursors(KEY, "agency", AREAS.filters),
        Cursors(KEY, AREAS.of, {"kind": ["ward"]}),
        Cursors(KEY, AREAS.of, {"kind": ["ward"], "nation": ["england"]}),
    ],
)
@given(place=PLACES)
def test_a_cursor_of_another_list_or_of_another_service_is_refused(
    other: Cursors, place: tuple[str, ...]
) -> None:
    with pytest.raises(BadCursor):
        AREAS.place(other.at(place))


def test_what_a_list_is_narrowed_by_has_no_order() -> None:
    same = Cursors(KEY, AREAS.of, {"nation": ["wales"], "kind": ["ward"]})
    assert AREAS.at(("E07000107",)) == same.at(("E07000107",))
