"""What hangs on an owner and is addressed under it: found, given other days, removed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from service.db.tables import Table
from service.domain.agencies import Coverage, Supply
from service.domain.errors import NotFound
from service.domain.nodes import Node, Record
from service.usecases.reading import References, one
from service.usecases.recording import change, check_days, remove, stands_at
from service.usecases.work import Work

T = TypeVar("T", bound=Record)
D = TypeVar("D", Coverage, Supply)


@dataclass(frozen=True)
class Relation(Generic[T]):
    """A noun that is addressed under an owner: under whatever one of its `ends` refers to."""

    noun: type[T]
    table: Table
    owner: type[Node]
    ends: tuple[str, ...]


async def find(work: Work, of: Relation[T], owner: str, key: str) -> T:
    """Read one under an owner, which any key names; refuses with `NotFound` what is another's."""
    found = await one(work, of.noun, key)
    whose = await one(work, of.owner, owner)
    ends = (getattr(found, name) for name in of.ends)
    if whose.id not in {end.id for end in ends if end is not None}:
        raise NotFound(of.noun.noun, key)
    return found


async def find_at(work: Work, of: Relation[T], owner: str, key: str, revision: int) -> T:
    """Read one under an owner that is about to be changed; refuses unless at the revision."""
    found = await find(work, of, owner, key)
    stands_at(found, revision)
    return found


async def redate(
    work: Work, of: Relation[D], owner: str, key: str, revision: int, changes: Mapping[str, Any]
) -> D:
    """Change the days of what nothing else hangs on."""
    found = await find_at(work, of, owner, key, revision)
    stands = replace(found, **changes)
    references = References(work)
    check_days(references, stands.starts_on, stands.ends_before)
    references.settle()
    await change(work, of.table, found, changes)
    return await one(work, of.noun, found.id)


async def withdraw(work: Work, of: Relation[Any], owner: str, key: str, revision: int) -> None:
    """Remove what was recorded by mistake; what has ended is given its end instead."""
    await remove(work, of.table, await find_at(work, of, owner, key, revision))
