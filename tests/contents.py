"""Builders of what an edition of the small Kent says under its priorities."""

from decimal import Decimal

from service.domain.objectives import Direction, Target, TargetKind
from service.domain.priority_sets import SetOrder
from service.domain.statements import StatementKind
from service.usecases.contents import enter
from service.usecases.external_documents import EXTERNAL_DOCUMENTS
from service.usecases.objectives import OBJECTIVES
from service.usecases.printed import GivenOwner, GivenPeriod
from service.usecases.priority_sets import PRIORITY_SETS, GivenItem
from service.usecases.statements import STATEMENTS
from service.usecases.work import Work
from tests.build import EDITION


async def contents(work: Work) -> None:
    """Enter statements, objectives, others' priorities and documents, of every sort."""
    await _statements(work)
    await _objectives(work)
    await _others(work)


async def _statements(work: Work) -> None:
    """Enter a focus, and an aim that two priorities share."""
    for code, kind, under in (
        ("streets", StatementKind.FOCUS, ["asb"]),
        ("fewer-calls", StatementKind.AIM, ["violent-crime", "asb"]),
    ):
        given = {"kind": kind, "number": None, "priorities": under, "wording": f"{code} at night"}
        await enter(work, STATEMENTS, edition=EDITION, code=code, given=given)


async def _objective(work: Work, code: str, **different: object) -> None:
    given: dict[str, object] = {
        "number": None,
        "priorities": ["asb"],
        "wording": "Reduce worry",
        "direction": Direction.REDUCE,
        "target": None,
        "owner": None,
        "measured_by": "the survey",
        "indicator": None,
        "due": None,
        **different,
    }
    await enter(work, OBJECTIVES, edition=EDITION, code=code, given=given)


async def _objectives(work: Work) -> None:
    """Enter objectives of agencies, counties and nobody, with targets and without."""
    await _objective(work, "worry")
    for code, owner in (
        ("police", GivenOwner("Police Target", agency="kent-police")),
        ("county", GivenOwner("Kent Agreement", area="kent")),
        ("ours", GivenOwner("we", partnership="dartford")),
        ("theirs", GivenOwner("Home Office")),
    ):
        await _objective(
            work,
            code,
            priorities=["violent-crime", "asb"],
            target=Target("13.7 per 1,000", TargetKind.RATE, Decimal("13.7"), "per 1,000"),
            owner=owner,
            indicator="violence",
            due=GivenPeriod("2008/11", "2008-04/2011-03"),
        )


async def _others(work: Work) -> None:
    """Enter another body's priorities, aligned and not, and a document."""
    owner = GivenOwner("Kent PCC", agency="kent-police")
    items = [
        GivenItem("1", "Victims", owner, "We refer them.", ["violent-crime", "asb"], False),
        GivenItem(None, "Mental health", None, None, [], True),
        GivenItem("3", "Fraud", GivenOwner("Trading Standards"), None, [], False),
    ]
    dated = GivenPeriod("2013-17", "2013-04/2017-03")
    given = {"name": "Police and crime plan", "owner": owner, "order": SetOrder.NUMBERED}
    given |= {"dated": dated, "items": items}
    await enter(work, PRIORITY_SETS, edition=EDITION, code="commissioner", given=given)
    for code, whose, when in (("agreement", owner, dated), ("act", None, None)):
        given = {"title": code.title(), "owner": whose, "dated": when}
        await enter(work, EXTERNAL_DOCUMENTS, edition=EDITION, code=code, given=given)
