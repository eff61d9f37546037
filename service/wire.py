"""The one wire form: how a value is written as JSON, whichever door it leaves by.

Numbers are JSON numbers, whole ones without a point; instants are UTC with a Z, in whole seconds;
days are ISO 8601; enumerations are their snake_case words.
"""

from decimal import Decimal
from typing import Any, Final

import orjson

from service.domain.numbers import plain

_OPTIONS: Final = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


def dumps(value: object) -> bytes:
    """Write a value of the domain, or anything made of such, as JSON."""
    return orjson.dumps(value, default=_written, option=_OPTIONS)


def _written(value: Any) -> object:  # noqa: ANN401 -- whatever orjson does not know
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no wire form")
