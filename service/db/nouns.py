"""Every noun that can be read, with the view that reads it."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar, cast

from service.db.actions import ACTIONS, COUNTS, UPDATES
from service.db.agencies import AGENCIES, COVERAGES, SUPPLIES
from service.db.aliases import ALIASES
from service.db.appointments import APPOINTMENTS
from service.db.area_successions import AREA_SUCCESSIONS, PLACES
from service.db.editions import TRANSITIONS
from service.db.external_documents import EXTERNAL_DOCUMENTS
from service.db.figures import FIGURES, REVISIONS, SERIES
from service.db.indicators import INDICATORS
from service.db.keys import KEYS
from service.db.kpis import KPIS
from service.db.objectives import OBJECTIVES
from service.db.partnership_successions import PARTNERSHIP_SUCCESSIONS
from service.db.partnerships import MEMBERSHIPS, PARTNERSHIPS
from service.db.plans import EDITIONS, PLANS, PRIORITIES
from service.db.priority_sets import PRIORITY_SETS
from service.db.sources import SOURCES
from service.db.statements import STATEMENTS
from service.db.submissions import SUBMISSIONS
from service.db.successions import SUCCESSIONS
from service.db.views import View
from service.domain.nodes import Node

T = TypeVar("T", bound=Node)

VIEWS: Final[Mapping[type[Node], View[Any]]] = {
    view.of: view
    for view in (
        PLACES,
        AREA_SUCCESSIONS,
        AGENCIES,
        COVERAGES,
        SUPPLIES,
        PARTNERSHIPS,
        MEMBERSHIPS,
        PARTNERSHIP_SUCCESSIONS,
        APPOINTMENTS,
        PLANS,
        EDITIONS,
        TRANSITIONS,
        PRIORITIES,
        INDICATORS,
        KPIS,
        STATEMENTS,
        OBJECTIVES,
        PRIORITY_SETS,
        EXTERNAL_DOCUMENTS,
        ACTIONS,
        UPDATES,
        COUNTS,
        SERIES,
        FIGURES,
        REVISIONS,
        SOURCES,
        SUBMISSIONS,
        KEYS,
        ALIASES,
        SUCCESSIONS,
    )
}


def view_of(noun: type[T]) -> View[T]:
    """Return the view that reads a noun."""
    return cast("View[T]", VIEWS[noun])
