"""The root of GraphQL: every noun singly and as a list, and anything by its id."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import orjson
import strawberry

from service.domain import nodes
from service.domain.actions import Action as ActionNoun
from service.domain.agencies import Agency as AgencyNoun
from service.domain.areas import Area as AreaNoun
from service.domain.errors import BadParameter
from service.domain.external_documents import ExternalDocument as ExternalDocumentNoun
from service.domain.figures import Figure as FigureNoun
from service.domain.figures import Series as SeriesNoun
from service.domain.indicators import Indicator as IndicatorNoun
from service.domain.kpis import Kpi as KpiNoun
from service.domain.objectives import Objective as ObjectiveNoun
from service.domain.partnerships import Partnership as PartnershipNoun
from service.domain.plans import Edition as EditionNoun
from service.domain.plans import Plan as PlanNoun
from service.domain.plans import Priority as PriorityNoun
from service.domain.priority_sets import PrioritySet as PrioritySetNoun
from service.domain.statements import Statement as StatementNoun
from service.domain.submissions import Submission as SubmissionNoun
from service.graphql import filters
from service.graphql.actions import Action
from service.graphql.bodies import Agency, Area, Partnership
from service.graphql.changes import ChangeEntry, read_changes, read_history
from service.graphql.compiled import Root, items_asked, reads_once, thing_asked
from service.graphql.connections import (
    USUAL_ITEMS,
    After,
    Connection,
    First,
    Info,
    check,
    connection,
    written_connection,
)
from service.graphql.figures import Figure, Indicator, Series
from service.graphql.kpis import Kpi
from service.graphql.nodes import Node
from service.graphql.objectives import Objective
from service.graphql.operations import Operation
from service.graphql.others import ExternalDocument, PrioritySet
from service.graphql.periods import PeriodSelector, chosen
from service.graphql.plans import Edition, Plan, Priority
from service.graphql.showing import SHOWN
from service.graphql.shown import ShownSeries
from service.graphql.statements import Statement
from service.graphql.submissions import Submission
from service.usecases import compiled, reading
from service.usecases import figures as figures_read
from service.usecases.figures import SeriesKey

_BY_PREFIX: Final[Mapping[str, type[nodes.Node]]] = {
    noun.prefix: noun
    for noun, shown in SHOWN.items()
    if issubclass(noun, nodes.Node) and issubclass(shown, Node)
}
_RECENT: Final = PeriodSelector(expr="LAST_12_MONTHS")


def _single(noun: type[nodes.Node]) -> Any:  # noqa: ANN401 -- as strawberry.field
    """Make a field that reads one of a noun, by its id or its code; null when there is none."""

    async def resolve(
        info: Info,
        id: strawberry.ID | None = None,
        code: str | None = None,
    ):
        if (id is None) == (code is None):
            raise BadParameter("Name the thing by its id or by its code.")
        key = str(code if id is None else id)
        if (asked := thing_asked(info, noun)) is not None:
            written = await compiled.written_one(info.context.work, noun, key, asked)
            return None if written is None else orjson.Fragment(written)
        return await _found(info, noun, key)

    return strawberry.field(
        resolver=resolve,
        description=f"One {noun.noun}, by its id or code.",
        metadata={Root: Root(noun, is_list=False)},
    )


def _many(noun: type[nodes.Node], narrowed_by: type) -> Any:  # noqa: ANN401 -- the same
    """Make a field that lists a noun, narrowed by a filter."""

    async def resolve(
        info: Info,
        first: First = USUAL_ITEMS,
        after: After = None,
        filter: Any = None,  # noqa: ANN401 -- its type follows
    ):
        check(first)
        work, given = info.context.work, filters.given(filter)

        async def count() -> int:
            return await reading.count(work, noun, given)

        if (items := items_asked(info, noun)) is not None:
            written = await compiled.written_page(
                work, noun, first=first, after=after, filters=given, items=items
            )
            return written_connection(written, after, count)
        return connection(await reading.page(work, noun, first, after, given), after, count)

    resolve.__annotations__["filter"] = narrowed_by | None
    return strawberry.field(
        resolver=resolve,
        description=f"A list, of each {noun.noun} that is meant.",
        metadata={Root: Root(noun, is_list=True)},
    )


async def _found(info: Info, noun: type[nodes.Node], key: str) -> Any:  # noqa: ANN401 -- or None
    return await info.context.thing_or_none(noun, key)


@strawberry.type(description="What can be read. Writing is REST's alone.")
class Query:
    """What can be read."""

    partnership: Partnership | None = _single(PartnershipNoun)
    partnerships: Connection[Partnership] = _many(PartnershipNoun, filters.PartnershipFilter)
    plan: Plan | None = _single(PlanNoun)
    plans: Connection[Plan] = _many(PlanNoun, filters.PlanFilter)
    edition: Edition | None = _single(EditionNoun)
    editions: Connection[Edition] = _many(EditionNoun, filters.EditionFilter)
    priority: Priority | None = _single(PriorityNoun)
    priorities: Connection[Priority] = _many(PriorityNoun, filters.PriorityFilter)
    statement: Statement | None = _single(StatementNoun)
    statements: Connection[Statement] = _many(StatementNoun, filters.StatementFilter)
    objective: Objective | None = _single(ObjectiveNoun)
    objectives: Connection[Objective] = _many(ObjectiveNoun, filters.ObjectiveFilter)
    priority_set: PrioritySet | None = _single(PrioritySetNoun)
    priority_sets: Connection[PrioritySet] = _many(PrioritySetNoun, filters.PrioritySetFilter)
    external_document: ExternalDocument | None = _single(ExternalDocumentNoun)
    external_documents: Connection[ExternalDocument] = _many(
        ExternalDocumentNoun, filters.ExternalDocumentFilter
    )
    kpi: Kpi | None = _single(KpiNoun)
    kpis: Connection[Kpi] = _many(KpiNoun, filters.KpiFilter)
    action: Action | None = _single(ActionNoun)
    actions: Connection[Action] = _many(ActionNoun, filters.ActionFilter)
    indicator: Indicator | None = _single(IndicatorNoun)
    indicators: Connection[Indicator] = _many(IndicatorNoun, filters.IndicatorFilter)
    area: Area | None = _single(AreaNoun)
    areas: Connection[Area] = _many(AreaNoun, filters.AreaFilter)
    agency: Agency | None = _single(AgencyNoun)
    agencies: Connection[Agency] = _many(AgencyNoun, filters.AgencyFilter)
    submission: Submission | None = _single(SubmissionNoun)
    submissions: Connection[Submission] = _many(SubmissionNoun, filters.SubmissionFilter)
    figure: Figure | None = _single(FigureNoun)
    changes: Connection[ChangeEntry] = strawberry.field(
        resolver=read_changes,
        description="What was added, edited and deleted, in order, each once. Keep the last "
        "`endCursor`, and go on after it later.",
    )
    history: Connection[ChangeEntry] = strawberry.field(
        resolver=read_history,
        description="What happened to a thing and to what belongs to it, the newest first.",
    )

    @strawberry.field(
        description="Anything by its id. A series comes with the twelve months gone by; null when "
        "there is no such thing."
    )
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:
        """Read anything by its id."""
        prefix = str(id).partition("_")[0]
        if prefix == SeriesNoun.prefix:
            return await _series(info, str(id), _RECENT)
        noun = _BY_PREFIX.get(prefix)
        return None if noun is None else await _found(info, noun, str(id))

    @strawberry.field(description="Figures as they stand, series by series, in the order of time.")
    async def figures(
        self,
        info: Info,
        first: First = USUAL_ITEMS,
        after: After = None,
        filter: filters.FigureFilter | None = None,
    ) -> Connection[Figure]:
        """List figures."""
        given = filters.given(filter)
        if "periods" in given:
            spans = chosen(given.pop("periods"), info.context.work.today)
            given["period"] = [each.id for each in spans]
        return await _listed(info, FigureNoun, first, after, given)

    @strawberry.field(description="One series by its id, over the periods asked for.")
    async def series(
        self,
        info: Info,
        id: strawberry.ID,
        periods: PeriodSelector,
    ) -> Series | None:
        """Read one series."""
        return await _series(info, str(id), periods)

    @strawberry.field(description="The series that have figures, over the periods asked for.")
    async def series_list(
        self,
        info: Info,
        periods: PeriodSelector,
        first: First = USUAL_ITEMS,
        after: After = None,
        filter: filters.SeriesFilter | None = None,
    ) -> Connection[Series]:
        """List series."""
        return await _listed(
            info, SeriesNoun, first, after, filters.given(filter), _shows(info, periods)
        )


_ROOTS: Final[Mapping[str, Root]] = {
    field.python_name: field.metadata[Root]
    for field in Query.__strawberry_definition__.fields  # type: ignore[attr-defined]  # set by it
    if Root in field.metadata
}


def is_one_statement(operation: Operation, today: date) -> bool:
    """Say whether all that an operation asks for is read in one statement."""
    return reads_once(operation, _ROOTS, today)


async def _series(info: Info, id_: str, periods: PeriodSelector) -> Any:  # noqa: ANN401 -- or None
    found = await _found(info, SeriesNoun, id_)
    return None if found is None else _shows(info, periods)(found)


def _shows(info: Info, periods: PeriodSelector) -> Any:  # noqa: ANN401 -- a function of a series
    spans = chosen(periods, info.context.work.today)

    def show(found: SeriesNoun) -> ShownSeries:
        key = SeriesKey(found.area.id, found.indicator.id, found.breakdown)
        return ShownSeries(key, found.indicator, found.area, spans)

    return show


async def _listed(
    info: Info,
    noun: Any,  # noqa: ANN401 -- Series or Figure
    first: int,
    after: str | None,
    given: dict[str, Any],
    show: Any = lambda thing: thing,  # noqa: ANN401 -- a function of one of them
) -> Any:  # noqa: ANN401 -- a connection
    check(first)
    work = info.context.work
    named = {"indicators": given.pop("indicator", None), "areas": given.pop("area", None)}
    page = await figures_read.list_of(work, noun, first, after, given, **named)

    async def count() -> int:
        return await figures_read.count_of(work, noun, given, **named)

    return connection(page, after, count, show)
