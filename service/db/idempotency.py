"""Replies kept, so that a request repeated with its Idempotency-Key is answered as it was."""

from dataclasses import dataclass
from datetime import datetime

from service.db.store import Store
from service.db.tables import IdempotencyRow


@dataclass(frozen=True)
class Scope:
    """What an Idempotency-Key is unique within: the caller's key, the method and the path."""

    key_id: str
    method: str
    path: str
    idempotency_key: str


@dataclass(frozen=True)
class Reply:
    """A reply as it was rendered."""

    status: int
    headers: dict[str, str]
    body: bytes


async def lock(store: Store, scope: Scope) -> bool:
    """Take the scope for this transaction; False while another transaction has it."""
    row = await store.fetch_one(
        "select pg_try_advisory_xact_lock(hashtextextended(:scope, 0)) as is_ours",
        scope="\n".join(vars(scope).values()),
    )
    return row is not None and bool(row["is_ours"])


async def kept(store: Store, scope: Scope) -> tuple[bytes, Reply] | None:
    """Find the reply kept for a scope, with the fingerprint of the request it was given to."""
    row = await store.fetch_one(
        """
        select fingerprint, status, headers, body from idempotency
        where key_id = :key_id and method = :method and path = :path
            and idempotency_key = :idempotency_key
        """,
        **vars(scope),
    )
    if row is None:
        return None
    return row["fingerprint"], Reply(row["status"], row["headers"], row["body"])


async def keep(store: Store, scope: Scope, fingerprint: bytes, reply: Reply, at: datetime) -> None:
    """Keep a reply, in the transaction that did what it tells of."""
    await store.insert(
        IdempotencyRow(**vars(scope), fingerprint=fingerprint, **vars(reply), recorded_at=at)
    )


async def forget(store: Store, before: datetime) -> None:
    """Forget the replies that were kept before an instant."""
    await store.fetch("delete from idempotency where recorded_at < :before", before=before)
