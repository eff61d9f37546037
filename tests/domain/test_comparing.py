"""What became of everything from one edition to another."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.actions import Listing, Measure, MeasureKind, Party, PartyKind, Role
from service.domain.comparing import DiffEntry, Difference, EditionDiff, Fate, compare, diff
from service.domain.contents import SORTS as CONTENTS
from service.domain.contents import Contents
from service.domain.nodes import Ref
from service.domain.objectives import Direction, Target, TargetKind
from service.domain.printed import Owner
from service.domain.statements import StatementKind
from service.domain.timescales import Basis
from tests.domain.said import (
    CODES,
    POLICE,
    YEAR,
    action,
    contents,
    document,
    item,
    kpi,
    objective,
    priority,
    priority_set,
    ref,
    statement,
)

OLD, NEW = Ref("p:old", "edn_old"), Ref("p:new", "edn_new")
SORTS = (*CONTENTS, "listings")
LINEAGES = st.dictionaries(
    st.sampled_from([str(ref(each)) for each in (*CODES, "gone")]),
    st.sets(st.sampled_from([str(ref(each)) for each in (*CODES, "gone")]), max_size=3),
)
OPPOSITE = {
    Fate.SPLIT: Fate.MERGED,
    Fate.MERGED: Fate.SPLIT,
    Fate.NEW: Fate.RETIRED,
    Fate.RETIRED: Fate.NEW,
}
SHAPE = {
    Fate.CARRIED: (1, 1),
    Fate.REWORDED: (1, 1),
    Fate.SPLIT: (1, 2),
    Fate.MERGED: (2, 1),
    Fate.REGROUPED: (2, 2),
    Fate.NEW: (0, 1),
    Fate.RETIRED: (1, 0),
}


def held(edition: Contents) -> dict[str, Counter[str]]:
    """Return the codes of all that an edition holds, by sort; listings by action and priority."""
    return {
        **{sort: Counter(each.code for each in getattr(edition, sort)) for sort in CONTENTS},
        "listings": Counter(
            f"{each.code} {listing.priority}"
            for each in edition.actions
            for listing in each.listings
        ),
    }


def told(found: EditionDiff, side: str) -> dict[str, Counter[str]]:
    """Return the codes that a diff tells on one side, by sort; listings without their numbers."""
    return {
        sort: Counter(
            " ".join(code.split(" ")[:2])
            for entry in getattr(found, sort)
            for code in getattr(entry, side)
        )
        for sort in SORTS
    }


def mirrored(
    entry: DiffEntry,
) -> tuple[Fate, frozenset[str], frozenset[str], frozenset[Difference]]:
    turned = (Difference(each.field, each.after, each.before) for each in entry.differences)
    fate = OPPOSITE.get(entry.fate, entry.fate)
    return fate, frozenset(entry.after), frozenset(entry.before), frozenset(turned)


def as_set(entry: DiffEntry) -> tuple[Fate, frozenset[str], frozenset[str], frozenset[Difference]]:
    differences = frozenset(entry.differences)
    return entry.fate, frozenset(entry.before), frozenset(entry.after), differences


@given(contents(), contents(), LINEAGES)
def test_nothing_is_lost_and_nothing_invented(
    before: Contents, after: Contents, origins: dict[str, set[str]]
) -> None:
    found = diff(NEW, OLD, after, before, origins)
    assert told(found, "before") == held(before)
    assert told(found, "after") == held(after)
    assert (found.edition, found.against) == (NEW, OLD)


@given(contents(), contents(), LINEAGES)
def test_a_fate_is_what_its_entries_make_of_it(
    before: Contents, after: Contents, origins: dict[str, set[str]]
) -> None:
    found = diff(NEW, OLD, after, before, origins)
    for sort in SORTS:
        for entry in getattr(found, sort):
            shape = (min(len(entry.before), 2), min(len(entry.after), 2))
            assert shape == SHAPE[entry.fate]
            assert all(each.before != each.after for each in entry.differences)
            if shape == (1, 1):
                assert (entry.fate is Fate.REWORDED) == bool(entry.differences)


@given(contents(), LINEAGES)
def test_an_edition_differs_in_nothing_from_itself(
    edition: Contents, origins: dict[str, set[str]]
) -> None:
    found = diff(NEW, NEW, edition, edition, origins)
    for sort in SORTS:
        assert {entry.fate for entry in getattr(found, sort)} <= {Fate.CARRIED}


@given(contents(), contents(), LINEAGES)
def test_the_other_way_round_it_is_the_mirror_image(
    before: Contents, after: Contents, origins: dict[str, set[str]]
) -> None:
    there, back = diff(NEW, OLD, after, before, origins), diff(OLD, NEW, before, after, origins)
    for sort in SORTS:
        assert Counter(map(mirrored, getattr(there, sort))) == Counter(
            map(as_set, getattr(back, sort))
        )


@given(contents(), contents())
def test_without_a_lineage_nothing_is_split_or_merged(before: Contents, after: Contents) -> None:
    found = diff(NEW, OLD, after, before, {})
    fates = {entry.fate for sort in SORTS for entry in getattr(found, sort)}
    assert not fates & {Fate.SPLIT, Fate.MERGED, Fate.REGROUPED}


@pytest.mark.parametrize(
    ("before", "after", "origins", "fates"),
    [
        ("a", "bc", {"b": "a", "c": "a"}, [("split", "a", "bc")]),
        ("a", "ab", {"b": "a"}, [("split", "a", "ab")]),
        ("ab", "c", {"c": "ab"}, [("merged", "ab", "c")]),
        ("ab", "a", {"a": "b"}, [("carried", "a", "a"), ("retired", "b", "")]),
        ("ab", "cd", {"c": "ab", "d": "b"}, [("regrouped", "ab", "cd")]),
        ("a", "b", {"b": "a"}, [("reworded", "a", "b")]),
        ("a", "b", {}, [("new", "", "b"), ("retired", "a", "")]),
        ("ab", "ab", {"b": "a"}, [("carried", "a", "a"), ("carried", "b", "b")]),
        ("a", "cd", {"b": "a", "c": "b", "d": "b"}, [("split", "a", "cd")]),
        ("a", "c", {"c": "b", "b": "c"}, [("new", "", "c"), ("retired", "a", "")]),
        ("ab", "ac", {"c": "b"}, [("carried", "a", "a"), ("reworded", "b", "c")]),
    ],
)
def test_a_lineage_says_what_took_the_place_of_what(
    before: str, after: str, origins: dict[str, str], fates: list[tuple[str, str, str]]
) -> None:
    same = {"title": ("same",)}
    found = compare(dict.fromkeys(before, same), dict.fromkeys(after, same), origins)
    assert [(each.fate, "".join(each.before), "".join(each.after)) for each in found] == fates


def test_a_field_that_differs_is_told_before_and_after() -> None:
    party = Party(
        Role.LEAD, PartyKind.AGENCY, ref("police"), "Dartford", "Kent Police", Basis.PRINTED
    )
    measure = Measure(
        "mea_1",
        "25 people",
        MeasureKind.COUNT,
        Decimal("25.0"),
        None,
        "people",
        None,
        None,
        None,
    )
    before = Contents(
        (priority("a", number="1", why="Harm."),),
        (kpi("k", "a", baseline=Decimal(100)),),
        (action("x", "a", "a", parties=(party,)),),
    )
    after = Contents(
        (priority("a", number="2", title="Violence", also_serves=("p:b",)), priority("b")),
        (kpi("k", "b", baseline=Decimal("100.00"), target=Decimal("0.5")),),
        (
            action(
                "x",
                "a",
                tackles=(ref("b"), ref("a")),
                measures=(measure,),
                listings=(Listing(ref("a"), "1.1", 1),),
            ),
            action("y", "b"),
        ),
    )
    found = diff(NEW, OLD, after, before, {})
    changed, new = found.priorities
    assert changed == DiffEntry(
        Fate.REWORDED,
        ("p:a",),
        ("p:a",),
        (
            Difference("number", ("1",), ("2",)),
            Difference("title", ("a",), ("Violence",)),
            Difference("why", ("Harm.",), ()),
            Difference("also_serves", (), ("p:b",)),
        ),
    )
    assert new == DiffEntry(Fate.NEW, (), ("p:b",), ())
    assert found.kpis[0].differences == (
        Difference("priority", ("p:a",), ("p:b",)),
        Difference("target", (), ("0.5",)),
    )
    assert found.actions[0].differences == (
        Difference("tackles", (), ("p:b", "p:a")),
        Difference("parties", ("lead, agency, p:police, Dartford, Kent Police",), ()),
        Difference("measures", (), ("count, 25, people, 25 people",)),
    )
    assert found.listings == (
        DiffEntry(Fate.REWORDED, ("p:x p:a",), ("p:x p:a",), (Difference("number", (), ("1.1",)),)),
        DiffEntry(Fate.NEW, (), ("p:y p:b",), ()),
        DiffEntry(Fate.RETIRED, ("p:x p:a 2",), (), ()),
    )


def test_what_is_said_under_priorities_and_of_others_is_told_in_texts() -> None:
    target = Target("by 15%", TargetKind.CHANGE, Decimal("15.0"), None)
    nobodys = Owner("the Home Office", None, None, None)
    before = Contents(
        statements=(statement("s", "a", "b", number="1"), statement("gone", "a")),
        objectives=(objective("o", "a", due=YEAR),),
        priority_sets=(
            priority_set("t", item("Knives", "a"), item("Guns", aligned_to_none=True), dated=YEAR),
        ),
        external_documents=(document("d", owner=POLICE),),
    )
    after = Contents(
        statements=(statement("s", "b", kind=StatementKind.FOCUS, wording="Less"),),
        objectives=(
            objective("o", "a", target=target, direction=Direction.REDUCE, measured_by="survey"),
        ),
        priority_sets=(
            priority_set(
                "t", item("Knives", number="1", lead=POLICE, our_role="part"), item("Guns")
            ),
        ),
        external_documents=(document("d", owner=nobodys, title="Prevent", dated=YEAR),),
    )
    found = diff(NEW, OLD, after, before, {})
    assert found.statements == (
        DiffEntry(
            Fate.REWORDED,
            ("p:s",),
            ("p:s",),
            (
                Difference("kind", ("aim",), ("focus",)),
                Difference("number", ("1",), ()),
                Difference("wording", ("s",), ("Less",)),
                Difference("priorities", ("p:a", "p:b"), ("p:b",)),
            ),
        ),
        DiffEntry(Fate.RETIRED, ("p:gone",), (), ()),
    )
    assert found.objectives[0].differences == (
        Difference("direction", (), ("reduce",)),
        Difference("target", (), ("change, 15, by 15%",)),
        Difference("measured_by", (), ("survey",)),
        Difference("due", ("FY2021, 2021/22",), ()),
    )
    assert found.priority_sets[0].differences == (
        Difference("dated", ("FY2021, 2021/22",), ()),
        Difference("items", ("Knives", "Guns"), ("1, Knives, p:police, Kent Police, part", "Guns")),
        Difference("aligned_to", ("Knives: p:a", "Guns: none"), ()),
    )
    assert found.external_documents[0].differences == (
        Difference("title", ("d",), ("Prevent",)),
        Difference("owner", ("p:police, Kent Police",), ("the Home Office",)),
        Difference("dated", (), ("FY2021, 2021/22",)),
    )


def test_only_priorities_have_a_lineage() -> None:
    before = Contents((priority("a"),), statements=(statement("a", "a"),))
    after = Contents((priority("b"),), statements=(statement("b", "b"),))
    found = diff(NEW, OLD, after, before, {"p:b": ["p:a"]})
    assert [each.fate for each in found.priorities] == [Fate.REWORDED]
    assert [each.fate for each in found.statements] == [Fate.NEW, Fate.RETIRED]


def test_one_that_stayed_when_others_left_it_is_told_as_it_is_worded_now() -> None:
    before = {"a": {"title": ("Violence",)}}
    after = {"a": {"title": ("Other violence",)}, "b": {"title": ("Knives",)}}
    (split,) = compare(before, after, {"b": "a"})
    assert split.fate is Fate.SPLIT
    assert split.differences == (Difference("title", ("Violence",), ("Other violence",)),)


def test_one_that_only_has_another_code_is_told_by_it() -> None:
    (renamed,) = compare({"a": {"title": ("x",)}}, {"b": {"title": ("x",)}}, {"b": "a"})
    assert renamed.differences == (Difference("code", ("a",), ("b",)),)
