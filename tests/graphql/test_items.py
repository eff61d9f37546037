"""Lists whose items are written at once, held against the same lists completed field by field."""

import httpx
import pytest

from tests.build import EDITION, World
from tests.graphql.ask import send
from tests.graphql.test_compiled import in_order

PERIODS = '{expr: "FY2021-Q1..FY2022-Q4"}'
EVERY_PLAIN_FIELD = {
    "kpis": "__typename id revision updatedAt code position wording baseline target note",
    "priorities": "id revision updatedAt code kind number position title why alsoServes",
    "actions": "id revision updatedAt code",
}
ALONG = f"""
    code
    aka: code
    indicator {{ __typename id name definition kind unit polarity frequency periodTypes
        multiplier isLive }}
    area {{ code name kind nation startsOn endsBefore within }}
    series(periods: {PERIODS}) {{ id periods values points {{ period {{ label }} value note }} }}
    then: series(periods: {{expr: "LAST_12_MONTHS", on: "2022-04-01"}}) {{ statuses }}
    indicator {{ updatedAt }}
"""


@pytest.mark.parametrize("who", ["reader", "police", "thanet", "operator"])
@pytest.mark.parametrize(
    "asked",
    [
        *(f"{noun} {{ nodes {{ {fields} }} }}" for noun, fields in EVERY_PLAIN_FIELD.items()),
        f"kpis {{ nodes {{ {ALONG} }} pageInfo {{ endCursor }} edges {{ node {{ code }} }} }}",
        f"priorities {{ nodes {{ title kpis(first: 2) {{ nodes {{ {ALONG} }} totalCount }} }} }}",
        f"priorities {{ nodes {{ title kpis(first: 2) {{ nodes {{ {ALONG} }} }} code }} }}",
        "priorities { all: nodes { its: kpis { of: nodes { code } } actions { nodes { code } } } }",
        "priorities(first: 1) { nodes { kpis(first: 1) { nodes { id } } } pageInfo { endCursor } }",
        "kpis { nodes { code latest { value } priority { title } } }",
        "kpis { a: nodes { code } b: nodes { wording } }",
        'kpis(first: 1) { nodes { series(periods: {expr: "FYTD"}) { indicator { code } } } }',
    ],
)
async def test_items_are_written_as_they_are_completed(
    client: httpx.AsyncClient, plain: httpx.AsyncClient, furnished: World, asked: str, who: str
) -> None:
    query = f'{{ edition(code: "{EDITION}") {{ {asked} }} }}'
    written, completed = [await send(door, query, furnished.key(who)) for door in (client, plain)]
    assert "errors" not in written.json(), written.text
    assert in_order(written) == in_order(completed)


@pytest.mark.parametrize("first", [1, 2.0, 500, 0, 501, None])
async def test_any_number_of_items_is_written_or_refused_as_it_is_completed(
    client: httpx.AsyncClient, plain: httpx.AsyncClient, furnished: World, first: float | None
) -> None:
    query = f"""query($first: Int! = 1) {{ edition(code: "{EDITION}") {{
        priorities {{ nodes {{ kpis(first: $first) {{ nodes {{ code }} }} }} }} }} }}"""
    written, completed = [
        (await send(door, query, furnished.key("reader"), variables={"first": first})).json()
        for door in (client, plain)
    ]
    assert written.get("data") == completed.get("data")
    assert [each["message"] for each in written.get("errors", [])] == [
        each["message"] for each in completed.get("errors", [])
    ]


async def test_a_period_that_cannot_be_read_is_refused_item_by_item(
    client: httpx.AsyncClient, plain: httpx.AsyncClient, furnished: World
) -> None:
    query = f"""{{ edition(code: "{EDITION}") {{ kpis {{ nodes {{
        code series(periods: {{expr: "2021-13"}}) {{ values }} }} }} }} }}"""
    written, completed = [
        (await send(door, query, furnished.key("reader"))).json()["errors"]
        for door in (client, plain)
    ]
    assert [each["path"] for each in written] == [each["path"] for each in completed]
    assert written[0]["path"][-2:] == [0, "series"]
