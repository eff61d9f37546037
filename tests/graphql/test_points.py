"""What stands where there is no figure, and which figure is the latest."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.build import World, row
from tests.graphql.ask import ask

POINT = "value numerator denominator status confidentiality note synthetic revision recordedAt"
NOTHING = {
    "value": None,
    "numerator": None,
    "denominator": None,
    "status": "not_supplied",
    "confidentiality": "free",
    "note": None,
    "synthetic": False,
    "revision": 0,
    "recordedAt": None,
}
OF_PERIODS = f"""{{ kpi(code: "dartford-2019-22:asb-reports") {{
    series(periods: {{expr: "FY2021-Q1,FY2021-Q2"}}) {{
        points {{ {POINT} }} periods values statuses synthetic }} }} }}"""
LATEST = """{ kpi(code: "dartford-2019-22:asb-reports") { latest { period { id } value } } }"""


async def push(client: httpx.AsyncClient, world: World, *rows: Mapping[str, Any]) -> None:
    response = await world.push(client, *rows)
    assert response.status_code == 200, response.text


async def test_a_period_without_a_figure_has_a_point_with_nothing_in_it(
    client: httpx.AsyncClient, plain: httpx.AsyncClient, world: World
) -> None:
    await push(client, world, row(note="Counted twice."))
    stated = {**NOTHING, "value": 512, "status": "normal", "note": "Counted twice."}
    for door in (client, plain):
        series = (await ask(door, world, OF_PERIODS))["kpi"]["series"]
        assert series == {
            "points": [{**stated, "revision": 1, "recordedAt": "2026-11-20T09:30:00Z"}, NOTHING],
            "periods": ["FY2021-Q1", "FY2021-Q2"],
            "values": [512, None],
            "statuses": ["normal", "not_supplied"],
            "synthetic": [False, False],
        }


async def test_a_figure_that_was_withdrawn_leaves_a_point_as_if_it_had_never_been(
    client: httpx.AsyncClient, plain: httpx.AsyncClient, world: World
) -> None:
    await push(client, world, row(period="FY2021-Q2"))
    await push(client, world, row(period="FY2021-Q2", value=None, delete=True))
    for door in (client, plain):
        series = (await ask(door, world, OF_PERIODS))["kpi"]["series"]
        assert series["points"] == [NOTHING, NOTHING]
        assert (await ask(door, world, LATEST))["kpi"] == {"latest": None}
        assert (await ask(door, world, "{ figures { totalCount } }"))["figures"]["totalCount"] == 0


@pytest.mark.parametrize(
    ("rows", "latest"),
    [
        ([], None),
        ([row(breakdown="by-night")], None),
        ([row(area="thanet")], None),
        ([row(indicator="violence")], None),
        ([row(), row(period="FY2021-Q2", value=7)], {"period": {"id": "FY2021-Q2"}, "value": 7}),
        # That which began last is not always that which ended last.
        (
            [row(period="R12-2026-09", value=7), row(period="2026-08")],
            {"period": {"id": "R12-2026-09"}, "value": 7},
        ),
        # Of those that ended together, the shortest.
        (
            [row(period="R12-2026-09"), row(period="2026-09", value=7), row(period="FY2026-Q2")],
            {"period": {"id": "2026-09"}, "value": 7},
        ),
        # That there is none is known as well, and later.
        (
            [row(), row(period="FY2021-Q2", value=None, status="not_supplied")],
            {"period": {"id": "FY2021-Q2"}, "value": None},
        ),
    ],
)
async def test_the_latest_figure_is_the_one_whose_period_ended_last(
    client: httpx.AsyncClient,
    world: World,
    rows: list[Mapping[str, Any]],
    latest: Mapping[str, Any] | None,
) -> None:
    if rows:
        await push(client, world, *rows)
    assert (await ask(client, world, LATEST))["kpi"] == {"latest": latest}
