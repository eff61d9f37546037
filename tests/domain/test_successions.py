"""Which succession contradicts a life, and who carries a body's part."""

import dataclasses
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.agencies import Agency, AgencyKind
from service.domain.days import Truth, VagueDay
from service.domain.nodes import Ref
from service.domain.successions import Succession, SuccessionKind, carriers, contradictions
from tests.domain.test_days import days, vague_days

NOW = datetime(2026, 11, 20, tzinfo=UTC)
KINDS = st.sampled_from(SuccessionKind)


def body(code: str, starts_on: str | None = None, ends_before: str | None = None) -> Agency:
    return Agency(
        id=f"agy_{code}",
        revision=1,
        updated_at=NOW,
        code=code,
        name=code.upper(),
        kind=AgencyKind.HEALTH,
        starts_on=starts_on,
        ends_before=ends_before,
    )


def after(
    predecessor: str,
    successor: str,
    happened_on: str,
    kind: SuccessionKind = SuccessionKind.REPLACED,
) -> Succession:
    return Succession(
        id=f"suc_{predecessor}-{successor}",
        revision=1,
        updated_at=NOW,
        predecessor=Ref(predecessor, f"agy_{predecessor}"),
        successor=Ref(successor, f"agy_{successor}"),
        kind=kind,
        happened_on=happened_on,
        note=None,
        source=None,
    )


def carried(of: Agency, bodies: list[Agency], led: list[Succession], on: date) -> dict[str, Truth]:
    found = carriers(of, {each.code: each for each in bodies}, led, on)
    assert len({each.agency for each in found}) == len(found)
    assert {each.agency.id for each in found} == {f"agy_{each.agency}" for each in found}
    return {str(each.agency): each.carries for each in found}


YES, OPEN = Truth.YES, Truth.UNDETERMINED
PCT = body("pct", "2002-04", "2013-04-01")
CCG = body("ccg", "2013-04-01", "2020-04-01")
ICB = body("icb", "2022-07-01")
LED = [after("pct", "ccg", "2013-04-01"), after("ccg", "icb", "2022-07")]


@pytest.mark.parametrize(
    ("on", "who"),
    [
        (date(2002, 3, 31), {}),
        (date(2002, 4, 15), {"pct": OPEN}),
        (date(2013, 3, 31), {"pct": YES}),
        (date(2013, 4, 1), {"ccg": YES}),
        (date(2020, 4, 1), {}),  # a gap: the one has ended, the other has not begun
        (date(2022, 7, 15), {"icb": OPEN}),
        (date(2022, 8, 1), {"icb": YES}),
    ],
)
def test_a_part_goes_from_one_body_to_the_next(on: date, who: dict[str, Truth]) -> None:
    assert carried(PCT, [CCG, ICB], LED, on) == who


def test_where_only_the_year_is_known_both_may_carry_it() -> None:
    led = [after("a", "b", "2013")]
    found = carried(body("a"), [body("b")], led, date(2013, 6, 1))
    assert found == {"a": OPEN, "b": OPEN}
    assert carried(body("a"), [body("b")], led, date(2013, 12, 31)) == {"b": YES}


def test_several_carry_the_part_of_one() -> None:
    led = [after("a", "b", "2013-04-01"), after("a", "c", "2013-04-01")]
    found = carried(body("a"), [body("b"), body("c")], led, date(2013, 4, 1))
    assert found == {"b": YES, "c": YES}


def test_what_was_split_goes_on_unless_it_has_ended() -> None:
    led = [after("a", "b", "1998-04-01", SuccessionKind.SPLIT)]
    on = date(1998, 4, 1)
    assert carried(body("a"), [body("b")], led, on) == {"a": YES, "b": YES}
    assert carried(body("a", None, "1998-04-01"), [body("b")], led, on) == {"b": YES}


def test_what_comes_together_again_is_there_once() -> None:
    led = [
        *(after("a", "b", "2013"), after("a", "c", "2013-04-01")),
        *(after("b", "d", "2020-04-01"), after("c", "d", "2020-04-01")),
    ]
    bodies = [body("b"), body("c"), body("d")]
    assert carried(body("a"), bodies, led, date(2013, 5, 1)) == {"b": OPEN, "c": YES}
    assert carried(body("a"), bodies, led, date(2020, 4, 1)) == {"d": YES}


def test_a_body_without_successors_carries_its_own_part_as_long_as_it_lives() -> None:
    assert carried(CCG, [], [], date(2019, 1, 1)) == {"ccg": YES}
    assert carried(CCG, [], [], date(2020, 4, 1)) == {}


