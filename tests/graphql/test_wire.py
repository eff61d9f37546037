"""One wire form for numbers, instants, days and words: over REST, plainly, and compiled."""

import json
from typing import Any

import httpx
import pytest

from tests.build import World
from tests.graphql.ask import ask
from tests.graphql.mirror import as_rest, selection

PERIODS = "FY2021-Q1..FY2022-Q4,2026-01..2026-10,FY2026-Q4"
SERIES = f"""{{ indicators {{ nodes {{ code
    series(area: "dartford", periods: {{expr: "{PERIODS}"}}) {{ points {selection("Point")} }}
}} }} }}"""


def written(value: object) -> str:
    """Write a value out, so that 512 and 512.0 are told apart, and true and 1."""
    return json.dumps(value, sort_keys=True, indent=1)


async def in_rest(client: httpx.AsyncClient, world: World, who: str) -> dict[str, Any]:
    """Read every figure of Dartford over REST, as the points of its indicator's series."""
    response = await client.get(
        "/v1/figures",
        params={"area": "dartford", "breakdown": "total", "periods": PERIODS},
        headers=world.key(who),
    )
    of_series = {"id", "indicator", "area", "breakdown", "recorded_by", "submission"}
    return {
        f"{figure['indicator']} {figure['period']['id']}": {
            name: value for name, value in figure.items() if name not in of_series
        }
        for figure in response.json()["items"]
    }


async def in_graphql(client: httpx.AsyncClient, world: World, who: str) -> dict[str, Any]:
    """Read the same in GraphQL: the points that there is a figure for."""
    data: Any = as_rest((await ask(client, world, SERIES, who))["indicators"]["nodes"])
    return {
        f"{indicator['code']} {point['period']['id']}": point
        for indicator in data
        for point in indicator["series"]["points"]
        if point["revision"]
    }


@pytest.mark.parametrize("who", ["reader", "operator"])
async def test_a_figure_is_written_alike_over_rest_plainly_and_compiled(
    client: httpx.AsyncClient, plain: httpx.AsyncClient, furnished: World, who: str
) -> None:
    rest = await in_rest(client, furnished, who)
    assert len(rest) > 20
    assert written(await in_graphql(plain, furnished, who)) == written(rest)
    assert written(await in_graphql(client, furnished, who)) == written(rest)


async def test_numbers_instants_days_and_words_are_written_as_the_contract_says(
    client: httpx.AsyncClient, furnished: World
) -> None:
    figures = await in_graphql(client, furnished, "operator")
    values = [figures[f"response-minutes 2026-{month:02}"]["value"] for month in range(1, 8)]
    assert repr(values) == "[-0.25, 1.5, 0.1, 100.1, 1e-15, 999999999999.123, 100000000000000]"
    rate = figures["crime-rate FY2021-Q1"]
    assert (rate["value"], rate["numerator"], rate["denominator"]) == (22.1927, 3120, 140587)
    estimated = figures["asb-incidents FY2022-Q3"]
    assert repr(estimated["value"]) == "123456789012345"
    assert estimated["status"] == "estimated"
    assert estimated["recorded_at"] == "2026-11-20T09:30:00Z"
    assert estimated["period"] == {
        "id": "FY2022-Q3",
        "type": "fy_quarter",
        "start": "2022-10-01",
        "end": "2022-12-31",
        "label": "2022/23 Q3",
        "complete": True,
    }


@pytest.mark.parametrize(
    ("path", "one"),
    [
        ("kpis/dartford-2019-22:asb-reports", 'kpi(code: "dartford-2019-22:asb-reports")'),
        ("actions/dartford-2019-22:action-1", 'action(code: "dartford-2019-22:action-1")'),
        ("plans/dartford-2019-22", 'plan(code: "dartford-2019-22")'),
        ("indicators/crime-rate", 'indicator(code: "crime-rate")'),
    ],
)
async def test_a_thing_is_written_alike_over_rest_and_in_graphql(
    client: httpx.AsyncClient, furnished: World, path: str, one: str
) -> None:
    name = one.partition("(")[0].title()
    data = await ask(client, furnished, f"{{ thing: {one} {selection(name)} }}")
    rest = await client.get(f"/v1/{path}", headers=furnished.key("reader"))
    assert written(as_rest(data["thing"])) == written(rest.json())
