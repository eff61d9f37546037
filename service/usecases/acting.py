"""Who may tell how an action goes: what updates and counts have in common."""

from service.db import entries
from service.domain.actions import Action
from service.domain.errors import NotYours
from service.usecases.owning import must_answer_for
from service.usecases.reading import one
from service.usecases.recording import stands_at
from service.usecases.work import Work


async def held(work: Work, key: str, revision: int | None = None) -> Action:
    """Read an action that is about to move, locked, for one who may tell how it goes.

    Those are the agencies that lead or support it, as the latest edition has it, and who
    answers for it (`owning.must_answer_for`); others are refused with `NotYours`. So is, with
    `RevisionStale`, a revision that is not the action's any more.
    """
    action = await one(work, Action, key)
    await entries.lock_action(work.store, action.id)
    action = await one(work, Action, action.id)
    acting = {party.agency.id for party in action.parties if party.agency is not None}
    if work.caller.agency_id not in acting:
        await _must_answer(work, action)
    if revision is not None:
        stands_at(action, revision)
    return action


async def _must_answer(work: Work, action: Action) -> None:
    try:
        await must_answer_for(work, action)
    except NotYours as refused:
        raise NotYours(
            "Only an agency that leads or supports this action, or one that answers for it, may "
            f"tell how it goes. {refused.detail}"
        ) from refused
