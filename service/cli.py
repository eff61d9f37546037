"""The `csp` command."""

import asyncio
import contextlib
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from service import __version__, filing, logs
from service.api.files import file_of
from service.db import migrating
from service.db.embedded import Embedded, EmbeddedRefusal, start
from service.demo import DEMO_LABEL, DemoFailed, play, show_links
from service.domain.callers import Permission
from service.domain.errors import Invalid, Refusal
from service.domain.imports import Import, LoadOutcome
from service.domain.keys import Key, MintedKey
from service.domain.map_files import PublishedFile
from service.domain.map_reports import MapReport, told
from service.main import contract_texts, make_app, make_desk
from service.serving import PortTaken, check_port, serve
from service.settings import Settings
from service.usecases import imports, keys, maps, reading
from service.usecases.work import NOBODY, OPERATOR, Desk

T = TypeVar("T")

out: Final = Console()
err: Final = Console(stderr=True, soft_wrap=True)

app: Final = typer.Typer(
    name="csp",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
keys_app: Final = typer.Typer(
    help="Machine keys: make, list and revoke them.", no_args_is_help=True
)
app.add_typer(keys_app, name="keys")
areas_app: Final = typer.Typer(help="The country's map: load it.", no_args_is_help=True)
app.add_typer(areas_app, name="areas")

_WIDE: Final = 200  # characters

Port = Annotated[int | None, typer.Option(help="The port to listen on; else PORT, else 8000.")]
Host = Annotated[
    str | None, typer.Option(help="The address to listen on; else HOST, else 127.0.0.1.")
]


@app.callback(invoke_without_command=True)
def about(
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
) -> None:
    """Plans, figures and the statutory record of Community Safety Partnerships."""
    if version:
        out.print(__version__, highlight=False)
        raise typer.Exit


@app.command(name="serve")
def serve_command(port: Port = None, host: Host = None) -> None:
    """Serve REST and GraphQL until Ctrl-C.

    Uses the database that DATABASE_URL names, else an embedded PostgreSQL under .data/.
    Refuses to start on a database that is behind its migrations.
    """
    settings = _settings(port, host)
    logs.configure(as_json=_wants_json(settings))
    _check_port(settings)
    with _database(settings) as dsn:
        _check_migrated(dsn)
        err.print(f"Serving on http://{settings.host}:{settings.port} (Ctrl-C stops)")
        desk = make_desk(settings, dsn)
        serve(make_app(settings, desk), settings.host, settings.port, settings.shutdown_seconds)


@app.command()
def migrate() -> None:
    """Bring the database to the shape that this version expects; again changes nothing."""
    with _database(_settings()) as dsn:
        migrating.migrate(dsn)
        out.print(f"The database stands at migration {migrating.head()}.", highlight=False)


@app.command()
def demo(
    port: Port = None,
    once: Annotated[
        bool, typer.Option("--once", help="Print the dashboard and stop, instead of serving on.")
    ] = False,
) -> None:
    """Load three published plans through the API, push a quarter of figures, show the dashboard."""
    settings = _settings(port)
    logs.configure(as_json=False, level="warning")
    _check_port(settings)
    with _database(settings) as dsn:
        err.print("Migrating the database …")
        migrating.migrate(dsn)
        desk = make_desk(settings, dsn)
        operator = asyncio.run(_demo_operator(settings, dsn))
        address = f"http://{settings.host}:{settings.port}"

        async def meanwhile() -> bool:
            police = await play(address, operator.token, out, err)
            if not once:
                show_links(address, police, out)
                err.print("\nStill serving; Ctrl-C stops.")
            return not once

        app_ = make_app(settings, desk)
        serve(app_, settings.host, settings.port, settings.shutdown_seconds, meanwhile)


@app.command(name="load")
def load_command(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files in YAML.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come of it, and write nothing.")
    ] = False,
) -> None:
    """Load files into the record: all of them or nothing. Again, they change nothing.

    What is wrong is told with file and line. The format is told in docs/files.md.
    """
    files = filing.read(paths)

    async def load(desk: Desk) -> Import:
        async with desk.writing(OPERATOR, "csp load") as work:
            return await imports.load(work, files.file.rows(), dry_run=dry_run)

    try:
        loaded = _with_desk(load)
    except Invalid as refusal:
        raise files.refusal(refusal.faults) from refusal
    for row in loaded.rows:
        fields = f": {', '.join(row.fields)}" if row.fields else ""
        out.print(f"{row.outcome} in {row.list}: {row.key}{fields}", highlight=False)
    total: Counter[LoadOutcome] = sum(map(Counter, loaded.counts.values()), Counter())
    told = ", ".join(f"{total[outcome]} {outcome}" for outcome in LoadOutcome)
    out.print(f"{told}{'; nothing was written' if dry_run else ''}.", highlight=False)


@app.command(name="export")
def export_command(
    partnerships: Annotated[
        list[str],
        typer.Argument(metavar="PARTNERSHIP…", help="The codes or ids of partnerships."),
    ],
) -> None:
    """Write partnerships to standard output as one file that can be loaded."""

    async def exported(desk: Desk) -> dict[str, Any]:
        async with desk.reading(OPERATOR) as work:
            return await file_of(work, *partnerships)

    print(filing.write(_with_desk(exported)), end="")  # noqa: T201 -- to be redirected


