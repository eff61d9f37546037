"""When a succession contradicts the lives of the two partnerships."""

import pytest

from service.domain.lives import Life
from service.domain.partnership_successions import objections_to

JOINT = Life.of("Joint", "2007-07", "2020-10")
DARTFORD = Life.of("Dartford", "2021-01", None)
LIVING = Life.of("Living", "2010", None)
AMID = "and in the midst of"
GONE = Life.of("Gone", None, "2005")


@pytest.mark.parametrize(
    ("on", "since", "before", "after", "said"),
    [
        ("2020-10", None, JOINT, DARTFORD, []),
        ("2020-12", None, JOINT, DARTFORD, []),  # in the gap between them
        ("2021-01-31", None, JOINT, DARTFORD, []),
        ("2021", "2020-10-15", JOINT, DARTFORD, []),
        (
            "2020-09",
            None,
            JOINT,
            DARTFORD,
            [
                (
                    "happened_on",
                    f"2020-09 is before Dartford began (2021-01), {AMID} Joint ({JOINT}).",
                )
            ],
        ),
        (
            "2021-02",
            None,
            JOINT,
            DARTFORD,
            [
                (
                    "happened_on",
                    f"2021-02 is after Joint ended (2020-10), {AMID} Dartford ({DARTFORD}).",
                )
            ],
        ),
        ("2015", None, LIVING, LIVING, []),
        ("2004", None, Life.of("Old", None, "2004-06"), GONE, []),
        ("2004-05", None, Life.of("Old", None, "2004-06"), GONE, []),  # joins one that is there
        (
            "2004-07",
            None,
            Life.of("Old", None, "2004-06"),
            GONE,
            [
                (
                    "happened_on",
                    f"2004-07 is after Old ended (2004-06), {AMID} Gone ({GONE}).",
                )
            ],
        ),
        (
            "2020",
            None,
            LIVING,
            DARTFORD,
            [
                (
                    "happened_on",
                    f"2020 is before Dartford began (2021-01), {AMID} Living ({LIVING}).",
                )
            ],
        ),
        (
            "2006",
            None,
            JOINT,
            GONE,
            [
                ("happened_on", "2006 is before Joint began (2007-07)."),
                ("happened_on", "2006 is after Gone ended (before 2005)."),
                ("successor", "Gone ended (before 2005) before Joint began (2007-07)."),
            ],
        ),
        (
            "2020-10",
            "2020-11",
            JOINT,
            DARTFORD,
            [("in_practice_from", "2020-11 is after it happened (2020-10).")],
        ),
        (
            "2020-10",
            "2006-12",
            JOINT,
            DARTFORD,
            [("in_practice_from", "2006-12 is before Joint began (2007-07).")],
        ),
        ("2020-10-31", None, JOINT, None, []),
        (
            "2020-11",
            None,
            JOINT,
            None,
            [("happened_on", "2020-11 is after Joint ended (2020-10).")],
        ),
        ("2026", None, LIVING, None, []),
        ("2009", None, LIVING, None, [("happened_on", "2009 is before Living began (2010).")]),
    ],
)
def test_a_succession_happens_between_the_lives_of_the_two(
    on: str, since: str | None, before: Life, after: Life | None, said: list[tuple[str, str]]
) -> None:
    assert objections_to(on, since, before, after) == said
