"""The push, over REST."""

import httpx

from tests.build import World, row


async def test_a_push_creates_figures_and_gives_a_receipt(
    client: httpx.AsyncClient, world: World
) -> None:
    response = await world.push(client, row(), row(period="FY2021-Q2", value=498))

    assert response.status_code == 200
    receipt = response.json()
    assert receipt["counts"] == {
        "received": 2,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "deleted": 0,
        "rejected": 0,
    }
    assert [each["outcome"] for each in receipt["rows"]] == ["created", "created"]
