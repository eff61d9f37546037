"""Doing once what is asked twice (IETF draft-ietf-httpapi-idempotency-key-header).

The lock, the work and the reply are one transaction: either all of it is there afterwards, or
none. A reply that refuses is not kept, so that the same request can succeed later.
"""

from datetime import timedelta

from service.db import idempotency
from service.db.idempotency import Reply, Scope
from service.domain.errors import Fault, IdempotencyKeyReused, InFlight
from service.usecases.work import Work

__all__ = ["Reply", "Scope", "begin", "finish", "forget_old"]


async def begin(work: Work, scope: Scope, fingerprint: bytes) -> Reply | None:
    """Begin a request that carries an Idempotency-Key.

    Returns the reply that the same request was given before, None when it is the first of its
    kind. Refuses with `InFlight` while the same is being worked on, and with
    `IdempotencyKeyReused` when the key was used for another request.
    """
    if not await idempotency.lock(work.store, scope):
        raise InFlight("A request with this Idempotency-Key is being worked on; repeat it soon.")
    found = await idempotency.kept(work.store, scope)
    if found is None:
        return None
    was_for, reply = found
    if was_for != fingerprint:
        raise IdempotencyKeyReused(
            "This Idempotency-Key was used before, for another request.",
            [Fault("reused", "Use a new value for a new request.", header="Idempotency-Key")],
        )
    return reply


async def finish(work: Work, scope: Scope, fingerprint: bytes, reply: Reply) -> None:
    """Keep the reply, with what the request has done."""
    await idempotency.keep(work.store, scope, fingerprint, reply, work.now)


async def forget_old(work: Work, days: int) -> None:
    """Forget the replies that are older than this many days."""
    await idempotency.forget(work.store, work.now - timedelta(days=days))
