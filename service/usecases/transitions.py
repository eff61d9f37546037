"""The life of an edition: begun, moved step by step, and superseded by the next."""

from typing import Any

from service.db import editions
from service.db.tables import EditionRow, EditionTransitionRow
from service.domain.days import VagueDay
from service.domain.editions import EditionTransition, furthest, objection_to
from service.domain.errors import NotAllowedNow
from service.domain.plans import Edition, EditionState
from service.usecases.reading import References, all_of, one
from service.usecases.recording import change, check_gone_by
from service.usecases.work import Work


async def begin(work: Work, edition_id: str, state: EditionState, since: str) -> None:
    """Record where a new edition stands to begin with; all but a draft is history told late."""
    is_late = state is not EditionState.DRAFT or _is_past(work, since)
    await _record(work, edition_id, state, since, None, is_late=is_late)


async def move(
    work: Work,
    edition: Edition,
    *,
    to: EditionState,
    happened_on: str | None,
    note: str | None,
    is_history: bool = False,
) -> EditionTransition:
    """Record a step in an edition's life, today or (`happened_on`) on a day gone by.

    What happened on a day gone by is always accepted, and marked as recorded after the fact. A
    step today has to be the one that follows; publishing supersedes what the plan has published.
    Where a whole history is told (`is_history`), a step of today is one like all others, and moves
    nothing besides.
    """
    work.caller.must_coordinate(edition.partnership.id, edition.partnership)
    day = happened_on or work.today.isoformat()
    references = References(work)
    check_gone_by(work, references, day, "/happened_on")
    references.settle()
    await editions.lock_editions(work.store, edition.plan.id)
    edition = await one(work, Edition, edition.id)
    is_late = is_history or _is_past(work, day)
    if not is_late:
        await _take_now(work, edition, to, day)
    own: dict[str, Any] = {"state": furthest(edition.state, to)}
    if to is EditionState.PUBLISHED and edition.published_on is None and not is_history:
        own["published_on"] = day
    await change(work, EditionRow, edition, own)
    return await _record(work, edition.id, to, day, note, is_late=is_late)


async def _take_now(work: Work, edition: Edition, to: EditionState, day: str) -> None:
    """Refuse a step that does not follow; supersede what the plan has published, if it is that."""
    objection = objection_to(edition.state, to)
    if objection is not None:
        raise NotAllowedNow(objection)
    if to is not EditionState.PUBLISHED:
        return
    standing = {"plan": [edition.plan.id], "state": [EditionState.PUBLISHED]}
    async for other in all_of(work, Edition, standing):
        if other.starts_on > edition.starts_on:
            raise NotAllowedNow(
                f"{other.code}, which begins later, is published already. That {edition.code} was "
                "published before it is recorded with its day."
            )
        await change(work, EditionRow, other, {"state": EditionState.SUPERSEDED})
        note = f"By the publication of {edition.code}."
        await _record(work, other.id, EditionState.SUPERSEDED, day, note, is_late=False)


async def _record(
    work: Work,
    edition_id: str,
    to: EditionState,
    day: str,
    note: str | None,
    *,
    is_late: bool,
) -> EditionTransition:
    steps = await editions.steps_taken(work.store, edition_id)
    row = EditionTransitionRow(
        id=work.new_id(EditionTransition),
        edition_id=edition_id,
        sequence=steps + 1,
        state=to,
        happened_on=day,
        note=note,
        recorded_at=work.now,
        recorded_by=work.caller.agency_id,
        recorded_after_the_fact=is_late,
    )
    await work.store.insert(row)
    return await one(work, EditionTransition, row.id)


def _is_past(work: Work, day: str) -> bool:
    """Say whether a day, which may be vague, is certainly before today."""
    return VagueDay.read(day).latest < work.today
