"""Following the change feed over REST, for tests."""

from typing import Any

from tests.api.asking import Rest
from tests.graphql.ask import settled

KPI = "dartford-2019-22:asb-reports"


async def feed(rest: Rest, query: str = "", who: str = "reader") -> dict[str, Any]:
    """Read a stretch of the feed, when no use of a key is being noted beside it."""
    await settled()
    response = await rest.get(f"/changes{query}", who)
    assert response.status_code == 200, response.text
    read: dict[str, Any] = response.json()
    return read


async def now(rest: Rest, query: str = "") -> str:
    """Return the cursor of the present, after all that the feed has."""
    join = "&" if query else "?"
    read = await feed(rest, f"{query}{join}limit=1000")
    assert not read["has_more"]
    cursor: str = read["cursor"]
    return cursor


async def since(rest: Rest, cursor: str, who: str = "reader") -> list[Any]:
    """Return what the feed has had since a cursor."""
    items: list[Any] = (await feed(rest, f"?since={cursor}", who))["items"]
    return items


async def id_of(rest: Rest, path: str) -> str:
    response = await rest.get(path)
    assert response.status_code == 200
    return str(response.json()["id"])
