"""The lists of a file: how the rows of each are found in the record, added and changed.

Rows are added and changed by the operations of REST themselves, `add` and `revise`, whose bodies
are `takes` and `says`.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from service.api.inputs import Input
from service.domain.callers import Permission
from service.domain.errors import Fault, Invalid
from service.domain.nodes import Node
from service.usecases import reading, sources
from service.usecases.imports import Fields, Same
from service.usecases.work import Work

Operation: TypeAlias = Callable[..., Awaitable[Any]]
_NONE: Final = frozenset[str]()


@dataclass(frozen=True)
class Coded:
    """A list of things that are found by their codes.

    `later` are fields that may speak of rows further down, or are not taken at first: they are
    set when all rows of the list are there. `once` are fields that say how a thing begins.
    """

    name: str
    noun: type[Node]
    takes: type[Input]
    says: type[Input]
    add: Operation
    revise: Operation
    may: Permission = Permission.ADMIN
    later: frozenset[str] = _NONE
    once: frozenset[str] = _NONE
    reckoned: frozenset[str] = _NONE

    @property
    def changeable(self) -> frozenset[str]:
        """The fields that the record may come to say otherwise."""
        return frozenset(self.says.model_fields)

    def key(self, row: Fields) -> str:
        """Return what tells a row from others."""
        return str(row["code"])

    def along(self, _: Fields) -> Sequence[tuple[str, str]]:
        """Return, by list and key, the rows that are added with a row."""
        return ()

    async def find(self, work: Work, row: Fields, _: Same) -> Node | None:
        """Read the thing that a row speaks of, if it is there."""
        (found,) = await reading.several(work, self.noun, [self.key(row)])
        return found

    async def put(self, work: Work, row: Fields) -> None:
        """Add the thing that a row speaks of."""
        await self.add(work, self.body(row))

    async def alter(self, work: Work, found: Any, _: Fields, changes: Fields) -> None:  # noqa: ANN401 -- a record
        """Change a thing to what its row says."""
        await self.revise(work, found.id, found.revision, self.change(changes))

    def body(self, row: Fields) -> Input:
        """Make the body that adds a row, which has been checked already."""
        told = {name: row[name] for name in self.takes.model_fields if name in row}
        return self.takes.model_construct(**told)

    def change(self, changes: Fields) -> Input:
        """Make the body that changes a thing."""
        return self.says.model_construct({*changes}, **changes)


@dataclass(frozen=True)
class Owned(Coded):
    """A list of things that hang under another, and have a code there: a plan's editions."""

    owner: str = ""

    def key(self, row: Fields) -> str:
        """Return the code with that of the owner."""
        return f"{row[self.owner]}:{row['code']}"

    async def put(self, work: Work, row: Fields) -> None:
        """Add the thing under its owner."""
        await self.add(work, row[self.owner], self.body(row))

    async def alter(self, work: Work, found: Any, row: Fields, changes: Fields) -> None:  # noqa: ANN401 -- a record
        """Change the thing under its owner."""
        await self.revise(work, row[self.owner], found.id, found.revision, self.change(changes))


@dataclass(frozen=True)
class Related(Owned):
    """A list of relations: under an owner, and told apart by the fields `by`."""

    by: tuple[str, ...] = ()

    def key(self, row: Fields) -> str:
        """Return what tells the relation from others."""
        told = (row[name] for name in (self.owner, *self.by))
        return " ".join(str(each) for each in told if each is not None)

    async def find(self, work: Work, row: Fields, same: Same) -> Node | None:
        """Look through the relations of the owner."""
        async for found in reading.all_of(work, self.noun, {self.owner: [row[self.owner]]}):
            if all(same(getattr(found, name), row[name]) for name in self.by):
                return found
        return None


@dataclass(frozen=True)
class Steps(Related):
    """The list of steps in the lives of editions, which stand under a plan."""

    async def put(self, work: Work, row: Fields) -> None:
        """Record the step."""
        await self.add(work, row[self.owner].partition(":")[0], row[self.owner], self.body(row))


@dataclass(frozen=True)
class Traced(Coded):
    """The list of sources: each of a thing, told apart by what was read and where."""

    def key(self, row: Fields) -> str:
        """Return the thing, with the field that was read."""
        return " ".join(filter(None, (row["of"], row["field"], row["document"])))

    async def find(self, work: Work, row: Fields, same: Same) -> Node | None:
        """Look through the sources of the thing."""
        by = ("field", "edition", "document", "place")
        thing_id = await sources.id_of(work, row["of"])
        async for found in reading.all_of(work, self.noun, {"of": [thing_id or ""]}):
            if all(same(getattr(found, name), row[name]) for name in by):
                return found
        return None


@dataclass(frozen=True)
class Entered(Coded):
    """A list of what editions hold: found by its code under the plan, as an edition has it."""

    may: Permission = Permission.EDIT

    def key(self, row: Fields) -> str:
        """Return the code with that of the edition."""
        return f"{row['edition']}:{row['code']}"

    async def find(self, work: Work, row: Fields, _: Same) -> Node | None:
        """Read the thing as the edition has it."""
        plan = row["edition"].partition(":")[0]
        filters = {"edition": [row["edition"]]}
        (found,) = await reading.several(work, self.noun, [f"{plan}:{row['code']}"], filters)
        return found

    async def alter(self, work: Work, found: Any, row: Fields, changes: Fields) -> None:  # noqa: ANN401 -- a record
        """Change what the edition says."""
        await self.revise(work, found.id, found.revision, self.change(changes), row["edition"])


@dataclass(frozen=True)
class Begun(Coded):
    """The list of plans, each of which is begun with the first of its editions."""

    def along(self, row: Fields) -> Sequence[tuple[str, str]]:
        """Name the edition."""
        return [("editions", f"{row['code']}:{row['edition'].code}")]

    async def put(self, work: Work, row: Fields) -> None:
        """Begin the plan; refuses one without an edition."""
        if row["edition"] is None:
            detail = "A plan is begun with its first edition, and `editions` has none of it."
            raise Invalid(detail, [Fault("edition_missing", detail)])
        await super().put(work, row)
