"""`csp contracts`."""

from pathlib import Path
from typing import Annotated

import typer

from service.cli.terminal import out, refuse
from service.main import contract_texts


def contracts(
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
        refuse(f"{', '.join(stale)} in {folder}/ do not say what the code says: run csp contracts.")
    out.print("The contracts are up to date." if not stale else f"Written: {', '.join(stale)}.")
