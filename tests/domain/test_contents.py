"""What a new edition takes over of what another holds."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from service.domain.actions import ActionStatus
from service.domain.comparing import Fate, diff
from service.domain.contents import SORTS, Choice, Contents, Wanted, taken_over
from service.domain.nodes import Ref
from tests.domain.said import CODES, action, contents, kpi, priority, ref

ALL = Wanted("all", "all", "all", "all", "all")
NAMES = st.lists(st.sampled_from([*CODES, *map(ref, CODES), "id_a", "nothing"]), max_size=4)
CHOICES: st.SearchStrategy[Choice] = st.just("all") | NAMES


@given(contents())
def test_all_of_it_is_taken_over_as_it_is(held: Contents) -> None:
    assert taken_over(held, ALL, "/carry") == (held, [])


@given(contents())
def test_unfinished_leaves_what_neither_is_completed_nor_cancelled(held: Contents) -> None:
    chosen, faults = taken_over(held, Wanted("all", "all", "unfinished", "all", "all"), "/carry")
    ended = {ActionStatus.COMPLETED, ActionStatus.CANCELLED}
    assert chosen.actions == tuple(each for each in held.actions if each.status not in ended)
    assert (replace(chosen, actions=()), faults) == (replace(held, actions=()), [])


@given(contents(), st.builds(Wanted, CHOICES, CHOICES, CHOICES, CHOICES, CHOICES))
def test_whatever_is_chosen_is_held_and_stands_on_what_is_chosen_or_is_a_fault(
    held: Contents, wanted: Wanted
) -> None:
    chosen, faults = taken_over(held, wanted, "/carry")
    for sort, things in vars(chosen).items():
        assert set(things) <= set(getattr(held, sort))
    carried = {each.id for each in chosen.priorities}
    needed = {each.parent.id for each in chosen.priorities if each.parent is not None}
    needed |= {each.priority.id for each in chosen.kpis}
    needed |= {listing.priority.id for each in chosen.actions for listing in each.listings}
    left_behind = [each for each in faults if each.code == "priority_not_carried"]
    assert bool(left_behind) == bool(needed - carried)
    unknown = [each for each in faults if each.code.startswith("unknown_")]
    assert any(each.detail.endswith("'nothing'.") for each in unknown) == any(
        "nothing" in choice for choice in vars(wanted).values()
    )


@given(contents(), CHOICES)
def test_statements_and_objectives_go_with_any_of_their_priorities_and_with_nothing_else(
    held: Contents, choice: Choice
) -> None:
    chosen, _ = taken_over(held, Wanted(choice, [], [], [], []), "/carry")
    carried = {each.id for each in chosen.priorities}
    for sort in ("statements", "objectives"):
        assert getattr(chosen, sort) == tuple(
            each
            for each in getattr(held, sort)
            if carried & {priority.id for priority in each.priorities}
        )


@given(contents(), st.lists(st.sampled_from(["all", []]), min_size=4, max_size=4))
def test_held_against_what_it_was_taken_from_all_is_carried_or_left(
    held: Contents, choices: list[Choice]
) -> None:
    chosen, faults = taken_over(held, Wanted("all", *choices), "/carry")
    told = diff(Ref("p:new", "edn_new"), Ref("p:old", "edn_old"), chosen, held, {})
    assert faults == []
    for sort in SORTS:
        kept = {each.code for each in getattr(chosen, sort)}
        for each in getattr(told, sort):
            assert each.fate is (Fate.CARRIED if set(each.before) <= kept else Fate.RETIRED)
            assert each.after in {each.before, ()}


def test_each_fault_points_at_what_was_chosen() -> None:
    held = Contents(
        (priority("a"), priority("b", parent=ref("a"))),
        (kpi("k", "a"),),
        (action("x", "a", "b", "a"),),
    )
    wanted = Wanted(["b"], "all", ["x", "p:y"], ["z"], "all")
    _, faults = taken_over(held, wanted, "/carry")
    assert [(each.pointer, each.code, each.detail) for each in faults] == [
        ("/carry/actions/1", "unknown_action", "The edition holds no action 'p:y'."),
        (
            "/carry/priority_sets/0",
            "unknown_priority_set",
            "The edition holds no priority set 'z'.",
        ),
        (
            "/carry/priorities/0",
            "priority_not_carried",
            "p:b stands under p:a, which is not carried.",
        ),
        ("/carry/kpis", "priority_not_carried", "p:k stands under p:a, which is not carried."),
        ("/carry/actions/0", "priority_not_carried", "p:x stands under p:a, which is not carried."),
    ]
