"""What a reader asked for, as a plain value: fields under the names they are to have.

GraphQL's selection sets come down to this once fragments are spread, variables are in and what
is skipped is left out; nothing here knows of GraphQL.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Field:
    """A field asked for: its name, the name it is to have in the answer, and what is wanted of it.

    `arguments` are as the reader gave them, and `wanted` is empty for a field that holds a plain
    value.
    """

    name: str
    shown_as: str
    is_alias: bool
    arguments: tuple[tuple[str, Any], ...]
    wanted: "Selection"


@dataclass(frozen=True)
class Selection:
    """The fields asked for, in the order of the answer.

    Each `shown_as` occurs once, unless it is not known yet which of several types is asked.
    """

    fields: tuple[Field, ...]


NOTHING = Selection(())
