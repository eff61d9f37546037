"""Writing plain values as JSON in SQL, by the types that the domain's dataclasses give them."""

import types
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from service.db.compiling_series import word
from service.domain.nodes import Ref

_INSTANT: Final = """to_char({} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""


class NotCompilable(Exception):
    """Something is asked for that is not written in SQL, or has to be refused."""


def sure(of: Any, name: str) -> Any:  # noqa: ANN401 -- a class, and a type of any sort
    """Return the type of a field of a dataclass, whether or not it can be null."""
    hint = _hints(of).get(name)
    if hint is None:
        raise NotCompilable
    if get_origin(hint) not in {Union, types.UnionType}:
        return hint
    (inner,) = (each for each in get_args(hint) if each is not types.NoneType)
    return inner


@lru_cache(maxsize=100)
def _hints(of: Any) -> Mapping[str, Any]:  # noqa: ANN401 -- a class
    return get_type_hints(of)


def written(sql: str, hint: Any) -> str:  # noqa: ANN401 -- a type, of any sort
    """Return the SQL that writes a column as the JSON of its type, or null."""
    return f"coalesce({_written(sql, hint)}, 'null')"


def _written(sql: str, hint: Any) -> str:  # noqa: ANN401 -- the same
    if get_origin(hint) is tuple and _is_text(get_args(hint)[0]):
        return f"to_json({sql})::text"
    if _is_text(hint) or hint is date:
        return f"to_json({sql})::text"
    if hint is Decimal:
        return f"trim_scale({sql})::text"
    if hint in {int, bool}:
        return f"({sql})::text"
    if hint is datetime:
        return word(_INSTANT.format(sql))
    raise NotCompilable


def _is_text(hint: Any) -> bool:  # noqa: ANN401 -- the same
    """Say whether it is a text that is shown as it is; a reference leads to something else."""
    return isinstance(hint, type) and issubclass(hint, str) and not issubclass(hint, Ref)
