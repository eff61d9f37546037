"""Which steps an edition can take in its life."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.editions import (
    EditionTransition,
    furthest,
    objection_to,
    objection_to_taking_back,
)
from service.domain.nodes import Ref
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


STEP = EditionTransition(
    id="trn_0",
    edition=Ref("p:e", "edn_e"),
    to=EditionState.DRAFT,
    happened_on="2026-11-20",
    note=None,
    recorded_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    recorded_by=None,
    recorded_after_the_fact=False,
    superseded_by=None,
)
NEXT = Ref("p:next", "edn_next")


def taken(*steps: tuple[EditionState, bool]) -> list[EditionTransition]:
    """Return steps, in the order in which they were recorded; each as it happened, or late."""
    return [
        replace(STEP, id=f"trn_{n}", to=to, recorded_after_the_fact=is_late)
        for n, (to, is_late) in enumerate(steps)
    ]


@pytest.mark.parametrize("is_of_today", [True, False])
@given(st.lists(st.tuples(STATES, st.booleans()), min_size=1, max_size=6), st.integers(0, 5))
def test_what_is_taken_back_leaves_a_step_and_nothing_that_rested_on_it(
    is_of_today: bool, steps: list[tuple[EditionState, bool]], place: int
) -> None:
    recorded = taken(*steps)
    step = recorded[place % len(recorded)]
    after = recorded[recorded.index(step) + 1 :]
    seen = step.to is EditionState.PUBLISHED and not step.recorded_after_the_fact
    allowed = (
        len(recorded) > 1
        and all(each.recorded_after_the_fact for each in after)
        and (is_of_today or not seen)
    )
    objection = objection_to_taking_back(step, recorded, is_of_today=is_of_today)
    assert (objection is None) == allowed


def test_what_another_edition_brought_about_is_taken_back_with_that() -> None:
    first, last = taken((EditionState.PUBLISHED, True), (EditionState.SUPERSEDED, False))
    last = replace(last, superseded_by=NEXT)
    for is_of_today in (True, False):
        objection = objection_to_taking_back(last, [first, last], is_of_today=is_of_today)
        assert objection is not None
        assert "the publication of p:next" in objection


@pytest.mark.parametrize(
    ("place", "says"),
    [(0, "became consulted after this"), (1, "became published after"), (2, "relied on since")],
)
def test_what_cannot_be_taken_back_says_why(place: int, says: str) -> None:
    life = (EditionState.DRAFT, EditionState.CONSULTED, EditionState.PUBLISHED)
    recorded = taken(*((to, False) for to in life))
    objection = objection_to_taking_back(recorded[place], recorded, is_of_today=False)
    assert objection is not None
    assert says in objection
