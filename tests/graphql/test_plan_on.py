"""The plan that a partnership shows on a day, in its own edition's words."""

from datetime import date

import httpx
import pytest

from service.domain.partnership_successions import ChargeKind, PartnershipSuccessionKind
from service.domain.plans import EditionState
from service.usecases import partnership_successions, plans, priorities
from service.usecases.partnership_successions import GivenCharge
from service.usecases.work import Desk, Work
from tests.build import ROOT, World, kpi, priority
from tests.graphql.ask import ask, send, settled
from tests.graphql.furnish import action

SHARED = "dartford-2019-22"
DAYS = ((3, 31), (4, 1), (9, 30), (10, 1))
THANETS = f"{SHARED}:thanet-2021"


async def new_plan(
    work: Work, code: str, starts_on: date, ends_before: date, slug: str = "dartford"
) -> None:
    edition = {
        "code": "first",
        "partnership": slug,
        "title": "First",
        "state": EditionState.PUBLISHED,
        "starts_on": starts_on,
        "ends_before": ends_before,
        "published_on": None,
        "source": None,
    }
    await plans.begin(
        work, code=code, title=code, starts_on=starts_on, ends_before=ends_before, edition=edition
    )


async def another_edition(
    work: Work,
    plan: str,
    code: str,
    starts_on: date,
    ends_before: date,
    slug: str = "dartford",
) -> None:
    edition = {
        "code": code,
        "partnership": slug,
        "title": code,
        "state": EditionState.PUBLISHED,
        "starts_on": starts_on,
        "ends_before": ends_before,
        "published_on": None,
        "source": None,
    }
    await plans.add_edition(work, plan, edition)


@pytest.mark.parametrize(
    ("on", "code", "is_in_force"),
    [
        ("2018-01-01", "dartford-2019-22", False),  # the first to come
        ("2019-03-31", "dartford-2019-22", False),
        ("2019-04-01", "dartford-2019-22", True),
        ("2022-03-31", "dartford-2019-22", True),
        ("2022-04-01", "dartford-2019-22", False),  # the latest begun
        ("2023-03-31", "dartford-2019-22", False),
        ("2023-04-01", "dartford-2023-26", True),
        ("2024-10-01", "dartford-2024-25", True),  # of two in force, the one begun last
        ("2025-04-01", "dartford-2023-26", True),
        (None, "dartford-2024-25", False),  # today
    ],
)
async def test_a_partnership_shows_the_plan_in_force_else_the_latest_begun_else_the_first_to_come(
    client: httpx.AsyncClient, world: World, on: str | None, code: str, is_in_force: bool
) -> None:
    async with world.desk.writing(ROOT, "req_plans") as work:
        await new_plan(work, "dartford-2023-26", date(2023, 4, 1), date(2026, 4, 1))
        await new_plan(work, "dartford-2024-25", date(2024, 4, 1), date(2025, 4, 1))
    query = """query($on: Date) {
        partnership(code: "dartford") { plan(on: $on) { code inForce edition { code } } } }"""
    data = await ask(client, world, query, on=on)
    plan = data["partnership"]["plan"]
    assert (plan["code"], plan["inForce"]) == (code, is_in_force)
    assert plan["edition"]["code"].partition(":")[0] == code


async def test_the_database_chooses_as_the_domain_does(
    client: httpx.AsyncClient, plain: httpx.AsyncClient, world: World
) -> None:
    async with world.desk.writing(ROOT, "req_plans") as work:
        for code, starts_in, ends_in in (("a", 2023, 2026), ("b", 2023, 2024), ("c", 2024, 2025)):
            days = date(starts_in, 4, 1), date(ends_in, 4, 1)
            await new_plan(work, f"dartford-{code}", *days)
            for turn, starts_on in enumerate((days[0], date(starts_in, 10, 1)), 1):
                await another_edition(work, f"dartford-{code}", f"again-{turn}", starts_on, days[1])
    days_asked = [date(year, month, day) for year in range(2018, 2028) for month, day in DAYS]
    for some in (days_asked[:30], days_asked[30:]):
        asked = " ".join(
            f'on_{day:%Y%m%d}: plan(on: "{day}") {{ code inForce edition {{ code }} }}'
            for day in some
        )
        query = f'{{ partnership(code: "dartford") {{ {asked} }} }}'
        chosen, reckoned = [
            (await send(door, query, world.key("reader"))).json() for door in (client, plain)
        ]
        assert "errors" not in chosen
        assert chosen == reckoned


