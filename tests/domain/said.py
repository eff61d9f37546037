"""What editions say, made for the tests of rules over it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from service.domain.actions import (
    Action,
    ActionStatus,
    Listing,
    Measure,
    MeasureKind,
    Party,
    PartyKind,
    Role,
)
from service.domain.contents import Contents
from service.domain.kpis import Kpi
from service.domain.nodes import Ref
from service.domain.plans import Priority, PriorityKind
from service.domain.timescales import Basis

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PLAN = Ref("p", "pln_p")
EDITION = Ref("p:e", "edn_e")


def ref(code: str) -> Ref:
    return Ref(f"p:{code}", f"id_{code}")


def own(code: str) -> dict[str, Any]:
    """Return what everything has that an edition says."""
    named = {"id": f"id_{code}", "code": f"p:{code}", "plan": PLAN, "edition": EDITION}
    return {**named, "revision": 1, "updated_at": NOW}


def priority(code: str, **different: Any) -> Priority:
    said = {"kind": PriorityKind.PRIORITY, "number": None, "position": 1, "title": code}
    more = {"why": None, "parent": None, "also_serves": (), "comes_from": ()}
    return Priority(**{**own(code), **said, **more, **different})


def kpi(code: str, under: str, **different: Any) -> Kpi:
    said = {"priority": ref(under), "position": 1, "wording": code, "note": None}
    measured = {"indicator": ref("i"), "area": ref("a"), "baseline": None, "target": None}
    return Kpi(**{**own(code), **said, **measured, **different})


def action(code: str, *under: str, **different: Any) -> Action:
    said = {"text": code, "timescale": None, "parties": (), "measures": ()}
    stands = {
        "status": ActionStatus.AGREED,
        "status_on": "2026",
        "timespan": None,
        "percent_complete": None,
        "rag": None,
    }
    listings = tuple(Listing(ref(each), None, n) for n, each in enumerate(under, start=1))
    return Action(**{**own(code), **said, **stands, "listings": listings, **different})


CODES = ("a", "b", "c", "d")
_TEXTS = st.sampled_from(("x", "y"))
_PARTIES = st.builds(
    Party,
    role=st.sampled_from(Role),
    kind=st.just(PartyKind.GROUP),
    agency=st.none() | st.just(ref("police")),
    unit=st.none() | _TEXTS,
    printed=_TEXTS,
    role_basis=st.sampled_from(Basis),
)
_MEASURES = st.builds(
    Measure,
    printed=_TEXTS,
    kind=st.just(MeasureKind.COUNT),
    target=st.none() | st.sampled_from((Decimal(1), Decimal("1.5"))),
    unit=st.none(),
    id=st.just("mea_1"),
    target_to=st.none(),
    per=st.none() | _TEXTS,
    count_so_far=st.none(),
    counted_on=st.none(),
)


@st.composite
def contents(draw: st.DrawFn) -> Contents:
    """Draw an edition: priorities, some under others, with KPIs and actions under them."""
    priorities = draw(st.lists(st.sampled_from(CODES), unique=True))
    if not priorities:
        return Contents((), (), ())
    under = st.sampled_from(priorities)
    some = st.lists(st.sampled_from(CODES), unique=True)
    return Contents(
        tuple(
            priority(
                code,
                title=draw(_TEXTS),
                parent=draw(st.none() | under.map(ref)),
                also_serves=tuple(str(ref(each)) for each in draw(st.lists(under, max_size=1))),
            )
            for code in priorities
        ),
        tuple(
            kpi(code, draw(under), target=draw(st.none() | st.just(Decimal("2.50"))))
            for code in draw(some)
        ),
        tuple(
            action(
                code,
                *draw(st.lists(under, min_size=1, max_size=3)),
                timescale=draw(st.none() | _TEXTS),
                parties=tuple(draw(st.lists(_PARTIES, max_size=2))),
                measures=tuple(draw(st.lists(_MEASURES, max_size=2))),
                status=draw(st.sampled_from(ActionStatus)),
            )
            for code in draw(some)
        ),
    )
