"""What is shown of a thing that depends on how it was reached."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from service.domain.actions import Listing
from service.domain.nodes import Ref
from service.domain.periods import Period
from service.domain.plans import Edition, Plan
from service.domain.priority_sets import PriorityItem
from service.usecases.figures import SeriesKey


@dataclass(frozen=True)
class ShownPlan(Plan):
    """A plan as it is shown on a day: with the edition whose wording is meant."""

    edition: Edition
    on: date

    @classmethod
    def of(cls, plan: Plan, edition: Edition, on: date) -> Self:
        """Show a plan on a day, in the wording of an edition."""
        return cls(**vars(plan), edition=edition, on=on)


@dataclass(frozen=True)
class ShownListing(Listing):
    """One place where an edition lists an action, with that edition."""

    edition: Ref

    @classmethod
    def of(cls, listing: Listing, edition: Ref) -> Self:
        """Show a listing in its edition."""
        return cls(**vars(listing), edition=edition)


@dataclass(frozen=True)
class ShownItem(PriorityItem):
    """A priority of another body, with the edition that tells of it."""

    edition: Ref

    @classmethod
    def of(cls, item: PriorityItem, edition: Ref) -> Self:
        """Show an item in its edition."""
        return cls(**vars(item), edition=edition)


@dataclass(frozen=True)
class ShownSeries:
    """A series over the periods asked for."""

    key: SeriesKey
    indicator: Ref
    area: Ref
    periods: tuple[Period, ...]
