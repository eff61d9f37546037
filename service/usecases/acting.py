"""Who may tell how an action goes: what updates and counts have in common."""

from service.db import entries
from service.domain.actions import Action
from service.domain.errors import NotYours
from service.domain.plans import Edition
from service.usecases.reading import one
from service.usecases.recording import stands_at
from service.usecases.work import Work


async def held(work: Work, key: str, revision: int | None = None) -> Action:
    """Read an action that is about to move, locked, for one who may tell how it goes.

    Those are the agencies that lead or support it, as the latest edition has it, and who
    coordinates that edition's partnership; others are refused with `NotYours`. So is, with
    `RevisionStale`, a revision that is not the action's any more.
    """
    action = await one(work, Action, key)
    await entries.lock_action(work.store, action.id)
    action = await one(work, Action, action.id)
    edition = await one(work, Edition, action.edition.id)
    acting = {party.agency.id for party in action.parties if party.agency is not None}
    if work.caller.agency_id not in acting:
        _must_coordinate(work, edition)
    if revision is not None:
        stands_at(action, revision)
    return action


def _must_coordinate(work: Work, edition: Edition) -> None:
    try:
        work.caller.must_coordinate(edition.partnership.id, edition.partnership)
    except NotYours as refused:
        raise NotYours(
            "Only an agency that leads or supports this action, or the one that coordinates "
            f"{edition.partnership}, may tell how it goes."
        ) from refused
