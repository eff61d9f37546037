"""Identifiers: one opaque string for REST, for Relay and for the database.

An id is a prefix that names the noun and twenty characters: nine of time and eleven of chance
(45 and 55 bits, Crockford's base 32 in lower case), so that ids made later sort later. A series
and a figure have no id of their own making: theirs is their key, written reversibly.
"""

import secrets
from dataclasses import dataclass
from typing import Final

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_TIME_CHARACTERS: Final = 9
_CHANCE_CHARACTERS: Final = 11
_BODY: Final = _TIME_CHARACTERS + _CHANCE_CHARACTERS
_SPAN_MARK: Final = "~"  # stands for the "/" of a span of months, which a path cannot hold


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

    @property
    def id(self) -> str:
        """The key as an id that `figure_key` reads back."""
        series = series_id(self.area_id, self.indicator_id, self.breakdown)
        return f"fig_{_body(series)}.{self.period.replace('/', _SPAN_MARK)}"


def series_id(area_id: str, indicator_id: str, breakdown: str) -> str:
    """Return the id of the series of an indicator in an area, for one breakdown."""
    return f"ser_{_body(area_id)}{_body(indicator_id)}.{breakdown}"


def figure_key(figure_id: str) -> FigureKey | None:
    """Read a figure's id back into its key; None when it is not one."""
    series, _, period = figure_id.removeprefix("fig_").rpartition(".")
    key = series_key(f"ser_{series}")
    if key is None or not figure_id.startswith("fig_") or not period:
        return None
    area_id, indicator_id, breakdown = key
    return FigureKey(area_id, indicator_id, breakdown, period.replace(_SPAN_MARK, "/"))


def series_key(text: str) -> tuple[str, str, str] | None:
    """Read a series' id back into (area id, indicator id, breakdown); None when it is not one."""
    body, _, breakdown = text.removeprefix("ser_").partition(".")
    if not text.startswith("ser_") or len(body) != 2 * _BODY or not breakdown:
        return None
    return f"are_{body[:_BODY]}", f"ind_{body[_BODY:]}", breakdown


def _body(some_id: str) -> str:
    return some_id.split("_", 1)[1]
