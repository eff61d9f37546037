"""Builders: a small Kent, made through the use cases, for tests to stand in."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from service.domain.agencies import Agency, AgencyKind
from service.domain.areas import Area, AreaKind, Nation
from service.domain.callers import Caller, Permission
from service.domain.indicators import Indicator, IndicatorKind, Polarity
from service.domain.partnerships import Capacity, Partnership
from service.domain.periods import PeriodType
from service.domain.plans import EditionState, Plan, PriorityKind
from service.usecases import (
    agencies,
    areas,
    contents,
    indicators,
    keys,
    partnerships,
    plans,
    priorities,
)
from service.usecases.kpis import KPIS
from service.usecases.partnerships import ServedArea
from service.usecases.work import Desk, Work

_TURN = itertools.count(1)

ROOT = Caller(
    key_id="key_root",
    agency_id=None,
    agency=None,
    permissions=frozenset({Permission.ADMIN}),
    coordinates=frozenset(),
    coordinated_area_ids=frozenset(),
)


@dataclass
class World:
    """What stands in the small Kent. `tokens` are by the name of who holds them.

    operator (admin), reader (read, no agency), police (read, push: supplies asb-incidents and
    violence everywhere), dartford and thanet (the two councils, read, push and edit: each
    coordinates its partnership and supplies fly-tipping for itself), nosy (the fire service's,
    read alone).
    """

    desk: Desk
    tokens: dict[str, str] = field(default_factory=dict)

    def key(self, who: str) -> dict[str, str]:
        """Return the header that carries somebody's key."""
        return {"Authorization": f"Bearer {self.tokens[who]}"}

    def new(self, who: str, **more: str) -> dict[str, str]:
        """Return the headers of a request that creates something, with a new Idempotency-Key."""
        return {**self.key(who), "Idempotency-Key": f"test-{next(_TURN)}", **more}

    async def push(
        self, client: httpx.AsyncClient, *rows: Mapping[str, Any], who: str = "police", **body: Any
    ) -> httpx.Response:
        """Push rows of figures."""
        return await client.post(
            "/v1/submissions", json={"rows": list(rows), **body}, headers=self.new(who)
        )

    async def caller(self, who: str) -> Caller:
        """Return the caller that somebody's key stands for."""
        return await keys.caller_with(self.desk, self.tokens[who])


def row(**different: Any) -> dict[str, Any]:
    """Return a row of a push: 512 incidents of ASB in Dartford in the first quarter of 2021/22."""
    return {
        "indicator": "asb-incidents",
        "area": "E07000107",
        "period": "FY2021-Q1",
        "value": 512,
        **different,
    }


async def build_world(desk: Desk) -> World:
    """Make the small Kent in one transaction."""
    world = World(desk)
    async with desk.writing(ROOT, "req_build") as work:
        await _areas(work)
        await _bodies(work)
        await _indicators(work)
        await _partnerships(work)
        await _plan(work)
        await _keys(work, world)
    return world


async def _areas(work: Work) -> None:
    await area(work, "E10000016", "kent", AreaKind.COUNTY)
    await area(work, "E07000107", "dartford", within=("kent",))
    await area(work, "E07000114", "thanet", within=("kent",))


async def area(
    work: Work,
    code: str,
    slug: str,
    kind: AreaKind = AreaKind.DISTRICT,
    within: tuple[str, ...] = (),
) -> Area:
    return await areas.record(
        work,
        code=code,
        slug=slug,
        name=slug.title(),
        kind=kind,
        nation=Nation.ENGLAND,
        starts_on=None,
        ends_before=None,
        within=within,
    )


async def _bodies(work: Work) -> None:
    await agency(work, "kent-police", AgencyKind.POLICE)
    await agency(work, "kent-fire-and-rescue-service", AgencyKind.FIRE)
    await agency(work, "dartford-borough-council")
    await agency(work, "thanet-district-council")


async def agency(work: Work, code: str, kind: AgencyKind = AgencyKind.COUNCIL) -> Agency:
    name = code.replace("-", " ").title()
    return await agencies.record(
        work, code=code, name=name, kind=kind, starts_on=None, ends_before=None
    )


async def _indicators(work: Work) -> None:
    await indicator(work, "asb-incidents")
    await indicator(work, "violence")
    await indicator(work, "fly-tipping")
    for code in ("asb-incidents", "violence"):
        await supply(work, "kent-police", code)
    await supply(work, "dartford-borough-council", "fly-tipping", "dartford")
    await supply(work, "thanet-district-council", "fly-tipping", "thanet")


