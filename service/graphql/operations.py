"""What is known of one operation of a valid document, kept for all who send the same again."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from graphql import DocumentNode

from service.domain.selections import Selection

V = TypeVar("V")


@dataclass
class Operation:
    """One operation of a valid document, with its variables in the selection of its root."""

    document: DocumentNode
    selection: Selection
    _day: date = date.min
    _known: dict[Hashable, Any] = field(default_factory=dict)

    @property
    def is_introspection(self) -> bool:
        """Whether it asks for nothing but the schema, which is public."""
        return all(each.name.startswith("__") for each in self.selection.fields)

    def known(self, today: date, name: Hashable, work_out: Callable[[], V]) -> V:
        """Return what follows from it on a day, under a name, worked out once."""
        if today != self._day:
            self._day, self._known = today, {}
        if name not in self._known:
            self._known[name] = work_out()
        found: V = self._known[name]
        return found
