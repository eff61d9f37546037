"""Machine keys over REST: made, shown once, looked up, revoked, expired."""

from typing import Any

import httpx
import pytest

from tests.api.asking import Rest, faults, refusal
from tests.conftest import Clock


def key(**different: object) -> dict[str, Any]:
    return {"label": "Athena", "agency": "kent-police", "permissions": ["push"], **different}


async def ask_with(rest: Rest, token: str) -> httpx.Response:
    return await rest.client.get("/v1/areas", headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("who", ["reader", "dartford", "police"])
async def test_keys_are_for_those_who_administer(rest: Rest, who: str) -> None:
    found = (await rest.items("/keys", "operator"))[0]["id"]
    for response in (
        await rest.get("/keys", who),
        await rest.get(f"/keys/{found}", who),
        await rest.new("/keys", key(), who),
        await rest.new(f"/keys/{found}/revocation", {}, who),
    ):
        assert refusal(response) == (403, "permission_missing")


@pytest.mark.parametrize(
    ("different", "found"),
    [
        ({"permissions": []}, [("/permissions", "too_few")]),
        ({"permissions": ["write"]}, [("/permissions/0", "not_one_of")]),
        ({"label": ""}, [("/label", "too_short")]),
        ({"expires_at": "2027-01-01"}, [("/expires_at", "not_an_instant")]),
        ({"expires_at": 1798761600}, [("/expires_at", "not_an_instant")]),
        ({"expires_at": "9999-12-31T23:59:59-01:00"}, [("/expires_at", "not_an_instant")]),
        ({"expires_at": "2026-11-20T09:30:00Z"}, [("/expires_at", "already_expired")]),
        ({"permissions": ["read", "admin"]}, [("/permissions", "permissions_not_allowed")]),
        ({"agency": None}, [("/permissions", "permissions_not_allowed")]),
        (
            {"agency": "nobody", "permissions": ["admin"], "expires_at": "2020-01-01T00:00:00Z"},
            [
                ("/agency", "unknown_agency"),
                ("/permissions", "permissions_not_allowed"),
                ("/expires_at", "already_expired"),
            ],
        ),
    ],
)
async def test_everything_wrong_with_a_key_is_told_at_once(
    rest: Rest, different: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    response = await rest.new("/keys", key(**different))
    assert refusal(response) == (422, "invalid")
    assert faults(response) == found


async def test_a_token_is_shown_once_and_nowhere_afterwards(rest: Rest) -> None:
    body = key(permissions=["read", "push", "read"], expires_at="2027-01-01T01:00:00.9+01:00")
    response = await rest.new("/keys", body)
    assert response.status_code == 201
    made = response.json()
    token = made.pop("token")
    assert token.startswith(f"csp_{made['starts_with']}_")
    assert made == {
        **made,
        "label": "Athena",
        "agency": "kent-police",
        "permissions": ["push", "read"],
        "created_at": "2026-11-20T09:30:00Z",
        "expires_at": "2027-01-01T00:00:00Z",
        "revoked_at": None,
        "last_used_at": None,
    }
    assert response.headers["location"] == f"/v1/keys/{made['id']}"
    for named in (made["id"], made["starts_with"]):
        assert (await rest.get(f"/keys/{named}", "operator")).json() == made
    assert token not in (await rest.get("/keys", "operator")).text
    assert (await ask_with(rest, token)).status_code == 200


async def test_two_keys_asked_for_alike_are_two(rest: Rest) -> None:
    first, second = [(await rest.new("/keys", key())).json() for _ in range(2)]
    assert first["token"] != second["token"]
    assert first["id"] != second["id"]


async def test_what_is_no_key_is_not_found(rest: Rest) -> None:
    for named in ("key_00000000000000000000", "0000000000", "athena"):
        assert refusal(await rest.get(f"/keys/{named}", "operator")) == (404, "not_found")
        response = await rest.new(f"/keys/{named}/revocation", {})
        assert refusal(response) == (404, "not_found")


async def test_a_revoked_key_is_refused_from_then_on(rest: Rest, clock: Clock) -> None:
    made = (await rest.new("/keys", key(permissions=["read"]))).json()
    assert (await ask_with(rest, made["token"])).status_code == 200

    clock.advance(minutes=1)
    revoked = await rest.new(f"/keys/{made['starts_with']}/revocation", {})
    assert (revoked.status_code, revoked.json()["revoked_at"]) == (200, "2026-11-20T09:31:00Z")
    assert refusal(await ask_with(rest, made["token"])) == (401, "key_refused")

    clock.advance(minutes=1)
    again = await rest.new(f"/keys/{made['id']}/revocation", {})
    assert again.json()["revoked_at"] == "2026-11-20T09:31:00Z"
    wrong = await rest.new(f"/keys/{made['id']}/revocation", {"why": "lost"})
    assert faults(wrong) == [("/why", "unknown_field")]


async def test_a_key_is_good_until_it_expires(rest: Rest, clock: Clock) -> None:
    made = await rest.new("/keys", key(permissions=["read"], expires_at="2026-11-20T09:31:00Z"))
    clock.advance(seconds=59)
    assert (await ask_with(rest, made.json()["token"])).status_code == 200
    clock.advance(seconds=1)
    assert refusal(await ask_with(rest, made.json()["token"])) == (401, "key_refused")


async def test_a_stranger_is_not_told_what_is_wrong_with_a_key(rest: Rest) -> None:
    right = (await rest.new("/keys", key())).json()["token"]
    head, secret = right[:-32], right[-32:]
    told = []
    for wrong in ("csp_x", f"{head}{secret[::-1]}", f"csp_0000000000_{secret}", right.upper()):
        response = await ask_with(rest, wrong)
        assert refusal(response) == (401, "key_refused")
        told.append(response.json()["detail"])
    assert len(set(told)) == 1


async def test_an_operator_without_administration_owns_nothing(rest: Rest) -> None:
    body = key(agency=None, permissions=["read", "edit"])
    rest.world.tokens["editor"] = (await rest.new("/keys", body)).json()["token"]
    plan = "/plans/dartford-2019-22"
    refused = await rest.patch(plan, {"title": "x"}, who="editor")
    assert refusal(refused) == (403, "not_yours")
    refused = await rest.patch("/areas/kent", {"name": "x"}, who="editor")
    assert refusal(refused) == (403, "permission_missing")


async def test_keys_are_narrowed_by_agency_and_by_whether_they_are_revoked(rest: Rest) -> None:
    made = (await rest.new("/keys", key())).json()
    await rest.new(f"/keys/{made['id']}/revocation", {})
    for query, labels in (
        ("?agency=kent-police", ["police", "Athena"]),
        ("?agency=kent-police&is_revoked=true", ["Athena"]),
        ("?agency=kent-police&is_revoked=false", ["police"]),
        ("?is_revoked=true", ["Athena"]),
        ("?agency=nobody", []),
    ):
        found = await rest.items(f"/keys{query}", "operator")
        assert sorted(each["label"] for each in found) == sorted(labels), query
    wrong = await rest.get("/keys?is_revoked=perhaps", "operator")
    assert refusal(wrong) == (400, "bad_parameter")
