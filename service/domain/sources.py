"""Where a fact was read: in which document, at which place, and whether it stands there so."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from service.domain.nodes import Record, Ref


class Reading(StrEnum):
    """How a fact came out of its source.

    `printed` stands there as it is recorded; `resolved` is what the printed words were taken to
    mean; `doubtful` is such a reading of which one is not sure.
    """

    PRINTED = "printed"
    RESOLVED = "resolved"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Source(Record):
    """Where a fact was read.

    `of` is the id of the thing that it is a fact of, and `field` the member of the thing that was
    read there; null for the thing as a whole. `edition` says in which edition's words, where the
    thing has several. `place` is the page or section as the document numbers it, `printed` the
    document's own words where they differ from what is recorded.
    """

    noun: ClassVar[str] = "source"
    prefix: ClassVar[str] = "src"

    of: str
    field: str | None
    edition: Ref | None
    document: str
    place: str | None
    reading: Reading
    printed: str | None
    note: str | None
