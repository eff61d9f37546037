"""Successions of agencies: recorded, corrected, removed, and followed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
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
from service.usecases.recording import change, check_gone_by, make
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
    """Record that an agency took over from the one at `key`.

    Refuses a body that would come after itself, and a day that contradicts the life of either.
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
            _check(work, references, before, after, kind, happened_on)
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
    _check(work, references, before, after, stands["kind"], stands["happened_on"])
    references.settle()
    await change(work, SuccessionRow, found, changes)
    return await one(work, Succession, found.id)


async def standing(work: Work, key: str, on: date | None) -> Standing:
    """Say who carries an agency's part on a day (unsaid, today), by its successions."""
    agency, day = await one(work, Agency, key), on or work.today
    ids = await successions.leading_on(work.store, agency.id)
    led = [each for each in await several(work, Succession, ids) if each is not None]
    after = await several(work, Agency, [each.successor.id for each in led])
    bodies = {body.code: body for body in after if body is not None}
    found = carriers(agency, bodies, led, day)
    return Standing(agency=Ref(agency.code, agency.id), on=day, carriers=found)


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


def _check(
    work: Work,
    references: References,
    before: Agency,
    after: Agency,
    kind: SuccessionKind,
    happened_on: str,
) -> None:
    check_gone_by(work, references, happened_on, "/happened_on")
    for wrong in contradictions(before, after, kind, VagueDay.read(happened_on)):
        references.fault("days_contradict", wrong.detail, "/happened_on")
