"""Keys, the change record, and what makes a repeated request harmless."""

from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Column, Identity, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from service.db.tables.columns import INSTANT, one_of


class KeyRow(SQLModel, table=True):
    """A machine key; of its token only the hash."""

    __tablename__ = "key"

    id: str = Field(primary_key=True)
    starts_with: str = Field(unique=True)
    token_hash: str
    label: str
    agency_id: str | None = Field(foreign_key="agency.id", index=True)
    permissions: list[str] = Field(sa_type=ARRAY(Text))
    created_at: datetime = Field(sa_type=INSTANT)
    expires_at: datetime | None = Field(sa_type=INSTANT)
    revoked_at: datetime | None = Field(sa_type=INSTANT)


class KeyUseRow(SQLModel, table=True):
    """When a key was last used, to the minute; no change of the record, so apart from it."""

    __tablename__ = "key_use"

    key_id: str = Field(primary_key=True, foreign_key="key.id")
    last_used_at: datetime = Field(sa_type=INSTANT)


class ChangeRow(SQLModel, table=True):
    """One row added, edited or deleted anywhere in the record. Written by trigger alone."""

    __tablename__ = "change"
    __table_args__ = (
        one_of("operation", "insert", "update", "delete"),
        Index("ix_change_table_name_row_id", "table_name", "row_id"),
        Index("ix_change_deleted", "table_name", postgresql_where=text("operation = 'delete'")),
        Index("ix_change_turn_sequence", "turn", "sequence"),
        Index("ix_change_belongs_to", "belongs_to", postgresql_using="gin"),
    )

    sequence: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    transaction_id: int = Field(sa_type=BigInteger)
    turn: int = Field(sa_type=BigInteger)
    table_name: str
    row_id: str
    belongs_to: list[str] = Field(sa_type=ARRAY(Text))
    operation: str
    before: dict[str, Any] | None = Field(sa_type=JSONB)
    after: dict[str, Any] | None = Field(sa_type=JSONB)
    key_id: str | None
    request_id: str | None
    recorded_at: datetime = Field(sa_type=INSTANT)


class IdempotencyRow(SQLModel, table=True):
    """The reply to a request that carried an Idempotency-Key, written with what it did."""

    __tablename__ = "idempotency"

    key_id: str = Field(primary_key=True)
    method: str = Field(primary_key=True)
    path: str = Field(primary_key=True)
    idempotency_key: str = Field(primary_key=True)
    fingerprint: bytes = Field(sa_type=LargeBinary)
    status: int
    headers: dict[str, str] = Field(sa_type=JSONB)
    body: bytes = Field(sa_type=LargeBinary)
    recorded_at: datetime = Field(sa_type=INSTANT, index=True)


class ServiceSecretRow(SQLModel, table=True):
    """The secret that signs cursors, made by the first migration and shared by all workers."""

    __tablename__ = "service_secret"

    id: int = Field(primary_key=True)
    cursor_key: bytes = Field(sa_type=LargeBinary)
