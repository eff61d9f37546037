"""`csp keys`: machine keys, made, listed and revoked."""

from datetime import UTC, datetime
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from service.cli.running import with_desk
from service.cli.terminal import err, out, refuse
from service.domain.callers import Permission
from service.domain.keys import Key, MintedKey
from service.usecases import keys, reading
from service.usecases.work import NOBODY, Desk

app: Final = typer.Typer(help="Machine keys: make, list and revoke them.", no_args_is_help=True)

_WIDE: Final = 200  # characters


@app.command(name="create")
def create_key(
    may: Annotated[list[Permission], typer.Option(help="What the key may do; repeat it for more.")],
    label: Annotated[str, typer.Option(help="What the key is for, in your own words.")] = "",
    agency: Annotated[str | None, typer.Option(help="The agency it is for, by its code.")] = None,
    operator: Annotated[bool, typer.Option("--operator", help="It is for no agency.")] = False,
    expires_at: Annotated[
        datetime | None, typer.Option(help="When it ends, in UTC; unsaid, never.")
    ] = None,
) -> None:
    """Make a key, and show its token this once.

    The first key of an installation is an operator's: csp keys create --operator --may admin
    """
    if (agency is None) != operator:
        refuse("Say either --agency CODE or --operator.")
    end = None if expires_at is None else expires_at.replace(tzinfo=UTC)
    named = label or ("operator" if operator else str(agency))

    async def create(desk: Desk) -> MintedKey:
        async with desk.writing(NOBODY, "csp keys create") as work:
            return await keys.mint(
                work, label=named, agency=agency, permissions=may, expires_at=end
            )

    made = with_desk(create)
    err.print(f"Key {made.id} ({made.label}) may {', '.join(made.permissions)}. Keep its token:")
    print(made.token)  # noqa: T201 -- alone on standard output, for scripts


@app.command(name="list")
def list_keys(
    everything: Annotated[bool, typer.Option("--all", help="Revoked ones as well.")] = False,
) -> None:
    """List the keys, without their secrets."""

    async def found(desk: Desk) -> list[Key]:
        async with desk.reading(NOBODY) as work:
            filters = {} if everything else {"is_revoked": False}
            return [each async for each in reading.all_of(work, Key, filters)]

    table = Table("id", "begins with", "agency", "may", "last used", "ends", "revoked", "label")
    table.box = None
    for key in with_desk(found):
        table.add_row(
            key.id,
            f"csp_{key.starts_with}_…",
            key.agency or "(operator)",
            ", ".join(key.permissions),
            *(f"{at:%Y-%m-%d %H:%M}" if at else "-" for at in (key.last_used_at, key.expires_at)),
            f"{key.revoked_at:%Y-%m-%d %H:%M}" if key.revoked_at else "-",
            key.label,
        )
    wide = Console(width=_WIDE)  # whole ids, to be copied; the terminal wraps
    wide.print(table)


@app.command(name="revoke")
def revoke_key(
    key: Annotated[str, typer.Argument(help="The key's id, or what follows csp_ in its token.")],
) -> None:
    """Revoke a key, from this moment on."""

    async def revoke(desk: Desk) -> Key:
        async with desk.writing(NOBODY, "csp keys revoke") as work:
            return await keys.revoke(work, key)

    revoked = with_desk(revoke)
    out.print(f"Key {revoked.id} ({revoked.label}) is revoked.")
