"""Loading files: rows that are brought into the record, each added, changed or left as it is.

A file is lists of rows, each row what the operation that makes such a thing takes. The lists are
loaded in the order in which one needs the other, all in one transaction: whatever is wrong with any
row is told of, and then nothing is written.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol, TypeAlias

from service.domain.callers import Permission
from service.domain.errors import Fault, Invalid, NotPermitted, Refusal
from service.domain.imports import Import, LoadedRow, LoadOutcome
from service.usecases.matching import Names, names
from service.usecases.work import Work

Fields: TypeAlias = Mapping[str, Any]
Same: TypeAlias = Callable[[Any, Any], bool]  # whether what stands is what a row says


class Section(Protocol):
    """One of the lists of a file, and how its rows come into the record.

    `changeable` are the fields that the record may come to say otherwise, and of what a thing is
    once and for all a row may not say anything else than the record does. `later` are fields that
    may speak of rows further down, or are not taken at first: they are set when all rows of the
    list are there. `once` are fields that say how a thing begins or which it is, and are not looked
    at again; `kept` those that stay as they are where a row does not say.
    """

    @property
    def name(self) -> str:
        """The name of the list."""

    @property
    def may(self) -> Permission:
        """What a key needs to add and change its rows."""

    @property
    def changeable(self) -> frozenset[str]:
        """The fields that can be changed."""

    @property
    def later(self) -> frozenset[str]:
        """The fields that are set in the end."""

    @property
    def once(self) -> frozenset[str]:
        """The fields that are set in the beginning alone."""

    @property
    def kept(self) -> frozenset[str]:
        """The fields that stay as they are where a row does not say."""

    def key(self, row: Fields) -> str:
        """Return what tells a row from others."""

    def along(self, row: Fields) -> Sequence[tuple[str, str]]:
        """Return, by list and key, the rows that are added with a row."""

    def among(self, row: Fields) -> str | None:
        """Return whose relations a row is one of, so that they are read once for all its rows."""

    async def read(self, work: Work, row: Fields) -> list[Any]:
        """Read what a row may speak of."""

    def pick(self, known: Sequence[Any], row: Fields, same: Same) -> Any:  # noqa: ANN401 -- a record
        """Choose, of that, what the row speaks of, if it is there."""

    async def put(self, work: Work, row: Fields) -> Any:  # noqa: ANN401 -- a record
        """Add the thing."""

    async def alter(self, work: Work, found: Any, row: Fields, changes: Fields) -> Any:  # noqa: ANN401 -- a record
        """Change the thing to what its row says."""


_NOTHING: Final = frozenset[str]()


async def load(
    work: Work, rows: Sequence[tuple[Section, Sequence[Fields]]], *, dry_run: bool
) -> Import:
    """Bring rows into the record; refuses with every fault of every row, and then writes nothing.

    Pointers of faults are those of the file: `/priorities/3/title`.
    """
    loading = _Loading(work)
    async with work.store.attempt(keeps=not dry_run):
        for section, its_rows in rows:
            await loading.load(section, its_rows)
    if loading.faults:
        raise Invalid(
            f"{len(loading.faults)} things in the file cannot be loaded as they stand; "
            "nothing was written.",
            loading.faults,
        )
    return loading.outcome(dry_run=dry_run)


@dataclass
class _Loading:
    work: Work
    faults: list[Fault] = field(default_factory=list)
    _rows: dict[tuple[str, int], LoadedRow] = field(default_factory=dict)
    _along: set[tuple[str, str]] = field(default_factory=set)
    _names: Names = field(default_factory=lambda: Names({}, {}))
    _known: dict[str, list[Any]] = field(default_factory=dict)

    async def load(self, section: Section, rows: Sequence[Fields]) -> None:
        if not rows:
            return
        self._names = await names(self.work)
        self._known.clear()
        refused = set()
        for left in (section.later, _NOTHING) if section.later else (_NOTHING,):
            for index, row in enumerate(rows):
                if index in refused:
                    continue
                now = {name: value for name, value in row.items() if name not in left}
                if not await self._load_row(section, index, now):
                    refused.add(index)

    async def _load_row(self, section: Section, index: int, row: Fields) -> bool:
        """Load one row, or note what is wrong with it; say whether it is in the record now."""
        place = f"/{section.name}/{index}"
        try:
            async with self.work.store.attempt():
                self._note(section, index, row, *await self._bring_in(section, row))
        except NotPermitted:
            raise
        except Refusal as refusal:
            self.faults += _placed(refusal, place)
            return False
        return True

    async def _bring_in(self, section: Section, row: Fields) -> tuple[LoadOutcome, tuple[str, ...]]:
        known = await self._beside(section, row)
        found = section.pick(known, row, self._names.is_same)
        if found is None:
            self.work.caller.must(section.may)
            known.append(await section.put(self.work, row))
            self._along.update(section.along(row))
            return LoadOutcome.ADDED, ()
        changes = self._changes(section, found, row)
        if not changes:
            is_new = (section.name, section.key(row)) in self._along
            return (LoadOutcome.ADDED if is_new else LoadOutcome.UNCHANGED), ()
        if fixed := sorted(changes.keys() - section.changeable):
            raise Invalid(
                "What is in the record cannot become what the file says.",
                [
                    Fault(
                        "cannot_change", f"It is {getattr(found, name)} and stays so.", f"/{name}"
                    )
                    for name in fixed
                ],
            )
        self.work.caller.must(section.may)
        known[known.index(found)] = await section.alter(self.work, found, row, changes)
        return LoadOutcome.CHANGED, tuple(sorted(changes))

    async def _beside(self, section: Section, row: Fields) -> list[Any]:
        """Read what a row may speak of; the relations of an owner once for all rows of a list."""
        owner = section.among(row)
        if owner is None:
            return await section.read(self.work, row)
        if owner not in self._known:
            self._known[owner] = await section.read(self.work, row)
        return self._known[owner]

    def _changes(self, section: Section, found: object, row: Fields) -> dict[str, Any]:
        """Return what a row says otherwise than the record does."""
        left = {name for name in section.kept if row.get(name) is None} | {"code", *section.once}
        return {
            name: value
            for name, value in row.items()
            if name not in left and not self._names.is_same(getattr(found, name), value, name)
        }

    def _note(
        self,
        section: Section,
        index: int,
        row: Fields,
        outcome: LoadOutcome,
        fields: tuple[str, ...],
    ) -> None:
        """Put down what came of a row; what is set later belongs to what was added before."""
        before = self._rows.get((section.name, index))
        if before is None:
            noted = LoadedRow(section.name, index, section.key(row), outcome, fields)
            self._rows[section.name, index] = noted
        elif before.outcome is not LoadOutcome.ADDED and outcome is not LoadOutcome.UNCHANGED:
            every = tuple(sorted({*before.fields, *fields}))
            self._rows[section.name, index] = replace(before, outcome=outcome, fields=every)

    def outcome(self, *, dry_run: bool) -> Import:
        counts: dict[str, dict[LoadOutcome, int]] = {}
        for row in self._rows.values():
            of_list = counts.setdefault(row.list, dict.fromkeys(LoadOutcome, 0))
            of_list[row.outcome] += 1
        told = (row for row in self._rows.values() if row.outcome is not LoadOutcome.UNCHANGED)
        return Import(dry_run, counts, tuple(told))


def _placed(refusal: Refusal, place: str) -> list[Fault]:
    """Put the faults of a row in their place in the file."""
    faults = refusal.faults or (Fault("refused", refusal.detail),)
    return [
        Fault(each.code, each.detail, pointer=f"{place}{each.pointer or ''}") for each in faults
    ]
