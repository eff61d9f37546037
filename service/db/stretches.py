"""Stretches of lists: which is wanted, and what was found, as things or written as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from service.domain.nodes import Node

T = TypeVar("T", bound=Node)


@dataclass(frozen=True)
class Window:
    """Which stretch of a list is wanted: at most `first` items, after a place in its order.

    `along` names what is to be read with each item, of what its view offers.
    """

    first: int
    after: tuple[str, ...] | None = None
    along: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slice(Generic[T]):
    """A stretch of a list: the items, and whether more follow.

    `places` says, for each item, where it stands in the order: the texts a cursor is made of.
    `along` has, for each item, the other things that were read with it, by name.
    """

    items: tuple[T, ...]
    places: tuple[tuple[str, ...], ...]
    along: tuple[Mapping[str, Node], ...]
    has_more: bool


@dataclass(frozen=True)
class Written:
    """A stretch of a list whose items have been written as JSON, each for itself.

    `places` says where they stand in the order, as a `Slice` has it.
    """

    items: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]
    has_more: bool
