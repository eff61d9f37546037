"""What several tables share: the shape of codes, ids, vague days and revisions."""

from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, MetaData, UniqueConstraint
from sqlmodel import DateTime, Field, SQLModel

SQLModel.metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

INSTANT: Final = DateTime(timezone=True)
_KEBAB: Final = "^[a-z0-9]+(-[a-z0-9]+)*$"
_VAGUE: Final = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


class Recorded(SQLModel):
    """The columns of everything that is changed in place, one revision after another."""

    id: str = Field(primary_key=True)
    revision: int
    updated_at: datetime = Field(sa_type=INSTANT)


class Identity(Recorded):
    """The columns of what a plan knows by a code, whichever of its editions hold it."""

    plan_id: str = Field(foreign_key="plan.id")
    code: str


def one_code() -> tuple[UniqueConstraint, CheckConstraint]:
    """Hold the codes of identities to their form, and to one of each under a plan."""
    return UniqueConstraint("plan_id", "code"), kebab("code")


def of_entry(noun: str, thing: str = "") -> ForeignKeyConstraint:
    """Hold a row to an entry of a noun in its own edition; `thing` is its column, if not `noun`'s.

    So nothing that an edition says refers to what that edition does not hold.
    """
    columns = ("edition_id", thing or f"{noun}_id")
    return ForeignKeyConstraint(columns, [f"{noun}_entry.edition_id", f"{noun}_entry.{noun}_id"])


def columns_of(table: type[SQLModel]) -> list[str]:
    """Name the columns of a table, in their order."""
    return [column.name for column in SQLModel.metadata.tables[str(table.__tablename__)].columns]


def kebab(column: str) -> CheckConstraint:
    """Hold a column to lower-case kebab."""
    return CheckConstraint(f"{column} ~ '{_KEBAB}'", name=f"{column}_is_kebab")


def vague(column: str) -> CheckConstraint:
    """Hold a column to the form of a day that is known to the year, the month or the day."""
    return CheckConstraint(f"{column} ~ '{_VAGUE}'", name=f"{column}_is_vague_day")


def one_of(column: str, *words: str) -> CheckConstraint:
    """Hold a column to the words of an enumeration."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} in ({listed})", name=f"{column}_is_known")


def in_order(starts: str, ends: str) -> CheckConstraint:
    """Hold two columns to the order of a half-open interval."""
    return CheckConstraint(f"{starts} < {ends}", name=f"{starts}_is_before_{ends}")
