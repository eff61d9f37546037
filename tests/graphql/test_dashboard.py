"""The dashboard's query, from the partnership down to the figures."""

import httpx

from service.usecases.work import Desk
from tests.build import World, row
from tests.graphql.ask import ask, settled

DASHBOARD = """
query Dashboard($periods: PeriodSelector!) {
  partnerships(first: 2) {
    nodes {
      code
      plan(on: "2021-06-30") {
        code
        inForce
        priorities(first: 10) {
          nodes {
            title
            kpis(first: 20) {
              nodes {
                wording
                indicator { code unit polarity }
                area { name }
                series(periods: $periods) {
                  points { period { id label } value status synthetic }
                }
              }
            }
          }
        }
        actions(first: 20) { nodes { code status } }
      }
    }
  }
}
"""
PERIODS = {"expr": "FY2021-Q1..FY2021-Q4"}


async def test_a_dashboard_is_one_request_of_six_statements(
    client: httpx.AsyncClient, world: World, desk: Desk
) -> None:
    await world.push(client, row())
    await ask(
        client, world, "{ partnerships { nodes { code } } }"
    )  # its use is noted, once a minute
    await settled()
    before = desk.statements

    data = await ask(client, world, DASHBOARD, periods=PERIODS)

    key_look_up = 1
    assert desk.statements - before - key_look_up <= 6
    dartford, thanet = data["partnerships"]["nodes"]
    assert thanet == {"code": "thanet", "plan": None}
    assert dartford["plan"]["inForce"] is True
    violent, asb = dartford["plan"]["priorities"]["nodes"]
    assert violent["kpis"]["nodes"] == []
    points = asb["kpis"]["nodes"][0]["series"]["points"]
    assert [point["value"] for point in points] == [512, None, None, None]
    assert points[0]["period"] == {"id": "FY2021-Q1", "label": "2021/22 Q1"}
    assert points[1]["status"] == "not_supplied"
