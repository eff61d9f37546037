"""Plans and editions over REST."""

from typing import Annotated

from fastapi import Query, Response
from pydantic import Field

from service.api.asking import Asked, Doing, Key, Many, OnDay, Revision, Since
from service.api.inputs import (
    Code,
    Day,
    Input,
    Line,
    Reference,
    Text,
    VagueText,
    WordOrCodes,
    changes_to,
)
from service.api.operation import Door
from service.domain.callers import Permission
from service.domain.comparing import EditionDiff
from service.domain.contents import Choice, Wanted
from service.domain.editions import EditionTransition
from service.domain.nodes import Ref
from service.domain.partnership_successions import PlanCarriers
from service.domain.plans import Edition, EditionState, Plan
from service.domain.summaries import ActionSummary
from service.usecases import comparing, plans, reading, standing, transitions
from service.usecases.carrying import Carry

door = Door("Plans")

AllOrSome = Annotated[Choice, WordOrCodes(("all",))]
AllUnfinishedOrSome = Annotated[Choice, WordOrCodes(("all", "unfinished"))]


class EditionInput(Input):
    """An edition, of the partnership that makes it.

    One entered as history may stand anywhere to begin with: at `state`, since `state_on` or,
    unsaid, since it was published (if it is) or began (today, as long as it has not).
    """

    code: Code
    partnership: Reference
    title: Line
    state: EditionState = EditionState.DRAFT
    state_on: VagueText | None = None
    starts_on: Day
    ends_before: Day
    published_on: VagueText | None = None
    source: Line | None = None


class CarryInput(Input):
    """What a new edition takes over as it stands: all, or what is named by id or code.

    `unfinished` leaves the actions that are neither completed nor cancelled. What stands under a
    priority that is not carried is refused, not left behind. Statements and objectives go with
    their priorities.
    """

    source: Reference = Field(alias="from")
    priorities: AllOrSome = "all"
    kpis: AllOrSome = "all"
    actions: AllUnfinishedOrSome = "unfinished"
    priority_sets: AllOrSome = "all"
    external_documents: AllOrSome = "all"

    def wanted(self) -> Carry:
        """Return it as the use case takes it."""
        return Carry(self.source, Wanted(**self.model_dump(exclude={"source"})))


class RefreshInput(EditionInput):
    """An edition, and what it carries from one before it; unsaid, nothing."""

    carry: CarryInput | None = None


@changes_to(EditionInput, but=("code", "partnership", "state", "state_on"))
class EditionChange(Input):
    """What is to be different about an edition."""


class TransitionInput(Input):
    """Where an edition has come to stand, today or (`happened_on`) on a day gone by."""

    to: EditionState
    happened_on: VagueText | None = None
    note: Text | None = None


class PlanInput(Input):
    """A plan, with its first edition."""

    code: Code
    title: Line
    starts_on: Day
    ends_before: Day
    edition: EditionInput


@changes_to(PlanInput, but=("code", "edition"))
class PlanChange(Input):
    """What is to be different about a plan."""


@door.lists("/plans", Plan)
async def list_plans(
    ask: Asked,
    partnership: Many = None,
    in_force_on: Annotated[
        Day | None, Query(description="Only the plans whose span takes in this day.")
    ] = None,
    updated_since: Since = None,
) -> Response:
    """List plans, in the order of their codes; `partnership` leaves those it made an edition of."""
    return await ask.page(
        Plan,
        {
            "partnership": partnership,
            "in_force_on": in_force_on,
            "updated_since": updated_since,
        },
    )


@door.reads("/plans/{plan}", Plan)
async def read_plan(work: Doing, plan: Key) -> Plan:
    """Read a plan. What it says stands in its editions."""
    return await reading.one(work, Plan, plan)


@door.creates("/plans", Plan, may=Permission.EDIT)
async def begin_plan(work: Doing, body: PlanInput) -> Plan:
    """Begin a plan with its first edition, for a partnership that your agency coordinates."""
    return await plans.begin(work, **{**body.given(), "edition": body.edition.given()})


@door.revises("/plans/{plan}", Plan, may=Permission.EDIT)
async def revise_plan(work: Doing, plan: Key, revision: Revision, body: PlanChange) -> Plan:
    """Change a plan's title or the days it spans. Its code stays."""
    return await plans.revise(work, plan, revision, body.changes())


