"""Submissions: one push of figures by an agency, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Final

from service.domain.figures import Confidentiality, FigureStatus
from service.domain.ids import FigureKey
from service.domain.nodes import Node, Ref

MOST_ROWS: Final = 100_000
ROWS_IN_A_RECEIPT: Final = 1_000


class Mode(StrEnum):
    """Whether one row at fault refuses them all."""

    ATOMIC = "atomic"


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DELETED = "deleted"


@dataclass(frozen=True)
class Row:
    """One row of a push, as sent, with the submission's defaults filled in.

    `index` counts from 0. `indicator` and `area` are what the sender wrote: a code, a slug or an
    id. `delete` withdraws the figure instead of stating it. `unread` names the fields that could
    not be read, which makes the row one to be judged but not written.
    """

    index: int
    indicator: str
    area: str
    breakdown: str
    period: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    status: FigureStatus
    confidentiality: Confidentiality
    note: str | None
    client_ref: str | None
    delete: bool
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Counts:
    """How the rows fared: received = created + updated + unchanged + deleted + rejected."""

    received: int
    created: int
    updated: int
    unchanged: int
    deleted: int
    rejected: int


@dataclass(frozen=True)
class RowOutcome:
    """What became of one row, and which revision of which figure now stands."""

    index: int
    client_ref: str | None
    outcome: Outcome
    figure_id: str
    revision: int


@dataclass(frozen=True)
class Submission(Node):
    """One push of figures by an agency. `synthetic` says that its figures are made up.

    `source_ref` is the sender's own reference for it. Only pushes that were applied are kept.
    """

    noun: ClassVar[str] = "submission"
    prefix: ClassVar[str] = "sub"

    agency: Ref
    source_ref: str | None
    mode: Mode
    synthetic: bool
    counts: Counts
    recorded_at: datetime


@dataclass(frozen=True)
class Receipt(Submission):
    """What the sender gets back. `rows` holds the first 1,000; the rest are behind `rows_url`."""

    rows: tuple[RowOutcome, ...]
    rows_truncated: bool
    rows_url: str


@dataclass(frozen=True)
class Entry:
    """A row that has been judged and found right, resolved to its figure."""

    row: Row
    key: FigureKey
    starts_on: date
    ends_before: date
    value: Decimal | None
