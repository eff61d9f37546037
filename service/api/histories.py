"""What has happened, as files tell it: each step with its own day, held to no order.

A step that is taken now has to be one that is allowed now, and can move other things along with it.
A file tells how all of them came to stand, so that a step in it moves nothing but its own thing.
"""

from service.api.actions import CountInput, UpdateInput
from service.api.partnership_successions import SuccessionInput
from service.api.plans import TransitionInput
from service.domain.actions import ActionUpdate, MeasureCount
from service.domain.editions import EditionTransition
from service.domain.partnership_successions import PartnershipSuccession
from service.domain.plans import Edition
from service.usecases import actions, measures, partnership_successions, reading, transitions
from service.usecases.work import Work


async def tell_transition(work: Work, edition: str, body: TransitionInput) -> EditionTransition:
    """Record a step in an edition's life."""
    found = await reading.one(work, Edition, edition)
    return await transitions.move(work, found, **body.given(), is_history=True)


async def tell_update(work: Work, action: str, body: UpdateInput) -> ActionUpdate:
    """Record how an action came to stand."""
    return await actions.update(work, action, **body.given(), is_history=True)


async def tell_count(
    work: Work, edition: str, action: str, measure: str, body: CountInput
) -> MeasureCount:
    """Record what a measure that an edition has came to."""
    return await measures.count(work, action, measure, **body.given(), edition=edition)


async def tell_partnership_succession(
    work: Work, predecessor: str, body: SuccessionInput
) -> PartnershipSuccession:
    """Record how a partnership was followed; that it ended, its own row says."""
    given = {**body.given(), "carries": [each.charge() for each in body.carries]}
    return await partnership_successions.record(work, predecessor, **given, is_history=True)
