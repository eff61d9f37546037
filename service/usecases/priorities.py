"""Priorities: entered in an edition, and reworded there."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from service.db import entries
from service.db.tables import PriorityEntryRow, PriorityRow
from service.domain.plans import Edition, Priority, PriorityKind
from service.usecases.entering import (
    Held,
    edition_of,
    only,
    open_edition,
    priorities_in,
    priorities_listed,
    priorities_of_plan,
    put_differently,
    put_in,
)
from service.usecases.reading import References, one
from service.usecases.recording import read_at
from service.usecases.work import Work

_PRIORITIES: Final = Held(Priority, PriorityRow, PriorityEntryRow)


async def enter(
    work: Work,
    *,
    edition: str,
    code: str,
    kind: PriorityKind,
    number: str | None,
    title: str,
    why: str | None,
    parent: str | None,
    also_serves: Sequence[str],
    comes_from: Sequence[str] = (),
) -> Priority:
    """Enter a priority in an edition, after those that are in it."""
    opened = await open_edition(work, edition)
    references = References(work)
    parent_id = await _parent(references, opened, parent)
    served = await priorities_listed(references, opened, also_serves, "/also_serves")
    origins = await priorities_of_plan(references, opened, comes_from, "/comes_from")
    references.settle()
    says = {"kind": kind, "number": number, "title": title, "why": why, "parent_id": parent_id}
    priority_id = await put_in(work, _PRIORITIES, opened, code, says)
    await entries.put_served(work.store, opened.id, priority_id, served)
    if origins:
        await _put_origins(work, opened, priority_id, origins)
    return await one(work, Priority, priority_id, opened.id)


async def reword(
    work: Work, key: str, edition: str | None, revision: int, changes: Mapping[str, Any]
) -> Priority:
    """Change what an edition (the latest, unless one is named) says of a priority."""
    priority = await read_at(work, Priority, key, revision, edition)
    opened = await edition_of(work, priority.edition.id)
    references = References(work)
    says = only(changes, ("kind", "number", "title", "why"))
    if "parent" in changes:
        parent_id = says["parent_id"] = await _parent(references, opened, changes["parent"])
        if await entries.PARENTS.would_circle(
            work.store, priority.id, [parent_id], edition_id=opened.id
        ):
            references.fault("circle", "A priority does not stand above itself.", "/parent")
    served = await priorities_listed(
        references, opened, changes.get("also_serves", ()), "/also_serves"
    )
    origins = await priorities_of_plan(
        references, opened, changes.get("comes_from", ()), "/comes_from"
    )
    references.settle()
    await put_differently(work, _PRIORITIES, priority, opened, says)
    if "also_serves" in changes:
        await entries.put_served(work.store, opened.id, priority.id, served)
    if "comes_from" in changes:
        await _put_origins(work, opened, priority.id, origins)
    return await one(work, Priority, priority.id, opened.id)


async def _parent(references: References, edition: Edition, key: str | None) -> str | None:
    if key is None:
        return None
    (parent,) = await priorities_in(references, edition, {"/parent": key})
    return None if parent is None else parent.id


async def _put_origins(
    work: Work, edition: Edition, priority_id: str, origins: Sequence[str]
) -> None:
    await entries.lock_lineages(work.store, edition.plan.id)
    references = References(work)
    if await entries.ORIGINS.would_circle(work.store, priority_id, origins):
        references.fault("circle", "A priority does not come from itself.", "/comes_from")
    references.settle()
    await entries.put_origins(work.store, priority_id, origins)
