"""`csp areas`: the country's map."""

from pathlib import Path
from typing import Annotated, Final

import typer

from service.cli.running import with_desk
from service.cli.terminal import err, out, refuse
from service.domain.errors import Invalid
from service.domain.map_files import PublishedFile
from service.domain.map_reports import MapReport, told
from service.usecases import maps
from service.usecases.work import NOBODY, Desk

app: Final = typer.Typer(help="The country's map: load it.", no_args_is_help=True)


@app.command()
def load(
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

    async def loading(desk: Desk) -> MapReport:
        with err.status("") as status:
            async with desk.writing(NOBODY, "csp areas load") as work:
                return await maps.load(work, published, status.update)

    try:
        loaded = with_desk(loading)
    except Invalid as invalid:
        refuse("\n".join([invalid.detail, *(fault.detail for fault in invalid.faults)]))
    for line in told(loaded):
        out.print(line, highlight=False, markup=False, soft_wrap=True)


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        refuse(f"{file.name} is not in UTF-8.")
