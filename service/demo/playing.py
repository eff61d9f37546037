"""Playing the published plans through the public API, as those concerned would.

An operator loads the plans' files; the agencies push what the plans state, and Kent Police a
made-up quarter. Loading is all or nothing, file by file, and changes nothing that is there
already, so that a demo that was cut short goes on where it stopped.
"""

from typing import Final

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from service.demo import record
from service.demo.api import Api
from service.demo.figures import made_up_quarter, stated_figures
from service.demo.showing import show

DEMO_LABEL: Final = "demo:"
_PATIENCE: Final = 120.0  # seconds for one request: a file is loaded in one
_POLICE: Final = "kent-police"
_COUNTED: Final = "dartford"  # whose quarter is made up: its plan was in force then


async def play(address: str, operator_token: str, out: Console, err: Console) -> str:
    """Load, push and pull; print the dashboard to `out` and progress to `err`.

    Returns the token of Kent Police's key, for the reader to try.
    """
    async with httpx.AsyncClient(base_url=address, timeout=_PATIENCE) as client:
        operator = Api(client, operator_token)
        await _load_plans(operator, err)
        police = await _push_figures(operator, err)
        await show(operator.under(police), out)
    return police


async def _load_plans(operator: Api, err: Console) -> None:
    """Load the files folder by folder, and tell what came of the rows."""
    files = {folder: record.read(folder) for folder in record.FOLDERS}
    sizes = {
        folder: sum(len(rows) for name, rows in file.items() if name != "format")
        for folder, file in files.items()
    }
    bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=err)
    with bar:
        task = bar.add_task("Three plans, through the API", total=sum(sizes.values()))
        for folder, file in files.items():
            loaded = await operator.create("/v1/imports", file)
            bar.advance(task, sizes[folder])
            came = {
                what: sum(counts[what] for counts in loaded["counts"].values())
                for what in ("added", "changed", "unchanged")
            }
            told = ", ".join(f"{number} {what}" for what, number in came.items() if number)
            err.print(f"{folder}: {told}", highlight=False)


async def _push_figures(operator: Api, err: Console) -> str:
    """Push, for each agency, what the plans state, and Kent Police's quarter; return their key."""
    stated = stated_figures()
    tokens = {agency: await _key(operator, agency) for agency in stated}
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


async def _key(operator: Api, agency: str) -> str:
    label = f"{DEMO_LABEL} {agency} may read and push"
    made = await operator.create(
        "/v1/keys", {"label": label, "agency": agency, "permissions": ["read", "push"]}
    )
    return str(made["token"])
