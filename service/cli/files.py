"""`csp load` and `csp export`: whole partnerships as a file."""

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from service import filing
from service.api.files import file_of
from service.cli.running import with_desk
from service.cli.terminal import out
from service.domain.errors import Invalid
from service.domain.imports import Import, LoadOutcome
from service.usecases import imports
from service.usecases.work import OPERATOR, Desk


def load(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files in YAML.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come of it, and write nothing.")
    ] = False,
) -> None:
    """Load files into the record: all of them or nothing. Again, they change nothing.

    What is wrong is told with file and line. The format is told in docs/files.md.
    """
    files = filing.read(paths)

    async def loading(desk: Desk) -> Import:
        async with desk.writing(OPERATOR, "csp load") as work:
            return await imports.load(work, files.file.rows(), dry_run=dry_run)

    try:
        loaded = with_desk(loading)
    except Invalid as refusal:
        raise files.refusal(refusal.faults) from refusal
    for row in loaded.rows:
        fields = f": {', '.join(row.fields)}" if row.fields else ""
        out.print(f"{row.outcome} in {row.list}: {row.key}{fields}", highlight=False)
    total: Counter[LoadOutcome] = sum(map(Counter, loaded.counts.values()), Counter())
    told = ", ".join(f"{total[outcome]} {outcome}" for outcome in LoadOutcome)
    out.print(f"{told}{'; nothing was written' if dry_run else ''}.", highlight=False)


def export(
    partnerships: Annotated[
        list[str],
        typer.Argument(metavar="PARTNERSHIP…", help="The codes or ids of partnerships."),
    ],
) -> None:
    """Write partnerships to standard output as one file that can be loaded."""

    async def exporting(desk: Desk) -> dict[str, Any]:
        async with desk.reading(OPERATOR) as work:
            return await file_of(work, *partnerships)

    print(filing.write(with_desk(exporting)), end="")  # noqa: T201 -- to be redirected
