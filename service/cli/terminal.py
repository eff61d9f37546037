"""What the command prints to: results on standard output, everything else on standard error."""

from typing import Final, NoReturn

from rich.console import Console

out: Final = Console()
err: Final = Console(stderr=True, soft_wrap=True)


def refuse(sentence: str) -> NoReturn:
    """Say in a sentence what cannot be done, and stop with exit code 1."""
    err.print(sentence, style="red", markup=False, highlight=False)
    raise SystemExit(1)
