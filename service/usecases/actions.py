"""Actions: entered in an edition, reworded there, and updated as they move."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any, Final

from service.db import entries
from service.db.tables import ActionEntryRow, ActionListingRow, ActionRow, ActionUpdateRow
from service.domain import timescales
from service.domain.actions import (
    Action,
    ActionStatus,
    ActionUpdate,
    Listing,
    Party,
    PartyKind,
    Rag,
    Role,
    completeness_contradiction,
    objection_to,
)
from service.domain.agencies import Agency
from service.domain.days import VagueDay
from service.domain.errors import NotAllowedNow
from service.domain.nodes import Ref
from service.domain.plans import Edition
from service.domain.timescales import Basis, Timespan
from service.usecases.acting import held
from service.usecases.entering import (
    Held,
    edition_of,
    identify,
    only,
    open_edition,
    priorities_in,
    priorities_listed,
    put_differently,
)
from service.usecases.measures import GivenMeasure, worded
from service.usecases.reading import References, one
from service.usecases.recording import change, check_days, check_gone_by, read_at
from service.usecases.work import Work

_ACTIONS: Final = Held(Action, ActionRow, ActionEntryRow)


@dataclass(frozen=True)
class GivenListing:
    """Where an action is said to be listed: any key of the priority, and the printed number.

    `position` is its place in reading order, where that is said.
    """

    priority: str
    number: str | None
    position: int | None = None


@dataclass(frozen=True)
class GivenParty:
    """Who is said to act; `agency` is any key of it."""

    role: Role
    kind: PartyKind
    agency: str | None
    unit: str | None
    printed: str
    role_basis: Basis = Basis.STATED


async def enter(
    work: Work,
    *,
    edition: str,
    code: str,
    text: str,
    timescale: str | None,
    listings: Sequence[GivenListing],
    parties: Sequence[GivenParty],
    measures: Sequence[GivenMeasure],
    status: ActionStatus,
    status_on: str | None,
    timespan: Timespan | None = None,
    tackles: Sequence[str] = (),
) -> Action:
    """Enter an action in an edition, listed after those that are in it.

    `status` is where it stands to begin with, since `status_on` or, unsaid, since the edition
    began (today, as long as it has not). An action that the plan knows already keeps its history
    instead. What `timescale`, which is as printed, means is `timespan` or, unsaid, what the service
    reads of it.
    """
    opened = await open_edition(work, edition)
    references = References(work)
    listed = await _listings(work, references, opened, listings, places=())
    tackled = await priorities_listed(references, opened, tackles, "/tackles")
    acting = await _parties(references, opened, parties)
    measured = worded(work, references, measures)
    meant = _meant(references, timescale, timespan)
    since = status_on or min(opened.starts_on, work.today).isoformat()
    check_gone_by(work, references, since, "/status_on")
    references.settle()
    action_id = await identify(work, Action, ActionRow, opened, code)
    await work.store.insert(
        ActionEntryRow(
            edition_id=opened.id,
            action_id=action_id,
            text=text,
            timescale=timescale,
            **entries.timespan_columns(meant),
        )
    )
    await entries.put_listings(work.store, opened.id, action_id, listed)
    await entries.put_tackled(work.store, opened.id, action_id, tackled)
    await entries.put_parties(work.store, opened.id, action_id, acting)
    await entries.put_measures(work.store, opened.id, action_id, measured)
    if await entries.last_sequence(work.store, action_id) == 0:
        await _record_update(work, action_id, is_late=False, status=status, happened_on=since)
    return await one(work, Action, action_id, opened.id)


async def reword(
    work: Work, key: str, edition: str | None, revision: int, changes: Mapping[str, Any]
) -> Action:
    """Change what an edition (the latest, unless one is named) says of an action."""
    action = await read_at(work, Action, key, revision, edition)
    opened = await edition_of(work, action.edition.id)
    references = References(work)
    places = [listing.position for listing in action.listings]
    listed = await _listings(work, references, opened, changes.get("listings", ()), places)
    tackled = await priorities_listed(references, opened, changes.get("tackles", ()), "/tackles")
    acting = await _parties(references, opened, changes.get("parties", ()))
    measured = worded(work, references, changes.get("measures", ()), action.measures)
    own = only(changes, ("text", "timescale"))
    if {"timescale", "timespan"} & changes.keys():
        timescale = changes.get("timescale", action.timescale)
        own |= entries.timespan_columns(_meant(references, timescale, changes.get("timespan")))
    references.settle()
    await put_differently(work, _ACTIONS, action, opened, own)
    if "listings" in changes:
        await entries.put_listings(work.store, opened.id, action.id, listed)
    if "tackles" in changes:
        await entries.put_tackled(work.store, opened.id, action.id, tackled)
    if "parties" in changes:
        await entries.put_parties(work.store, opened.id, action.id, acting)
    if "measures" in changes:
        await entries.put_measures(work.store, opened.id, action.id, measured)
    return await one(work, Action, action.id, opened.id)


async def update(
    work: Work,
    key: str,
    *,
    status: ActionStatus,
    happened_on: str | None,
    comment: str | None,
    percent_complete: int | None = None,
    rag: Rag | None = None,
    revision: int | None = None,
    is_history: bool = False,
) -> ActionUpdate:
    """Record how an action came to stand, today or (`happened_on`) on a day gone by.

    What happened before something that is on record already is always accepted, and marked as
    recorded after the fact; a step from where the action stands now has to be one that it allows,
    unless what is told is a whole history (`is_history`).
    Told at once, updates are kept one after the other. One that names a `revision` is refused
    unless the action stands at it.
    """
    action = await held(work, key, revision)
    day = happened_on or work.today.isoformat()
    references = References(work)
    check_gone_by(work, references, day, "/happened_on")
    contradiction = completeness_contradiction(status, percent_complete)
    if contradiction is not None:
        references.fault("percent_contradicts_status", contradiction, "/percent_complete")
    references.settle()
    is_late = day < action.status_on
    objection = None if is_late or is_history else objection_to(action.status, status)
    if objection is not None:
        raise NotAllowedNow(objection)
    update_id = await _record_update(
        work,
        action.id,
        is_late=is_late,
        status=status,
        happened_on=day,
        comment=comment,
        percent_complete=percent_complete,
        rag=rag,
    )
    await change(work, ActionRow, action, {})
    return await one(work, ActionUpdate, update_id)


async def _record_update(
    work: Work,
    action_id: str,
    *,
    is_late: bool,
    status: ActionStatus,
    happened_on: str,
    comment: str | None = None,
    percent_complete: int | None = None,
    rag: Rag | None = None,
) -> str:
    row = ActionUpdateRow(
        id=work.new_id(ActionUpdate),
        action_id=action_id,
        sequence=await entries.last_sequence(work.store, action_id) + 1,
        status=status,
        percent_complete=percent_complete,
        rag=rag,
        happened_on=happened_on,
        comment=comment,
        recorded_at=work.now,
        recorded_by=work.caller.agency_id,
        recorded_after_the_fact=is_late,
    )
    await work.store.insert(row)
    return row.id


def _meant(
    references: References, timescale: str | None, timespan: Timespan | None
) -> Timespan | None:
    """Return what is said to be meant by a timescale, else what the service reads of it."""
    if timespan is None:
        return None if timescale is None else timescales.read(timescale)
    check_days(references, timespan.starts_on, timespan.ends_before, "/timespan/ends_before")
    return timespan


async def _listings(
    work: Work,
    references: References,
    edition: Edition,
    given: Sequence[GivenListing],
    places: Sequence[int],
) -> list[Listing]:
    """Resolve listings; they take the places that are said, those the action has, then the next.

    `places` are those that it has. Notes a fault for a place that another listing has.
    """
    keys = {f"/listings/{n}/priority": listing.priority for n, listing in enumerate(given)}
    found = await priorities_in(references, edition, keys)
    said = [listing.position for listing in given if listing.position is not None]
    others = await entries.listed_at(work.store, edition.id, said) if said else ()
    taken = Counter(said) + Counter(others)
    taken.subtract(each for each in places if each in said)
    for n, listing in enumerate(given):
        if listing.position is not None and taken[listing.position] > 1:
            detail = f"Another listing stands at {listing.position}."
            references.fault("place_taken", detail, f"/listings/{n}/position")
    end = await entries.next_position(work.store, ActionListingRow, edition.id)
    left = (place for place in chain(places, count(end)) if place not in said)
    positions = [next(left) if each.position is None else each.position for each in given]
    return [
        Listing(Ref(priority.code, priority.id), listing.number, position)
        for priority, listing, position in zip(found, given, positions, strict=True)
        if priority is not None
    ]


async def _parties(
    references: References, edition: Edition, given: Sequence[GivenParty]
) -> list[Party]:
    """Resolve parties; what an agency is called counts as it was on the edition's first day."""
    keys = {
        f"/parties/{n}/agency": party.agency
        for n, party in enumerate(given)
        if party.agency is not None
    }
    on = VagueDay.exactly(edition.starts_on)
    found = dict(zip(keys, await references.to_each(Agency, keys, on=on), strict=True))
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
                role_basis=party.role_basis,
            )
        )
    return acting
