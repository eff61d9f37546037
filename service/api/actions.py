"""Actions over REST, with their status history."""

from typing import Annotated, Any

from fastapi import Query, Response
from pydantic import MISSING, Field

from service.api.asking import Asked, Doing, InEdition, Key, Many, Revision, Since
from service.api.inputs import Code, Figures, Input, Line, Reference, Text, VagueText
from service.api.operation import Door
from service.domain.actions import (
    Action,
    ActionStatus,
    ActionUpdate,
    Measure,
    MeasureKind,
    PartyKind,
    Role,
)
from service.domain.callers import Permission
from service.usecases import actions, reading
from service.usecases.actions import GivenListing, GivenParty

door = Door("Actions")


class ListingInput(Input):
    """Where the edition lists the action; the priority may be named without the plan."""

    priority: Reference
    number: Line | None = None


class PartyInput(Input):
    """Who acts, as resolved and as printed."""

    role: Role
    kind: PartyKind = PartyKind.AGENCY
    agency: Reference | None = None
    unit: Line | None = None
    printed: Line


class MeasureInput(Input):
    """A measure of success, as printed and, where it can be counted, as a number."""

    printed: Line
    kind: MeasureKind
    target: Figures | None = None
    unit: Line | None = None


Listings = Annotated[list[ListingInput], Field(min_length=1, max_length=20)]
Parties = Annotated[list[PartyInput], Field(max_length=60)]
Measures = Annotated[list[MeasureInput], Field(max_length=60)]


class ActionInput(Input):
    """An action to be entered in an edition.

    `status` is where it stands to begin with, since `status_on` or, unsaid, since the edition
    began (today, as long as it has not).
    """

    edition: Reference
    code: Code
    text: Text
    timescale: Line | None = None
    listings: Listings
    parties: Parties = Field(default=[])
    measures: Measures = Field(default=[])
    status: ActionStatus = ActionStatus.PROPOSED
    status_on: VagueText | None = None


class ActionChange(Input):
    """What the edition is to say differently of an action. Lists replace those recorded."""

    text: Text | MISSING = MISSING
    timescale: Line | MISSING | None = MISSING
    listings: Listings | MISSING = MISSING
    parties: Parties | MISSING = MISSING
    measures: Measures | MISSING = MISSING


class UpdateInput(Input):
    """How an action stands, since today or (`happened_on`) since a day gone by."""

    status: ActionStatus
    happened_on: VagueText | None = None
    comment: Text | None = None


@door.lists("/actions", Action)
async def list_actions(
    ask: Asked,
    partnership: Many = None,
    plan: Many = None,
    edition: Many = None,
    priority: Many = None,
    agency: Many = None,
    status: Annotated[list[ActionStatus] | None, Query()] = None,
    updated_since: Since = None,
) -> Response:
    """List actions, in the order of the latest edition that holds them, or of those named.

    `agency` leaves those in which one of the agencies leads or supports.
    """
    return await ask.page(
        Action,
        {
            "partnership": partnership,
            "plan": plan,
            "edition": edition,
            "priority": priority,
            "agency": agency,
            "status": status,
            "updated_since": updated_since,
        },
    )


@door.reads("/actions/{action}", Action)
async def read_action(work: Doing, action: Key, edition: InEdition = None) -> Action:
    """Read an action and how it stands."""
    return await reading.one(work, Action, action, edition)


@door.creates("/actions", Action, may=Permission.EDIT)
async def enter_action(work: Doing, body: ActionInput) -> Action:
    """Enter an action in an edition, listed after those that are in it."""
    return await actions.enter(work, **_resolved(body.given()))


@door.revises("/actions/{action}", Action, may=Permission.EDIT)
async def reword_action(
    work: Doing, action: Key, revision: Revision, body: ActionChange, edition: InEdition = None
) -> Action:
    """Change what an edition says of an action. How it stands is changed by an update."""
    return await actions.reword(work, action, edition, revision, _resolved(body.changes()))


@door.lists("/actions/{action}/updates", ActionUpdate)
async def list_updates(ask: Asked, action: Key) -> Response:
    """List how an action has stood, in the order in which it happened."""
    found = await reading.one(ask.work, Action, action)
    return await ask.page(ActionUpdate, {"action": [found.id]})


@door.creates("/actions/{action}/updates", ActionUpdate, may=Permission.EDIT)
async def update_action(work: Doing, action: Key, body: UpdateInput) -> ActionUpdate:
    """Record how an action came to stand.

    What happened before something already on record is always accepted, and marked as recorded
    after the fact. A step from where it stands now has to be one that it allows.
    """
    return await actions.update(work, action, **body.given())


def _resolved(fields: dict[str, Any]) -> dict[str, Any]:
    """Turn the objects of a body into what the use case takes."""
    makers = {"listings": GivenListing, "parties": GivenParty, "measures": Measure}
    return {
        name: [makers[name](**each.given()) for each in value] if name in makers else value
        for name, value in fields.items()
    }
