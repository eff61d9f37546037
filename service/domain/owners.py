"""Whose something is: a target, a set of priorities, a document."""

from dataclasses import dataclass

from service.domain.nodes import Ref


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
