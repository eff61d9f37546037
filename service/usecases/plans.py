"""Plans and editions: begun, refreshed, revised, and found for a day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from service.db import partnership_successions
from service.db.tables import EditionRow, PlanRow
from service.domain.errors import NotFound
from service.domain.partnerships import Partnership
from service.domain.plans import Edition, EditionState, Plan, edition_on, shown_on
from service.usecases import carrying, transitions
from service.usecases.owning import must_own
from service.usecases.reading import Page, References, one, pages_under
from service.usecases.recording import begun, change, check_days, check_gone_by, read_at
from service.usecases.work import Work

_ALL: Final = 500  # editions of one partnership: centuries of them
_NO_COLUMNS: Final = frozenset({"partnership", "state_on", "carry"})


async def begin(
    work: Work,
    *,
    code: str,
    title: str,
    starts_on: date,
    ends_before: date,
    edition: Mapping[str, Any],
) -> Plan:
    """Begin a plan with its first edition, for a partnership that the caller coordinates."""
    references = References(work)
    check_days(references, starts_on, ends_before)
    partnership = await _partnership(work, references, edition, "/edition")
    row = PlanRow(
        **begun(work, Plan), code=code, title=title, starts_on=starts_on, ends_before=ends_before
    )
    await work.store.insert(row)
    await _insert_edition(work, row.id, partnership, edition)
    return await one(work, Plan, row.id)


async def revise(work: Work, key: str, revision: int, changes: Mapping[str, Any]) -> Plan:
    """Change a plan's title or span; for those who coordinate a partnership that owns it."""
    plan = await read_at(work, Plan, key, revision)
    await must_own(work, plan)
    references, stands = References(work), replace(plan, **changes)
    check_days(references, stands.starts_on, stands.ends_before)
    references.settle()
    await change(work, PlanRow, plan, changes)
    return await one(work, Plan, plan.id)


async def add_edition(work: Work, key: str, edition: Mapping[str, Any]) -> Edition:
    """Add an edition to a plan that the caller has a part in, for a partnership of the caller's.

    It is empty, but for what it carries (`Carry`) from an edition before it.
    """
    plan = await one(work, Plan, key)
    await must_own(work, plan)
    references, taken = References(work), None
    if (wanted := edition.get("carry")) is not None:
        taken = await carrying.choose(work, references, plan, wanted)
    partnership = await _partnership(work, references, edition, "")
    edition_id = await _insert_edition(work, plan.id, partnership, edition)
    if taken is not None:
        await carrying.carry(work, taken, edition_id)
    return await one(work, Edition, edition_id)


async def edition(work: Work, plan: str, key: str) -> Edition:
    """Read an edition of a plan, by its id, its code, or its code within the plan."""
    found_plan = await one(work, Plan, plan)
    is_whole = key.startswith(f"{Edition.prefix}_") or ":" in key
    found = await one(work, Edition, key if is_whole else f"{found_plan.code}:{key}")
    if found.plan.id != found_plan.id:
        raise NotFound(Edition.noun, key)
    return found


async def revise_edition(
    work: Work, plan: str, key: str, revision: int, changes: Mapping[str, Any]
) -> Edition:
    """Change an edition of a partnership that the caller coordinates."""
    found = await read_at(work, Edition, (await edition(work, plan, key)).id, revision)
    work.caller.must_coordinate(found.partnership.id, found.partnership)
    references, stands = References(work), replace(found, **changes)
    check_days(references, stands.starts_on, stands.ends_before)
    references.settle()
    await change(work, EditionRow, found, changes)
    return await one(work, Edition, found.id)


async def in_force(
    work: Work, asked: Sequence[tuple[str, date]]
) -> list[tuple[Plan, Edition] | None]:
    """Find, for each partnership's id and day, the plan and the edition of it shown then.

    Two statements, however many partnerships and days; None for one without any plan.
    """
    ids = list(dict.fromkeys(id_ for id_, _ in asked))
    pages = await pages_under(work, Edition, "partnership", ids, first=_ALL, along=("plan",))
    own = {id_: _with_plans(page) for id_, page in zip(ids, pages, strict=True)}
    carried = await partnership_successions.carried(work.store, ids)
    return [shown_on(own[id_], carried[id_], on) for id_, on in asked]


async def editions_on(work: Work, plan_ids: Sequence[str], on: date) -> list[Edition]:
    """Find, for each plan, the edition that stands on a day, whoever made it. One statement."""
    pages = await pages_under(work, Edition, "plan", plan_ids, first=_ALL)
    return [edition_on(page.items, on) for page in pages]


def _with_plans(page: Page[Edition]) -> list[tuple[Plan, Edition]]:
    pairs = ((each["plan"], edition) for each, edition in zip(page.along, page.items, strict=True))
    return [(plan, edition) for plan, edition in pairs if isinstance(plan, Plan)]


async def _partnership(
    work: Work, references: References, given: Mapping[str, Any], pointer: str
) -> Partnership:
    """Look up the partnership that an edition is for; refuses unless the caller coordinates it."""
    found = await references.to(Partnership, given["partnership"], f"{pointer}/partnership")
    check_days(references, given["starts_on"], given["ends_before"], f"{pointer}/ends_before")
    since = "state_on" if given.get("state_on") else "published_on"
    check_gone_by(work, references, _standing_since(work, given), f"{pointer}/{since}")
    references.settle()
    partnership = references.certain(found)
    work.caller.must_coordinate(partnership.id, partnership.code)
    return partnership


async def _insert_edition(
    work: Work, plan_id: str, partnership: Partnership, given: Mapping[str, Any]
) -> str:
    own = {name: value for name, value in given.items() if name not in _NO_COLUMNS}
    row = EditionRow(**begun(work, Edition), plan_id=plan_id, partnership_id=partnership.id, **own)
    await work.store.insert(row)
    await transitions.begin(work, row.id, given["state"], _standing_since(work, given))
    return row.id


def _standing_since(work: Work, given: Mapping[str, Any]) -> str:
    """Return since when an edition stands as it is entered."""
    published_on = given["published_on"] if given["state"] is EditionState.PUBLISHED else None
    began_on = min(given["starts_on"], work.today).isoformat()
    return str(given.get("state_on") or published_on or began_on)
