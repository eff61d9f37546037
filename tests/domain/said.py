"""What editions say, made for the tests of rules over it."""

from datetime import UTC, date, datetime
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
from service.domain.external_documents import ExternalDocument
from service.domain.kpis import Kpi
from service.domain.nodes import Ref
from service.domain.objectives import Direction, Objective, Target, TargetKind
from service.domain.periods import period, view
from service.domain.plans import Priority, PriorityKind
from service.domain.printed import Owner, PrintedPeriod
from service.domain.priority_sets import PriorityItem, PrioritySet, SetOrder
from service.domain.statements import Statement, StatementKind
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
    said = {"text": code, "timescale": None, "tackles": (), "parties": (), "measures": ()}
    stands = {
        "status": ActionStatus.AGREED,
        "status_on": "2026",
        "timespan": None,
        "percent_complete": None,
        "rag": None,
    }
    listings = tuple(Listing(ref(each), None, n) for n, each in enumerate(under, start=1))
    return Action(**{**own(code), **said, **stands, "listings": listings, **different})


def statement(code: str, *under: str, **different: Any) -> Statement:
    said = {"kind": StatementKind.AIM, "number": None, "position": 1, "wording": code}
    places = {"priorities": tuple(map(ref, under))}
    return Statement(**{**own(code), **said, **places, **different})


def objective(code: str, *under: str, **different: Any) -> Objective:
    said = {"number": None, "position": 1, "wording": code, "direction": None, "target": None}
    measured = {"owner": None, "measured_by": None, "indicator": None, "due": None}
    places = {"priorities": tuple(map(ref, under))}
    return Objective(**{**own(code), **said, **measured, **places, **different})


def item(title: str, *aligned_to: str, **different: Any) -> PriorityItem:
    said = {"number": None, "title": title, "lead": None, "our_role": None}
    ours = {"aligned_to": tuple(map(ref, aligned_to)), "aligned_to_none": False}
    return PriorityItem(**{**said, **ours, **different})


def priority_set(code: str, *items: PriorityItem, **different: Any) -> PrioritySet:
    said = {"position": 1, "name": code, "owner": POLICE, "order": SetOrder.EQUAL, "dated": None}
    return PrioritySet(**{**own(code), **said, "items": items, **different})


def document(code: str, **different: Any) -> ExternalDocument:
    said = {"position": 1, "title": code, "owner": None, "dated": None}
    return ExternalDocument(**{**own(code), **said, **different})


POLICE = Owner("Kent Police", ref("police"), None, None)
YEAR = PrintedPeriod("2021/22", view(period("FY2021"), date(2026, 11, 20)))
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


_OWNERS = st.none() | st.sampled_from((POLICE, Owner("the county", None, ref("kent"), None)))
_PERIODS = st.none() | st.sampled_from((YEAR, PrintedPeriod("by spring", None)))
_TARGETS = st.none() | st.builds(
    Target,
    printed=_TEXTS,
    kind=st.just(TargetKind.CHANGE),
    value=st.sampled_from((Decimal(15), Decimal("13.7"))),
    unit=st.none(),
)


@st.composite
def contents(draw: st.DrawFn) -> Contents:
    """Draw an edition: priorities, some under others, what is under them, and others' besides."""
    priorities = draw(st.lists(st.sampled_from(CODES), unique=True))
    some = st.lists(st.sampled_from(CODES), unique=True)
    documents = tuple(
        document(code, title=draw(_TEXTS), owner=draw(_OWNERS), dated=draw(_PERIODS))
        for code in draw(some)
    )
    if not priorities:
        return Contents(external_documents=documents)
    under = st.sampled_from(priorities)
    places = st.lists(under, min_size=1, max_size=3, unique=True)
    return Contents(
        priorities=tuple(
            priority(
                code,
                title=draw(_TEXTS),
                parent=draw(st.none() | under.map(ref)),
                also_serves=tuple(str(ref(each)) for each in draw(st.lists(under, max_size=1))),
            )
            for code in priorities
        ),
        kpis=tuple(
            kpi(code, draw(under), target=draw(st.none() | st.just(Decimal("2.50"))))
            for code in draw(some)
        ),
        actions=tuple(
            action(
                code,
                *draw(st.lists(under, min_size=1, max_size=3)),
                timescale=draw(st.none() | _TEXTS),
                tackles=tuple(map(ref, draw(st.lists(under, max_size=2, unique=True)))),
                parties=tuple(draw(st.lists(_PARTIES, max_size=2))),
                measures=tuple(draw(st.lists(_MEASURES, max_size=2))),
                status=draw(st.sampled_from(ActionStatus)),
            )
            for code in draw(some)
        ),
        statements=tuple(
            statement(code, *draw(places), kind=draw(st.sampled_from(StatementKind)))
            for code in draw(some)
        ),
        objectives=tuple(
            objective(
                code,
                *draw(places),
                wording=draw(_TEXTS),
                direction=draw(st.none() | st.sampled_from(Direction)),
                target=draw(_TARGETS),
                owner=draw(_OWNERS),
                due=draw(_PERIODS),
            )
            for code in draw(some)
        ),
        priority_sets=tuple(
            priority_set(
                code,
                *(item(draw(_TEXTS), *draw(places)) for _ in range(draw(st.integers(0, 2)))),
                dated=draw(_PERIODS),
            )
            for code in draw(some)
        ),
        external_documents=documents,
    )
