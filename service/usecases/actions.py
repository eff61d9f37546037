"""Actions: entered in an edition, reworded there, and updated as they move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from service.db import entries
from service.db.tables import ActionEntryRow, ActionListingRow, ActionRow, ActionUpdateRow
from service.domain.actions import (
    Action,
    ActionStatus,
    ActionUpdate,
    Listing,
    Measure,
    Party,
    PartyKind,
    Role,
    objection_to,
)
from service.domain.agencies import Agency
from service.domain.days import VagueDay
from service.domain.errors import NotAllowedNow
from service.domain.nodes import Ref
from service.domain.plans import Edition
from service.usecases.entering import edition_of, identify, only, open_edition, priorities_in
from service.usecases.owning import must_answer_for
from service.usecases.reading import References, one
from service.usecases.recording import change, read_at
from service.usecases.work import Work


@dataclass(frozen=True)
class GivenListing:
    """Where an action is said to be listed: any key of the priority, and the printed number."""

    priority: str
    number: str | None


@dataclass(frozen=True)
class GivenParty:
    """Who is said to act; `agency` is any key of it."""

    role: Role
    kind: PartyKind
    agency: str | None
    unit: str | None
    printed: str


async def enter(
    work: Work,
    *,
    edition: str,
    code: str,
    text: str,
    timescale: str | None,
    listings: Sequence[GivenListing],
    parties: Sequence[GivenParty],
    measures: Sequence[Measure],
    status: ActionStatus,
    status_on: str | None,
) -> Action:
    """Enter an action in an edition, listed after those that are in it.

    `status` is where it stands to begin with, since `status_on` or, unsaid, since the edition
    began (today, as long as it has not). An action that the plan knows already keeps its history
    instead.
    """
    opened = await open_edition(work, edition)
    references = References(work)
    listed = await _listings(work, references, opened, listings, places=())
    acting = await _parties(references, parties)
    since = status_on or min(opened.starts_on, work.today).isoformat()
    _check_gone_by(work, references, since, "/status_on")
    references.settle()
    action_id = await identify(work, Action, ActionRow, opened, code)
    await work.store.insert(
        ActionEntryRow(edition_id=opened.id, action_id=action_id, text=text, timescale=timescale)
    )
    await entries.put_listings(work.store, opened.id, action_id, listed)
    await entries.put_parties(work.store, opened.id, action_id, acting)
    await entries.put_measures(work.store, opened.id, action_id, measures)
    if await entries.last_sequence(work.store, action_id) == 0:
        await _record_update(work, action_id, status, since, None, is_late=False)
    return await one(work, Action, action_id, opened.id)


async def reword(
    work: Work, key: str, edition: str | None, revision: int, changes: Mapping[str, Any]
) -> Action:
    """Change what an edition (the latest, unless one is named) says of an action."""
    action = await read_at(work, Action, key, revision, edition)
    opened = await edition_of(work, action.edition.id)
    references = References(work)
    await entries.lock_edition(work.store, opened.id)
    places = [listing.position for listing in action.listings]
    listed = await _listings(work, references, opened, changes.get("listings", ()), places)
    acting = await _parties(references, changes.get("parties", ()))
    references.settle()
    await change(work, ActionRow, action, {})
    if own := only(changes, ("text", "timescale")):
        entry = {"edition_id": opened.id, "action_id": action.id}
        await work.store.update(ActionEntryRow, entry, own)
    if "listings" in changes:
        await entries.put_listings(work.store, opened.id, action.id, listed)
    if "parties" in changes:
        await entries.put_parties(work.store, opened.id, action.id, acting)
    if "measures" in changes:
        await entries.put_measures(work.store, opened.id, action.id, changes["measures"])
    return await one(work, Action, action.id, opened.id)


async def update(
    work: Work, key: str, *, status: ActionStatus, happened_on: str | None, comment: str | None
) -> ActionUpdate:
    """Record how an action came to stand, today or (`happened_on`) on a day gone by.

    What happened before something that is on record already is always accepted, and marked as
    recorded after the fact; a step from where the action stands now has to be one that it allows.
    """
    action = await one(work, Action, key)
    await must_answer_for(work, action)
    await entries.lock_action(work.store, action.id)
    action = await one(work, Action, action.id)
    day = happened_on or work.today.isoformat()
    references = References(work)
    _check_gone_by(work, references, day, "/happened_on")
    references.settle()
    is_late = day < action.status_on
    objection = None if is_late else objection_to(action.status, status)
    if objection is not None:
        raise NotAllowedNow(objection)
    update_id = await _record_update(work, action.id, status, day, comment, is_late=is_late)
    await change(work, ActionRow, action, {})
    return await one(work, ActionUpdate, update_id)


def _check_gone_by(work: Work, references: References, day: str, pointer: str) -> None:
    if VagueDay.read(day).earliest > work.today:
        references.fault("not_yet_happened", f"{day} is still to come.", pointer)


async def _record_update(
    work: Work,
    action_id: str,
    status: ActionStatus,
    day: str,
    comment: str | None,
    *,
    is_late: bool,
) -> str:
    row = ActionUpdateRow(
        id=work.new_id(ActionUpdate),
        action_id=action_id,
        sequence=await entries.last_sequence(work.store, action_id) + 1,
        status=status,
        happened_on=day,
        comment=comment,
        recorded_at=work.now,
        recorded_by=work.caller.agency_id,
        recorded_after_the_fact=is_late,
    )
    await work.store.insert(row)
    return row.id


async def _listings(
    work: Work,
    references: References,
    edition: Edition,
    given: Sequence[GivenListing],
    places: Sequence[int],
) -> list[Listing]:
    """Resolve listings; they take the places the action has already, then those at the end."""
    keys = {f"/listings/{n}/priority": listing.priority for n, listing in enumerate(given)}
    found = await priorities_in(references, edition, keys)
    end = await entries.next_position(work.store, ActionListingRow, edition.id)
    positions = chain(places, count(end))
    return [
        Listing(Ref(priority.code, priority.id), listing.number, position)
        for priority, listing, position in zip(found, given, positions, strict=False)
        if priority is not None
    ]


async def _parties(references: References, given: Sequence[GivenParty]) -> list[Party]:
    keys = {
        f"/parties/{n}/agency": party.agency
        for n, party in enumerate(given)
        if party.agency is not None
    }
    found = dict(zip(keys, await references.to_each(Agency, keys), strict=True))
    acting: list[Party] = []
    for n, party in enumerate(given):
        pointer = f"/parties/{n}/agency"
        agency = found.get(pointer)
        if party.kind is PartyKind.AGENCY and party.agency is None:
            references.fault("agency_required", "Say which agency it is.", pointer)
        acting.append(
            Party(
                role=party.role,
                kind=party.kind,
                agency=None if agency is None else Ref(agency.code, agency.id),
                unit=party.unit,
                printed=party.printed,
            )
        )
    return acting
