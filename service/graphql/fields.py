"""The fields that lead from one thing to others: to one that it refers to, or to a list."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeAlias

import strawberry

from service.domain.nodes import Node, Ref
from service.graphql.compiled import items_asked
from service.graphql.connections import (
    USUAL_ITEMS,
    After,
    First,
    Info,
    check,
    connection,
    written_connection,
)
from service.graphql.context import Stretch

KeyOf: TypeAlias = Callable[[Any, Info], Awaitable[str]]  # the key that lists hang by


def leads_to(noun: type[Node], by: str, description: str, *, in_edition: bool = False) -> Any:  # noqa: ANN401 -- as strawberry.field
    """Make a field that reads the thing which the reference `by` of its owner names, if any.

    `in_edition` has it read as the owner's edition words it.
    """

    async def resolve(owner: strawberry.Parent[Any], info: Info):
        ref: Ref | None = getattr(owner, by)
        edition_id = owner.edition.id if in_edition else None
        return None if ref is None else await info.context.thing(noun, ref.id, edition_id)

    return strawberry.field(resolver=resolve, description=description)


def leads_to_each(noun: type[Node], by: str, description: str) -> Any:  # noqa: ANN401 -- the same
    """Make a field that reads the things which `by` names, as the owner's edition words them."""

    async def resolve(owner: strawberry.Parent[Any], info: Info):
        return await asyncio.gather(
            *(info.context.thing(noun, ref.id, owner.edition.id) for ref in getattr(owner, by))
        )

    return strawberry.field(resolver=resolve, description=description)


async def own_id(owner: Any, _: Info) -> str:  # noqa: ANN401 -- any node
    """Return the key of a thing that lists hang under by its id."""
    return str(owner.id)


async def listing(
    info: Info,
    noun: type[Node],
    parent: str,
    key: str,
    *,
    first: int,
    after: str | None,
    along: tuple[str, ...] = (),
    **filters: Any,  # noqa: ANN401 -- what the view of the noun takes
) -> Any:  # noqa: ANN401 -- a connection of what shows the noun
    """Read a stretch of the list of a noun under one thing. Filters that are None do not count."""
    check(first)
    given = {name: _frozen(value) for name, value in filters.items() if value is not None}
    stretch = Stretch(first, after, tuple(given.items()), along)
    context = info.context

    async def count() -> int:
        return await context.count_under(noun, parent, key, stretch)

    if (items := items_asked(info, noun)) is not None:
        written = await context.written_under(noun, parent, key, stretch, items)
        return written_connection(written, after, count)
    return connection(await context.page_under(noun, parent, key, stretch), after, count)


def lists(noun: type[Node], parent: str, description: str, key: KeyOf = own_id) -> Any:  # noqa: ANN401 -- as strawberry.field
    """Make a field that lists a noun under its owner, whose key under `parent` is `key`."""

    async def resolve(
        owner: strawberry.Parent[Any], info: Info, first: First = USUAL_ITEMS, after: After = None
    ):
        under = await key(owner, info)
        return await listing(info, noun, parent, under, first=first, after=after)

    return strawberry.field(resolver=resolve, description=description)


async def key_in_edition(owner: Any, _: Info) -> str:  # noqa: ANN401 -- what has an edition
    """Return the key of a thing as its edition has it."""
    return f"{owner.edition.id} {owner.id}"


def _frozen(value: Any) -> Hashable:  # noqa: ANN401 -- of a filter
    frozen: Hashable = tuple(value) if isinstance(value, list) else value
    return frozen
