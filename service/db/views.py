"""How a noun is read: which columns make its view, how it is found, filtered and ordered.

A view is plain SQL under the names of the domain's dataclass, so that one description serves
single reads, lists, batches for GraphQL and, in time, the compiler of whole selections.
"""

import dataclasses
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

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
    """How lists hang under something: the SQL of its key, and what has to be joined for that."""

    expression: str
    join: str = ""


@dataclass(frozen=True)
class View(Generic[T]):
    """How `of` is read from `source`.

    `columns` gives the SQL of each field, `id_condition` (naming `:ids`) and `code_condition`
    (naming `:codes`) how it is found, and `order` how lists of it stand: no expression may be
    null, and the last one tells any two apart. `filters` has the conditions by which a list can
    be narrowed, each naming one parameter, and `parents` the expressions by which lists hang
    under other things.

    Where a thing has an entry in each of several editions, `standing` picks the entry that stands
    when no edition is named. `along` names the views of other things, joined in `source` under
    the names that those views use, which can be read in the same statement.
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
    standing: str | None = None
    newest_first: bool = False

    def __post_init__(self) -> None:
        wanted = {field.name for field in dataclasses.fields(self.of)}
        if wanted != set(self.columns):
            odd = sorted(wanted ^ set(self.columns))
            raise TypeError(f"The view of {self.of.__name__} disagrees with it about {odd}.")

    def selected(self, prefix: str = "") -> str:
        """Return the columns as a select list, their names with a prefix."""
        return ", ".join(f'{sql} as "{prefix}{name}"' for name, sql in self.columns.items())

    def build(self, row: Record, on: date, prefix: str = "") -> T:
        """Make the domain value of a row, as it looks on a day; its columns may have a prefix."""
        of: Any = self.of
        made: T = of(
            **{name: make(row[f"{prefix}{name}"], on) for name, make in _makers(of).items()}
        )
        return made


def _as_it_is(value: Any, _: date) -> Any:  # noqa: ANN401 -- whatever the column holds
    return value


@lru_cache(maxsize=256)
def _makers(of: Any) -> Mapping[str, Callable[[Any, date], Any]]:  # noqa: ANN401 -- a class
    hints = get_type_hints(of)
    return {field.name: _maker(hints[field.name]) for field in dataclasses.fields(of)}


def _maker(hint: Any) -> Callable[[Any, date], Any]:  # noqa: ANN401 -- a type, of any sort
    """Choose how a column's value becomes a value of the hinted type."""
    if get_origin(hint) in {Union, types.UnionType}:
        (inner,) = (each for each in get_args(hint) if each is not types.NoneType)
        make = _maker(inner)
        return lambda value, on: None if value is None else make(value, on)
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
        return lambda value, _: hint(value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        makers = _makers(hint)
        return lambda value, on: hint(
            **{name: make_field(value[name], on) for name, make_field in makers.items()}
        )
    return _as_it_is
