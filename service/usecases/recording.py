"""What making, changing and removing a record have in common, whatever the noun."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from service.db import changes
from service.db.tables import Table
from service.domain import days
from service.domain.errors import AlreadyExists, RevisionStale
from service.domain.nodes import Node, Record
from service.usecases.reading import References, one
from service.usecases.work import Work

T = TypeVar("T", bound=Record)


def begun(work: Work, noun: type[Node]) -> dict[str, Any]:
    """Return the columns that every new record begins with."""
    return {"id": work.new_id(noun), "revision": 1, "updated_at": work.now}


async def make(work: Work, noun: type[T], table: Table, **columns: object) -> T:
    """Record something new, which stands in one row; return it as it is read."""
    row = {**begun(work, noun), **columns}
    await work.store.insert(table(**row))
    return await one(work, noun, row["id"])


async def must_be_new(work: Work, table: Table, **codes: str) -> None:
    """Refuse, with `AlreadyExists`, codes that were given to something before and withdrawn.

    Whatever has been said of the old thing elsewhere must not come to be said of another.
    """
    for column, code in codes.items():
        if await changes.was_deleted(work.store, table, column, code):
            raise AlreadyExists(f"The {column} {code!r} was used before, and is not used again.")


async def read_at(
    work: Work, noun: type[T], key: str, revision: int, edition: str | None = None
) -> T:
    """Read a record that is about to be changed; refuses unless it stands at the revision."""
    record = await one(work, noun, key, edition)
    stands_at(record, revision)
    return record


def stands_at(record: Record, revision: int) -> None:
    """Refuse, with `RevisionStale`, unless a record that was read stands at a revision."""
    if record.revision != revision:
        raise RevisionStale(_stale(record, revision))


async def change(work: Work, table: Table, record: Record, given: Mapping[str, Any]) -> None:
    """Write changes to a record's own row, and count its revision on.

    Refuses with `RevisionStale` when somebody else has changed it since it was read.
    """
    changed = await work.store.update(
        table,
        {"id": record.id, "revision": record.revision},
        {**given, "revision": record.revision + 1, "updated_at": work.now},
    )
    if not changed:
        raise RevisionStale(_stale(record, record.revision))


async def remove(work: Work, table: Table, record: Record) -> None:
    """Delete a record's own row; refuses with `StillInUse` while anything refers to it."""
    removed = await work.store.delete(table, {"id": record.id, "revision": record.revision})
    if not removed:
        raise RevisionStale(_stale(record, record.revision))


def check_days(
    references: References,
    starts_on: date | str | None,
    ends_before: date | str | None,
    pointer: str = "/ends_before",
) -> None:
    """Note a fault when an end contradicts its beginning; days may be vague."""
    detail = days.contradiction(_vague(starts_on), _vague(ends_before))
    if detail is not None:
        references.fault("days_contradict", detail, pointer)


def check_gone_by(work: Work, references: References, day: str, pointer: str) -> None:
    """Note a fault when a day, which may be vague, is certainly still to come."""
    if days.VagueDay.read(day).earliest > work.today:
        references.fault("not_yet_happened", f"{day} is still to come.", pointer)


def _vague(day: date | str | None) -> days.VagueDay | None:
    return None if day is None else days.VagueDay.read(str(day))


def _stale(record: Record, revision: int) -> str:
    return (
        f"This {record.noun} no longer stands at revision {revision}; "
        "read it again and decide whether the change still holds."
    )