@pytest.mark.parametrize("happened_on", ["2021", "2021-09", "2021-09-30"])
async def test_the_database_chooses_of_what_is_carried_as_the_domain_does(
    client: httpx.AsyncClient, plain: httpx.AsyncClient, world: World, happened_on: str
) -> None:
    own, others = date(2022, 2, 1), (date(2020, 4, 1), date(2023, 4, 1))
    async with world.desk.writing(ROOT, "req_plans") as work:
        await another_edition(work, SHARED, "early", date(2021, 10, 1), date(2022, 4, 1))
        await new_plan(work, "dartford-later", date(2024, 4, 1), date(2025, 4, 1))
        await pass_on(work, happened_on, SHARED, "dartford-later")
        await new_plan(work, "thanet-2020", *others, slug="thanet")
        await another_edition(work, SHARED, "thanets", own, date(2022, 4, 1), slug="thanet")
    days = [date(year, month, day) for year in (2020, 2021) for month, day in DAYS]
    days += [date(2021, 12, 30), date(2021, 12, 31), date(2022, 1, 31), own, date(2022, 4, 1)]
    days += [date(2021, 9, 29), date(2023, 4, 1), date(2024, 4, 1), date(2026, 1, 1)]
    asked = " ".join(
        f'on_{day:%Y%m%d}: plan(on: "{day}") {{ code inForce edition {{ code }} }}' for day in days
    )
    query = f"{{ partnerships {{ nodes {{ code {asked} }} }} }}"
    chosen, reckoned = [
        (await send(door, query, world.key("reader"))).json() for door in (client, plain)
    ]
    assert "errors" not in chosen
    assert chosen == reckoned
    _, thanet = chosen["data"]["partnerships"]["nodes"]
    assert thanet["on_20210331"]["code"] == "thanet-2020"
    assert thanet["on_20211231"]["code"] == "thanet-2020"  # begun later than what is carried
    assert thanet["on_20240401"]["code"] == "dartford-later"


async def pass_on(work: Work, happened_on: str, *codes: str) -> None:
    """Have Thanet take over plans of Dartford's."""
    await partnership_successions.record(
        work,
        "dartford",
        successor="thanet",
        kind=PartnershipSuccessionKind.SPLIT,
        happened_on=happened_on,
        in_practice_from=None,
        note=None,
        source=None,
        carries=[GivenCharge(ChargeKind.PLAN, code) for code in codes],
    )


async def test_a_partnership_without_any_plan_shows_none(
    client: httpx.AsyncClient, world: World
) -> None:
    data = await ask(client, world, '{ partnership(code: "thanet") { plan { code } } }')
    assert data["partnership"] == {"plan": None}


async def share_the_plan(world: World) -> None:
    """Have Thanet make an edition of Dartford's plan, with the same things in other words."""
    edition = {
        "code": "thanet-2021",
        "partnership": "thanet",
        "title": "Thanet's 2021",
        "state": EditionState.PUBLISHED,
        "starts_on": date(2021, 10, 1),
        "ends_before": date(2022, 4, 1),
        "published_on": None,
        "source": None,
    }
    async with world.desk.writing(ROOT, "req_share") as work:
        await priority(work, "knives", parent="violent-crime")
        await action(work)
        await plans.add_edition(work, SHARED, edition)
        for code, title in (("asb", "Peace on the beach"), ("violent-crime", "Violence in Thanet")):
            await priority(work, code, THANETS, title=title)
        await priority(work, "knives", THANETS, title="Blades", parent="violent-crime")
        await kpi(work, "asb-reports", "violent-crime", "asb-incidents", THANETS)
        await action(work, edition=THANETS)


