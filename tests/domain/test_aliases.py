"""What bodies are called, and whom a printed name means."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.aliases import Named, Names, clash, spelling
from service.domain.days import Truth, VagueDay, is_within, read
from service.domain.nodes import Ref
from tests.domain.test_days import vague_days

# What the plans print, each line for one body.
SPELLINGS = [
    ("KFRS", "KF & RS", "KF&RS", "KF& RS", "kf and rs"),
    ("Kent Fire and Rescue Service", "Kent Fire & Rescue Service", "KENT FIRE &  RESCUE\nSERVICE"),
    ("YES+", "Yes +", "Yes+."),
    ("The Beacon", "Beacon", "the  beacon"),
    ("Children's Social Services", "Childrens social services", "Children\u2019s Social Services"),
    ("NHS / CCG", "NHS/CCG", "NHS CCG"),
    ("Kent, Surrey and Sussex CRC", "Kent, Surrey & Sussex CRC"),
    ("Cyngor Sir Ynys Môn", "CYNGOR SIR YNYS MON"),
    ("The", "the"),
]
texts = st.text(st.sampled_from(f"{string.ascii_letters}  &,/'.-the and é"), max_size=30)


@pytest.mark.parametrize("spelled", SPELLINGS, ids=lambda each: each[0])
def test_the_spellings_of_one_body_are_one_name(spelled: tuple[str, ...]) -> None:
    assert len({spelling(each) for each in spelled}) == 1
    assert spelling(spelled[0])


def test_the_names_of_several_bodies_are_several() -> None:
    assert len({spelling(spelled[0]) for spelled in SPELLINGS}) == len(SPELLINGS)
    assert spelling("KCC") != spelling("Kent County Council")  # initials are not guessed


@pytest.mark.parametrize("nothing", ["", " ", "&", "\u2013 / ,", "!?", "_", "\u0301"])
def test_what_has_neither_letter_nor_digit_is_no_name(nothing: str) -> None:
    assert not spelling(nothing)
    assert Names([named("a", nothing)]).meant(nothing) == ()


@given(st.text() | texts)
def test_a_spelling_is_its_own_spelling(text: str) -> None:
    assert spelling(spelling(text)) == spelling(text)


@given(texts)
def test_case_spaces_and_punctuation_do_not_count(text: str) -> None:
    for other in (text.upper(), text.lower(), f"  {text}. ", text.replace(" ", " - ")):
        assert spelling(other) == spelling(text)


@given(st.lists(st.sampled_from(["Kent", "police", "NHS", "x"]), min_size=1, max_size=4))
def test_and_is_an_ampersand_and_the_is_nothing(words: list[str]) -> None:
    assert spelling(" and ".join(words)) == spelling(" & ".join(words)) == spelling("".join(words))
    assert spelling(f"The {' the '.join(words)}") == spelling(" ".join(words))


def named(
    agency: str,
    name: str,
    starts_on: str | None = None,
    ends_before: str | None = None,
    alias_id: str | None = "als",
) -> Named:
    return Named(Ref(agency, f"agy_{agency}"), name, alias_id, starts_on, ends_before)


def meant(names: Names, printed: str, on: str | None = None) -> list[str]:
    return [str(each.agency) for each in names.meant(printed, read(on))]


# One name that moved from one body to the next, in a month that is all that is known.
MOVED = Names(
    [
        named("old", "CCG", None, "2020-04"),
        named("new", "C.C.G.", "2020-04", "2022-07-01"),
        named("other", "Other"),
    ]
)


@pytest.mark.parametrize(
    ("on", "who"),
    [
        ("2019", ["old"]),
        ("2020-03-31", ["old"]),
        ("2020-04-15", ["old", "new"]),
        ("2020-04", ["old", "new"]),
        ("2020", ["old", "new"]),
        ("2020-05", ["new"]),
        ("2021", ["new"]),
        ("2022", ["new"]),
        ("2022-07-01", []),
        (None, ["old", "new"]),
    ],
)
def test_a_name_means_whoever_was_called_so_on_the_day(on: str | None, who: list[str]) -> None:
    assert meant(MOVED, "the ccg", on) == who


def test_who_was_certainly_called_so_comes_before_who_perhaps_was() -> None:
    names = Names([named("sure", "PCT", "2010", "2013-06"), named("maybe", "PCT", "2013")])
    assert meant(names, "PCT", "2013-03-01") == ["sure"]


def test_an_agency_is_meant_once_however_many_names_agree() -> None:
    names = Names(
        [named("kent-police", "Kent Police", None, None, None), named("kent-police", "KP")]
    )
    assert meant(names, "KENT POLICE") == ["kent-police"]
    assert meant(names, "kent-police") == ["kent-police"]


NORTH_KENT = Names(
    [
        named("dbc", "DBC"),
        named("dbc", "Dartford Borough Council"),
        named("gbc", "GBC"),
        named("kfrs", "Kent Fire and Rescue Service"),
        named("kent-police", "Kent Police"),
    ]
)


@pytest.mark.parametrize(
    ("printed", "listed"),
    [
        ("DBC & GBC", ["dbc", "gbc"]),
        ("DBC and GBC", ["dbc", "gbc"]),
        ("GBC/DBC", ["gbc", "dbc"]),
        ("DBC, GBC & Kent Police", ["dbc", "gbc", "kent-police"]),
        ("Kent Fire & Rescue Service and GBC", ["kfrs", "gbc"]),
        ("DBC", []),  # one is no list
        ("DBC & Dartford Borough Council", []),  # neither is one body twice
        ("DBC & GBC PSU", []),  # the last is not known
        ("DBC & GBC Enforcement Team", []),
        ("DBC &", []),
        ("&", []),
        ("", []),
        ("Kent and Police", []),
        (" & ".join(["DBC", "GBC"] * 50), []),  # too long to be a list that somebody printed
    ],
)
def test_a_list_of_bodies_is_read_only_when_each_is_known(printed: str, listed: list[str]) -> None:
    assert [str(each.agency) for each in NORTH_KENT.parts(printed)] == listed


def test_a_list_is_read_as_on_its_day() -> None:
    assert MOVED.parts("CCG & Other") == ()
    found = MOVED.parts("CCG & Other", VagueDay("2021"))
    assert [str(each.agency) for each in found] == ["new", "other"]


def test_the_nearest_names_are_of_different_bodies() -> None:
    assert [str(each.agency) for each in NORTH_KENT.nearest("Kent Fire Service")] == ["kfrs"]
    pair = [str(each.agency) for each in NORTH_KENT.nearest("Kent Fire Police")]
    assert pair == ["kent-police", "kfrs"]
    assert NORTH_KENT.nearest("xyzzy") == ()
    assert NORTH_KENT.nearest("&") == ()


OWN = named("kent-police", "Kent Police", None, "2000", None)
KP = named("kent-police", "KP", "2010", "2015", "als_1")


@pytest.mark.parametrize(
    ("new", "other"),
    [
        (named("x", "the Kent Police", "2020", None, "als_2"), OWN),  # whatever the days
        (named("kent-police", "KENT POLICE", None, None, "als_2"), OWN),
        (named("x", "kp", "2014", None, "als_2"), KP),
        (named("kent-police", "K.P.", "2012", "2013", "als_2"), KP),
        (named("x", "kp", None, None, None), KP),  # a name of its own, whatever the days
        (named("x", "kp", "2012", "2012", "als_2"), KP),  # a day of 2012 at least
        (named("x", "kp", "2015", None, "als_2"), None),
        (named("x", "kp", None, "2010", "als_2"), None),
        (named("kent-police", "KP", "2010", "2016", "als_1"), None),  # itself, redated
        (named("kent-police", "KP", None, None, None), None),  # its own alias becomes its name
        (named("x", "Kent Police", None, None, None), None),  # two may have one name
        (named("x", "Kent Policing", None, None, "als_2"), None),
    ],
)
def test_a_name_is_taken_while_somebody_has_it(new: Named, other: Named | None) -> None:
    assert clash(new, [OWN, KP]) is other


ends = st.none() | vague_days.map(str)


@given(ends, ends, ends, ends, st.dates(VagueDay("2019").earliest, VagueDay("2022").latest))
def test_aliases_of_two_bodies_never_both_certainly_hold_on_a_day(
    starts: str | None, end: str | None, other_starts: str | None, other_end: str | None, on: date
) -> None:
    new = named("one", "KP", starts, end, "als_1")
    recorded = named("other", "KP", other_starts, other_end, "als_2")
    stretches = (starts, end), (other_starts, other_end)
    if all(is_within(on, *map(read, each)) is Truth.YES for each in stretches):
        assert clash(new, [recorded]) is recorded
