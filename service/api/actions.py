"""Actions over REST, with their status history."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Literal

from fastapi import Depends, Query, Response
from pydantic import Field, StrictInt

from service.api.asking import (
    Asked,
    Doing,
    InEdition,
    Key,
    Many,
    Revision,
    RevisionIfSaid,
    Since,
)
from service.api.inputs import (
    Day,
    EntryInput,
    Figures,
    Input,
    Line,
    Reference,
    Text,
    VagueText,
    changes_to,
)
from service.api.operation import Door
from service.domain.actions import (
    Action,
    ActionStatus,
    ActionUpdate,
    MeasureCount,
    MeasureKind,
    PartyKind,
    Rag,
    Role,
)
from service.domain.callers import Permission
from service.domain.timescales import Basis, Recurrence, Timespan
from service.usecases import actions, measures, reading
from service.usecases.actions import GivenListing, GivenParty
from service.usecases.measures import GivenMeasure

door = Door("Actions")


Position = Annotated[StrictInt, Field(ge=1, le=10_000)]


class ListingInput(Input):
    """Where the edition lists the action; the priority may be named without the plan.

    `position` is its place in the edition's reading order; unsaid, it keeps the one it has, or
    stands after all that are there.
    """

    priority: Reference
    number: Line | None = None
    position: Position | None = None


class PartyInput(Input):
    """Who acts, as resolved and as printed.

    `role_basis` says on what the role rests: `read` where only the order of print tells it.
    """

    role: Role
    kind: PartyKind = PartyKind.AGENCY
    agency: Reference | None = None
    unit: Line | None = None
    printed: Line
    role_basis: Basis = Basis.STATED


class MeasureInput(Input):
    """A measure of success, as printed and, where it can be counted, as a number.

    `id` is that of one which the edition has already: it stays itself, with its counts, and so does
    one that is printed as it was.
    """

    id: Annotated[str, Field(max_length=200)] | None = None
    printed: Line
    kind: MeasureKind
    target: Figures | None = None
    target_to: Figures | None = None
    unit: Line | None = None
    per: Line | None = None


class TimespanInput(Input):
    """What a printed timescale means; without an end it goes on."""

    starts_on: VagueText | None = None
    ends_before: VagueText | None = None
    recurs: Recurrence | None = None
    condition: Line | None = None
    doubt: Line | None = None
    basis: Literal[Basis.PRINTED, Basis.STATED] = Basis.STATED


Listings = Annotated[list[ListingInput], Field(min_length=1, max_length=20)]
Parties = Annotated[list[PartyInput], Field(max_length=60)]
Measures = Annotated[list[MeasureInput], Field(max_length=60)]


class ActionInput(EntryInput):
    """An action to be entered in an edition.

    `timescale` is as printed, `timespan` what that means; unsaid, plain forms are read by the
    service, which marks them as read. `tackles` has the priorities that the edition says it
    tackles, in the order of print, wherever it is listed. `status` is where it stands to begin
    with, since `status_on` or, unsaid, since the edition began (today, as long as it has not).
    """

    text: Text
    timescale: Line | None = None
    timespan: TimespanInput | None = None
    listings: Listings
    tackles: Annotated[list[Reference], Field(max_length=20)] = Field(default=[])
    parties: Parties = Field(default=[])
    measures: Measures = Field(default=[])
    status: ActionStatus = ActionStatus.PROPOSED
    status_on: VagueText | None = None


@changes_to(ActionInput, but=("edition", "code", "status", "status_on"))
class ActionChange(Input):
    """What the edition is to say differently of an action. Lists replace those recorded.

    Where `timescale` is changed, or `timespan` null, the service reads anew what is meant.
    """


class UpdateInput(Input):
    """How an action stands, since today or (`happened_on`) since a day gone by."""

    status: ActionStatus
    percent_complete: Annotated[int, Field(ge=0, le=100, strict=True)] | None = None
    rag: Rag | None = None
    happened_on: VagueText | None = None
    comment: Text | None = None


class CountInput(Input):
    """How much of a measure there is so far, the whole of it."""

    value: Figures
    happened_on: VagueText | None = None
    comment: Text | None = None


def _who_acts(agency: Many = None, lead: Many = None, support: Many = None) -> dict[str, object]:
    """Gather the filters by who acts."""
    return {"agency": agency, "lead": lead, "support": support}


def _how_it_goes(
    status: Annotated[list[ActionStatus] | None, Query()] = None,
    rag: Annotated[list[Rag] | None, Query()] = None,
    measure: Annotated[list[MeasureKind] | None, Query()] = None,
    overdue_on: Annotated[
        Day | None, Query(description="A day on which they were certainly overdue.")
    ] = None,
    perhaps_overdue_on: Annotated[
        Day | None, Query(description="A day on which they may have been, as days are known.")
    ] = None,
) -> dict[str, object]:
    """Gather the filters by how an action goes and is measured."""
    return {
        "status": status,
        "rag": rag,
        "measure": measure,
        "overdue_on": overdue_on,
        "perhaps_overdue_on": perhaps_overdue_on,
    }


@door.lists("/actions", Action)
async def list_actions(
    ask: Asked,
    who: Annotated[dict[str, object], Depends(_who_acts)],
    how: Annotated[dict[str, object], Depends(_how_it_goes)],
    partnership: Many = None,
    plan: Many = None,
    edition: Many = None,
    priority: Many = None,
    tackles: Many = None,
    updated_since: Since = None,
) -> Response:
    """List actions, in the order of the latest edition that holds them, or of those named.

    `priority` leaves those listed under one, `tackles` those that are said to tackle one.
    `agency` leaves those in which one of the agencies leads or supports, `lead` and `support` those
    in which one has that role. `measure` leaves those with a measure of a kind, such as
    `to_be_confirmed`. `overdue_on` leaves those whose timespan is over on a day by which they had
    not ended, `perhaps_overdue_on` those of which a vague day leaves it open.
    """
    return await ask.page(
        Action,
        {
            "partnership": partnership,
            "plan": plan,
            "edition": edition,
            "priority": priority,
            "tackles": tackles,
            **who,
            **how,
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


@door.creates("/actions/{action}/updates", ActionUpdate, may=Permission.EDIT, minds_revision=True)
async def update_action(
    work: Doing, action: Key, body: UpdateInput, revision: RevisionIfSaid
) -> ActionUpdate:
    """Record how an action came to stand: by an agency that leads or supports it, or coordinates.

    What happened before something already on record is always accepted, and marked as recorded
    after the fact. A step from where it stands now has to be one that it allows. With `If-Match`,
    an update is refused when the action has changed since it was read.
    """
    return await actions.update(work, action, **body.given(), revision=revision)


@door.lists("/actions/{action}/measures/{measure}/counts", MeasureCount)
async def list_counts(ask: Asked, action: Key, measure: Key) -> Response:
    """List what a measure has come to, in the order in which it happened."""
    found = await measures.find(ask.work, action, measure)
    return await ask.page(MeasureCount, {"measure": [found.id]})


@door.creates("/actions/{action}/measures/{measure}/counts", MeasureCount, may=Permission.EDIT)
async def count_measure(work: Doing, action: Key, measure: Key, body: CountInput) -> MeasureCount:
    """Record how much of a measure there is so far: by the same agencies as an update.

    The count that happened last is shown as `count_so_far`. What is not counted, such as an output,
    is refused.
    """
    return await measures.count(work, action, measure, **body.given())


_MAKERS: Final[Mapping[str, Callable[..., Any]]] = {
    "listings": GivenListing,
    "parties": GivenParty,
    "measures": GivenMeasure,
    "timespan": Timespan,
}


def _resolved(fields: dict[str, Any]) -> dict[str, Any]:
    """Turn the objects of a body into what the use case takes."""
    return {name: _made(_MAKERS.get(name), value) for name, value in fields.items()}


def _made(make: Callable[..., Any] | None, value: Any) -> Any:  # noqa: ANN401 -- of any member
    if make is None or value is None:
        return value
    if isinstance(value, list):
        return [make(**each.given()) for each in value]
    return make(**value.given())
