"""Whose a plan is, and an action of it: those who made editions, and those who carry it on."""

from typing import Final

from service.db import partnership_successions
from service.domain.actions import Action
from service.domain.plans import Edition, Plan
from service.usecases.reading import one, pages_under
from service.usecases.work import Work

_ALL: Final = 500  # editions of one plan: centuries of them


async def owners(work: Work, plan_id: str) -> dict[str, str]:
    """Return the partnerships whose plan it is (codes by id).

    Those that made an edition of it, and those that carry it on for one that did.
    """
    (editions,) = await pages_under(work, Edition, "plan", [plan_id], first=_ALL)
    makers = {each.partnership.id: str(each.partnership) for each in editions.items}
    return makers | await partnership_successions.carriers(work.store, plan_id)


async def must_own(work: Work, plan: Plan) -> None:
    """Refuse unless the caller coordinates a partnership whose plan it is."""
    work.caller.must_coordinate_one_of(await owners(work, plan.id))


async def must_answer_for(work: Work, action: Action) -> None:
    """Refuse unless the caller coordinates a partnership that may say how an action stands.

    That is whose edition is the latest to hold it, and who carries it on: the action by itself or,
    where nobody does, its plan.
    """
    edition = await one(work, Edition, action.edition.id)
    carriers = await partnership_successions.carriers(work.store, action.plan.id, action.id)
    carriers = carriers or await partnership_successions.carriers(work.store, action.plan.id)
    work.caller.must_coordinate_one_of({edition.partnership.id: edition.partnership} | carriers)
