"""Editions held against each other, and their actions counted, as REST has it."""

from datetime import date

import httpx
import pytest

from service.domain.contents import Wanted
from service.graphql.documents import operation_in
from service.graphql.limits import size_of
from service.usecases import plans
from service.usecases.carrying import Carry
from service.usecases.work import Desk
from tests.build import EDITION, ROOT, World, priority
from tests.graphql.ask import ask, refusals, send, settled
from tests.graphql.mirror import as_rest, selection
from tests.usecases.test_plans import edition

PLAN = "dartford-2019-22"
NEW = f"{PLAN}:2022"


@pytest.fixture
async def refreshed(furnished: World) -> World:
    """The furnished Kent, whose plan has another edition that carries most of this one."""
    async with furnished.desk.writing(ROOT, "req_refresh") as work:
        carry = Carry("2021-refresh", Wanted("all", "all", "unfinished", "all", "all"))
        await plans.add_edition(work, PLAN, {**edition("2022", 2022), "carry": carry})
        await priority(work, "guns", NEW, comes_from=("violent-crime",))
    return furnished


async def test_a_diff_is_as_rest_tells_it(client: httpx.AsyncClient, refreshed: World) -> None:
    path = f"/v1/plans/{PLAN}/editions/2022/diff?against=2021-refresh"
    told = (await client.get(path, headers=refreshed.key("reader"))).json()
    asked = f'edition(code: "{NEW}") {{ diff(against: "{EDITION}") {selection("EditionDiff")} }}'
    data = await ask(client, refreshed, f"{{ {asked} }}")
    assert as_rest(data["edition"]["diff"]) == told
    assert {each["fate"] for each in told["priorities"]} == {"split", "carried"}
    assert {each["fate"] for each in told["actions"]} == {"retired"}
    for sort in ("statements", "objectives", "priority_sets", "external_documents"):
        assert {each["fate"] for each in told[sort]} == {"carried"}


@pytest.mark.parametrize("on", ["2021-06-01", "2026-11-20"])
async def test_a_summary_is_as_rest_tells_it(
    client: httpx.AsyncClient, refreshed: World, on: str
) -> None:
    path = f"/v1/plans/{PLAN}/editions/2021-refresh/action-summary?on={on}"
    told = (await client.get(path, headers=refreshed.key("reader"))).json()
    given = "" if on == "2026-11-20" else f'(on: "{on}")'
    asked = f'edition(code: "{EDITION}") {{ actionSummary{given} {selection("ActionSummary")} }}'
    data = await ask(client, refreshed, f"{{ {asked} }}")
    assert as_rest(data["edition"]["actionSummary"]) == told
    assert (told["actions"], told["listings"], told["next_edition"]) == (1, 2, NEW)


async def test_what_is_of_another_plan_or_not_there_is_no_edition_before_it(
    client: httpx.AsyncClient, refreshed: World
) -> None:
    async with refreshed.desk.writing(ROOT, "req_joint") as work:
        days = {"starts_on": work.today, "ends_before": work.today.replace(year=2030)}
        own = edition("first", 2022)
        await plans.begin(work, code="joint", title="Joint", **days, edition=own)
    for against in ("joint:first", f"{PLAN}:2030"):
        query = (
            f'{{ edition(code: "{NEW}") {{ diff(against: "{against}") {{ kpis {{ fate }} }} }} }}'
        )
        response = await send(client, query, refreshed.key("reader"))
        assert refusals(response) == ["not_found"]
        assert response.json()["data"] == {"edition": None}


async def test_many_editions_take_as_many_statements_as_one(
    client: httpx.AsyncClient, refreshed: World, desk: Desk
) -> None:
    async def statements(first: int) -> int:
        query = f"""{{ editions(first: {first}) {{ nodes {{
            diff(against: "{EDITION}") {{ kpis {{ fate }} }} actionSummary {{ actions }} }} }} }}"""
        await ask(client, refreshed, query)
        await settled()
        before = desk.statements
        data = await ask(client, refreshed, query)
        assert len(data["editions"]["nodes"]) == first
        return desk.statements - before

    assert await statements(2) == await statements(1)


def test_what_takes_a_whole_edition_counts_as_one() -> None:
    query = """{ editions(first: 3) { nodes {
        diff(against: "x") { kpis { fate } } actionSummary { actions } } } }"""
    read = operation_in(query, None, {}).selection
    assert size_of(read, date(2026, 11, 20)).things == 3 + 2 * 3 * 500
