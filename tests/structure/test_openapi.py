"""The OpenAPI document: whole, valid, and true of what the service really answers."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
from jsonschema import Draft202012Validator

from service.problems import MEDIA_TYPE
from tests.build import World, row

Told = dict[str, Any]
JSON = "application/json"


def every(name: str, within: object) -> Iterator[Any]:
    """Yield whatever stands under a name, however deep."""
    if isinstance(within, dict):
        if name in within:
            yield within[name]
        within = list(within.values())
    if isinstance(within, list):
        for each in within:
            yield from every(name, each)


def operations(told: Told) -> Iterator[Told]:
    for methods in told["paths"].values():
        yield from methods.values()


def resolved(told: Told, reference: Told) -> Told:
    """Follow a reference within the document, if it is one."""
    if "$ref" not in reference:
        return reference
    found: Any = told
    for name in reference["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    assert isinstance(found, dict)
    return found


async def test_the_document_is_served_as_it_is_built(client: httpx.AsyncClient, told: Told) -> None:
    response = await client.get("/openapi.json")

    assert response.headers["content-type"] == JSON
    assert response.json() == json.loads(json.dumps(told))
    assert told["openapi"].startswith("3.1")


def test_every_reference_leads_somewhere(told: Told) -> None:
    references = list(every("$ref", told))

    assert references
    for each in references:
        assert resolved(told, {"$ref": each})


def test_every_schema_is_a_schema(told: Told) -> None:
    for schema in told["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_schema_and_response_is_used(told: Told) -> None:
    references = set(every("$ref", told))

    for kind in ("schemas", "responses"):
        made = {f"#/components/{kind}/{name}" for name in told["components"][kind]}
        assert made <= references


def test_every_operation_has_a_name_a_summary_a_description_and_a_documented_tag(
    told: Told,
) -> None:
    tags = {each["name"] for each in told["tags"]}
    names = [each["operationId"] for each in operations(told)]

    assert len(set(names)) == len(names)
    for operation in operations(told):
        assert operation["summary"]
        assert operation["description"]
        assert len(operation["tags"]) == 1
        assert operation["tags"][0] in tags
    assert {each["tags"][0] for each in operations(told)} == tags


def test_every_parameter_is_described(told: Told) -> None:
    described = {"description"}
    for operation in operations(told):
        for each in operation.get("parameters", ()):
            is_plain_enum = "$ref" in str(each["schema"])
            assert described & each.keys() or is_plain_enum, (operation["operationId"], each)


def test_every_problem_that_an_operation_can_have_is_described_with_examples(told: Told) -> None:
    problem = validator(told, {"$ref": "#/components/schemas/Problem"})
    for name, response in told["components"]["responses"].items():
        assert list(response["content"]) == [MEDIA_TYPE]
        examples = response["content"][MEDIA_TYPE]["examples"]
        assert examples
        for code, example in examples.items():
            problem.validate(example["value"])
            assert example["value"]["code"] == code
            assert f"Problem{example['value']['status']}" == name
            assert f"`{code}`" in response["description"]


def test_no_operation_claims_a_refusal_in_fastapis_own_words(told: Told) -> None:
    for operation in operations(told):
        for status, response in operation["responses"].items():
            is_problem = "$ref" in response
            assert is_problem == (int(status) >= 400), operation["operationId"]


def validator(told: Told, schema: Told) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": told["components"]})


def conform(told: Told, path: str, response: httpx.Response) -> None:
    """Hold a response against what the document says of it: status, media type and content."""
    operation = told["paths"][path][response.request.method.lower()]
    described = resolved(told, operation["responses"][str(response.status_code)])
    if response.status_code == 204:
        assert "content" not in described
        assert response.content == b""
        return
    schema = described["content"][response.headers["content-type"]]["schema"]
    validator(told, schema).validate(response.json())
    says_no_more_than(told, schema, response.json())


def says_no_more_than(told: Told, schema: Told, value: object) -> None:
    """Check that an answer has no members that its schema does not describe, however deep."""
    schema = resolved(told, schema)
    if isinstance(value, list):
        for each in value:
            says_no_more_than(told, schema.get("items", {}), each)
    if isinstance(value, dict) and "properties" in schema:
        assert value.keys() <= schema["properties"].keys()
        for name, each in value.items():
            says_no_more_than(told, schema["properties"][name], each)


READS = {
    "/v1/partnerships": "/v1/partnerships?include_total=true",
    "/v1/partnerships/{partnership}": "/v1/partnerships/dartford",
    "/v1/partnerships/{partnership}/members": "/v1/partnerships/dartford/members?limit=1",
    "/v1/plans/{plan}": "/v1/plans/dartford-2019-22",
    "/v1/plans/{plan}/editions": "/v1/plans/dartford-2019-22/editions",
    "/v1/priorities": "/v1/priorities",
    "/v1/kpis": "/v1/kpis",
    "/v1/indicators/{indicator}": "/v1/indicators/asb-incidents",
    "/v1/areas": "/v1/areas",
    "/v1/agencies/{agency}/supply": "/v1/agencies/kent-police/supply",
    "/v1/series": "/v1/series",
    "/v1/figures": "/v1/figures",
    "/v1/submissions": "/v1/submissions",
    "/v1/periods/resolve": "/v1/periods/resolve?expr=LAST_4_FY_QUARTERS",
    "/v1/changes": "/v1/changes?limit=1000",
}


async def test_what_is_pushed_conforms_and_the_example_of_the_first_page_too(
    client: httpx.AsyncClient, world: World, told: Told
) -> None:
    (example,) = re.findall(r"```json\n(.+?)```", told["info"]["description"], re.DOTALL)
    body = validator(told, {"$ref": "#/components/schemas/SubmissionInput"})
    minimal = {"rows": [row()], "defaults": {}}

    for each in (json.loads(example), minimal):
        body.validate(each)
        response = await client.post("/v1/submissions", json=each, headers=world.new("police"))
        assert response.status_code == 200
    assert not body.is_valid({"rows": [{"value": "512"}]})
    assert not body.is_valid({"rows": [{"colour": "red"}]})


async def test_what_is_read_conforms(client: httpx.AsyncClient, world: World, told: Told) -> None:
    await world.push(client, row(), row(period="FY2021-Q2", value=None, status="not_supplied"))
    for path, address in READS.items():
        response = await client.get(address, headers=world.key("reader"))

        assert response.status_code == 200, path
        assert response.json() not in ({}, []), path
        conform(told, path, response)


async def test_a_receipt_and_what_hangs_on_it_conform(
    client: httpx.AsyncClient, world: World, told: Told
) -> None:
    pushed = await world.push(client, row(client_ref="r1"))
    receipt, figure = pushed.json(), f"/v1/figures/{pushed.json()['rows'][0]['figure_id']}"

    conform(told, "/v1/submissions", pushed)
    for path, address in (
        ("/v1/submissions/{submission}", f"/v1/submissions/{receipt['id']}"),
        ("/v1/submissions/{submission}/rows", receipt["rows_url"]),
        ("/v1/figures/{figure}", figure),
        ("/v1/figures/{figure}/revisions", f"{figure}/revisions"),
    ):
        conform(told, path, await client.get(address, headers=world.key("police")))


async def test_what_is_made_changed_and_removed_conforms(
    client: httpx.AsyncClient, world: World, told: Told
) -> None:
    body = {"code": "kent-probation", "name": "Probation", "kind": "probation"}
    key = {"label": "X", "permissions": ["read"]}
    at = {**world.key("operator"), "If-Match": '"1"'}
    one = "/v1/agencies/{agency}"

    made = await client.post("/v1/agencies", json=body, headers=world.new("operator"))
    minted = await client.post("/v1/keys", json=key, headers=world.key("operator"))
    changed = await client.patch("/v1/agencies/kent-probation", json={"name": "P"}, headers=at)
    stale = await client.delete("/v1/agencies/kent-probation", headers=at)
    at["If-Match"] = '"2"'
    removed = await client.delete("/v1/agencies/kent-probation", headers=at)

    answers = (("/v1/agencies", made), ("/v1/keys", minted), (one, changed), (one, stale))
    for path, response in (*answers, (one, removed)):
        conform(told, path, response)
    assert [each.status_code for _, each in answers] == [201, 201, 200, 412]
    assert removed.status_code == 204


async def test_what_is_refused_conforms(
    client: httpx.AsyncClient, world: World, told: Told
) -> None:
    push, one = "/v1/submissions", "/v1/areas/{area}"
    operator = world.key("operator")
    kent = {"code": "E10000016", "slug": "kent-2", "name": "Kent", "kind": "county"}
    answers = [
        (push, await client.post(push, json={}, headers=world.key("police")), 400),
        (push, await client.post(push, json={}), 401),
        (push, await world.push(client, row(), who="reader"), 403),
        (push, await world.push(client, row(area="ashford")), 422),
        (push, await client.post(push, content=b"x", headers=world.new("police")), 415),
        (push, await client.post(push, content=b"x" * (2**25 + 1), headers=operator), 413),
        ("/v1/areas", await client.get("/v1/areas?limit=0", headers=operator), 400),
        (
            "/v1/areas",
            await client.post(
                "/v1/areas", json={**kent, "nation": "england"}, headers=world.new("operator")
            ),
            409,
        ),
        (one, await client.get("/v1/areas/nowhere", headers=operator), 404),
        (one, await client.patch("/v1/areas/kent", json={"name": "K"}, headers=operator), 428),
        (
            one,
            await client.delete("/v1/areas/kent", headers={**operator, "If-Match": '"1"'}),
            409,
        ),
    ]

    for path, response, status in answers:
        assert response.status_code == status, (path, response.text)
        conform(told, path, response)