@door.reads("/plans/{plan}/carriers", PlanCarriers)
async def read_carriers(work: Doing, plan: Key, on: OnDay = None) -> PlanCarriers:
    """Say which partnerships carry a plan on a day, and which may do so.

    A partnership does from its own first edition, or from when it took the plan over, until it
    passed it on or ended.
    """
    found = await reading.one(work, Plan, plan)
    (told,) = await standing.carriers(work, [Ref(found.code, found.id)], on or work.today)
    return told


@door.lists("/plans/{plan}/editions", Edition)
async def list_editions(
    ask: Asked,
    plan: Key,
    state: Annotated[list[EditionState] | None, Query()] = None,
) -> Response:
    """List the editions of a plan, from the first to the latest."""
    found = await reading.one(ask.work, Plan, plan)
    return await ask.page(Edition, {"plan": [found.id], "state": state})


@door.reads("/plans/{plan}/editions/{edition}", Edition)
async def read_edition(work: Doing, plan: Key, edition: Key) -> Edition:
    """Read an edition, by its id, its code, or its code without the plan's."""
    return await plans.edition(work, plan, edition)


@door.creates("/plans/{plan}/editions", Edition, may=Permission.EDIT)
async def add_edition(work: Doing, plan: Key, body: RefreshInput) -> Edition:
    """Add an edition to a plan, for a partnership that your agency coordinates.

    It is empty, but for what it carries: that stays the same things, with their history, and is
    said in the same words until the new edition says otherwise.
    """
    carried = None if body.carry is None else body.carry.wanted()
    return await plans.add_edition(work, plan, {**body.given(), "carry": carried})


@door.revises("/plans/{plan}/editions/{edition}", Edition, may=Permission.EDIT)
async def revise_edition(
    work: Doing, plan: Key, edition: Key, revision: Revision, body: EditionChange
) -> Edition:
    """Change an edition's title, days or source. Its state is changed by a transition."""
    return await plans.revise_edition(work, plan, edition, revision, body.changes())


@door.lists("/plans/{plan}/editions/{edition}/transitions", EditionTransition)
async def list_transitions(ask: Asked, plan: Key, edition: Key) -> Response:
    """List the steps of an edition's life, in the order in which they happened."""
    found = await plans.edition(ask.work, plan, edition)
    return await ask.page(EditionTransition, {"edition": [found.id]})


@door.creates(
    "/plans/{plan}/editions/{edition}/transitions", EditionTransition, may=Permission.EDIT
)
async def move_edition(
    work: Doing, plan: Key, edition: Key, body: TransitionInput
) -> EditionTransition:
    """Record a step in an edition's life: consulted on, approved, published.

    Today it goes one step at a time, and publishing supersedes what the plan has published. What
    happened on a day gone by may leave steps out, and is marked as recorded after the fact.
    """
    return await transitions.move(work, await plans.edition(work, plan, edition), **body.given())


@door.withdraws("/plans/{plan}/editions/{edition}/transitions/{transition}", may=Permission.EDIT)
async def take_back_step(
    work: Doing, plan: Key, edition: Key, transition: Key, revision: Revision
) -> None:
    """Take back a step that was recorded by mistake, while no other rests on it.

    If-Match takes the ETag of the edition. A publication recorded as it happened is taken back on
    its own day alone, and what it superseded stands again; the feed keeps both.
    """
    found = await plans.edition(work, plan, edition)
    await transitions.take_back(work, found, transition, revision)


@door.reads("/plans/{plan}/editions/{edition}/diff", EditionDiff)
async def compare_editions(
    work: Doing,
    plan: Key,
    edition: Key,
    against: Annotated[str, Query(description="The edition before it, by its id or code.")],
) -> EditionDiff:
    """Tell what became of everything that either of two editions of a plan holds.

    Whatever either holds is told once, sort by sort, listings of actions too: carried, reworded,
    split, merged, regrouped, new or retired.
    """
    pair = await plans.edition(work, plan, edition), await plans.edition(work, plan, against)
    (found,) = await comparing.diffs(work, [pair])
    return found


@door.reads("/plans/{plan}/editions/{edition}/action-summary", ActionSummary)
async def summarise_actions(
    work: Doing,
    plan: Key,
    edition: Key,
    on: Annotated[Day | None, Query(description="The day asked for. Unsaid, today.")] = None,
) -> ActionSummary:
    """Count an edition's actions by how they stood on a day, and those that were carried over."""
    asked = await plans.edition(work, plan, edition), on or work.today
    (found,) = await comparing.action_summaries(work, [asked])
    return found
