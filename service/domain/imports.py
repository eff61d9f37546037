"""What a load of a file came to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class LoadOutcome(StrEnum):
    """What came of a row of a file."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class LoadedRow:
    """A row that was added or changed: its list and place (from 0), its key, the fields changed."""

    list: str
    index: int
    key: str
    outcome: LoadOutcome
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Import:
    """What a load came to; a dry run has written none of it.

    `counts` says how many rows of each list had which outcome; `rows` are those that were not in
    the record just so.
    """

    dry_run: bool
    counts: Mapping[str, Mapping[LoadOutcome, int]]
    rows: tuple[LoadedRow, ...]
