"""Identifiers: one opaque string for REST, for Relay and for the database.

An id is a prefix that names the noun and twenty characters: nine of time and eleven of chance
(45 and 55 bits, Crockford's base 32 in lower case), so that ids made later sort later. A series
and a figure have no id of their own making: theirs is their key, written reversibly
(service/db/figures.py writes and reads it in SQL, so that a search by id uses the key's index).
"""

import secrets
from dataclasses import dataclass
from typing import Final

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_TIME_CHARACTERS: Final = 9
_CHANCE_CHARACTERS: Final = 11
_BODY: Final = _TIME_CHARACTERS + _CHANCE_CHARACTERS


def mint(prefix: str, at_milliseconds: int) -> str:
    """Make a new id such as `ptn_0dy7kz3q9m2v4x8c1b5f`.

    `prefix` is the noun's (three or four letters), `at_milliseconds` the instant since 1970 in
    milliseconds, which fits until the year 3084.
    """
    number = (at_milliseconds << (5 * _CHANCE_CHARACTERS)) | secrets.randbits(
        5 * _CHANCE_CHARACTERS
    )
    characters = [ALPHABET[(number >> shift) & 31] for shift in range(5 * (_BODY - 1), -1, -5)]
    return f"{prefix}_{''.join(characters)}"


@dataclass(frozen=True)
class FigureKey:
    """What identifies a figure: the area's id, the indicator's id, the breakdown, the period."""

    area_id: str
    indicator_id: str
    breakdown: str
    period: str


def series_id(area_id: str, indicator_id: str, breakdown: str) -> str:
    """Return the id of the series of an indicator in an area, for one breakdown."""
    return f"ser_{_body(area_id)}{_body(indicator_id)}.{breakdown}"


def _body(some_id: str) -> str:
    return some_id.split("_", 1)[1]
