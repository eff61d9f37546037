"""How the actions of an edition stand on a day, counted: what a partnership reports of its year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.domain.actions import ActionStatus
from service.domain.days import VagueDay
from service.domain.nodes import Ref


@dataclass(frozen=True)
class StatusCount:
    """How many actions stand so."""

    status: ActionStatus
    actions: int


@dataclass(frozen=True)
class ActionSummary:
    """How an edition's actions stand on a day, computed from what is on record.

    `listings` counts the places where the edition lists them, which can be more than there are
    actions. `by_status` has every status, and with `undetermined`, of which the record does not
    tell how they stood on that day, it adds up to `actions`. `carried` counts those that the next
    edition of the plan, if there is one, holds as well, however they stand.
    """

    edition: Ref
    on: date
    actions: int
    listings: int
    by_status: tuple[StatusCount, ...]
    undetermined: int
    next_edition: Ref | None
    carried: int


@dataclass(frozen=True)
class Update:
    """That an action came to stand so: on a day that may be vague, recorded on another."""

    status: ActionStatus
    happened_on: VagueDay
    recorded_on: date


@dataclass(frozen=True)
class History:
    """What is on record of an action: its updates as they happened, and where it is listed."""

    updates: Sequence[Update]
    listings: int
    is_carried: bool


def status_on(updates: Sequence[Update], on: date) -> ActionStatus | None:
    """Tell how an action stood on a day; None where the record does not determine it.

    An update that may or may not have happened by then leaves it open, unless it says the same.
    What was recorded by then had happened.
    """
    surely = [each.status for each in updates if _latest(each) <= on]
    perhaps = {each.status for each in updates if each.happened_on.earliest <= on < _latest(each)}
    standing = surely[-1] if surely else None
    return standing if perhaps <= {standing} else None


def summarise(
    edition: Ref, next_edition: Ref | None, on: date, histories: Sequence[History]
) -> ActionSummary:
    """Count how the actions of an edition stand on a day."""
    counted = Counter(status_on(each.updates, on) for each in histories)
    return ActionSummary(
        edition=edition,
        on=on,
        actions=len(histories),
        listings=sum(each.listings for each in histories),
        by_status=tuple(StatusCount(status, counted[status]) for status in ActionStatus),
        undetermined=counted[None],
        next_edition=next_edition,
        carried=sum(each.is_carried for each in histories),
    )


def _latest(update: Update) -> date:
    return min(update.happened_on.latest, update.recorded_on)
