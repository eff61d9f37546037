"""Codes are never used again, not even those of what was recorded by mistake."""

from typing import Any

import httpx
import pytest

from tests.build import World

AREA = {"code": "E07000108", "slug": "dover", "name": "Dover", "kind": "district"}
RECORDS: list[tuple[str, str, dict[str, Any]]] = [
    ("/v1/areas", "dover", {**AREA, "nation": "england"}),
    ("/v1/agencies", "a-body", {"code": "a-body", "name": "A body", "kind": "other"}),
    (
        "/v1/indicators",
        "graffiti",
        {
            "code": "graffiti",
            "name": "Graffiti",
            "kind": "count",
            "unit": "incidents",
            "polarity": "lower_is_better",
            "frequency": "month",
            "period_types": ["month"],
        },
    ),
    ("/v1/partnerships", "kent", {"code": "kent", "name": "Kent", "areas": [{"area": "kent"}]}),
]


@pytest.mark.parametrize(("path", "code", "body"), RECORDS, ids=[path for path, _, _ in RECORDS])
async def test_the_code_of_what_was_withdrawn_stays_its_own(
    path: str, code: str, body: dict[str, Any], client: httpx.AsyncClient, world: World
) -> None:
    made = await client.post(path, json=body, headers=world.new("operator"))
    assert made.status_code == 201, made.text
    headers = {**world.key("operator"), "If-Match": made.headers["ETag"]}
    withdrawn = await client.delete(f"{path}/{code}", headers=headers)
    assert withdrawn.status_code == 204

    again = await client.post(path, json=body, headers=world.new("operator"))

    assert again.status_code == 409
    assert again.json()["code"] == "already_exists"
    assert "not used again" in again.json()["detail"]


async def test_the_slug_of_an_area_that_was_withdrawn_stays_its_own_too(
    client: httpx.AsyncClient, world: World
) -> None:
    body = {**AREA, "nation": "england"}
    made = await client.post("/v1/areas", json=body, headers=world.new("operator"))
    headers = {**world.key("operator"), "If-Match": made.headers["ETag"]}
    await client.delete("/v1/areas/dover", headers=headers)

    other = {**body, "code": "E07000999"}
    again = await client.post("/v1/areas", json=other, headers=world.new("operator"))

    assert again.status_code == 409
    assert "'dover'" in again.json()["detail"]
