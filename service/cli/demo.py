"""`csp demo`."""

from typing import Annotated

import typer

from service import logs
from service.cli.running import Port, at_desk, check_port, database, settings_from
from service.cli.terminal import err, out
from service.db import migrating
from service.demo import DEMO_LABEL, play, show_links
from service.domain.callers import Permission
from service.domain.keys import Key, MintedKey
from service.main import make_app, make_desk
from service.serving import serve
from service.usecases import keys, reading
from service.usecases.work import NOBODY, Desk


def demo(
    port: Port = None,
    once: Annotated[
        bool, typer.Option("--once", help="Print the dashboard and stop, instead of serving on.")
    ] = False,
) -> None:
    """Load three published plans through the API, push a quarter of figures, show the dashboard."""
    settings = settings_from(port)
    logs.configure(as_json=False, level="warning")
    check_port(settings)
    with database(settings) as dsn:
        err.print("Migrating the database …")
        migrating.migrate(dsn)
        desk = make_desk(settings, dsn)
        operator = at_desk(settings, dsn, _operator)
        address = f"http://{settings.host}:{settings.port}"

        async def meanwhile() -> bool:
            police = await play(address, operator.token, out, err)
            if not once:
                show_links(address, police, out)
                err.print("\nStill serving; Ctrl-C stops.")
            return not once

        app_ = make_app(settings, desk)
        serve(app_, settings.host, settings.port, settings.shutdown_seconds, meanwhile)


async def _operator(desk: Desk) -> MintedKey:
    """Revoke the keys of earlier demonstrations and make an operator's for this one."""
    async with desk.writing(NOBODY, "csp demo") as work:
        async for key in reading.all_of(work, Key, {"is_revoked": False}):
            if key.label.startswith(DEMO_LABEL):
                await keys.revoke(work, key.id)
        return await keys.mint(
            work,
            label=f"{DEMO_LABEL} operator",
            agency=None,
            permissions=[Permission.ADMIN],
            expires_at=None,
        )
