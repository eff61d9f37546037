"""Problems: every refusal in one form, each with a page that says what to do about it."""

import re

import httpx
import pytest

from service.domain import errors
from service.domain.errors import Fault
from service.faults import faults_of
from service.problems import TABLE, Kind, kind_of
from service.refusing import headers_of
from tests.build import World, row

MEMBERS = {"type", "title", "status", "detail", "instance", "code", "request_id", "errors"}
KINDS = list(TABLE.values())


def named(kind: Kind) -> str:
    return kind.code


async def test_a_problem_has_every_member_and_a_type_that_resolves(
    client: httpx.AsyncClient, world: World
) -> None:
    response = await world.push(client, row(indicator="burglary"))

    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    assert set(problem) == MEMBERS
    assert problem["status"] == response.status_code
    assert problem["instance"] == "/v1/submissions"
    assert problem["request_id"] == response.headers["x-request-id"]
    assert problem["errors"] == [
        {
            "code": "unknown_indicator",
            "detail": "No indicator is 'burglary'.",
            "pointer": "/rows/0/indicator",
        }
    ]
    assert (await client.get(problem["type"])).status_code == 200


@pytest.mark.parametrize(
    ("path", "code", "parameter"),
    [
        ("/v1/areas?limit=0", "out_of_range", "limit"),
        ("/v1/areas?limit=many", "not_an_integer", "limit"),
        ("/v1/areas?colour=red", "unknown_parameter", "colour"),
        ("/v1/areas?kind=planet", "not_one_of", "kind"),
        ("/v1/figures?periods=2021-Q1", "bad_period", "periods"),
        (f"/v1/areas/{'x' * 201}", "too_long", "area"),
    ],
)
async def test_a_bad_parameter_is_named(
    client: httpx.AsyncClient, world: World, path: str, code: str, parameter: str
) -> None:
    response = await client.get(path, headers=world.key("reader"))

    assert (response.status_code, response.json()["code"]) == (400, "bad_parameter")
    errors = [(each["code"], each["parameter"]) for each in response.json()["errors"]]
    assert errors == [(code, parameter)]


@pytest.mark.parametrize("etag", ['W/"1"', "one", "*", '"1", "2"', '"1234567890"'])
async def test_a_bad_header_is_named(client: httpx.AsyncClient, world: World, etag: str) -> None:
    headers = world.key("operator") | {"If-Match": etag}

    response = await client.patch("/v1/areas/dartford", json={"name": "X"}, headers=headers)

    assert (response.status_code, response.json()["code"]) == (400, "bad_parameter")
    assert [each["header"] for each in response.json()["errors"]] == ["If-Match"]


@pytest.mark.parametrize(
    "path", ["/v1/areas/%00", "/v1/areas?updated_since=%00", "/v1/figures?area=%00"]
)
async def test_the_character_nul_in_an_address_is_refused(
    client: httpx.AsyncClient, world: World, path: str
) -> None:
    assert (await client.get(path, headers=world.key("reader"))).status_code == 400


async def test_a_cursor_of_another_list_is_refused(client: httpx.AsyncClient, world: World) -> None:
    page = await client.get("/v1/areas?limit=1", headers=world.key("reader"))

    response = await client.get(
        "/v1/agencies",
        params={"cursor": page.json()["next_cursor"]},
        headers=world.key("reader"),
    )

    assert (response.status_code, response.json()["code"]) == (400, "bad_cursor")


@pytest.mark.parametrize("kind", KINDS, ids=named)
async def test_every_problem_has_a_page_for_people(client: httpx.AsyncClient, kind: Kind) -> None:
    response = await client.get(f"/problems/{kind.code}", headers={"Accept": "text/html, */*"})

    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert f"<h1>{kind.title}</h1>" in response.text
    assert f"status {kind.status}" in response.text
    assert "script" not in response.text


@pytest.mark.parametrize("kind", KINDS, ids=named)
async def test_every_problem_has_a_page_for_programs(client: httpx.AsyncClient, kind: Kind) -> None:
    response = await client.get(f"/problems/{kind.code}", headers={"Accept": "application/json"})

    assert response.headers["content-type"] == "application/json"
    assert response.json() == vars(kind)


async def test_a_problem_that_is_none_has_no_page(client: httpx.AsyncClient) -> None:
    response = await client.get("/problems/nonsense")

    assert (response.status_code, response.json()["code"]) == (404, "unknown_path")


def test_codes_are_told_apart_and_written_alike() -> None:
    codes = [kind.code for kind in KINDS]

    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch("[a-z]+(_[a-z]+)*", code) for code in codes)


def test_a_refusal_without_an_entry_of_its_own_is_told_as_the_one_above_it() -> None:
    class Unreadable(errors.BadParameter):
        """A parameter that is even worse."""

    assert kind_of(Unreadable("No.")) is TABLE[errors.BadParameter]


def test_a_refusal_says_when_to_come_back_and_how_to_show_who_one_is() -> None:
    challenge = {"WWW-Authenticate": 'Bearer realm="community-safety"'}

    assert headers_of(errors.NotFound("area", "x")) == {}
    assert headers_of(errors.InFlight("Wait.")) == {"Retry-After": "1"}
    assert headers_of(errors.KeyMissing("Who?")) == challenge


@pytest.mark.parametrize(
    ("location", "fault"),
    [
        (("query", "limit"), Fault("required", "Needed.", parameter="limit")),
        (("path", "area"), Fault("required", "Needed.", parameter="area")),
        (("header", "If-Match"), Fault("required", "Needed.", header="If-Match")),
        (("body",), Fault("required", "Needed.", pointer="")),
        (("body", "rows", 3, "a/b~c"), Fault("required", "Needed.", pointer="/rows/3/a~1b~0c")),
    ],
)
def test_what_pydantic_finds_becomes_a_fault_in_its_place(
    location: tuple[str | int, ...], fault: Fault
) -> None:
    found = {"type": "missing", "loc": location, "msg": "Value error, Needed"}

    assert faults_of([found]) == [fault]
