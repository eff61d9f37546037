"""Builders of what an edition of the small Kent says under its priorities."""

from decimal import Decimal

from service.domain.objectives import Direction, Target, TargetKind
from service.domain.statements import StatementKind
from service.usecases.contents import enter
from service.usecases.objectives import OBJECTIVES, GivenDue
from service.usecases.owning import GivenOwner
from service.usecases.statements import STATEMENTS
from service.usecases.work import Work
from tests.build import EDITION


async def contents(work: Work) -> None:
    """Enter statements and objectives of every sort."""
    await _statements(work)
    await _objectives(work)


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
            due=GivenDue("2008/11", "2008-04/2011-03"),
        )
