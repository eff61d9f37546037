"""What the demo's councils enter: the plan, its priorities and what stands under them."""

from collections.abc import Mapping
from typing import Any

from service.demo.api import Api


async def enter_plan(council: Api, own: Mapping[str, Any]) -> None:
    """Enter a partnership's plan in reading order."""
    plan, partnership = own["plan"]["code"], own["partnership"]["code"]
    first = {**own["edition"], "partnership": partnership}
    await council.ensure("/v1/plans", plan, {**own["plan"], "edition": first})
    edition = f"{plan}:{own['edition']['code']}"
    for priority in own["priorities"]:
        # What it also serves may stand further down, and is added when all of them are there.
        body = {name: value for name, value in priority.items() if name != "also_serves"}
        await _ensure(council, "/v1/priorities", edition, body)
    for priority in own["priorities"]:
        await _serve_others(council, edition, plan, priority)
    for statement in own.get("statements", ()):
        await _ensure(council, "/v1/statements", edition, statement)
    for kpi in own["kpis"]:
        await _ensure(council, "/v1/kpis", edition, kpi)
    for action in own["actions"]:
        await _ensure(council, "/v1/actions", edition, _action(action, own.get("role_basis")))


async def _ensure(council: Api, path: str, edition: str, body: Mapping[str, Any]) -> None:
    plan = edition.partition(":")[0]
    await council.ensure(
        path, f"{plan}:{body['code']}", {**body, "edition": edition}, edition=edition
    )


async def _serve_others(council: Api, edition: str, plan: str, priority: Mapping[str, Any]) -> None:
    wanted = sorted(f"{plan}:{code}" for code in priority.get("also_serves", ()))
    path = f"/v1/priorities/{plan}:{priority['code']}"
    if wanted:
        found = await council.read(path, edition=edition)
        if found["also_serves"] != wanted:
            await council.change(path, found["revision"], {"also_serves": wanted})


def _action(action: Mapping[str, Any], role_basis: str | None) -> dict[str, Any]:
    """Turn an action of the record into the body that the API takes.

    `role_basis` is on what the roles of all parties rest.
    """
    taken = {"priority", "number", "listings", "tackles", "timescale"}
    listed = action.get("listings", [action])  # most are listed once, and say where themselves
    basis = {} if role_basis is None else {"role_basis": role_basis}
    return {
        **{name: value for name, value in action.items() if name not in taken},
        "listings": [{name: each[name] for name in ("priority", "number")} for each in listed],
        "parties": [{**basis, **_party(each)} for each in action["parties"]],
        "timescale": action.get("timescale", {}).get("printed"),
    }


def _party(party: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a party into what the API takes: an agency is named as printed, unless by its code."""
    as_printed = {"agency": party["printed"]} if party["kind"] == "agency" else {}
    return {**as_printed, **party}
