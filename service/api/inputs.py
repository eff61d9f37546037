"""What bodies are made of: texts, codes, days and numbers, taken strictly and said plainly."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Final, TypeVar, get_type_hints

from pydantic import (
    MISSING,
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    create_model,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from service.domain.days import DayUnreadable, VagueDay
from service.domain.numbers import SIGNIFICANT_DIGITS, Number, is_too_long

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_CODES: Final = 1_000
_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})")


class Input(BaseModel):
    """A body, or an object in one. Members that it does not know are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def given(self) -> dict[str, Any]:
        """Return all members, as the use case takes them."""
        return {name: getattr(self, name) for name in type(self).model_fields}

    def changes(self) -> dict[str, Any]:
        """Return the members that the body had, as a merge patch has them (RFC 7396)."""
        return {name: getattr(self, name) for name in self.model_fields_set}


Change = TypeVar("Change", bound=Input)


def changes_to(
    made_by: type[Input], *, but: Collection[str] = ()
) -> Callable[[type[Change]], type[Change]]:
    """Give a merge patch (RFC 7396) the members of the body that makes a thing, none required.

    `but` names those that stay as they were made. Null takes away what the making may leave null.
    """
    hints = get_type_hints(made_by, include_extras=True)
    fields: dict[str, Any] = {
        name: (hints[name] | MISSING, MISSING) for name in made_by.model_fields if name not in but
    }

    def with_members(change: type[Change]) -> type[Change]:
        return create_model(
            change.__name__,
            __base__=change,
            __doc__=change.__doc__,
            __module__=change.__module__,
            **fields,
        )

    return with_members


def _day(value: object) -> object:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return value
    raise PydanticCustomError("not_a_day", "A day is written as 2026-11-20")


def _instant(value: object) -> object:
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        return value
    raise PydanticCustomError(
        "not_an_instant", "An instant is written as 2026-11-20T09:30:00Z, with its offset"
    )


def _in_utc(value: datetime) -> datetime:
    """Return an instant as the service keeps them: in UTC, in whole seconds."""
    try:
        return value.astimezone(UTC).replace(microsecond=0)
    except OverflowError as overflow:
        raise PydanticCustomError(
            "not_an_instant", "There is no such instant in the calendar of UTC"
        ) from overflow


def _vague_day(value: str) -> str:
    try:
        return VagueDay.read(value).text
    except DayUnreadable as unreadable:
        raise PydanticCustomError(
            "not_a_day", "{detail}", {"detail": unreadable.detail}
        ) from unreadable


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("not_a_number", "A number is written as a JSON number")
    number = Decimal(str(value))
    if not number.is_finite():
        raise PydanticCustomError("not_a_number", "A number is finite")
    if is_too_long(number):
        raise PydanticCustomError(
            "number_too_long",
            "A number here has at most {digits} significant digits",
            {"digits": SIGNIFICANT_DIGITS},
        )
    return number


@dataclass(frozen=True)
class WordOrCodes:
    """Marks what is one of a few words, or a list of ids or codes."""

    words: tuple[str, ...]

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(self, _schema: object, _handler: object) -> dict[str, Any]:
        listed = {"type": "array", "items": {"type": "string"}, "maxItems": _MOST_CODES}
        return {"anyOf": [{"type": "string", "enum": list(self.words)}, listed]}

    def _read(self, value: object) -> object:
        if isinstance(value, str) and value in self.words:
            return value
        given = value if isinstance(value, list) else [None]
        if len(given) <= _MOST_CODES and all(isinstance(each, str) for each in given):
            return tuple(given)
        raise PydanticCustomError(
            "not_of_its_form",
            "Write {words}, or a list of at most {most} ids or codes",
            {"words": " or ".join(self.words), "most": _MOST_CODES},
        )


Day = Annotated[date, BeforeValidator(_day)]
Instant = Annotated[AwareDatetime, BeforeValidator(_instant), AfterValidator(_in_utc)]
VagueText = Annotated[
    str,
    AfterValidator(_vague_day),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
            "description": "A day known to the year, the month or the day.",
            "examples": ["2021-01"],
        }
    ),
]
Figures = Annotated[Number, BeforeValidator(_number)]
Code = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80),
    Field(description="Lower-case words joined by hyphens; never used again, never changed."),
]
Ons = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z][0-9]{8}$"),
    Field(description="A code of the Office for National Statistics.", examples=["E22000352"]),
]
Reference = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200),
    Field(description="The id or the code of the thing meant."),
]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4_000, strip_whitespace=True)]
Under = Annotated[
    list[Reference],
    Field(min_length=1, max_length=20, description="The priorities that it stands under."),
]


_WHERE: Final = frozenset({"edition", "code"})


class EntryInput(Input):
    """A thing to be entered in an edition."""

    edition: Reference
    code: Code

    def said(self) -> dict[str, Any]:
        """Return what is said of it: all members but where it is entered, and as what."""
        return {name: each for name, each in self.given().items() if name not in _WHERE}
