"""Lists, page by page."""

import httpx
import pytest

from tests.api.asking import Rest, faults, refusal
from tests.build import EDITION, row

LISTS = (
    "/areas",
    "/agencies",
    "/agencies/kent-police/supply",
    "/partnerships",
    "/partnerships/dartford/members",
    "/indicators",
    "/priorities",
    "/kpis",
    "/actions",
    "/actions/dartford-2019-22:action-1/updates",
    "/figures",
    "/figures?area=dartford&area=thanet&indicator=asb-incidents",
    "/series",
    "/submissions",
    "/keys",
)


@pytest.fixture
async def busy(rest: Rest) -> Rest:
    """The small Kent with figures, and with actions that have moved."""
    for area in ("E07000107", "E07000114"):
        quarters = [row(area=area, period=f"FY2021-Q{n}") for n in (1, 2, 3)]
        await rest.world.push(rest.client, *quarters)
    for n in (1, 2, 3):
        action = {"edition": EDITION, "code": f"action-{n}", "text": "Do it"}
        await rest.new("/actions", {**action, "listings": [{"priority": "asb"}]}, "dartford")
    for day in ("2021-05", "2021-05-01", "2021-06-30"):
        update = {"status": "under_way", "happened_on": day}
        await rest.new("/actions/dartford-2019-22:action-1/updates", update, "dartford")
    return rest


def next_address(response: httpx.Response) -> str | None:
    """Return where the header `Link` says that the next page is, below /v1."""
    link = response.links.get("next")
    return link["url"].removeprefix("/v1") if link else None


@pytest.mark.parametrize("path", LISTS)
async def test_following_the_pages_gives_every_item_once(busy: Rest, path: str) -> None:
    whole = (await busy.get(path, "operator")).json()
    assert (whole["next_cursor"], whole["has_more"]) == (None, False)
    ids = [each["id"] for each in whole["items"]]
    assert len(set(ids)) == len(ids) > 1

    for limit in (1, 2, len(ids)):
        found = []
        address: str | None = f"{path}{'&' if '?' in path else '?'}limit={limit}"
        while address is not None:
            response = await busy.get(address, "operator")
            page = response.json()
            assert 0 < len(page["items"]) <= limit
            assert page["has_more"] == (page["next_cursor"] is not None)
            found += [each["id"] for each in page["items"]]
            assert found == ids[: len(found)]
            address = next_address(response)
            assert (address is None) == (page["next_cursor"] is None)
        assert found == ids


async def test_the_next_page_has_the_same_filters(busy: Rest) -> None:
    first = await busy.get("/figures?area=dartford&area=thanet&limit=5")
    cursor = first.json()["next_cursor"]
    assert next_address(first) == f"/figures?area=dartford&area=thanet&limit=5&cursor={cursor}"


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "many", "1.5", ""])
async def test_a_limit_out_of_bounds_is_refused(rest: Rest, limit: str) -> None:
    response = await rest.get(f"/areas?limit={limit}")
    assert refusal(response) == (400, "bad_parameter")
    assert [place for place, _ in faults(response)] == ["limit"]


async def test_the_limits_bounds_are_within(rest: Rest) -> None:
    assert len(await rest.items("/areas?limit=1")) == 1
    assert len(await rest.items("/areas?limit=1000")) == 3


async def test_a_cursor_is_good_for_its_own_list_alone(busy: Rest) -> None:
    async def cursor_of(path: str) -> str:
        cursor: str = (await busy.get(path)).json()["next_cursor"]
        return cursor

    area = await cursor_of("/areas?limit=1")
    members = await cursor_of("/partnerships/dartford/members?limit=1")
    for path in (
        f"/agencies?cursor={area}",
        f"/areas?kind=district&cursor={area}",
        f"/areas?within=kent&cursor={area}",
        f"/partnerships/thanet/members?cursor={members}",
        f"/areas?cursor={area[:-1]}",
        f"/areas?cursor=A{area}",
        "/areas?cursor=",
        "/areas?cursor=A",
        "/areas?cursor=%C3%A9",
        "/areas?cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAWyJhIl0",
    ):
        assert refusal(await busy.get(path)) == (400, "bad_cursor"), path
    assert (await busy.get(f"/areas?limit=2&cursor={area}")).status_code == 200


@pytest.mark.parametrize(
    ("path", "total"),
    [
        ("/areas", 3),
        ("/areas?kind=district", 2),
        ("/areas?kind=ward", 0),
        ("/kpis?edition=dartford-2019-22:2021-refresh", 2),
        ("/figures", 6),
        ("/figures?area=dartford", 3),
        ("/figures?area=nowhere", 0),
        ("/series?indicator=asb-incidents", 2),
    ],
)
async def test_a_total_is_counted_when_it_is_asked_for(busy: Rest, path: str, total: int) -> None:
    join = "&" if "?" in path else "?"
    page = (await busy.get(f"{path}{join}limit=1&include_total=true")).json()
    assert page["total"] == total
    assert len(page["items"]) == min(1, total)
    assert (await busy.get(path)).json()["total"] is None


async def test_an_empty_list_is_a_list(rest: Rest) -> None:
    response = await rest.get("/actions")
    assert response.status_code == 200
    assert response.json() == {
        "items": [],
        "next_cursor": None,
        "has_more": False,
        "total": None,
        "as_of": "2026-11-20T09:30:00Z",
    }
    assert "link" not in response.headers


async def test_a_parameter_that_is_not_known_is_refused(rest: Rest) -> None:
    response = await rest.get("/areas?sort=name&knid=ward&limit=1")
    assert refusal(response) == (400, "bad_parameter")
    assert faults(response) == [("knid", "unknown_parameter"), ("sort", "unknown_parameter")]