@keys_app.command(name="create")
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
        _refuse("Say either --agency CODE or --operator.")
    end = None if expires_at is None else expires_at.replace(tzinfo=UTC)
    named = label or ("operator" if operator else str(agency))

    async def create(desk: Desk) -> MintedKey:
        async with desk.writing(NOBODY, "csp keys create") as work:
            return await keys.mint(
                work, label=named, agency=agency, permissions=may, expires_at=end
            )

    made = _with_desk(create)
    err.print(f"Key {made.id} ({made.label}) may {', '.join(made.permissions)}. Keep its token:")
    print(made.token)  # noqa: T201 -- alone on standard output, for scripts


@keys_app.command(name="list")
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
    for key in _with_desk(found):
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


@keys_app.command(name="revoke")
def revoke_key(
    key: Annotated[str, typer.Argument(help="The key's id, or what follows csp_ in its token.")],
) -> None:
    """Revoke a key, from this moment on."""

    async def revoke(desk: Desk) -> Key:
        async with desk.writing(NOBODY, "csp keys revoke") as work:
            return await keys.revoke(work, key)

    revoked = _with_desk(revoke)
    out.print(f"Key {revoked.id} ({revoked.label}) is revoked.")


@areas_app.command(name="load")
def load_areas(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="The lookup, the register, or both, as published.", exists=True, dir_okay=False
        ),
    ],
) -> None:
    """Load the country's areas and partnerships from published files; again changes nothing.

    The files are the lookup of districts, Community Safety Partnerships and police force areas
    (Office for National Statistics, any year) and the register of local authorities (mySociety).
    Either all that they say is written or, when anything contradicts, nothing.
    """
    published = [PublishedFile(file.name, _text_of(file)) for file in files]

    async def load(desk: Desk) -> MapReport:
        with err.status("") as status:
            async with desk.writing(NOBODY, "csp areas load") as work:
                return await maps.load(work, published, status.update)

    try:
        loaded = _with_desk(load)
    except Invalid as invalid:
        _refuse("\n".join([invalid.detail, *(fault.detail for fault in invalid.faults)]))
    for line in told(loaded):
        out.print(line, highlight=False, markup=False, soft_wrap=True)


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        _refuse(f"{file.name} is not in UTF-8.")


@app.command(name="contracts")
def contracts_command(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail when the files are not up to date.")
    ] = False,
    folder: Annotated[Path, typer.Option(help="Where the files are.")] = Path("openapi"),
) -> None:
    """Write the OpenAPI document and the GraphQL schema down, as the code has them."""
    stale = []
    for name, text in contract_texts().items():
        file = folder / name
        if file.exists() and file.read_text("utf-8") == text:
            continue
        stale.append(name)
        if not check:
            folder.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
    if check and stale:
        _refuse(
            f"{', '.join(stale)} in {folder}/ do not say what the code says: run csp contracts."
        )
    out.print("The contracts are up to date." if not stale else f"Written: {', '.join(stale)}.")


def main() -> None:
    """Run the command; what is refused is told in a sentence, without a traceback."""
    try:
        app()
    except Refusal as refusal:
        _refuse(" ".join(fault.detail for fault in refusal.faults) or refusal.detail)
    except ValidationError as error:
        _refuse(" ".join(f"{str(e['loc'][0]).upper()}: {e['msg']}." for e in error.errors()))
    except (EmbeddedRefusal, DemoFailed, filing.FileRefused) as failure:
        _refuse(str(failure))


def _settings(port: int | None = None, host: str | None = None) -> Settings:
    given = {"port": port, "host": host}
    return Settings.model_validate(
        {name: value for name, value in given.items() if value is not None}
    )


def _wants_json(settings: Settings) -> bool:
    return settings.log_format == "json" or (
        settings.log_format == "auto" and not sys.stderr.isatty()
    )


def _check_port(settings: Settings) -> None:
    try:
        check_port(settings.host, settings.port)
    except PortTaken as taken:
        _refuse(
            f"{taken} Choose another port: --port {settings.port + 1}, or PORT={settings.port + 1}."
        )


@contextlib.contextmanager
def _database(settings: Settings) -> Iterator[str]:
    """Hand out the DSN of the database: the one that is set, or an embedded server's, started."""
    if settings.database_url is not None:
        # Other tools name the driver in the scheme; here there is only one.
        yield settings.database_url.replace("postgresql+asyncpg://", "postgresql://", 1)
        return
    wanted = Embedded(Path.cwd(), settings.data_dir, settings.pg_bin)
    with start(wanted, err.print) as server:
        yield server.dsn


def _check_migrated(dsn: str) -> None:
    current, expected = asyncio.run(migrating.current(dsn)), migrating.head()
    if current != expected:
        stands = "has not been migrated" if current is None else f"stands at migration {current}"
        _refuse(f"The database {stands}; this version expects {expected}. Run: csp migrate")


def _with_desk(do: Callable[[Desk], Awaitable[T]]) -> T:
    """Do something with an open desk on the database."""
    settings = _settings()

    async def done(dsn: str) -> T:
        desk = make_desk(settings, dsn)
        await desk.open()
        try:
            return await do(desk)
        finally:
            await desk.close()

    with _database(settings) as dsn:
        _check_migrated(dsn)
        return asyncio.run(done(dsn))


async def _demo_operator(settings: Settings, dsn: str) -> MintedKey:
    """Revoke the keys of earlier demonstrations and make an operator's for this one."""
    desk = make_desk(settings, dsn)
    await desk.open()
    try:
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
    finally:
        await desk.close()


def _refuse(sentence: str) -> NoReturn:
    err.print(sentence, style="red", markup=False, highlight=False)
    raise SystemExit(1)
