"""What a new edition takes over of what another holds."""

from hypothesis import given
from hypothesis import strategies as st

from service.domain.actions import ActionStatus
from service.domain.contents import Choice, Contents, Wanted, taken_over
from tests.domain.said import CODES, action, contents, kpi, priority, ref

ALL = Wanted("all", "all", "all")
NAMES = st.lists(st.sampled_from([*CODES, *map(ref, CODES), "id_a", "nothing"]), max_size=4)
CHOICES: st.SearchStrategy[Choice] = st.just("all") | NAMES


@given(contents())
def test_all_of_it_is_taken_over_as_it_is(held: Contents) -> None:
    assert taken_over(held, ALL, "/carry") == (held, [])


@given(contents())
def test_unfinished_leaves_what_neither_is_completed_nor_cancelled(held: Contents) -> None:
    chosen, faults = taken_over(held, Wanted("all", "all", "unfinished"), "/carry")
    ended = {ActionStatus.COMPLETED, ActionStatus.CANCELLED}
    assert chosen.actions == tuple(each for each in held.actions if each.status not in ended)
    assert (chosen.priorities, chosen.kpis, faults) == (held.priorities, held.kpis, [])


@given(contents(), st.builds(Wanted, CHOICES, CHOICES, CHOICES))
def test_whatever_is_chosen_is_held_and_stands_on_what_is_chosen_or_is_a_fault(
    held: Contents, wanted: Wanted
) -> None:
    chosen, faults = taken_over(held, wanted, "/carry")
    assert set(chosen.priorities) <= set(held.priorities)
    assert set(chosen.kpis) <= set(held.kpis)
    assert set(chosen.actions) <= set(held.actions)
    carried = {each.id for each in chosen.priorities}
    needed = {each.parent.id for each in chosen.priorities if each.parent is not None}
    needed |= {each.priority.id for each in chosen.kpis}
    needed |= {listing.priority.id for each in chosen.actions for listing in each.listings}
    left_behind = [each for each in faults if each.code == "priority_not_carried"]
    assert bool(left_behind) == bool(needed - carried)
    unknown = [each for each in faults if each.code.startswith("unknown_")]
    assert any(each.detail.endswith("'nothing'.") for each in unknown) == any(
        "nothing" in choice for choice in (wanted.priorities, wanted.kpis, wanted.actions)
    )


def test_each_fault_points_at_what_was_chosen() -> None:
    held = Contents(
        (priority("a"), priority("b", parent=ref("a"))),
        (kpi("k", "a"),),
        (action("x", "a", "b", "a"),),
    )
    _, faults = taken_over(held, Wanted(["b"], "all", ["x", "p:y"]), "/carry")
    assert [(each.pointer, each.code, each.detail) for each in faults] == [
        ("/carry/actions/1", "unknown_action", "The edition holds no action 'p:y'."),
        (
            "/carry/priorities/0",
            "priority_not_carried",
            "p:b stands under p:a, which is not carried.",
        ),
        ("/carry/kpis", "priority_not_carried", "p:k stands under p:a, which is not carried."),
        ("/carry/actions/0", "priority_not_carried", "p:x stands under p:a, which is not carried."),
    ]
