"""Cursors: a place in a list, signed, and good only for the list that gave it.

A cursor is base64url of the place, as JSON, and 16 bytes of HMAC-SHA-256 (RFC 2104, truncated as
its section 5 allows) over the place and what the list was asked for.
"""

import base64
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from service.domain.errors import BadCursor

_SIGNATURE_BYTES: Final = 16


@dataclass(frozen=True)
class Cursors:
    """The cursors of one list, which fit no other: of what, by which filters, with which key."""

    key: bytes
    of: str
    filters: Mapping[str, object]

    def at(self, place: tuple[str, ...]) -> str:
        """Write a place down as a cursor."""
        body = json.dumps(place, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(self._sign(body) + body).rstrip(b"=").decode()

    def place(self, cursor: str | None) -> tuple[str, ...] | None:
        """Read a cursor back; refuses one that is not ours or belongs to another list."""
        if cursor is None:
            return None
        try:
            raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        except ValueError as error:
            raise BadCursor(_NOT_OURS) from error
        signature, body = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, self._sign(body)):
            raise BadCursor(_NOT_OURS)
        return tuple(json.loads(body))

    def _sign(self, body: bytes) -> bytes:
        scope = json.dumps([self.of, self.filters], sort_keys=True, default=str).encode()
        return hmac.digest(self.key, scope + b"\0" + body, "sha256")[:_SIGNATURE_BYTES]


_NOT_OURS: Final = (
    "This cursor was not given for this list with these filters; begin again without a cursor."
)
