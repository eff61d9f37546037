"""The `csp` command: its groups and commands, a module each."""

from typing import Annotated, Final

import typer
from pydantic import ValidationError

from service import __version__, filing
from service.cli import areas, contracts, demo, files, keys, server
from service.cli.terminal import out, refuse
from service.db.embedded import EmbeddedRefusal
from service.demo import DemoFailed
from service.domain.errors import Refusal

app: Final = typer.Typer(
    name="csp",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def about(
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
) -> None:
    """Plans, figures and the statutory record of Community Safety Partnerships."""
    if version:
        out.print(__version__, highlight=False)
        raise typer.Exit


app.command()(server.serve)
app.command()(server.migrate)
app.command()(demo.demo)
app.command()(files.load)
app.command()(files.export)
app.command()(contracts.contracts)
app.add_typer(keys.app, name="keys")
app.add_typer(areas.app, name="areas")


def main() -> None:
    """Run the command; what is refused is told in a sentence, without a traceback."""
    try:
        app()
    except Refusal as refusal:
        refuse(" ".join(fault.detail for fault in refusal.faults) or refusal.detail)
    except ValidationError as error:
        refuse(" ".join(f"{str(e['loc'][0]).upper()}: {e['msg']}." for e in error.errors()))
    except (EmbeddedRefusal, DemoFailed, filing.FileRefused) as failure:
        refuse(str(failure))
