"""What differs between two states of a thing."""

from hypothesis import given
from hypothesis import strategies as st

from service.domain.changes import ChangeOperation, difference

STATES = st.fixed_dictionaries(
    {name: st.one_of(st.none(), st.integers(0, 2), st.text(max_size=1)) for name in "abcd"}
)


@given(STATES)
def test_of_what_is_added_or_deleted_everything_differs(state: dict[str, object]) -> None:
    added, deleted = difference(None, state), difference(state, None)

    assert (added.operation, deleted.operation) == (ChangeOperation.ADDED, ChangeOperation.DELETED)
    assert added.fields == deleted.fields == tuple(state)
    assert (added.before, added.after) == (None, state)
    assert (deleted.before, deleted.after) == (state, None)


@given(STATES, STATES)
def test_an_edit_names_what_differs_and_nothing_else(
    before: dict[str, object], after: dict[str, object]
) -> None:
    found = difference(before, after)

    assert found.operation is ChangeOperation.EDITED
    assert set(found.fields) == {name for name in after if before[name] != after[name]}
    assert found.before == {name: before[name] for name in found.fields}
    assert found.after == {name: after[name] for name in found.fields}


@given(STATES, STATES)
def test_an_edit_laid_over_what_was_gives_what_is(
    before: dict[str, object], after: dict[str, object]
) -> None:
    assert {**before, **(difference(before, after).after or {})} == after
