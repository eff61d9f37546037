"""Machine keys: made, revoked, and looked up to see who is asking."""

import hmac
from collections.abc import Sequence
from datetime import datetime

from service.db import keys
from service.db.tables import KeyRow
from service.domain.agencies import Agency
from service.domain.callers import Caller, Permission
from service.domain.errors import KeyRefused
from service.domain.keys import Key, MintedKey, mint_token, objection_to, token_hash, token_prefix
from service.usecases.reading import References, one
from service.usecases.work import NOBODY, Desk, Work

_REFUSED = "This key is not valid. It may be mistyped, expired or revoked."


async def mint(
    work: Work,
    *,
    label: str,
    agency: str | None,
    permissions: Sequence[Permission],
    expires_at: datetime | None,
) -> MintedKey:
    """Make a key, for an agency or (None) for an operator. Its token is shown this once."""
    references = References(work)
    agency_id = await references.id_of(Agency, agency, "/agency")
    may = frozenset(permissions)
    if (objection := objection_to(may, has_agency=agency is not None)) is not None:
        references.fault("permissions_not_allowed", objection, "/permissions")
    if expires_at is not None and expires_at <= work.now:
        references.fault("already_expired", "The key would have expired by now.", "/expires_at")
    references.settle()
    token = mint_token()
    row = KeyRow(
        id=work.new_id(Key),
        starts_with=token_prefix(token) or "",
        token_hash=token_hash(token),
        label=label,
        agency_id=agency_id,
        permissions=sorted(may),
        created_at=work.now,
        expires_at=expires_at,
        revoked_at=None,
    )
    await work.store.insert(row)
    return MintedKey(**vars(await one(work, Key, row.id)), token=token)


async def revoke(work: Work, key: str) -> Key:
    """Revoke a key, by its id or by the part of its token that is no secret. Twice is as once."""
    found = await one(work, Key, key)
    if found.revoked_at is None:
        await work.store.update(KeyRow, {"id": found.id}, {"revoked_at": work.now})
    return await one(work, Key, found.id)


async def caller_with(desk: Desk, token: str) -> Caller:
    """Find who holds a token; refuses with `KeyRefused`, and never says why."""
    starts_with = token_prefix(token)
    if starts_with is None:
        raise KeyRefused(_REFUSED)
    async with desk.glancing(NOBODY) as work:
        stored = await keys.look_up(work.store, starts_with)
    if stored is None or not hmac.compare_digest(stored.token_hash, token_hash(token)):
        raise KeyRefused(_REFUSED)
    is_over = stored.expires_at is not None and stored.expires_at <= desk.now()
    if is_over or stored.revoked_at is not None:
        raise KeyRefused(_REFUSED)
    return stored.caller


async def note_use(work: Work, key_id: str) -> None:
    """Put down that a key was used in this minute."""
    await keys.note_use(work.store, key_id, work.now.replace(second=0))
