"""Refreshing a plan: what a new edition takes over from one before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from service.db import carrying, entries
from service.domain.contents import SORTS, Contents, Wanted, taken_over
from service.domain.nodes import Entered
from service.domain.plans import Edition, Plan
from service.usecases.reading import References, all_of
from service.usecases.work import Work


@dataclass(frozen=True)
class Carry:
    """What is taken over from which edition, given by any key of it (its code within the plan)."""

    source: str
    wanted: Wanted


@dataclass(frozen=True)
class Chosen:
    """What was found to be taken over."""

    source: Edition
    contents: Contents


async def contents_of(work: Work, edition_ids: Sequence[str]) -> dict[str, Contents]:
    """Read all that editions hold, by their ids, in a statement for each sort."""
    held = {sort: await _held(work, noun, edition_ids) for sort, noun in SORTS.items()}
    return {each: Contents(**{sort: held[sort][each] for sort in SORTS}) for each in edition_ids}


async def choose(work: Work, references: References, plan: Plan, carry: Carry) -> Chosen | None:
    """Look up what is taken over; note every fault. Nobody changes the source till this is done."""
    is_whole = ":" in carry.source or carry.source.startswith(f"{Edition.prefix}_")
    key = carry.source if is_whole else f"{plan.code}:{carry.source}"
    source = await references.to(Edition, key, "/carry/from")
    if source is None:
        return None
    if source.plan.id != plan.id:
        references.fault("another_plan", f"{source.code} is of another plan.", "/carry/from")
        return None
    await entries.lock_edition(work.store, source.id)
    held = await contents_of(work, [source.id])
    contents, faults = taken_over(held[source.id], carry.wanted, "/carry")
    references.note(*faults)
    return Chosen(source, contents)


async def carry(work: Work, chosen: Chosen, edition_id: str) -> None:
    """Enter in a new edition what was chosen, as the one before says it."""
    ids = {sort: _ids(getattr(chosen.contents, sort)) for sort in SORTS}
    await carrying.carry(work.store, chosen.source.id, edition_id, ids, work.now)


async def _held(
    work: Work, noun: type[Entered], edition_ids: Sequence[str]
) -> dict[str, tuple[Any, ...]]:
    """Read what editions hold of one sort, by the editions' ids."""
    found: dict[str, list[Entered]] = {each: [] for each in edition_ids}
    async for thing in all_of(work, noun, {"edition_id": list(found)}):
        found[thing.edition.id].append(thing)
    return {each: tuple(things) for each, things in found.items()}


def _ids(things: Sequence[Entered]) -> list[str]:
    return list(dict.fromkeys(each.id for each in things))
