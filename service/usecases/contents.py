"""What editions hold: KPIs, statements, objectives, other bodies' priorities, documents.

They are entered and reworded alike. What tells them apart is how that which is said of them is
read: which columns and which rows it comes to.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from service.db import entries
from service.db.entries import Rows
from service.db.tables import Table
from service.domain.nodes import Entered
from service.domain.plans import Edition
from service.usecases.entering import (
    Held,
    edition_of,
    open_edition,
    priorities_listed,
    put_differently,
    put_in,
)
from service.usecases.reading import References, one
from service.usecases.recording import read_at
from service.usecases.work import Work

T = TypeVar("T", bound=Entered)


@dataclass(frozen=True)
class Said:
    """What an edition is to say of a thing: columns of its entry, and the rows that go with it.

    The rows are put as `entries.put` does; a table that is not named keeps what it holds. `own` are
    the columns of the identity itself, which are said when it is entered.
    """

    columns: Mapping[str, Any]
    rows: Mapping[Table, Rows]
    own: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Contents(Held, Generic[T]):
    """A noun that editions hold, and how what is said of it is read.

    `read` takes fields as a body has them, all of them or those that change, looks up what they
    refer to in the edition, and notes all that is wrong.
    """

    noun: type[T]
    read: Callable[[References, Edition, Mapping[str, Any]], Awaitable[Said]]


async def enter(
    work: Work, of: Contents[T], *, edition: str, code: str, given: Mapping[str, Any]
) -> T:
    """Enter a thing in an edition, after those that are in it.

    A code that the plan knows already carries that thing into the edition. Refuses unless the
    caller coordinates the partnership whose edition it is.
    """
    opened = await open_edition(work, edition)
    references = References(work)
    said = await of.read(references, opened, given)
    references.settle()
    thing_id = await put_in(work, of, opened, code, said.columns, **said.own)
    await entries.put(work.store, of.key(opened.id, thing_id), said.rows)
    return await one(work, of.noun, thing_id, opened.id)


async def reword(
    work: Work,
    of: Contents[T],
    key: str,
    edition: str | None,
    revision: int,
    changes: Mapping[str, Any],
) -> T:
    """Change what an edition (the latest, unless one is named) says of a thing."""
    thing = await read_at(work, of.noun, key, revision, edition)
    opened = await edition_of(work, thing.edition.id)
    references = References(work)
    said = await of.read(references, opened, changes)
    references.settle()
    await put_differently(work, of, thing, opened, said.columns)
    await entries.put(work.store, of.key(opened.id, thing.id), said.rows)
    return await one(work, of.noun, thing.id, opened.id)


async def places(
    references: References, edition: Edition, given: Mapping[str, Any], table: Table
) -> dict[Table, Rows]:
    """Return the rows of the priorities that a thing is to stand under, if that is said."""
    if "priorities" not in given:
        return {}
    under = await priorities_listed(references, edition, given["priorities"], "/priorities")
    return {table: entries.in_order({"priority_id": each} for each in under)}
