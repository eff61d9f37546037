"""What an edition says under its priorities: statements.

Each is an identity under the plan. What an edition says of it stands in an entry for that edition,
and so do the priorities that it stands under.
"""

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from service.db.tables.columns import Recorded, kebab, one_of
from service.domain.statements import StatementKind


def _of_entry(noun: str) -> ForeignKeyConstraint:
    """Hold a row to an entry of the noun in the same edition."""
    columns = ("edition_id", f"{noun}_id")
    return ForeignKeyConstraint(columns, [f"{noun}_entry.{each}" for each in columns])


class StatementRow(Recorded, table=True):
    """The identity of a statement under its plan."""

    __tablename__ = "statement"
    __table_args__ = (UniqueConstraint("plan_id", "code"), kebab("code"))

    plan_id: str = Field(foreign_key="plan.id")
    code: str


class StatementEntryRow(SQLModel, table=True):
    """What one edition says of a statement."""

    __tablename__ = "statement_entry"
    __table_args__ = (
        UniqueConstraint("edition_id", "position"),
        one_of("kind", *StatementKind),
    )

    edition_id: str = Field(primary_key=True, foreign_key="edition.id")
    statement_id: str = Field(primary_key=True, foreign_key="statement.id", index=True)
    position: int
    kind: str
    number: str | None
    wording: str


class StatementPriorityRow(SQLModel, table=True):
    """That, in an edition, a statement stands under a priority; in the order given."""

    __tablename__ = "statement_priority"
    __table_args__ = (
        _of_entry("statement"),
        _of_entry("priority"),
        Index("ix_statement_priority_edition_id_priority_id", "edition_id", "priority_id"),
    )

    edition_id: str = Field(primary_key=True)
    statement_id: str = Field(primary_key=True)
    priority_id: str = Field(primary_key=True)
    position: int
