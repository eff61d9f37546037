"""The county's view of its districts: everything of all of them, in few statements."""

import httpx
import pytest

from service.domain.areas import AreaKind
from service.usecases import area_successions, partnerships
from service.usecases.partnerships import ServedArea
from service.usecases.work import Desk
from tests.build import ROOT, World, area
from tests.contents import contents
from tests.graphql.ask import ask, send, settled
from tests.graphql.everything import ACTION, DOCUMENT, OBJECTIVE, PRIORITY_SET, STATEMENT
from tests.graphql.furnish import action
from tests.graphql.test_compiled import in_order

DISTRICTS = 40  # more than any county has

# What a county's dashboard shows of its districts, and everything that there is to be shown.
FULL = """{ area(code: "kent") { name areas(kind: [district], first: 50) { nodes {
    code name tier population partnerships(first: 3) { nodes { code onsCode name
        plan { title priorities(first: 4) { nodes { title kpis(first: 4) { nodes { wording } } } } }
        areas { area { name } } } }
    successors(first: 3) { nodes { happenedOn successor { name } } }
} } } }"""
ALL = FULL.replace(
    "areas { area", "members(first: 9) { nodes { capacity agency { name } } } areas { area"
)
ALL = ALL.replace(
    "successors", "predecessors(first: 3) { nodes { happenedOn predecessor { name } } } successors"
)
PLAIN = """{ area(code: "kent") { name areas(kind: [district], first: 50) { nodes {
    code name tier population populationYear formerCodes
    partnerships { nodes { code onsCode name plan { title } } } successors { nodes { happenedOn } }
} } } }"""
# What their plans say besides: what is aimed at, stated, and shared with other bodies.
SAID = f"""{{ area(code: "kent") {{ areas(kind: [district], first: 50) {{ nodes {{ code
    partnerships(first: 2) {{ nodes {{ code plan {{ title
        objectives(first: 2) {{ nodes {{ {OBJECTIVE} }} }}
        statements(first: 2) {{ nodes {{ {STATEMENT} }} }}
        prioritySets(first: 2) {{ nodes {{ {PRIORITY_SET} }} }}
        externalDocuments(first: 2) {{ nodes {{ {DOCUMENT} }} }}
        actions(first: 2) {{ nodes {{ {ACTION} }} }} }} }} }} }} }} }} }}"""
COUNTED = SAID.replace("(first: 2) {", "(first: 2) { totalCount")
# With cursors, which are signed in Python: the lists that have them are read one by one.
PAGED = COUNTED.replace("statements(first: 2) {", "statements(first: 2) { pageInfo { endCursor }")
BY_PARTNERSHIP = """{ partnerships(first: 100, filter: {within: ["kent"]}) {
    nodes { code name areas { area { name } } } } }"""


@pytest.fixture
async def kent(world: World) -> World:
    """A county of many districts, each with a partnership, one that followed another."""
    async with world.desk.writing(ROOT, "req_kent") as work:
        for n in range(DISTRICTS - 2):
            slug = f"district-{n:02}"
            await area(work, f"E0700{n:04}", slug, within=("kent",))
            served = [ServedArea(slug, "2001", "2005"), ServedArea(slug, "2010", None)]
            await partnerships.record(
                work,
                code=slug,
                ons_code=f"E2200{n:04}",
                name=slug,
                starts_on=None,
                ends_before=None,
                areas=served,
            )
        await area(work, "E05000001", "a-ward", AreaKind.WARD, within=("kent", "thanet"))
        await area(work, "E07009999", "elsewhere")
        await area_successions.record(
            work, "district-00", successor="district-01", happened_on=work.today
        )
        await action(work)
        await contents(work)
    return world


async def statements(client: httpx.AsyncClient, world: World, query: str) -> int:
    desk: Desk = world.desk
    await ask(client, world, query)
    await settled()
    before = desk.statements
    await ask(client, world, query)
    return desk.statements - before


async def test_all_districts_of_a_county_take_few_statements(
    client: httpx.AsyncClient, kent: World
) -> None:
    for query in (FULL, ALL, PLAIN, SAID, COUNTED, BY_PARTNERSHIP):
        assert await statements(client, kent, query) == 2  # the key, and everything


async def test_what_the_districts_plans_say_is_there(
    client: httpx.AsyncClient, kent: World
) -> None:
    districts = (await ask(client, kent, SAID))["area"]["areas"]["nodes"]
    (dartford,) = [each for each in districts if each["code"] == "E07000107"]
    plan = dartford["partnerships"]["nodes"][0]["plan"]
    assert [each["due"] for each in plan["objectives"]["nodes"] if each["due"]]
    assert [item["alignedTo"] for each in plan["prioritySets"]["nodes"] for item in each["items"]]
    assert all(
        plan[each]["nodes"]
        for each in ("objectives", "statements", "prioritySets", "externalDocuments", "actions")
    )


async def test_a_county_s_districts_come_with_each_partnership_once(
    client: httpx.AsyncClient, kent: World
) -> None:
    county = (await ask(client, kent, ALL))["area"]
    districts = county["areas"]["nodes"]
    assert [each["code"] for each in districts] == sorted(each["code"] for each in districts)
    assert len(districts) == DISTRICTS
    assert {len(each["partnerships"]["nodes"]) for each in districts} == {1}
    (after,) = [each for each in districts if each["successors"]["nodes"]]
    assert after["successors"]["nodes"][0]["successor"] == {"name": "District-01"}
    (before,) = [each for each in districts if each["predecessors"]["nodes"]]
    assert before["predecessors"]["nodes"][0]["predecessor"] == {"name": "District-00"}


async def test_partnerships_are_narrowed_by_what_their_areas_lie_in(
    client: httpx.AsyncClient, kent: World
) -> None:
    of_kent = (await ask(client, kent, BY_PARTNERSHIP))["partnerships"]["nodes"]
    assert len(of_kent) == DISTRICTS
    elsewhere = BY_PARTNERSHIP.replace("kent", "elsewhere")
    assert (await ask(client, kent, elsewhere))["partnerships"]["nodes"] == []


@pytest.mark.parametrize("query", [ALL, PLAIN, COUNTED, PAGED, BY_PARTNERSHIP])
async def test_the_answer_is_the_same_when_it_is_completed_field_by_field(
    client: httpx.AsyncClient, plain: httpx.AsyncClient, kent: World, query: str
) -> None:
    written, completed = [await send(door, query, kent.key("reader")) for door in (client, plain)]
    assert "errors" not in written.json(), written.text
    assert in_order(written) == in_order(completed)


async def test_a_partnership_is_found_by_its_ons_code(
    client: httpx.AsyncClient, kent: World
) -> None:
    query = '{ partnership(code: "E22000003") { code } }'
    assert await ask(client, kent, query) == {"partnership": {"code": "district-03"}}
    with_key = {**kent.key("reader")}
    read = await client.get("/v1/partnerships/E22000003", headers=with_key)
    assert read.json()["code"] == "district-03"
    listed = await client.get("/v1/partnerships?within=kent&limit=1000", headers=with_key)
    assert len(listed.json()["items"]) == DISTRICTS
