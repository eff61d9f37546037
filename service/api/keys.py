"""Machine keys over REST."""

from typing import Annotated

from fastapi import Query, Response
from pydantic import Field

from service.api.asking import Asked, Doing, Key, Many
from service.api.inputs import Input, Instant, Line, Reference
from service.api.operation import Door
from service.domain.callers import Permission
from service.domain.keys import Key as MachineKey
from service.domain.keys import MintedKey
from service.usecases import keys, reading

door = Door("Keys")


class KeyInput(Input):
    """A key to be made, for an agency or, without one, for an operator."""

    label: Line
    agency: Reference | None = None
    permissions: Annotated[list[Permission], Field(min_length=1)]
    expires_at: Instant | None = None


class Revocation(Input):
    """Nothing more needs to be said."""


@door.lists("/keys", MachineKey, may=Permission.ADMIN)
async def list_keys(
    ask: Asked,
    agency: Many = None,
    is_revoked: Annotated[bool | None, Query(description="Only these, or only the others.")] = None,
) -> Response:
    """List keys, from the oldest on, without their secrets."""
    return await ask.page(MachineKey, {"agency": agency, "is_revoked": is_revoked})


@door.reads("/keys/{key}", MachineKey, may=Permission.ADMIN)
async def read_key(work: Doing, key: Key) -> MachineKey:
    """Read a key by its id or by the part of its token that is no secret."""
    return await reading.one(work, MachineKey, key)


@door.creates("/keys", MintedKey, may=Permission.ADMIN, keeps_reply=False)
async def make_key(work: Doing, body: KeyInput) -> MintedKey:
    """Make a key. Its token is in this reply and nowhere else, ever.

    The reply is not kept, so this takes no Idempotency-Key: if it gets lost, revoke the key and
    make another.
    """
    return await keys.mint(work, **body.given())


@door.creates(
    "/keys/{key}/revocation", MachineKey, may=Permission.ADMIN, keeps_reply=False, status=200
)
async def revoke_key(work: Doing, key: Key, _body: Revocation) -> MachineKey:
    """Revoke a key, from this instant on. Revoking it twice is as once."""
    return await keys.revoke(work, key)
