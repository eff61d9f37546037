"""The demo's record: the published plans, as files of the format, and the figures they state."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

_HERE: Final = Path(__file__).parent
# A folder for what the plans share, then one for each plan, after those that it speaks of.
FOLDERS: Final = ("kent", "dartford-and-gravesham", "dartford", "thanet")
# Each partnership is shown on a day of its own plan.
SHOWN_ON: Final[Mapping[str, str]] = {
    "dartford": "2021-06-30",
    "thanet": "2015-06-30",
    "dartford-and-gravesham": "2008-06-30",
}


def paths(folder: str) -> Sequence[Path]:
    """Return the files of a folder."""
    return sorted((_HERE / "plans" / folder).glob("*.yaml"))


def read(folder: str) -> dict[str, Any]:
    """Read the files of a folder as one file, as `POST /v1/imports` takes it."""
    whole: dict[str, Any] = {}
    for path in paths(folder):
        for name, rows in _load(path).items():
            whole[name] = rows if name == "format" else [*whole.get(name, ()), *rows]
    return whole


def stated_figures() -> Mapping[str, Mapping[str, Any]]:
    """Read, by partnership, the figures that its plan states, and the document's name."""
    stated: Mapping[str, Mapping[str, Any]] = _load(_HERE / "figures.yaml")
    return stated


def _load(path: Path) -> Any:  # noqa: ANN401 -- whatever YAML holds
    return _plain(yaml.safe_load(path.read_text("utf-8")))


def _plain(value: Any) -> Any:  # noqa: ANN401 -- the same
    """Write days as ISO texts, as the API takes them."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
