"""Partnership plans, their yearly editions, and what an edition commits to tackle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from service.domain.nodes import Entered, Record, Ref


class EditionState(StrEnum):
    """Where an edition stands in its life."""

    DRAFT = "draft"
    CONSULTED = "consulted"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class PriorityKind(StrEnum):
    """What an edition calls the thing: plans nest themes and emerging issues under priorities."""

    PRIORITY = "priority"
    THEME = "theme"
    EMERGING_ISSUE = "emerging_issue"


@dataclass(frozen=True)
class Plan(Record):
    """A partnership plan and the days it spans.

    It belongs to no partnership: its editions do, so that a strategy which one partnership began
    and its successor refreshed stays one plan.
    """

    noun: ClassVar[str] = "plan"
    prefix: ClassVar[str] = "pln"

    code: str
    title: str
    starts_on: date
    ends_before: date

    def is_in_force(self, on: date) -> bool:
        """Say whether the day lies in the plan's span."""
        return self.starts_on <= on < self.ends_before


@dataclass(frozen=True)
class Edition(Record):
    """A yearly refresh of a plan, made by one partnership.

    `code` is `{plan}:{edition}`, such as `dartford-2019-22:2021-refresh`. `published_on` may be
    vague. `source` names the document it was read from.
    """

    noun: ClassVar[str] = "edition"
    prefix: ClassVar[str] = "edn"

    code: str
    plan: Ref
    partnership: Ref
    title: str
    state: EditionState
    starts_on: date
    ends_before: date
    published_on: str | None
    source: str | None


@dataclass(frozen=True)
class Priority(Entered):
    """What an edition commits to tackle, as that edition words it.

    The priority is one identity under its plan; `number` (as printed), `position` (in reading
    order, from 1), `title`, `why`, `parent` and `also_serves` are the edition's. `comes_from` has
    the earlier priorities that this one took the place of: one that several come from was split,
    one that comes from several was merged. `code` and the codes of other priorities are
    `{plan}:{priority}`.
    """

    noun: ClassVar[str] = "priority"
    prefix: ClassVar[str] = "pri"

    kind: PriorityKind
    number: str | None
    position: int
    title: str
    why: str | None
    parent: Ref | None
    also_serves: tuple[str, ...]
    comes_from: tuple[str, ...]


def plan_on(plans: Sequence[Plan], on: date) -> Plan | None:
    """Choose the plan in force on the day, else the latest begun, else the first to come.

    Where several are in force, the one that began last wins: it is the newer commitment.
    """
    current = [plan for plan in plans if plan.is_in_force(on)]
    begun = current or [plan for plan in plans if plan.starts_on <= on]
    if begun:
        return max(begun, key=_by_start)
    return min(plans, key=_by_start, default=None)


def edition_on(editions: Sequence[Edition], on: date) -> Edition:
    """Choose, of a plan's editions (at least one), the latest begun by the day, else the first."""
    begun = [edition for edition in editions if edition.starts_on <= on]
    return max(begun, key=_by_start) if begun else min(editions, key=_by_start)


@dataclass(frozen=True)
class Carried:
    """A plan that a partnership carries on for another, with all its editions, whoever made them.

    `since` is the first day on which it certainly did so.
    """

    plan: Plan
    since: date
    editions: tuple[Edition, ...]


def shown_on(
    own: Sequence[tuple[Plan, Edition]], carried: Sequence[Carried], on: date
) -> tuple[Plan, Edition] | None:
    """Choose what a partnership shows on a day, of its own editions and the plans it carries.

    Of a plan that it carries, the edition that stood when it took over counts as its own, from
    then until the day when an edition of its own begins.
    """
    begun = {plan.id for plan, edition in own if edition.starts_on <= on}
    inherited = [
        (each.plan, edition_on(each.editions, each.since))
        for each in carried
        if each.since <= on and each.plan.id not in begun
    ]
    choice = [*own, *inherited]
    plan = plan_on([plan for plan, _ in choice], on)
    if plan is None:
        return None
    return plan, edition_on([edition for of, edition in choice if of.id == plan.id], on)


def _by_start(dated: Plan | Edition) -> tuple[date, str]:
    return dated.starts_on, dated.code
