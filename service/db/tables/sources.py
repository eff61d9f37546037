"""Where facts were read."""

from sqlmodel import Field

from service.db.tables.columns import Recorded, one_of
from service.domain.sources import Reading


class SourceRow(Recorded, table=True):
    """Where a fact was read; of which thing is no foreign key, since it can be any."""

    __tablename__ = "source"
    __table_args__ = (one_of("reading", *Reading),)

    of_id: str = Field(index=True)
    field: str | None
    edition_id: str | None = Field(foreign_key="edition.id", index=True)
    document: str
    place: str | None
    reading: str
    printed: str | None
    note: str | None
