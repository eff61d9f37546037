"""Relay's connections: cursors, counts, and lists under many parents at once."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from service.usecases.work import Desk
from tests.build import EDITION, ROOT, World, area, priority, row
from tests.conftest import Clock
from tests.graphql.ask import ask, refusals, send, settled
from tests.graphql.furnish import furnish_wards

AREAS = """query($first: Int! = 50, $after: String, $filter: AreaFilter) {
    areas(first: $first, after: $after, filter: $filter) {
        nodes { code } edges { cursor node { code } } totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


async def pages(
    client: httpx.AsyncClient, world: World, query: str, of: str, first: int = 1
) -> AsyncIterator[dict[str, Any]]:
    """Read a root's list page by page, each after the end of the one before."""
    after = None
    while True:
        page = (await ask(client, world, query, first=first, after=after))[of]
        yield page
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


@pytest.mark.parametrize("first", [1, 2, 3, 5, 500])
async def test_following_the_end_cursor_gives_everything_once(
    client: httpx.AsyncClient, world: World, first: int
) -> None:
    async with world.desk.writing(ROOT, "req_areas") as work:
        for number in (3, 1, 2):
            await area(work, f"E0500000{number}", f"ward-{number}")
    read = [page async for page in pages(client, world, AREAS, "areas", first)]
    codes = [node["code"] for page in read for node in page["nodes"]]
    assert codes == sorted(codes)
    assert len(codes) == len(set(codes)) == 6
    assert [len(page["nodes"]) for page in read[:-1]] == [first] * (len(read) - 1)
    assert {page["totalCount"] for page in read} == {6}


async def test_a_page_says_where_it_stands(client: httpx.AsyncClient, world: World) -> None:
    one, two, three = [page async for page in pages(client, world, AREAS, "areas")]
    assert [page["pageInfo"]["hasNextPage"] for page in (one, two, three)] == [True, True, False]
    assert [page["pageInfo"]["hasPreviousPage"] for page in (one, two)] == [False, True]
    for page in (one, two, three):
        (edge,) = page["edges"]
        assert edge["node"] == page["nodes"][0]
        assert page["pageInfo"]["startCursor"] == page["pageInfo"]["endCursor"] == edge["cursor"]


async def test_an_empty_list_is_a_page_without_cursors(
    client: httpx.AsyncClient, world: World
) -> None:
    data = await ask(client, world, AREAS, filter={"kind": ["nation"]})
    assert data["areas"] == {
        "nodes": [],
        "edges": [],
        "totalCount": 0,
        "pageInfo": {
            "hasNextPage": False,
            "hasPreviousPage": False,
            "startCursor": None,
            "endCursor": None,
        },
    }


@pytest.mark.parametrize("first", [0, -1, 501])
@pytest.mark.parametrize(
    "query",
    [
        "query($n: Int!) { areas(first: $n) { nodes { id } } }",
        "query($n: Int!) { figures(first: $n) { nodes { id } } }",
        'query($n: Int!) { partnership(code: "dartford") { members(first: $n) { nodes { id } } } }',
    ],
)
async def test_a_page_has_one_to_five_hundred_items(
    client: httpx.AsyncClient, world: World, first: int, query: str
) -> None:
    response = await send(client, query, world.key("reader"), variables={"n": first})
    assert response.status_code == 200
    assert refusals(response) == ["bad_parameter"]
    (error,) = response.json()["errors"]
    assert error["message"] == f"`first` is 1 to 500, not {first}."
    assert error["extensions"]["errors"] == [
        {"code": "out_of_range", "detail": "Too few or too many.", "parameter": "first"}
    ]


async def test_a_cursor_is_good_for_its_own_list_alone(
    client: httpx.AsyncClient, world: World
) -> None:
    cursor = (await ask(client, world, AREAS, first=1))["areas"]["pageInfo"]["endCursor"]
    for field in (
        'areas(after: "nonsense")',
        'areas(after: "")',
        f'areas(after: "{cursor}x")',
        f'agencies(after: "{cursor}")',
        f'areas(after: "{cursor}", filter: {{kind: [district]}})',
        f'partnership(code: "dartford") {{ members(after: "{cursor}")',
    ):
        closing = "}" * field.count("{ members")
        response = await send(
            client, f"{{ {field} {{ nodes {{ id }} }} {closing} }}", world.key("reader")
        )
        assert response.status_code == 200
        assert refusals(response) == ["bad_cursor"], field


async def test_a_total_is_counted_only_when_asked_for(
    client: httpx.AsyncClient, world: World, desk: Desk
) -> None:
    await ask(client, world, "{ areas { totalCount } }")
    await settled()
    key, page, count = 1, 1, 1
    for asked, statements in (
        ("areas { nodes { id } }", key + page),
        ("areas { nodes { id } totalCount }", key + page + count),
        ("partnerships { nodes { members { nodes { id } } } }", key + page),
        ("partnerships { nodes { members { totalCount } } }", key + page + page + count),
    ):
        before = desk.statements
        await ask(client, world, f"{{ {asked} }}")
        assert desk.statements - before == statements, asked


async def test_lists_under_several_parents_are_read_in_one_statement_and_each_keeps_its_own(
    client: httpx.AsyncClient, world: World, desk: Desk
) -> None:
    query = """{ partnerships { nodes { code
        members(first: 1) { nodes { agency { code } } totalCount pageInfo { hasNextPage } }
    } } }"""
    await ask(client, world, query)
    await settled()
    before = desk.statements
    data = await ask(client, world, query)
    key, partnerships, members, counts = 1, 1, 1, 1
    assert desk.statements - before == key + partnerships + members + counts
    found = {each["code"]: each["members"] for each in data["partnerships"]["nodes"]}
    assert found.keys() == {"dartford", "thanet"}
    for members_of in found.values():
        assert members_of["totalCount"] == 2
        assert members_of["pageInfo"] == {"hasNextPage": True}
        assert len(members_of["nodes"]) == 1


async def test_following_a_nested_end_cursor_gives_everything_once(
    client: httpx.AsyncClient, world: World
) -> None:
    await furnish_wards(world, 5)
    query = """query($after: String) { edition(code: "%s") { kpis(first: 3, after: $after) {
        nodes { code } pageInfo { hasNextPage endCursor } } } }"""
    codes: list[str] = []
    after = None
    for _ in range(3):
        data = await ask(client, world, query % EDITION, after=after)
        page = data["edition"]["kpis"]
        codes += [node["code"].partition(":")[2] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
    assert codes == ["asb-reports", "fly-tips", *(f"ward-{n}" for n in range(5))]
    assert page["pageInfo"]["hasNextPage"] is False


@pytest.mark.parametrize(
    ("listing", "found"),
    [
        ('areas(filter: {within: ["kent"], kind: [district]})', ["E07000107", "E07000114"]),
        ("areas(filter: {nation: [wales]})", []),
        ("agencies(filter: {kind: [police]})", ["kent-police"]),
        ('partnerships(filter: {area: ["thanet"]})', ["thanet"]),
        ('partnerships(filter: {agency: ["kent-police"], code: ["dartford"]})', ["dartford"]),
        ('plans(filter: {partnership: ["thanet"]})', []),
        ('plans(filter: {inForceOn: "2021-06-01"})', ["dartford-2019-22"]),
        ('plans(filter: {inForceOn: "2022-04-01"})', []),
        ("editions(filter: {state: [draft]})", []),
        ('editions(filter: {plan: ["dartford-2019-22"]})', [EDITION]),
        ("priorities(filter: {kind: [theme]})", ["dartford-2019-22:knives"]),
        ('kpis(filter: {indicator: ["fly-tipping"]})', ["dartford-2019-22:fly-tips"]),
        ('kpis(filter: {edition: ["nothing"]})', []),
        ('actions(filter: {status: [completed], agency: ["kent-police"]})', []),
        ('indicators(filter: {supplier: ["thanet-district-council"]})', ["fly-tipping"]),
    ],
)
async def test_a_list_is_narrowed(
    client: httpx.AsyncClient, world: World, listing: str, found: list[str]
) -> None:
    async with world.desk.writing(ROOT, "req_theme") as work:
        await priority(work, "knives", kind="theme", parent="asb")
    data = await ask(client, world, f"{{ list: {listing} {{ nodes {{ code }} totalCount }} }}")
    assert [node["code"] for node in data["list"]["nodes"]] == found
    assert data["list"]["totalCount"] == len(found)


@pytest.mark.parametrize(
    ("filter_", "found"),
    [
        ('indicator: ["asb-incidents"]', ["FY2021-Q3", "FY2021-Q1", "FY2021-Q2"]),
        ('indicator: ["asb-incidents"], breakdown: ["total"]', ["FY2021-Q1", "FY2021-Q2"]),
        ('indicator: ["violence"], periods: {expr: "FY2021-Q2..FY2021-Q4"}', ["FY2021-Q4"]),
        ('breakdown: ["total"], periods: {expr: "FY2021-Q2"}', ["FY2021-Q2"]),
        ('area: ["thanet"]', []),
        ('area: ["dartford", "nowhere"], breakdown: ["by-night"]', ["FY2021-Q3"]),
        ('area: ["nowhere"]', []),
        ('submission: ["sub_nothing"]', []),
    ],
)
async def test_the_figures_are_narrowed(
    client: httpx.AsyncClient, world: World, filter_: str, found: list[str]
) -> None:
    rows = (row(), row(period="FY2021-Q2"), row(period="FY2021-Q3", breakdown="by-night"))
    await world.push(client, *rows, row(indicator="violence", period="FY2021-Q4"))
    listing = f"figures(filter: {{{filter_}}})"
    data = await ask(client, world, f"{{ {listing} {{ nodes {{ period {{ id }} }} totalCount }} }}")
    assert [node["period"]["id"] for node in data["figures"]["nodes"]] == found
    assert data["figures"]["totalCount"] == len(found)


async def test_submissions_come_the_newest_first(
    client: httpx.AsyncClient, world: World, clock: Clock
) -> None:
    for value in (1, 2, 3):
        clock.advance(minutes=1)
        await world.push(client, row(value=value), source_ref=f"push {value}")
    query = """query($first: Int!, $after: String) { submissions(first: $first, after: $after) {
        nodes { sourceRef } pageInfo { hasNextPage endCursor } } }"""
    read = [page async for page in pages(client, world, query, "submissions", 2)]
    assert [len(page["nodes"]) for page in read] == [2, 1]
    refs = [node["sourceRef"] for page in read for node in page["nodes"]]
    assert refs == ["push 3", "push 2", "push 1"]


async def test_the_revisions_of_many_figures_are_one_statement(
    client: httpx.AsyncClient, world: World, desk: Desk
) -> None:
    await world.push(client, row(), row(period="FY2021-Q2", value=1))
    await world.push(client, row(value=513))
    query = "{ figures { nodes { revisions { nodes { revision value } } } } }"
    await ask(client, world, query)
    await settled()
    before = desk.statements
    data = await ask(client, world, query)
    key, figures, revisions = 1, 1, 1
    assert desk.statements - before == key + figures + revisions
    assert [each["revisions"]["nodes"] for each in data["figures"]["nodes"]] == [
        [{"revision": 1, "value": 512}, {"revision": 2, "value": 513}],
        [{"revision": 1, "value": 1}],
    ]
