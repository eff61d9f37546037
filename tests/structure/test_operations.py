"""Every REST operation: who may call it, and what it asks of the caller."""

import re
from typing import Any

import httpx
import pytest

from service.domain.callers import Permission
from service.usecases import keys
from tests.build import ROOT, World

# Raise it with every operation that is added; a walk that finds none would pass all the rest.
HOW_MANY = 135

Operation = dict[str, Any]


@pytest.fixture
def operations(told: dict[str, Any]) -> dict[tuple[str, str], Operation]:
    """Every operation of the OpenAPI document, by method and path."""
    return {
        (method.upper(), path): operation
        for path, methods in told["paths"].items()
        for method, operation in methods.items()
    }


Operations = dict[tuple[str, str], Operation]


@pytest.fixture
async def lacking(world: World) -> dict[str, dict[str, str]]:
    """For every permission, the header of a key that has all that it can have but that."""
    async with world.desk.writing(ROOT, "req_push_only") as work:
        made = await keys.mint(
            work,
            label="push only",
            agency="kent-police",
            permissions=[Permission.PUSH],
            expires_at=None,
        )
    return {
        Permission.READ: {"Authorization": f"Bearer {made.token}"},
        Permission.PUSH: world.key("operator"),
        Permission.EDIT: world.key("police"),
        Permission.ADMIN: world.key("dartford"),
    }


def address(path: str) -> str:
    """Fill in the parameters of a path."""
    return re.sub(r"{\w+}", "x", path)


def test_there_are_as_many_operations_as_there_should_be(operations: Operations) -> None:
    assert len(operations) == HOW_MANY


def test_every_operation_names_its_permission_to_programs_and_people(
    operations: Operations,
) -> None:
    for operation in operations.values():
        permission = Permission(operation["x-permission"])
        assert operation["description"].endswith(f"Needs a key that may **{permission}**.")


async def test_no_operation_runs_without_a_key(
    client: httpx.AsyncClient, world: World, operations: Operations
) -> None:
    answers = {
        (method, path): await client.request(method, address(path)) for method, path in operations
    }

    assert {each.status_code for each in answers.values()} == {401}
    assert {each.json()["code"] for each in answers.values()} == {"key_missing"}


async def test_no_operation_runs_with_a_key_that_lacks_its_permission(
    client: httpx.AsyncClient,
    world: World,
    operations: Operations,
    lacking: dict[str, dict[str, str]],
) -> None:
    ran = {}
    for (method, path), operation in operations.items():
        headers = lacking[operation["x-permission"]]
        answer = await client.request(method, address(path), headers=headers)
        ran[method, path] = (answer.status_code, answer.json()["code"])

    allowed = {each: told for each, told in ran.items() if told != (403, "permission_missing")}
    assert allowed == {}


def test_reading_needs_no_more_than_read_but_for_keys(operations: Operations) -> None:
    for (method, path), operation in operations.items():
        if method == "GET":
            wanted = Permission.ADMIN if path.startswith("/v1/keys") else Permission.READ
            assert operation["x-permission"] == wanted, path


def test_nothing_is_changed_by_a_key_that_only_reads(operations: Operations) -> None:
    for (method, path), operation in operations.items():
        assert method == "GET" or operation["x-permission"] != Permission.READ, path


def headers_needed(operation: Operation) -> set[str]:
    return {
        each["name"]
        for each in operation.get("parameters", ())
        if each["in"] == "header" and each["required"]
    }


def test_what_changes_a_thing_needs_its_revision_and_what_makes_one_a_key_for_repeats(
    operations: Operations,
) -> None:
    # The reply to these holds a secret, or is the same however often they are sent.
    repeatable = {("POST", "/v1/keys"), ("POST", "/v1/keys/{key}/revocation")}
    for (method, path), operation in operations.items():
        wanted = {
            "GET": set(),
            "POST": set() if (method, path) in repeatable else {"Idempotency-Key"},
            "PATCH": {"If-Match"},
            "DELETE": {"If-Match"},
        }
        assert headers_needed(operation) == wanted[method], (method, path)
