"""Entering things in an edition: what all that editions hold has in common.

Each is an identity under the plan, with an entry in every edition that holds it. Entering a code
that the plan knows already carries that identity into the edition; entering it twice in one
edition is refused.

What an edition says stays once it was published before the service's own eyes; one whose
publication was recorded after the fact is history that is still being entered
(docs/decisions/0013).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.db import editions, entries
from service.db.tables import Table
from service.domain.errors import AlreadyExists, NotAllowedNow
from service.domain.nodes import Node, Record
from service.domain.plans import Edition, Priority
from service.usecases.reading import References, one
from service.usecases.recording import begun, change
from service.usecases.work import Work


@dataclass(frozen=True)
class Held:
    """A noun that editions hold: where its identity is kept, and what each edition says of it.

    Entries have a position, in reading order, but for those of actions: their listings have.
    """

    noun: type[Record]
    identity: Table
    entry: Table

    def key(self, edition_id: str, id_: str) -> dict[str, str]:
        """Return the key of the entry that a thing has in an edition."""
        return {"edition_id": edition_id, f"{self.identity.__tablename__}_id": id_}


async def open_edition(work: Work, key: str) -> Edition:
    """Find the edition that something is to be entered in, and keep others out of it till done.

    Refuses unless the caller coordinates the partnership whose edition it is, and with
    `NotAllowedNow` what is closed.
    """
    references = References(work)
    found = await references.to(Edition, key, "/edition")
    references.settle()
    edition = references.certain(found)
    work.caller.must_coordinate(edition.partnership.id, edition.partnership)
    return await _opened(work, edition)


async def identify(
    work: Work,
    noun: type[Node],
    table: Table,
    edition: Edition,
    code: str,
    **own: str,
) -> str:
    """Return the id of what bears the code under the plan, made now if it is new.

    `own` holds the further columns of the identity; one that is known already must agree.
    """
    known = await entries.identity(work.store, table, edition.plan.id, code)
    if known is None:
        row = table(**begun(work, noun), plan_id=edition.plan.id, code=code, **own)
        await work.store.insert(row)
        return str(row.model_dump()["id"])
    if any(known[name] != value for name, value in own.items()):
        raise AlreadyExists(f"The plan has another {noun.noun} with the code {code!r} already.")
    # It may be read as this edition words it from now on, so its ETag must not stay.
    counted_on = {"revision": known["revision"] + 1, "updated_at": work.now}
    await work.store.update(table, {"id": known["id"]}, counted_on)
    return str(known["id"])


async def put_in(
    work: Work, held: Held, edition: Edition, code: str, says: Mapping[str, Any], **own: str
) -> str:
    """Enter a thing in an edition that is open, after those that are in it; return its id.

    `says` holds the columns of its entry, and `own` those of its identity, as `identify` has it.
    """
    thing_id = await identify(work, held.noun, held.identity, edition, code, **own)
    position = await entries.next_position(work.store, held.entry, edition.id)
    key = held.key(edition.id, thing_id)
    await work.store.insert(held.entry(**key, position=position, **says))
    return thing_id


async def put_differently(
    work: Work, held: Held, thing: Record, edition: Edition, says: Mapping[str, Any]
) -> None:
    """Change columns of the entry that a thing has in an edition, and count its revision on."""
    await change(work, held.identity, thing, {})
    if says:
        await work.store.update(held.entry, held.key(edition.id, thing.id), says)


async def priorities_in(
    references: References, edition: Edition, keys: Mapping[str, str]
) -> list[Priority | None]:
    """Look up priorities of an edition, given by pointer. Their codes may leave out the plan."""
    whole = {pointer: _whole(edition, key) for pointer, key in keys.items()}
    return await references.to_each(Priority, whole, {"edition_id": [edition.id]})


async def priorities_listed(
    references: References, edition: Edition, keys: Sequence[str], at: str
) -> list[str]:
    """Look up the priorities of a list at a pointer; return their ids, each once, in order."""
    found = await priorities_in(
        references, edition, {f"{at}/{n}": key for n, key in enumerate(keys)}
    )
    return list(dict.fromkeys(each.id for each in found if each is not None))


async def priorities_of_plan(
    references: References, edition: Edition, keys: Sequence[str], at: str
) -> list[str]:
    """Look up priorities of any edition of the plan, in the same way."""
    whole = {f"{at}/{n}": _whole(edition, key) for n, key in enumerate(keys)}
    found = await references.to_each(Priority, whole, {"plan": [edition.plan.id]})
    return list(dict.fromkeys(each.id for each in found if each is not None))


async def edition_of(work: Work, edition: str) -> Edition:
    """Open the edition that a thing was read from, for what it says to be changed."""
    return await _opened(work, await owned_edition(work, edition))


async def owned_edition(work: Work, edition: str) -> Edition:
    """Read the edition that a thing was read from; refuses unless the caller coordinates it."""
    found = await one(work, Edition, edition)
    work.caller.must_coordinate(found.partnership.id, found.partnership)
    return found


async def _opened(work: Work, edition: Edition) -> Edition:
    await entries.lock_edition(work.store, edition.id)
    closed_on = await editions.closed_on(work.store, edition.id)
    if closed_on is None:
        return edition
    raise NotAllowedNow(
        f"{edition.code} was published on {closed_on}, and what it says stays. Enter the change "
        "in the next edition of the plan, which can carry the rest."
    )


def only(changes: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return those of the changes that are to the named columns."""
    return {name: changes[name] for name in names if name in changes}


def _whole(edition: Edition, key: str) -> str:
    is_whole = ":" in key or key.startswith(f"{Priority.prefix}_")
    return key if is_whole else f"{edition.plan}:{key}"
