"""Which steps an edition can take in its life."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.editions import furthest, objection_to
from service.domain.plans import EditionState

LIFE = list(EditionState)
STATES = st.sampled_from(LIFE)


@pytest.mark.parametrize(
    ("current", "wanted", "says"),
    [
        ("draft", "draft", "is draft already"),
        ("draft", "approved", "is consulted before it is approved"),
        ("draft", "published", "is consulted before it is published"),
        ("consulted", "published", "is approved before it is published"),
        ("published", "draft", "does not become draft again"),
        ("published", "superseded", "superseded by publishing the next one"),
        ("draft", "superseded", "superseded by publishing the next one"),
        ("superseded", "published", "does not become published again"),
    ],
)
def test_a_step_that_does_not_follow_is_refused_with_its_reason(
    current: str, wanted: str, says: str
) -> None:
    objection = objection_to(EditionState(current), EditionState(wanted))
    assert objection is not None
    assert says in objection


@given(current=STATES, wanted=STATES)
def test_today_an_edition_goes_one_step_and_never_to_superseded(
    current: EditionState, wanted: EditionState
) -> None:
    follows = LIFE.index(wanted) - LIFE.index(current) == 1
    allowed = follows and wanted is not EditionState.SUPERSEDED
    assert (objection_to(current, wanted) is None) == allowed


@given(st.lists(STATES, min_size=1))
def test_an_edition_stands_at_the_furthest_of_its_steps_in_whatever_order_they_are_told(
    steps: list[EditionState],
) -> None:
    there = reduce(furthest, steps)
    assert there in steps
    assert LIFE.index(there) == max(map(LIFE.index, steps))
    assert reduce(furthest, reversed(steps)) is there
