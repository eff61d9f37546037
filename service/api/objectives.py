"""Objectives over REST."""

from fastapi import Response

from service.api.asking import Asked, Doing, InEdition, Key, Many, Revision, Since
from service.api.inputs import (
    EntryInput,
    Figures,
    Input,
    Line,
    Reference,
    Text,
    Under,
    changes_to,
)
from service.api.operation import Door
from service.api.printed import OwnerInput, PeriodInput, resolved
from service.domain.callers import Permission
from service.domain.objectives import Direction, Objective, TargetKind
from service.usecases import contents, reading
from service.usecases.objectives import OBJECTIVES

door = Door("Objectives")


class TargetInput(Input):
    """How far it is to go: as printed, and as a number unless its kind is `words`."""

    printed: Line
    kind: TargetKind
    value: Figures | None = None
    unit: Line | None = None


class ObjectiveInput(EntryInput):
    """An objective to be entered under priorities, which may be named without the plan."""

    number: Line | None = None
    priorities: Under
    wording: Text
    direction: Direction | None = None
    target: TargetInput | None = None
    owner: OwnerInput | None = None
    measured_by: Line | None = None
    indicator: Reference | None = None
    due: PeriodInput | None = None


@changes_to(ObjectiveInput, but=("edition", "code"))
class ObjectiveChange(Input):
    """What the edition is to say differently of an objective.

    Lists and objects replace those recorded.
    """


@door.lists("/objectives", Objective)
async def list_objectives(
    ask: Asked,
    partnership: Many = None,
    plan: Many = None,
    edition: Many = None,
    priority: Many = None,
    indicator: Many = None,
    owner: Many = None,
    updated_since: Since = None,
) -> Response:
    """List objectives as the latest edition that holds them words them, or as those named do.

    `owner` leaves those whose target is one of the agencies', areas' or partnerships'.
    """
    return await ask.page(
        Objective,
        {
            "partnership": partnership,
            "plan": plan,
            "edition": edition,
            "priority": priority,
            "indicator": indicator,
            "owner": owner,
            "updated_since": updated_since,
        },
    )


@door.reads("/objectives/{objective}", Objective)
async def read_objective(work: Doing, objective: Key, edition: InEdition = None) -> Objective:
    """Read an objective."""
    return await reading.one(work, Objective, objective, edition)


@door.creates("/objectives", Objective, may=Permission.EDIT)
async def enter_objective(work: Doing, body: ObjectiveInput) -> Objective:
    """Enter an objective under priorities of an edition, after those that are in it.

    A code that the plan knows already carries that objective into the edition.
    """
    given = resolved(body.said())
    return await contents.enter(work, OBJECTIVES, edition=body.edition, code=body.code, given=given)


@door.revises("/objectives/{objective}", Objective, may=Permission.EDIT)
async def reword_objective(
    work: Doing,
    objective: Key,
    revision: Revision,
    body: ObjectiveChange,
    edition: InEdition = None,
) -> Objective:
    """Change what an edition says of an objective."""
    changes = resolved(body.changes())
    return await contents.reword(work, OBJECTIVES, objective, edition, revision, changes)
