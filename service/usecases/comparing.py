"""Editions held against each other, and how their actions stand: read for many at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from service.db import comparing
from service.domain.actions import ActionStatus
from service.domain.comparing import EditionDiff, diff
from service.domain.days import VagueDay
from service.domain.nodes import Ref
from service.domain.plans import Edition
from service.domain.summaries import ActionSummary, History, Update, summarise
from service.usecases.carrying import contents_of
from service.usecases.work import Work


async def diffs(work: Work, pairs: Sequence[tuple[Edition, Edition]]) -> list[EditionDiff]:
    """Hold each edition against another of its plan, which comes before. A few statements."""
    held = await contents_of(work, [each.id for pair in pairs for each in pair])
    origins = await comparing.origins(work.store, [after.plan.id for after, _ in pairs])
    return [
        diff(_ref(after), _ref(before), held[after.id], held[before.id], origins)
        for after, before in pairs
    ]


async def action_summaries(
    work: Work, asked: Sequence[tuple[Edition, date]]
) -> list[ActionSummary]:
    """Count how the actions of each edition stand on a day. One statement."""
    histories: dict[str, list[History]] = defaultdict(list)
    following: dict[str, Ref | None] = {}
    rows = await comparing.action_histories(work.store, [each.id for each, _ in asked])
    for row in rows:
        following[row["edition_id"]] = row["next_edition"] and Ref(*row["next_edition"])
        if row["listings"] is not None:
            updates = [
                Update(ActionStatus(status), VagueDay(happened_on), date.fromisoformat(recorded_on))
                for status, happened_on, recorded_on in row["updates"]
            ]
            history = History(updates, row["listings"], row["is_carried"])
            histories[row["edition_id"]].append(history)
    return [summarise(_ref(each), following[each.id], on, histories[each.id]) for each, on in asked]


def _ref(edition: Edition) -> Ref:
    return Ref(edition.code, edition.id)
