"""The sorts of lists in a file: how the rows of each are found in the record, added and changed.

Rows are added and changed by the operations of REST themselves, `add` and `revise`, whose bodies
are `takes` and `says`.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from service.api.inputs import Input
from service.domain.actions import Action, Measure
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
    set when all rows of the list are there. `once` are fields that say how a thing begins, or which
    it is; `kept` those that stay as they are where a row does not say.
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
    kept: frozenset[str] = _NONE

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

    def among(self, _: Fields) -> str | None:
        """Return whose relations a row is one of; None for what has a code of its own."""
        return None

    async def read(self, work: Work, row: Fields) -> list[Any]:
        """Read what the row may speak of."""
        (found,) = await reading.several(work, self.noun, [self.key(row)])
        return [] if found is None else [found]

    def pick(self, known: Sequence[Any], _row: Fields, _same: Same) -> Any:  # noqa: ANN401 -- a record
        """Choose what the row speaks of, if it is there."""
        return next(iter(known), None)

    async def put(self, work: Work, row: Fields) -> Any:  # noqa: ANN401 -- a record
        """Add the thing that a row speaks of."""
        return await self.add(work, self.body(row))

    async def alter(self, work: Work, found: Any, _: Fields, changes: Fields) -> Any:  # noqa: ANN401 -- a record
        """Change a thing to what its row says."""
        return await self.revise(work, found.id, found.revision, self.change(changes))

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

    async def put(self, work: Work, row: Fields) -> Any:  # noqa: ANN401 -- a record
        """Add the thing under its owner."""
        return await self.add(work, row[self.owner], self.body(row))

    async def alter(self, work: Work, found: Any, row: Fields, changes: Fields) -> Any:  # noqa: ANN401 -- a record
        """Change the thing under its owner."""
        body = self.change(changes)
        return await self.revise(work, row[self.owner], found.id, found.revision, body)


@dataclass(frozen=True)
class Related(Owned):
    """A list of relations: under an owner (`of` a noun), and told apart by the fields `by`."""

    of: type[Node] = Node
    by: tuple[str, ...] = ()

    def key(self, row: Fields) -> str:
        """Return what tells the relation from others."""
        told = (row[name] for name in (self.owner, *self.by))
        return " ".join(str(each) for each in told if each is not None)

    def among(self, row: Fields) -> str | None:
        """Return the owner."""
        return str(row[self.owner])

    async def read(self, work: Work, row: Fields) -> list[Any]:
        """Read the relations of the owner; refuses one that is not there."""
        (owner,) = await reading.several(work, self.of, [row[self.owner]])
        if owner is None:
            detail = f"There is no {self.of.noun} {row[self.owner]!r}."
            raise Invalid(detail, [Fault(f"unknown_{self.of.noun}", detail, f"/{self.owner}")])
        return await _all_of(work, self.noun, self.owner, owner.id)

    def pick(self, known: Sequence[Any], row: Fields, same: Same) -> Any:  # noqa: ANN401 -- a record
        """Choose the relation that is told apart in the same way."""
        return next(iter(self._alike(known, row, same)), None)

    def _alike(self, known: Sequence[Any], row: Fields, same: Same) -> list[Any]:
        return [
            each for each in known if all(same(getattr(each, name), row[name]) for name in self.by)
        ]


@dataclass(frozen=True)
class Steps(Related):
    """A list of steps in the history of things: told apart by all that they say, and never changed.

    The second of those that say just the same is found by `repeat: 2`.
    """

    def pick(self, known: Sequence[Any], row: Fields, same: Same) -> Any:  # noqa: ANN401 -- a record
        """Choose, of those that say the same, the one that the row counts."""
        return _counted(self._alike(known, row, same), row)


@dataclass(frozen=True)
class Counted(Steps):
    """The list of counts: of a measure of an action, as an edition prints it."""

    def key(self, row: Fields) -> str:
        """Return the measure and what it came to."""
        return f"{self.among(row)} {row['happened_on']}"

    def among(self, row: Fields) -> str | None:
        """Return the measure."""
        nth = f" ({row['nth']})" if row["nth"] > 1 else ""
        return f"{row['edition']} {row['action']} {row['measure']}{nth}"

    async def read(self, work: Work, row: Fields) -> list[Any]:
        """Read what the measure came to."""
        measure = await self._measure(work, row)
        return await _all_of(work, self.noun, "measure", measure.id)

    async def put(self, work: Work, row: Fields) -> Any:  # noqa: ANN401 -- a record
        """Add what the measure came to."""
        measure = await self._measure(work, row)
        return await self.add(work, row["edition"], row["action"], measure.id, self.body(row))

    async def _measure(self, work: Work, row: Fields) -> Measure:
        """Find the measure; refuses where the edition has no such action, or that no such one."""
        filters = {"edition": [row["edition"]]}
        (action,) = await reading.several(work, Action, [row["action"]], filters)
        if action is None:
            detail = f"{row['edition']} has no action {row['action']!r}."
            raise Invalid(detail, [Fault("unknown_action", detail, "/action")])
        printed: list[Measure] = [
            each for each in action.measures if each.printed == row["measure"]
        ]
        if len(printed) < row["nth"]:
            detail = f"{row['action']} has {len(printed)} measures that are printed so there."
            raise Invalid(detail, [Fault("unknown_measure", detail, "/measure")])
        nth: int = row["nth"]
        return printed[nth - 1]


@dataclass(frozen=True)
class Traced(Coded):
    """The list of sources: each of a thing, told apart by what was read and where."""

    def key(self, row: Fields) -> str:
        """Return the thing, with the field that was read."""
        told = (row["of"], row["field"], row["edition"], row["document"], row["place"])
        return " ".join(filter(None, told))

    def among(self, row: Fields) -> str | None:
        """Return the thing."""
        return str(row["of"])

    async def read(self, work: Work, row: Fields) -> list[Any]:
        """Read the sources of the thing."""
        thing_id = await sources.id_of(work, row["of"])
        return [] if thing_id is None else await _all_of(work, self.noun, "of", thing_id)

    def pick(self, known: Sequence[Any], row: Fields, same: Same) -> Any:  # noqa: ANN401 -- a record
        """Choose the source that says the same, else the only one of the same place.

        Where there are several, it is not known which of them a row puts otherwise: it adds one.
        """
        by, says = ("field", "edition", "document", "place"), ("reading", "printed", "note")
        alike = [each for each in known if _is_like(each, row, by, same)]
        exact = next((each for each in alike if _is_like(each, row, says, same)), None)
        counted = _counted(alike, row)
        return exact if exact is not None or len(alike) > 1 else counted


@dataclass(frozen=True)
class Entered(Coded):
    """A list of what editions hold: found by its code under the plan, as an edition has it."""

    may: Permission = Permission.EDIT

    def key(self, row: Fields) -> str:
        """Return the code with that of the edition."""
        return f"{row['edition']}:{row['code']}"

    async def read(self, work: Work, row: Fields) -> list[Any]:
        """Read the thing as the edition has it."""
        plan = row["edition"].partition(":")[0]
        filters = {"edition": [row["edition"]]}
        (found,) = await reading.several(work, self.noun, [f"{plan}:{row['code']}"], filters)
        return [] if found is None else [found]

    async def alter(self, work: Work, found: Any, row: Fields, changes: Fields) -> Any:  # noqa: ANN401 -- a record
        """Change what the edition says."""
        body = self.change(changes)
        return await self.revise(work, found.id, found.revision, body, row["edition"])


@dataclass(frozen=True)
class Begun(Coded):
    """The list of plans, each of which is begun with the first of its editions."""

    def along(self, row: Fields) -> Sequence[tuple[str, str]]:
        """Name the edition."""
        return [("editions", f"{row['code']}:{row['edition'].code}")]

    async def put(self, work: Work, row: Fields) -> Any:  # noqa: ANN401 -- a record
        """Begin the plan; refuses one without an edition."""
        if row["edition"] is None:
            detail = "A plan is begun with its first edition, and `editions` has none of it."
            raise Invalid(detail, [Fault("edition_missing", detail)])
        return await super().put(work, row)


async def _all_of(work: Work, noun: type[Node], name: str, key: str) -> list[Any]:
    return [each async for each in reading.all_of(work, noun, {name: [key]})]


def _is_like(thing: object, row: Fields, by: Iterable[str], same: Same) -> bool:
    return all(same(getattr(thing, name), row[name]) for name in by)


def _counted(alike: Sequence[Any], row: Fields) -> Any:  # noqa: ANN401 -- a record
    """Return the one that a row counts, of those alike; refuses a row that leaves one out."""
    nth: int = row["repeat"]
    if nth > len(alike) + 1:
        detail = f"Only {len(alike)} before it say the same."
        raise Invalid(detail, [Fault("out_of_range", detail, "/repeat")])
    return alike[nth - 1] if nth <= len(alike) else None
