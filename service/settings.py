"""Every setting there is: environment variables, read once, when the service starts."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator can set. Each field's description is the documentation's.

    A test holds the table in `docs/settings.md` against this class.
    """

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    database_url: str | None = Field(
        None,
        description="The PostgreSQL to use, as `postgresql://user:password@host/name`. "
        "Unset, an embedded server is started under `.data/`.",
    )
    data_dir: Path | None = Field(
        None,
        description="Where the embedded server keeps its data. Unset: `.data/postgres` here, "
        "or a folder under `/var/lib/community-safety` when started as root.",
    )
    pg_bin: Path | None = Field(
        None,
        description="A folder with `postgres` and `initdb` to use for the embedded server "
        "instead of those that come with the service.",
    )
    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="The port to listen on.")
    database_connections: int = Field(
        10, ge=1, description="How many connections to PostgreSQL one process may hold."
    )
    database_wait_ms: int = Field(
        10_000,
        ge=1,
        description="How long a request may wait for one of them, in milliseconds, before it is "
        "answered 503.",
    )
    database_statement_cache: int = Field(
        256,
        ge=0,
        description="Prepared statements kept per connection. 0 behind PgBouncer in transaction "
        "mode; the three timeouts below are then to be set on the role.",
    )
    statement_timeout_ms: int = Field(
        30_000, ge=0, description="How long one SQL statement may take, in milliseconds."
    )
    lock_timeout_ms: int = Field(
        5_000, ge=0, description="How long a statement may wait for a lock, in milliseconds."
    )
    idle_in_transaction_timeout_ms: int = Field(
        60_000, ge=0, description="How long a transaction may sit idle, in milliseconds."
    )
    max_body_bytes: int = Field(
        32 * 1024 * 1024, ge=1024, description="How large the body of a request may be, in bytes."
    )
    idempotency_days: int = Field(
        14, ge=7, description="How many days the reply to an Idempotency-Key is kept."
    )
    shutdown_seconds: int = Field(
        30, ge=0, description="How long requests in flight may take to finish at shutdown."
    )
    cors_origins: tuple[str, ...] = Field(
        (),
        description="The exact origins whose pages may call the service, as a JSON list. "
        "Never with credentials other than a bearer key.",
    )
    log_format: str = Field(
        "auto",
        pattern="^(auto|json|text)$",
        description="`json`, `text`, or `auto`: text on a terminal and JSON elsewhere.",
    )
