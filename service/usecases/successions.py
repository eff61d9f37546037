"""Successions of agencies: recorded, corrected, removed, and followed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any, Final

from service.db import successions
from service.db.tables import SuccessionRow
from service.domain.agencies import Agency
from service.domain.days import VagueDay
from service.domain.nodes import Ref
from service.domain.successions import (
    Standing,
    Succession,
    SuccessionKind,
    carriers,
    contradictions,
)
from service.usecases.reading import References, all_of, one, several
from service.usecases.recording import change, make
from service.usecases.relations import Relation, find_at
from service.usecases.work import Work

SUCCESSION: Final = Relation(Succession, SuccessionRow, Agency, ("predecessor", "successor"))


async def record(
    work: Work,
    key: str,
    *,
    successor: str,
    kind: SuccessionKind,
    happened_on: str,
    note: str | None,
    source: str | None,
) -> Succession:
    """Record that an agency took over from the one at `key`, or is announced to.

    Mergers of health bodies are announced a year ahead: on a day still to come the part passes on,
    and until then nothing is different. Refuses a body that would come after itself, and a day
    that contradicts the life of either.
    """
    await successions.AFTER.lock(work.store)
    before = await one(work, Agency, key)
    references = References(work)
    after = await references.to(Agency, successor, "/successor")
    if after is not None:
        if await successions.AFTER.would_circle(work.store, before.id, [after.id]):
            detail = f"{before.name} would come after itself."
            references.fault("circle", detail, "/successor")
        else:
            _check(references, before, after, kind, happened_on)
    references.settle()
    return await make(
        work,
        Succession,
        SuccessionRow,
        predecessor_id=before.id,
        successor_id=references.certain(after).id,
        kind=kind,
        happened_on=happened_on,
        note=note,
        source=source,
    )


async def revise(
    work: Work, agency: str, key: str, revision: int, changes: Mapping[str, Any]
) -> Succession:
    """Change the kind, the day, the note or the source of a succession. The two bodies stay."""
    await successions.AFTER.lock(work.store)
    found = await find_at(work, SUCCESSION, agency, key, revision)
    references = References(work)
    before = await one(work, Agency, found.predecessor.id)
    after = await one(work, Agency, found.successor.id)
    stands = {**vars(found), **changes}
    _check(references, before, after, stands["kind"], stands["happened_on"])
    references.settle()
    await change(work, SuccessionRow, found, changes)
    return await one(work, Succession, found.id)


async def standing(work: Work, key: str, on: date | None) -> Standing:
    """Say who carries an agency's part on a day (unsaid, today), by its successions."""
    (told,) = await standings(work, [await one(work, Agency, key)], on or work.today)
    return told


async def standings(work: Work, agencies: Sequence[Agency], on: date) -> list[Standing]:
    """Say who carries each agency's part on a day. Three statements, however many agencies."""
    led = await _leading_on(work, [agency.id for agency in agencies])
    ids = {each.successor.id for each in chain.from_iterable(led.values())}
    after = await several(work, Agency, sorted(ids))
    bodies = {body.code: body for body in after if body is not None}
    return [
        Standing(
            agency=Ref(agency.code, agency.id),
            on=on,
            carriers=carriers(agency, bodies, led[agency.id], on),
        )
        for agency in agencies
    ]


async def check_life(
    work: Work, references: References, agency: Agency, changes: Mapping[str, Any]
) -> None:
    """Note a fault where the changed life of an agency would contradict one of its successions.

    Holds up the recording of successions, so that none is judged by the life that was.
    """
    await successions.AFTER.lock(work.store)
    changed = replace(agency, **changes)
    async for each in all_of(work, Succession, {"agency": [agency.id]}):
        before, after = [
            changed if end.id == agency.id else await one(work, Agency, end.id)
            for end in (each.predecessor, each.successor)
        ]
        day = VagueDay.read(each.happened_on)
        for wrong in contradictions(before, after, each.kind, day):
            references.fault("days_contradict", wrong.detail, f"/{wrong.field}")


async def _leading_on(work: Work, agency_ids: Sequence[str]) -> dict[str, list[Succession]]:
    led = await successions.leading_on(work.store, agency_ids)
    ids = sorted(set(chain.from_iterable(led.values())))
    known = {each.id: each for each in await several(work, Succession, ids) if each is not None}
    return {agency: [known[each] for each in ids] for agency, ids in led.items()}


def _check(
    references: References,
    before: Agency,
    after: Agency,
    kind: SuccessionKind,
    happened_on: str,
) -> None:
    for wrong in contradictions(before, after, kind, VagueDay.read(happened_on)):
        references.fault("days_contradict", wrong.detail, "/happened_on")
