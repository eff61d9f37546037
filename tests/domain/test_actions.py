"""Which steps an action allows from where it stands."""

from itertools import product

import pytest

from service.domain.actions import ActionStatus, objection_to

PROPOSED, COMPLETED = ActionStatus.PROPOSED, ActionStatus.COMPLETED
ENDED = {COMPLETED, ActionStatus.CANCELLED}


@pytest.mark.parametrize(("current", "wanted"), [*product(ActionStatus, repeat=2)])
def test_what_has_ended_stays_and_nothing_is_merely_proposed_again(
    current: ActionStatus, wanted: ActionStatus
) -> None:
    is_refused = current is not wanted and (current in ENDED or wanted is PROPOSED)
    assert (objection_to(current, wanted) is not None) == is_refused


def test_an_objection_says_where_the_action_stands() -> None:
    assert objection_to(COMPLETED, PROPOSED) == (
        "The action is completed; what has ended does not become proposed."
    )
    assert objection_to(ActionStatus.UNDER_WAY, PROPOSED) == (
        "The action is under way and is no longer only proposed."
    )
