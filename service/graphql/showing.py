"""GraphQL types made from the domain's own values.

The source of every object is the domain's dataclass itself: its plain fields become fields of the
same name by `shows`, and what leads to other things is written beside them. So a field cannot be
in one door and not in the other, and nothing is copied on the way out.
"""

import dataclasses
import types
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter
from strawberry.types.enum import EnumValue, StrawberryEnumDefinition, has_enum_definition

from service.domain.nodes import Ref

C = TypeVar("C", bound=type)

SHOWN: Final[dict[type, type]] = {}  # which GraphQL type shows which dataclass


def name_shown(thing: object) -> str:
    """Return the name of the GraphQL type that shows a thing."""
    shown = next(SHOWN[each] for each in type(thing).__mro__ if each in SHOWN)
    return shown.__name__


def shows(of: type, *, name: str | None = None, hides: tuple[str, ...] = ()) -> Callable[[C], C]:
    """Make a class the GraphQL type that shows a dataclass, with its plain fields.

    Fields that the class writes itself stand instead of the dataclass's own; a reference (`Ref`)
    has to be written so, as the object that it leads to. `hides` names fields that are not shown.
    """

    def decorate(cls: C) -> C:
        hints = get_type_hints(of)
        inherited = {
            each for base in cls.__mro__[1:] for each in vars(base).get("__annotations__", {})
        }
        written = set(vars(cls)) | inherited
        annotations = {
            field.name: _shown(hints[field.name])
            for field in dataclasses.fields(of)
            if field.name not in written and field.name not in hides
        }
        cls.__annotations__ = {**annotations, **vars(cls).get("__annotations__", {})}
        cls.is_type_of = classmethod(  # type: ignore[attr-defined]  # Strawberry asks it
            lambda _, thing, __: isinstance(thing, of)
        )
        shown: C = strawberry.type(cls, name=name or of.__name__, description=_told(of))
        SHOWN[of] = shown
        return shown

    return decorate


def _told(of: type) -> str:
    return " ".join((of.__doc__ or "").split())


def _shown(hint: Any) -> Any:  # noqa: ANN401 -- a type, of any sort
    """Return the type under which a field of a dataclass is shown."""
    if get_origin(hint) in {Union, types.UnionType}:
        (inner,) = (each for each in get_args(hint) if each is not types.NoneType)
        return _shown(inner) | None
    if get_origin(hint) is tuple:
        return list[_shown(get_args(hint)[0])]  # type: ignore[misc]  # made at run time
    if hint is Decimal:
        return float  # in the schema; the executor writes it as it is on every door
    if hint is Ref:
        raise TypeError("A reference has to be written as the object it leads to.")
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint if has_enum_definition(hint) else strawberry.enum(hint, description=_told(hint))
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return SHOWN[hint] if hint in SHOWN else shows(hint)(type(hint.__name__, (), {}))
    return hint


class _Words(NameConverter):
    """Names enumerations' values by their words, as they are on every door."""

    def from_enum_value(self, _: StrawberryEnumDefinition, enum_value: EnumValue) -> str:
        """Return the word of a value of an enumeration."""
        return str(enum_value.value)


def _instant(value: datetime) -> str:
    return f"{value:%Y-%m-%dT%H:%M:%SZ}"


_INSTANT: Final = strawberry.scalar(
    name="DateTime",
    description="An instant in UTC, in whole seconds: `2026-11-20T09:30:00Z`.",
    serialize=_instant,
    parse_value=datetime.fromisoformat,
)
_DAY: Final = strawberry.scalar(
    name="Date",
    description="A day: `2026-11-20`.",
    serialize=date.isoformat,
    parse_value=date.fromisoformat,
)
CONFIGURATION: Final = StrawberryConfig(
    name_converter=_Words(),
    scalar_map={datetime: _INSTANT, date: _DAY},
)
