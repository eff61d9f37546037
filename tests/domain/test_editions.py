"""Which steps an edition can take in its life."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.editions import objection_to
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
        ("superseded", "published", "does not become published again"),
    ],
)
def test_a_step_that_does_not_follow_is_refused_with_its_reason(
    current: str, wanted: str, says: str
) -> None:
    objection = objection_to(EditionState(current), EditionState(wanted), is_past=False)
    assert objection is not None
    assert says in objection


@given(current=STATES, wanted=STATES)
def test_today_an_edition_goes_one_step_and_never_to_superseded(
    current: EditionState, wanted: EditionState
) -> None:
    follows = LIFE.index(wanted) - LIFE.index(current) == 1
    allowed = follows and wanted is not EditionState.SUPERSEDED
    assert (objection_to(current, wanted, is_past=False) is None) == allowed


@given(current=STATES, wanted=STATES)
def test_the_past_may_leave_steps_out_and_does_not_go_back(
    current: EditionState, wanted: EditionState
) -> None:
    is_forward = LIFE.index(wanted) > LIFE.index(current)
    assert (objection_to(current, wanted, is_past=True) is None) == is_forward
