"""Plans and editions over REST."""

from typing import Annotated

from fastapi import Query, Response
from pydantic import MISSING

from service.api.asking import Asked, Doing, Key, Many, OnDay, Revision, Since
from service.api.inputs import Code, Day, Input, Line, Reference, VagueText
from service.api.operation import Door
from service.domain.callers import Permission
from service.domain.nodes import Ref
from service.domain.partnership_successions import PlanCarriers
from service.domain.plans import Edition, EditionState, Plan
from service.usecases import plans, reading, standing

door = Door("Plans")


class EditionInput(Input):
    """An edition, of the partnership that makes it."""

    code: Code
    partnership: Reference
    title: Line
    state: EditionState = EditionState.DRAFT
    starts_on: Day
    ends_before: Day
    published_on: VagueText | None = None
    source: Line | None = None


class EditionChange(Input):
    """What is to be different about an edition."""

    title: Line | MISSING = MISSING
    state: EditionState | MISSING = MISSING
    starts_on: Day | MISSING = MISSING
    ends_before: Day | MISSING = MISSING
    published_on: VagueText | MISSING | None = MISSING
    source: Line | MISSING | None = MISSING


class PlanInput(Input):
    """A plan, with its first edition."""

    code: Code
    title: Line
    starts_on: Day
    ends_before: Day
    edition: EditionInput


class PlanChange(Input):
    """What is to be different about a plan."""

    title: Line | MISSING = MISSING
    starts_on: Day | MISSING = MISSING
    ends_before: Day | MISSING = MISSING


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
async def add_edition(work: Doing, plan: Key, body: EditionInput) -> Edition:
    """Add an edition to a plan, empty, for a partnership that your agency coordinates."""
    return await plans.add_edition(work, plan, body.given())


@door.revises("/plans/{plan}/editions/{edition}", Edition, may=Permission.EDIT)
async def revise_edition(
    work: Doing, plan: Key, edition: Key, revision: Revision, body: EditionChange
) -> Edition:
    """Change an edition of a partnership that your agency coordinates."""
    return await plans.revise_edition(work, plan, edition, revision, body.changes())