async def test_partnerships_that_share_a_plan_show_each_its_own_edition_of_it(
    client: httpx.AsyncClient, world: World
) -> None:
    await share_the_plan(world)
    query = """{ partnerships { nodes { code plan(on: "2021-12-01") {
        id code edition { code partnership { code } }
        priorities(isTop: true) { nodes { title edition { code } } }
        kpis { nodes { code priority { title } } }
    } } } }"""
    dartford, thanet = (await ask(client, world, query))["partnerships"]["nodes"]
    assert dartford["plan"]["id"] == thanet["plan"]["id"]
    assert dartford["plan"]["edition"]["partnership"] == {"code": "dartford"}
    assert thanet["plan"]["edition"] == {"code": THANETS, "partnership": {"code": "thanet"}}
    titles = [
        [each["title"] for each in shown["plan"]["priorities"]["nodes"]]
        for shown in (dartford, thanet)
    ]
    assert titles == [["Violent crime", "Asb"], ["Peace on the beach", "Violence in Thanet"]]
    assert {each["edition"]["code"] for each in thanet["plan"]["priorities"]["nodes"]} == {THANETS}
    under = {each["code"]: each["priority"]["title"] for each in dartford["plan"]["kpis"]["nodes"]}
    assert under == {f"{SHARED}:asb-reports": "Asb", f"{SHARED}:fly-tips": "Asb"}
    (kpi_of_thanet,) = thanet["plan"]["kpis"]["nodes"]
    assert kpi_of_thanet["priority"] == {"title": "Violence in Thanet"}


@pytest.mark.parametrize(
    ("edition", "above", "listed"),
    [
        (f"{SHARED}:2021-refresh", "Violent crime", ["Violent crime", "Asb"]),
        (THANETS, "Violence in Thanet", ["Violence in Thanet", "Peace on the beach"]),
    ],
)
async def test_what_an_edition_leads_to_is_read_in_its_own_words(
    client: httpx.AsyncClient, world: World, edition: str, above: str, listed: list[str]
) -> None:
    await share_the_plan(world)
    query = """query($code: String!) { edition(code: $code) {
        priorities { nodes { code parent { title edition { code } } children { nodes { code } } } }
        actions { nodes { listings { number priority { title } } } } } }"""
    data = (await ask(client, world, query, code=edition))["edition"]
    found = {each["code"].partition(":")[2]: each for each in data["priorities"]["nodes"]}
    assert found["knives"]["parent"] == {"title": above, "edition": {"code": edition}}
    assert found["asb"]["parent"] is None
    assert found["violent-crime"]["children"]["nodes"] == [{"code": f"{SHARED}:knives"}]
    (acted,) = data["actions"]["nodes"]
    assert [each["priority"]["title"] for each in acted["listings"]] == listed


async def test_a_plan_that_is_asked_for_by_itself_shows_the_edition_that_stands_today(
    client: httpx.AsyncClient, world: World
) -> None:
    await share_the_plan(world)
    query = """{ plan(code: "dartford-2019-22") { inForce edition { code }
        editions { nodes { code state } } actions(status: [under_way]) { nodes { code } }
        done: actions(status: [completed]) { totalCount }
        themes: priorities(kind: [theme]) { totalCount } } }"""
    plan = (await ask(client, world, query))["plan"]
    assert plan == {
        "inForce": False,
        "edition": {"code": THANETS},
        "editions": {
            "nodes": [
                {"code": f"{SHARED}:2021-refresh", "state": "published"},
                {"code": THANETS, "state": "published"},
            ]
        },
        "actions": {"nodes": [{"code": f"{SHARED}:action-1"}]},
        "done": {"totalCount": 0},
        "themes": {"totalCount": 0},
    }


async def test_the_plans_of_many_partnerships_are_one_statement(
    client: httpx.AsyncClient, world: World, desk: Desk
) -> None:
    query = """{ partnerships { nodes {
        then: plan(on: "2021-06-30") { code inForce } now: plan { code inForce } } } }"""
    await ask(client, world, query)
    await settled()
    before = desk.statements
    await ask(client, world, query)
    key, partnerships_with_their_plans = 1, 1
    assert desk.statements - before == key + partnerships_with_their_plans


async def test_a_priority_reworded_in_one_edition_keeps_its_words_in_the_other(
    client: httpx.AsyncClient, world: World
) -> None:
    await share_the_plan(world)
    async with world.desk.writing(ROOT, "req_reword") as work:
        await priorities.reword(work, f"{SHARED}:asb", THANETS, 2, {"title": "Calm"})
    query = """query($edition: String!) {
        priorities(filter: {edition: [$edition]}) { nodes { code title } } }"""
    titles = {}
    for edition in (f"{SHARED}:2021-refresh", THANETS):
        found = (await ask(client, world, query, edition=edition))["priorities"]["nodes"]
        titles[edition] = {each["code"]: each["title"] for each in found}[f"{SHARED}:asb"]
    assert titles == {f"{SHARED}:2021-refresh": "Asb", THANETS: "Calm"}
