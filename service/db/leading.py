"""What a reference leads to, and what hangs under a part: by the names that readers use."""

from collections.abc import Mapping
from typing import Any, Final

from service.db.actions import COUNTS
from service.db.nouns import view_of
from service.db.views import Under, View
from service.domain.actions import Action, Measure
from service.domain.agencies import Agency
from service.domain.areas import Area, AreaSuccession
from service.domain.indicators import Indicator
from service.domain.nodes import Node
from service.domain.partnership_successions import PartnershipSuccession
from service.domain.partnerships import Partnership
from service.domain.plans import Edition, Plan, Priority
from service.domain.successions import Succession

_LEADS: Final[Mapping[str, type[Node]]] = {
    "action": Action,
    "agency": Agency,
    "aligned_to": Priority,
    "area": Area,
    "edition": Edition,
    "indicator": Indicator,
    "parent": Priority,
    "partnership": Partnership,
    "plan": Plan,
    "priorities": Priority,
    "priority": Priority,
    "recorded_by": Agency,
    "superseded_by": Edition,
    "tackles": Priority,
}
# Before and after each body, area or partnership is another of its sort.
_ENDS: Final = frozenset({"predecessor", "successor"})
_OF_SUCCESSION: Final[Mapping[type, type[Node]]] = {
    AreaSuccession: Area,
    PartnershipSuccession: Partnership,
    Succession: Agency,
}
# What hangs under a part of a thing; the part is `part.value`.
PART_LISTS: Final[Mapping[tuple[type, str], Under]] = {
    (Measure, "counts"): Under(lambda: COUNTS, "measure", ("part.value ->> 'id'",)),
}


def led_to(of: type, name: str) -> View[Any] | None:
    """Return the view of what the reference `name` of a dataclass leads to, where that is known."""
    noun = _OF_SUCCESSION.get(of) if name in _ENDS else _LEADS.get(name)
    return None if noun is None else view_of(noun)