async def indicator(
    work: Work, code: str, kind: IndicatorKind = IndicatorKind.COUNT, **different: Any
) -> Indicator:
    given: dict[str, Any] = {
        "code": code,
        "name": code.replace("-", " ").capitalize(),
        "definition": None,
        "kind": kind,
        "unit": "incidents",
        "polarity": Polarity.LOWER_IS_BETTER,
        "frequency": PeriodType.FY_QUARTER,
        "period_types": (PeriodType.FY_QUARTER, PeriodType.MONTH, PeriodType.ROLLING_YEAR),
        "multiplier": None,
        **different,
    }
    return await indicators.define(work, **given)


async def supply(
    work: Work, agency_code: str, indicator_code: str, area_slug: str | None = None
) -> None:
    await agencies.record_supply(
        work,
        agency_code,
        indicator=indicator_code,
        area=area_slug,
        starts_on=None,
        ends_before=None,
    )


async def _partnerships(work: Work) -> None:
    for slug, council in (
        ("dartford", "dartford-borough-council"),
        ("thanet", "thanet-district-council"),
    ):
        await partnership(work, slug)
        await member(work, slug, council, coordinates=True)
        await member(work, slug, "kent-police")


async def partnership(work: Work, slug: str, starts_on: str | None = "2021-01") -> Partnership:
    return await partnerships.record(
        work,
        code=slug,
        name=f"{slug.title()} Community Safety Partnership",
        starts_on=starts_on,
        ends_before=None,
        areas=[ServedArea(slug, None, None)],
    )


async def member(work: Work, slug: str, agency_code: str, *, coordinates: bool = False) -> None:
    await partnerships.admit(
        work,
        slug,
        agency=agency_code,
        capacity=Capacity.RESPONSIBLE_AUTHORITY,
        printed=None,
        starts_on="2021-01",
        ends_before=None,
        coordinator_from=work.today if coordinates else None,
        coordinator_before=None,
    )


EDITION = "dartford-2019-22:2021-refresh"


async def _plan(work: Work) -> None:
    await plan(work)
    await priority(work, "violent-crime")
    await priority(work, "asb")
    await kpi(work, "asb-reports", "asb", "asb-incidents")
    await kpi(work, "fly-tips", "asb", "fly-tipping")


async def plan(work: Work, code: str = "dartford-2019-22", slug: str = "dartford") -> Plan:
    first = work.today.replace(year=2019, month=4, day=1)
    last = work.today.replace(year=2022, month=4, day=1)
    edition = {
        "code": "2021-refresh",
        "partnership": slug,
        "title": "2021 Refresh",
        "state": EditionState.PUBLISHED,
        "starts_on": first.replace(year=2021),
        "ends_before": last,
        "published_on": None,
        "source": None,
    }
    return await plans.begin(
        work, code=code, title="Strategy", starts_on=first, ends_before=last, edition=edition
    )


async def priority(work: Work, code: str, edition: str = EDITION, **different: Any) -> None:
    given: dict[str, Any] = {
        "edition": edition,
        "code": code,
        "kind": PriorityKind.PRIORITY,
        "number": None,
        "title": code.replace("-", " ").capitalize(),
        "why": None,
        "parent": None,
        "also_serves": (),
        **different,
    }
    await priorities.enter(work, **given)


async def kpi(
    work: Work,
    code: str,
    priority_code: str,
    indicator_code: str,
    edition: str = EDITION,
    **different: object,
) -> None:
    given = {
        "priority": priority_code,
        "indicator": indicator_code,
        "area": "dartford",
        "wording": f"Number of {indicator_code}",
        "baseline": None,
        "target": None,
        "note": None,
        **different,
    }
    await contents.enter(work, KPIS, edition=edition, code=code, given=given)


async def _keys(work: Work, world: World) -> None:
    for who, agency_code, *may in (
        ("operator", None, Permission.ADMIN),
        ("reader", None, Permission.READ),
        ("police", "kent-police", Permission.READ, Permission.PUSH),
        ("dartford", "dartford-borough-council", Permission.READ, Permission.PUSH, Permission.EDIT),
        ("thanet", "thanet-district-council", Permission.READ, Permission.PUSH, Permission.EDIT),
        ("nosy", "kent-fire-and-rescue-service", Permission.READ),
    ):
        made = await keys.mint(
            work, label=who, agency=agency_code, permissions=may, expires_at=None
        )
        world.tokens[who] = made.token
