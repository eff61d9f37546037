"""The country's map, loaded over REST."""

from typing import Any

import httpx
import pytest

from service.domain.map_files import PublishedFile
from tests.api.asking import Rest, faults, refusal
from tests.published import COUNCILS, DARTFORD, GRAVESHAM, REFORMED, THANET, lookup, register

FILES = (lookup(DARTFORD, GRAVESHAM, THANET), register(*COUNCILS, *REFORMED))


def body(*files: PublishedFile) -> dict[str, Any]:
    return {"files": [{"name": each.name, "text": each.text} for each in files]}


async def test_it_is_loaded_by_administrators_alone(rest: Rest) -> None:
    for who in ("reader", "police", "dartford"):
        response = await rest.new("/areas/imports", body(*FILES), who)
        assert refusal(response) == (403, "permission_missing")


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({}, ("/files", "required")),
        ({"files": []}, ("/files", "too_few")),
        (body(*FILES, *FILES), ("/files", "too_many")),
        ({"files": [{"name": "x"}]}, ("/files/0/text", "required")),
        ({"files": [{"name": "x", "text": ""}]}, ("/files/0/text", "too_short")),
        (body(PublishedFile("x", "y")), ("/files/0/text", "unknown_file")),
        (body(lookup(("E07", *DARTFORD[1:]))), ("/files/0/text", "not_of_its_form")),
    ],
)
async def test_what_cannot_be_loaded_is_refused_with_its_place(
    rest: Rest, sent: dict[str, Any], fault: tuple[str, str]
) -> None:
    before = await rest.items("/areas")
    response = await rest.new("/areas/imports", sent)
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [fault]
    assert await rest.items("/areas") == before


async def test_it_comes_to_areas_and_partnerships_and_again_to_nothing(rest: Rest) -> None:
    response = await rest.new("/areas/imports", body(*FILES))
    assert response.status_code == 200, response.text
    report = response.json()
    assert report["areas"] == {"added": 7, "changed": 3, "unchanged": 0}
    assert report["successions"] == {"added": 3, "changed": 0, "unchanged": 0}
    assert report["partnerships"] == {"added": 1, "changed": 1, "unchanged": 0}
    assert {"code", "about", "detail"} == report["notes"][0].keys()

    (after,) = await rest.items("/areas/poole/successors")
    assert after["successor"] == "E06000058"
    of_kent = await rest.items("/partnerships?within=kent-police-area")
    assert [each["code"] for each in of_kent] == ["dartford", "dartford-and-gravesham", "thanet"]

    again = (await rest.new("/areas/imports", body(*FILES))).json()
    assert again["areas"] == {"added": 0, "changed": 0, "unchanged": 10}
    assert again["partnerships"] == {"added": 0, "changed": 0, "unchanged": 2}


async def test_the_same_request_is_answered_as_before(
    rest: Rest, client: httpx.AsyncClient
) -> None:
    headers = {**rest.world.key("operator"), "Idempotency-Key": "map"}
    first, second = [
        await client.post("/v1/areas/imports", json=body(*FILES), headers=headers) for _ in range(2)
    ]
    assert first.json() == second.json()
    assert second.headers["idempotent-replayed"] == "true"
