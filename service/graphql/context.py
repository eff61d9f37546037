"""What resolvers read through: one snapshot, and loaders that gather what many fields ask for.

A loader collects the keys asked for in one turn of the event loop and reads them in one
statement; loaders live as long as the request.
"""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import orjson
from strawberry.dataloader import DataLoader

from service.domain.agencies import Agency
from service.domain.comparing import EditionDiff
from service.domain.errors import NotFound
from service.domain.figures import Point
from service.domain.nodes import Node, Ref
from service.domain.partnership_successions import PlanCarriers
from service.domain.partnerships import AreaService
from service.domain.periods import Period
from service.domain.plans import Edition, Plan
from service.domain.selections import Selection
from service.domain.successions import Standing
from service.domain.summaries import ActionSummary
from service.graphql.operations import Operation
from service.usecases import comparing, compiled, figures, plans, reading, standing, successions
from service.usecases.compiled import Compiled, Written
from service.usecases.figures import SeriesKey
from service.usecases.reading import Page
from service.usecases.work import Work

T = TypeVar("T", bound=Node)
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Stretch:
    """Which stretch of a list is asked for, and what is read along with each item of it."""

    first: int
    after: str | None
    filters: tuple[tuple[str, Hashable], ...] = ()
    along: tuple[str, ...] = ()

    @property
    def given(self) -> dict[str, object]:
        """The filters, as the view of the noun takes them."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in self.filters
        }


@dataclass
class Context:
    """The context of one GraphQL request. `compiles` False has everything read the plain way."""

    work: Work
    operation: Operation
    compiles: bool = True
    _loaders: dict[Hashable, DataLoader[Any, Any]] = field(default_factory=dict)

    def known(self, name: Hashable, work_out: Callable[[], V]) -> V:
        """Return what follows from the operation alone, worked out once a day for all requests."""
        return self.operation.known(self.work.today, name, work_out)

    async def thing(self, noun: type[T], key: str, edition_id: str | None = None) -> T:
        """Read a thing that something else refers to, as it stands or as an edition words it."""
        found = await self.thing_or_none(noun, key, edition_id)
        if found is None:
            raise NotFound(noun.noun, key)
        return found

    async def thing_or_none(
        self, noun: type[T], key: str, edition_id: str | None = None
    ) -> T | None:
        """Read a thing by its id or code, if there is one."""
        found: T | None = await self._things(noun, edition_id).load(key)
        return found

    async def page_under(self, noun: type[T], parent: str, key: str, stretch: Stretch) -> Page[T]:
        """Read a stretch of the list of a noun under one of many parents."""

        async def read(keys: list[str]) -> list[Page[T]]:
            pages = await reading.pages_under(
                self.work,
                noun,
                parent,
                keys,
                first=stretch.first,
                after=stretch.after,
                filters=stretch.given,
                along=stretch.along,
            )
            self._note(pages)
            return pages

        page: Page[T] = await self._loader((noun, parent, stretch), read).load(key)
        return page

    async def written_under(
        self, noun: type[Node], parent: str, key: str, stretch: Stretch, items: Compiled
    ) -> Written:
        """Read a stretch of the list of a noun under one of many parents, its items written."""

        async def read(keys: list[str]) -> list[Written]:
            return await compiled.written_under(
                self.work,
                noun,
                parent,
                keys,
                first=stretch.first,
                after=stretch.after,
                filters=stretch.given,
                items=items,
            )

        written: Written = await self._loader((noun, parent, stretch, items), read).load(key)
        return written

    async def count_under(self, noun: type[T], parent: str, key: str, stretch: Stretch) -> int:
        """Count the list of a noun under one of many parents."""

        async def read(keys: list[str]) -> list[int]:
            return await reading.counts_under(self.work, noun, parent, keys, stretch.given)

        counted: int = await self._loader(("count", noun, parent, stretch.filters), read).load(key)
        return counted

    async def plan_on(self, partnership_id: str, on: date) -> tuple[Plan, Edition] | None:
        """Find the plan, and its edition, that a partnership shows on a day."""

        async def read(asked: list[tuple[str, date]]) -> list[tuple[Plan, Edition] | None]:
            return await plans.in_force(self.work, asked)

        found: tuple[Plan, Edition] | None = await self._loader(("plan",), read).load(
            (partnership_id, on)
        )
        return found

    async def edition_on(self, plan_id: str, on: date) -> Edition:
        """Find the edition of a plan that stands on a day, whoever made it."""

        async def read(ids: list[str]) -> list[Edition]:
            return await plans.editions_on(self.work, ids, on)

        found: Edition = await self._loader(("edition", on), read).load(plan_id)
        return found

    async def diff(self, edition: Edition, against: Edition) -> EditionDiff:
        """Hold an edition against another of its plan."""

        async def read(pairs: list[tuple[Edition, Edition]]) -> list[EditionDiff]:
            return await comparing.diffs(self.work, pairs)

        found: EditionDiff = await self._loader(("diff",), read).load((edition, against))
        return found

    async def action_summary(self, edition: Edition, on: date) -> ActionSummary:
        """Count how the actions of an edition stand on a day."""

        async def read(asked: list[tuple[Edition, date]]) -> list[ActionSummary]:
            return await comparing.action_summaries(self.work, asked)

        found: ActionSummary = await self._loader(("summary",), read).load((edition, on))
        return found

    async def service(self, area: Ref, on: date) -> AreaService:
        """Say who serves an area on a day."""

        async def read(asked: list[Ref]) -> list[AreaService]:
            return await standing.services(self.work, asked, on)

        told: AreaService = await self._loader(("service", on), read).load(area)
        return told

    async def standing(self, agency: Agency, on: date) -> Standing:
        """Say who carries an agency's part on a day."""

        async def read(asked: list[Agency]) -> list[Standing]:
            return await successions.standings(self.work, asked, on)

        told: Standing = await self._loader(("standing", on), read).load(agency)
        return told

    async def carriers(self, plan: Ref, on: date) -> PlanCarriers:
        """Say who carries a plan on a day."""

        async def read(asked: list[Ref]) -> list[PlanCarriers]:
            return await standing.carriers(self.work, asked, on)

        told: PlanCarriers = await self._loader(("carriers", on), read).load(plan)
        return told

    async def points(self, key: SeriesKey, periods: tuple[Period, ...]) -> tuple[Point, ...]:
        """Read the points of a series, the plain way."""

        async def read(keys: list[SeriesKey]) -> list[tuple[Point, ...]]:
            return await figures.series_points(self.work, keys, periods)

        found: tuple[Point, ...] = await self._loader(("points", periods), read).load(key)
        return found

    async def series_json(
        self, key: SeriesKey, periods: tuple[Period, ...], selection: Selection
    ) -> orjson.Fragment:
        """Read a series as the JSON that was asked for, the compiled way."""

        async def read(keys: list[SeriesKey]) -> list[orjson.Fragment]:
            found = await figures.series_json(self.work, keys, periods, selection)
            return [orjson.Fragment(written) for written in found]

        written: orjson.Fragment = await self._loader(("json", periods, selection), read).load(key)
        return written

    async def latest(self, key: SeriesKey) -> Point | None:
        """Read the latest point of a series."""

        async def read(keys: list[SeriesKey]) -> list[Point | None]:
            return await figures.latest_points(self.work, keys)

        found: Point | None = await self._loader(("latest",), read).load(key)
        return found

    def _loader(
        self, name: Hashable, read: Callable[[list[K]], Awaitable[list[V]]]
    ) -> DataLoader[K, V]:
        found = self._loaders.get(name)
        if found is None:
            found = self._loaders[name] = DataLoader(load_fn=read)
        return found

    def _things(self, noun: type[Node], edition_id: str | None = None) -> DataLoader[str, Any]:
        filters = {} if edition_id is None else {"edition_id": [edition_id]}

        async def read(keys: list[str]) -> list[Any]:
            return list(await reading.several(self.work, noun, keys, filters))

        return self._loader((noun, edition_id), read)

    def _note(self, pages: Sequence[Page[Any]]) -> None:
        """Take note of what was read along with others, so that it is not read again."""
        read: dict[type[Node], dict[str, Node]] = {}
        for found in (found for page in pages for found in page.along):
            for thing in found.values():
                read.setdefault(type(thing), {})[thing.id] = thing
        for noun, things in read.items():
            self._things(noun).prime_many(things)
