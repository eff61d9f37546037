"""The demo's own record: the published plans, read from YAML."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

_FOLDER: Final = Path(__file__).parent / "plans"
KENT: Final = "kent"
# Each partnership is shown on a day of its own plan.
SHOWN_ON: Final[Mapping[str, str]] = {
    "dartford": "2021-06-30",
    "thanet": "2015-06-30",
    "dartford-and-gravesham": "2008-06-30",
}


def read(name: str) -> dict[str, Any]:
    """Read one file of the record; days come as ISO texts, as the API takes them."""
    loaded = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text("utf-8"))
    plain: dict[str, Any] = _plain(loaded)
    return plain


def _plain(value: Any) -> Any:  # noqa: ANN401 -- whatever YAML holds
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
