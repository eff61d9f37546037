"""Cursors: a place in a list, signed, and good only for the list that gave it.

A cursor is base64url of the place, as JSON, and 16 bytes of HMAC-SHA-256 (RFC 2104, truncated as
its section 5 allows) over the place and what the list was asked for.
"""

import base64
import hmac
import json
from collections.abc import Mapping
from typing import Final

from service.domain.errors import BadCursor

_SIGNATURE_BYTES: Final = 16


def encode(key: bytes, scope: bytes, place: tuple[str, ...]) -> str:
    """Write a place down as a cursor."""
    body = json.dumps(place, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_sign(key, scope, body) + body).rstrip(b"=").decode()


def decode(key: bytes, scope: bytes, cursor: str) -> tuple[str, ...]:
    """Read a cursor back; refuses one that is not ours or belongs to another list."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError as error:
        raise BadCursor(_NOT_OURS) from error
    signature, body = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _sign(key, scope, body)):
        raise BadCursor(_NOT_OURS)
    return tuple(json.loads(body))


def scope_of(noun: str, filters: Mapping[str, object]) -> bytes:
    """Describe a list, so that its cursors fit no other."""
    return json.dumps([noun, filters], sort_keys=True, default=str).encode()


_NOT_OURS: Final = (
    "This cursor was not given for this list with these filters; begin again without a cursor."
)


def _sign(key: bytes, scope: bytes, body: bytes) -> bytes:
    return hmac.digest(key, scope + b"\0" + body, "sha256")[:_SIGNATURE_BYTES]
