"""How a noun is read: which columns make its view, how it is found, filtered and ordered.

A view is plain SQL under the names of the domain's dataclass, so that one description serves
single reads, lists, batches for GraphQL and, in time, the compiler of whole selections.
"""

import dataclasses
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import (
    Any,
    Generic,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from service.db.store import Record
from service.domain.nodes import Node, Ref
from service.domain.periods import PeriodView, period
from service.domain.periods import view as period_view

T = TypeVar("T", bound=Node)


@dataclass(frozen=True)
class Order:
    """One expression that a list is ordered by, and its SQL type, for the cursor."""

    expression: str
    sql_type: str


@dataclass(frozen=True)
class Parent:
    """How lists hang under something: the columns that hold its key, and what is joined for them.

    `parts` takes a key, `{0}` in it, apart into what the columns hold. Unless it is said, a key of
    several columns is written as all of them with a space between.
    """

    columns: tuple[str, ...]
    join: str = ""
    parts: tuple[str, ...] = ()

    def parts_of(self, key: str) -> tuple[str, ...]:
        """Take a key, given as SQL, apart into what each column holds."""
        if self.parts:
            return tuple(part.format(key) for part in self.parts)
        if len(self.columns) == 1:
            return (key,)
        return tuple(f"split_part({key}, ' ', {n})" for n in range(1, len(self.columns) + 1))

    def is_under(self, key: Sequence[str]) -> str:
        """Return the condition of standing under a key, given as the SQL of each of its columns."""
        pairs = zip(self.columns, key, strict=True)
        return " and ".join(f"{column} = {part}" for column, part in pairs) or "true"


@dataclass(frozen=True)
class Under:
    """What hangs under each row of a view: of which view, under which parent of that.

    `key` is the SQL, in the row of the owner, of each column of the parent's key. A list can be
    narrowed by the filters of its view; of what is but one thing, the first in order is meant.
    """

    view: Callable[[], "View[Any]"]  # called when it is read: views can hang under each other
    parent: str
    key: tuple[str, ...]


@dataclass(frozen=True)
class View(Generic[T]):
    """How `of` is read from `source`.

    `columns` gives the SQL of each field, `id_condition` (naming `:ids`) and `code_condition`
    (naming `:codes`) how it is found, and `order` how lists of it stand: no expression may be
    null, and the last one tells any two apart. `filters` has the conditions by which a list can
    be narrowed, each naming one parameter, and `parents` the expressions by which lists hang
    under other things.

    Where a thing has an entry in each of several editions, `standing` picks the entry that stands
    when no edition is named; a list under something is that of its edition. `along` names the
    views of other things, joined in `source` under the names that those views use, which can be
    read in the same statement. `lists` and `ones` have what hangs under a row, by the names under
    which readers ask for it, and `series` the ids of the area and the indicator whose figures are
    its own. `facts` are yes-or-no fields that readers see besides. `ones` and `facts` can depend
    on the day asked for, `:on`.
    """

    of: type[T]
    source: str
    columns: Mapping[str, str]
    id_condition: str
    code_condition: str | None
    order: tuple[Order, ...]
    filters: Mapping[str, str]
    parents: Mapping[str, "Parent"] = dataclasses.field(default_factory=dict)
    along: Mapping[str, "View[Any]"] = dataclasses.field(default_factory=dict)
    lists: Mapping[str, Under] = dataclasses.field(default_factory=dict)
    ones: Mapping[str, Under] = dataclasses.field(default_factory=dict)
    series: tuple[str, str] | None = None
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    standing: str | None = None
    newest_first: bool = False

    def __post_init__(self) -> None:
        wanted = {field.name for field in dataclasses.fields(self.of)}
        if wanted != set(self.columns):
            odd = sorted(wanted ^ set(self.columns))
            raise TypeError(f"The view of {self.of.__name__} disagrees with it about {odd}.")

    @property
    def order_by(self) -> str:
        """The order of lists, as SQL."""
        direction = " desc" if self.newest_first else ""
        return ", ".join(f"{each.expression}{direction}" for each in self.order)

    def selected(self, prefix: str = "") -> str:
        """Return the columns as a select list, their names with a prefix."""
        return ", ".join(f'{sql} as "{prefix}{name}"' for name, sql in self.columns.items())

    def build(self, row: Record, on: date, prefix: str = "") -> T:
        """Make the domain value of a row, as it looks on a day; its columns may have a prefix."""
        made: T = _built(self.of, row, on, prefix)
        return made


_Maker: TypeAlias = Callable[[Any, date], Any]


def _built(of: Any, row: Mapping[str, Any], on: date, prefix: str = "") -> Any:  # noqa: ANN401
    return of(
        **{
            name: row[column] if make is _as_it_is else make(row[column], on)
            for name, column, make in _fields(of, prefix)
        }
    )


@lru_cache(maxsize=256)
def _fields(of: Any, prefix: str) -> tuple[tuple[str, str, _Maker], ...]:  # noqa: ANN401 -- a class
    """Return of each field of a dataclass: its name, its column and how it is made of that."""
    hints = get_type_hints(of)
    names = [field.name for field in dataclasses.fields(of)]
    return tuple((name, f"{prefix}{name}", _maker(hints[name])) for name in names)


def _as_it_is(value: Any, _: date) -> Any:  # noqa: ANN401 -- whatever the column holds
    return value


def _or_none(make: _Maker) -> _Maker:
    if make is _as_it_is:
        return make
    return lambda value, on: None if value is None else make(value, on)


def _maker(hint: Any) -> _Maker:  # noqa: ANN401 -- a type, of any sort
    """Choose how a column's value becomes a value of the hinted type."""
    if get_origin(hint) in {Union, types.UnionType}:
        (inner,) = (each for each in get_args(hint) if each is not types.NoneType)
        return _or_none(_maker(inner))
    if get_origin(hint) is tuple:
        make_each = _maker(get_args(hint)[0])
        return lambda value, on: tuple(make_each(each, on) for each in value)
    if hint is Decimal:
        return lambda value, _: Decimal(value)
    if hint is Ref:
        return lambda value, _: Ref(*value)
    if hint is PeriodView:
        return lambda value, on: period_view(period(value), on)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        by_word: Mapping[str, StrEnum] = {each.value: each for each in hint}
        return lambda value, _: by_word[value]
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return lambda value, on: _built(hint, value, on)
    return _as_it_is