CODES = "abcde"
# Of five bodies, each may only come after those before it in the alphabet: no circles.
chains = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(CODES), vague_days, KINDS).filter(
        lambda each: each[0] < each[1]
    ),
    unique_by=lambda each: each[:2],
    max_size=7,
)


def onward(led: list[Succession]) -> list[Succession]:
    """Return those that lead on from the first body."""
    reached, found = {"a"}, []
    for each in sorted(led, key=lambda each: each.predecessor):
        if each.predecessor in reached:
            reached.add(str(each.successor))
            found.append(each)
    return found


def holds(code: str, led: list[Succession], on: date) -> bool:
    """Say, where every day is known, whether the part has come to a body (a: whose it is)."""
    return code == "a" or any(
        each.successor == code
        and date.fromisoformat(each.happened_on) <= on
        and holds(str(each.predecessor), led, on)
        for each in led
    )


def has_left(code: str, led: list[Succession], on: date) -> bool:
    return any(
        each.predecessor == code
        and each.kind is not SuccessionKind.SPLIT
        and date.fromisoformat(each.happened_on) <= on
        for each in led
    )


@settings(deadline=None)
@given(chains, days, st.data())
def test_an_answer_that_is_certain_is_so_whichever_days_they_were(
    chain: list[tuple[str, str, VagueDay, SuccessionKind]], on: date, data: st.DataObject
) -> None:
    led = onward([after(one, two, day.text, kind) for one, two, day, kind in chain])
    found = carried(body("a"), [body(code) for code in CODES], led, on)
    exact = [
        dataclasses.replace(
            each,
            happened_on=data.draw(
                st.dates(VagueDay(each.happened_on).earliest, VagueDay(each.happened_on).latest)
            ).isoformat(),
        )
        for each in led
    ]
    for code in CODES:
        carries = holds(code, exact, on) and not has_left(code, exact, on)
        if found.get(code) is not Truth.UNDETERMINED:
            assert (found.get(code) is Truth.YES) is carries
    assert (
        Truth.UNDETERMINED
        not in carried(body("a"), [body(code) for code in CODES], exact, on).values()
    )


@pytest.mark.parametrize(
    ("one", "other", "kind", "day", "wrong"),
    [
        (("2002-04", "2013-04-01"), ("2013-04-01", None), "replaced", "2013-04-01", []),
        (("2002-04", "2013-04-01"), ("2013-04-01", None), "replaced", "2013", []),
        (("2002", None), ("2013", None), "merged", "2013", []),
        ((None, None), (None, None), "renamed", "1900", []),
        ((None, "2013"), ("2013", None), "replaced", "2014", []),  # a gap
        (("2013", None), (None, None), "replaced", "2013", []),  # it may have been later
        (("2013-04", None), (None, None), "replaced", "2013-04-01", [("one", "starts_on")]),
        (("2014", None), (None, None), "replaced", "2013-12", [("one", "starts_on")]),
        ((None, "2014"), (None, None), "replaced", "2013-12", [("one", "ends_before")]),
        ((None, "2014"), (None, None), "merged", "2013-12", [("one", "ends_before")]),
        ((None, "2014"), (None, None), "split", "2013-12", []),
        ((None, "2013-12"), (None, None), "renamed", "2013-12", []),
        ((None, None), ("2014", None), "replaced", "2013-12", [("other", "starts_on")]),
        ((None, None), ("2013-12-02", None), "split", "2013-12-01", [("other", "starts_on")]),
        ((None, None), (None, "2013"), "replaced", "2014", [("other", "ends_before")]),
        ((None, None), (None, "2013-04-01"), "renamed", "2013-04-01", [("other", "ends_before")]),
        (
            ("2014", "2016"),
            ("2015", "2016"),
            "replaced",
            "2013",
            [("one", "starts_on"), ("one", "ends_before"), ("other", "starts_on")],
        ),
    ],
)
def test_a_succession_may_not_contradict_the_lives_of_the_two(
    one: tuple[str | None, str | None],
    other: tuple[str | None, str | None],
    kind: str,
    day: str,
    wrong: list[tuple[str, str]],
) -> None:
    found = list(
        contradictions(
            body("one", *one), body("other", *other), SuccessionKind(kind), VagueDay(day)
        )
    )
    assert [(each.agency, each.field) for each in found] == wrong
    for each in found:
        of = dict(
            zip(("starts_on", "ends_before"), one if each.agency == "one" else other, strict=True)
        )
        assert day in each.detail
        assert str(of[each.field]) in each.detail
        assert each.agency.upper() in each.detail


@given(vague_days, KINDS)
def test_bodies_of_which_no_day_is_known_contradict_nothing(
    day: VagueDay, kind: SuccessionKind
) -> None:
    assert list(contradictions(body("one"), body("other"), kind, day)) == []
