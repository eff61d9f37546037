"""What a source printed, beside what it was resolved to."""

from dataclasses import dataclass

from service.domain.nodes import Ref
from service.domain.periods import PeriodView


@dataclass(frozen=True)
class Owner:
    """Whose something is, as printed and, where it is a body that we know, as resolved.

    At most one of `agency`, `area` (a county that has an agreement with government, say) and
    `partnership` is there. A body that is none of ours, such as a department, is printed alone.
    """

    printed: str
    agency: Ref | None
    area: Ref | None
    partnership: Ref | None


@dataclass(frozen=True)
class PrintedPeriod:
    """When something is, as printed, and the period that this comes to, where it comes to one."""

    printed: str
    period: PeriodView | None
