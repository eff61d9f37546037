"""Playing the published plans through the public API, as those concerned would.

An operator records areas, bodies, indicators and partnerships; each district council, which
coordinates its partnership, enters the plan; the agencies push what the plans state, and Kent
Police a made-up quarter. What is there already is left as it is, so that a demo that was cut
short goes on where it stopped.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from service.demo import record
from service.demo.api import Api
from service.demo.entering import enter_plan
from service.demo.figures import made_up_quarter, stated_figures
from service.demo.recording import record_kent, record_partnership
from service.demo.showing import show

DEMO_LABEL: Final = "demo:"
_PATIENCE: Final = 30.0  # seconds for one request
_POLICE: Final = "kent-police"
_COUNTED: Final = "dartford"  # whose quarter is made up: its plan was in force then


async def play(address: str, operator_token: str, out: Console, err: Console) -> str:
    """Load, push and pull; print the dashboard to `out` and progress to `err`.

    Returns the token of Kent Police's key, for the reader to try.
    """
    kent = record.read(record.KENT)
    partnerships = [record.read(code) for code in record.SHOWN_ON]
    bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=err)
    async with httpx.AsyncClient(base_url=address, timeout=_PATIENCE) as client:
        with bar:
            task = bar.add_task("Three plans, through the API", total=_size(kent, partnerships))
            operator = Api(client, operator_token, told=lambda: bar.advance(task))
            await record_kent(operator, kent)
            for own in partnerships:
                await record_partnership(operator, own)
                council = next(
                    each["agency"] for each in own["memberships"] if "coordinator_from" in each
                )
                await enter_plan(operator.under(await _key(operator, council, "read", "edit")), own)
        police = await _push_figures(operator, partnerships, err)
        await show(operator.under(police), out)
    return police


async def _push_figures(
    operator: Api, partnerships: Sequence[Mapping[str, Any]], err: Console
) -> str:
    """Push, for each agency, what the plans state, and Kent Police's quarter; return their key."""
    stated = stated_figures(partnerships)
    tokens = {agency: await _key(operator, agency, "read", "push") for agency in stated}
    for agency, batches in stated.items():
        for batch in batches:
            await operator.under(tokens[agency]).create("/v1/submissions", batch)
    kpis = await operator.read("/v1/kpis", partnership=_COUNTED, limit=1000)
    supply = await operator.read(f"/v1/agencies/{_POLICE}/supply", limit=1000)
    quarter = made_up_quarter(kpis, supply)
    receipt = await operator.under(tokens[_POLICE]).create("/v1/submissions", quarter)
    counts = ", ".join(f"{n} {what}" for what, n in receipt["counts"].items() if n)
    err.print(f"Kent Police push the first quarter of 2021/22, made up: {counts}.")
    return tokens[_POLICE]


async def _key(operator: Api, agency: str, *may: str) -> str:
    label = f"{DEMO_LABEL} {agency} may {' and '.join(may)}"
    made = await operator.create(
        "/v1/keys", {"label": label, "agency": agency, "permissions": list(may)}
    )
    return str(made["token"])


def _size(kent: Mapping[str, Any], partnerships: Sequence[Mapping[str, Any]]) -> int:
    """Count what is to be loaded."""
    nested = sum(len(each.get("coverage", ())) for each in kent["agencies"])
    nested += sum(len(each.get("aliases", ())) for each in kent["agencies"])
    nested += sum(len(each["suppliers"]) for each in kent["indicators"])
    of_plans = sum(
        len(own.get(name, ()))
        for own in partnerships
        for name in ("memberships", "priorities", "statements", "kpis", "actions")
    )
    # A partnership, its plan, and the council's key come on top.
    return sum(map(len, kent.values())) + nested + of_plans + 3 * len(partnerships)
