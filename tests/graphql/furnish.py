"""More to read in the small Kent: an action, a coverage, and figures of every sort."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import httpx

from service.domain.actions import Action, ActionStatus, MeasureKind, PartyKind, Rag, Role
from service.domain.appointments import AppointmentRole
from service.domain.areas import AreaKind
from service.domain.indicators import IndicatorKind
from service.domain.partnership_successions import ChargeKind, PartnershipSuccessionKind
from service.domain.successions import SuccessionKind
from service.usecases import (
    actions,
    agencies,
    aliases,
    appointments,
    measures,
    partnership_successions,
    successions,
)
from service.usecases.actions import GivenListing, GivenParty
from service.usecases.measures import GivenMeasure
from service.usecases.partnership_successions import GivenCharge
from service.usecases.reading import one
from service.usecases.work import Work
from tests.build import EDITION, ROOT, World, area, indicator, kpi, priority, row, supply
from tests.contents import contents

NOTE = 'Ça "va"\\: l\'été\nde Margate 🌊 </script> \u2028 \t {"a": null}'


async def furnish(world: World) -> None:
    """Enter an action, a theme, two KPIs, a coverage, names, successions and a seat."""
    async with world.desk.writing(ROOT, "req_furnish") as work:
        await indicator(work, "response-minutes", IndicatorKind.AVERAGE, unit="minutes")
        await indicator(work, "crime-rate", IndicatorKind.RATE, multiplier=Decimal(1000))
        for code in ("response-minutes", "crime-rate"):
            await supply(work, "kent-police", code)
            await kpi(work, f"{code}-kpi", "violent-crime", code)
        await priority(work, "knives", parent="violent-crime", also_serves=("asb",), why="Harm.")
        await agencies.record_coverage(
            work, "kent-police", area="kent", starts_on=None, ends_before=None
        )
        await names_and_successions(work)
        await action(work)
        await contents(work)
        await actions.update(
            work,
            "dartford-2019-22:action-1",
            status=ActionStatus.COMPLETED,
            happened_on="2021-12",
            comment="Done.",
            percent_complete=100,
            rag=Rag.GREEN,
        )
        entered = await one(work, Action, "dartford-2019-22:action-1")
        for month, patrols in (("2021-09", "6"), ("2021-12", "12.50")):
            await measures.count(
                work,
                entered.id,
                entered.measures[0].id,
                value=Decimal(patrols),
                happened_on=month,
                comment=NOTE,
            )
        await what_followed(work)


async def names_and_successions(work: Work) -> None:
    """Record aliases of the police, and two bodies that came one before and one after them."""
    for name, starts_on in (("KP", None), ("North Kent Police", "2008-04")):
        await aliases.record(
            work,
            "kent-police",
            name=name,
            starts_on=starts_on,
            ends_before=None,
            source="Glossary",
        )
    for before, after in (
        ("kent-fire-and-rescue-service", "kent-police"),
        ("kent-police", "dartford-borough-council"),
    ):
        await successions.record(
            work,
            before,
            successor=after,
            kind=SuccessionKind.SPLIT,
            happened_on="2012-11",
            note="As it never came to be.",
            source=None,
        )


async def what_followed(work: Work) -> None:
    """Have another partnership go on with some of it, and somebody take a seat."""
    await partnership_successions.record(
        work,
        "dartford",
        successor="thanet",
        kind=PartnershipSuccessionKind.CONTINUED,
        happened_on="2026-10",
        in_practice_from="2026",
        note=None,
        source="Minutes",
        carries=[
            GivenCharge(ChargeKind.ACTION, "dartford-2019-22:action-1"),
            GivenCharge(ChargeKind.KPI, "dartford-2019-22:fly-tips"),
        ],
    )
    await appointments.appoint(
        work,
        "dartford",
        role=AppointmentRole.SEAT,
        printed="Area Commander",
        agency="kent-police",
        starts_on="2021",
        ends_before=None,
    )


async def action(work: Work, code: str = "action-1", edition: str = EDITION) -> None:
    """Enter an action that is listed twice."""
    await actions.enter(
        work,
        edition=edition,
        code=code,
        text="Patrol at night.",
        timescale="Till Sept 2021. As funds allow",
        tackles=("asb", "violent-crime"),
        listings=(GivenListing("violent-crime", "1"), GivenListing("asb", None)),
        parties=(
            GivenParty(Role.LEAD, PartyKind.AGENCY, "kent-police", "Dartford", "Kent Police"),
            GivenParty(Role.SUPPORT, PartyKind.COLLECTIVE, None, None, "All partners"),
        ),
        measures=(
            GivenMeasure("12 patrols", MeasureKind.COUNT, Decimal(12), "patrols"),
            GivenMeasure("Fewer calls", MeasureKind.CHANGE),
            GivenMeasure("2 to 3 a week", MeasureKind.RANGE, Decimal(2), None, Decimal(3), "week"),
        ),
        status=ActionStatus.UNDER_WAY,
        status_on=None,
    )


async def furnish_wards(world: World, count: int) -> None:
    """Enter a KPI for each of so many wards."""
    async with world.desk.writing(ROOT, "req_wards") as work:
        for number in range(count):
            ward = await area(work, f"E0500{number:04}", f"ward-{number}", AreaKind.WARD)
            await kpi(work, ward.slug, "asb", "asb-incidents", area=ward.id, wording="Fewer calls")


def _counts() -> Sequence[Mapping[str, Any]]:
    return [
        row(),
        row(period="FY2021-Q2", value=498, confidentiality="restricted", note=NOTE),
        row(period="FY2021-Q3", value=3, confidentiality="suppressed_primary"),
        row(period="FY2021-Q4", value=None, status="not_supplied"),
        row(period="FY2022-Q1", value=0, status="low_reliability", note="null"),
        row(period="FY2022-Q2", value=7, confidentiality="suppressed_secondary"),
        row(period="FY2022-Q3", value=123_456_789_012_345, status="estimated"),
        row(period="FY2022-Q4", value=None, status="cannot_exist", note="No such quarter"),
        row(period="FY2026-Q4", value=400, status="forecast"),
        row(period="2026-10", value=170, status="provisional"),
        row(period="FY2021-Q1", breakdown="by-night", value=100),
    ]


def _numbers() -> Sequence[Mapping[str, Any]]:
    averages = ["-0.25", "1.5", "0.1", "100.10", "0.000000000000001", "999999999999.123", "1E+14"]
    rate = {"indicator": "crime-rate", "value": None, "numerator": 3120, "denominator": 140_587}
    return [
        *(
            row(indicator="response-minutes", period=f"2026-{month:02}", value=float(number))
            for month, number in enumerate(averages, start=1)
        ),
        row(**rate),
        row(**{**rate, "period": "FY2021-Q2", "confidentiality": "restricted"}),
    ]


async def push_figures_of_every_sort(client: httpx.AsyncClient, world: World) -> None:
    """Push figures of every status and confidentiality, revised, withdrawn and made-up ones too."""
    gone = row(period="FY2023-Q1", value=5)
    made_up = row(indicator="violence", period="FY2021-Q1", value=88)
    tips = row(indicator="fly-tipping", value=61, confidentiality="restricted")
    pushes: Sequence[tuple[str, dict[str, Any], Sequence[Mapping[str, Any]]]] = [
        ("police", {"source_ref": "first"}, [*_counts(), *_numbers(), gone]),
        ("police", {}, [row(value=514), row(period="FY2023-Q1", value=None, delete=True)]),
        ("police", {"synthetic": True}, [made_up, row(period="FY2023-Q2", value=9)]),
        ("dartford", {}, [tips]),
    ]
    for who, body, rows in pushes:
        response = await world.push(client, *rows, who=who, **body)
        assert response.status_code == 200, response.text
