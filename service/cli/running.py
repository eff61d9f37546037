"""What commands stand on: the settings, the database and a desk on it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from service import serving
from service.cli.terminal import err, refuse
from service.db import migrating
from service.db.embedded import Embedded, start
from service.main import make_desk
from service.settings import Settings
from service.usecases.work import Desk

T = TypeVar("T")

Port = Annotated[int | None, typer.Option(help="The port to listen on; else PORT, else 8000.")]
Host = Annotated[
    str | None, typer.Option(help="The address to listen on; else HOST, else 127.0.0.1.")
]


def settings_from(port: int | None = None, host: str | None = None) -> Settings:
    """Read the settings; what the command line says goes before the environment."""
    given = {"port": port, "host": host}
    return Settings.model_validate(
        {name: value for name, value in given.items() if value is not None}
    )


def check_port(settings: Settings) -> None:
    """Refuse a port that is taken, before anything is started."""
    try:
        serving.check_port(settings.host, settings.port)
    except serving.PortTaken as taken:
        refuse(
            f"{taken} Choose another port: --port {settings.port + 1}, or PORT={settings.port + 1}."
        )


@contextlib.contextmanager
def database(settings: Settings) -> Iterator[str]:
    """Hand out the DSN of the database: the one that is set, or an embedded server's, started."""
    if settings.database_url is not None:
        # Other tools name the driver in the scheme; here there is only one.
        yield settings.database_url.replace("postgresql+asyncpg://", "postgresql://", 1)
        return
    wanted = Embedded(Path.cwd(), settings.data_dir, settings.pg_bin)
    with start(wanted, err.print) as server:
        yield server.dsn


def check_migrated(dsn: str) -> None:
    """Refuse a database that is not at this version's migration, with the command to run."""
    current, expected = asyncio.run(migrating.current(dsn)), migrating.head()
    if current != expected:
        stands = "has not been migrated" if current is None else f"stands at migration {current}"
        refuse(f"The database {stands}; this version expects {expected}. Run: csp migrate")


def with_desk(do: Callable[[Desk], Awaitable[T]]) -> T:
    """Do something with an open desk on the migrated database of the settings."""
    settings = settings_from()
    with database(settings) as dsn:
        check_migrated(dsn)
        return at_desk(settings, dsn, do)


def at_desk(settings: Settings, dsn: str, do: Callable[[Desk], Awaitable[T]]) -> T:
    """Do something with an open desk on a database."""

    async def done() -> T:
        desk = make_desk(settings, dsn)
        await desk.open()
        try:
            return await do(desk)
        finally:
            await desk.close()

    return asyncio.run(done())
