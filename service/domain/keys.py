"""Machine keys: `csp_<prefix>_<secret>`, carried as a bearer token (RFC 6750).

The secret is 160 bits of chance, so a plain SHA-256 of the token is enough to store: there is
nothing to guess that salt or a slow hash would protect (NIST SP 800-63B, 5.1.2.2, look-up
secrets). The token is shown once, when the key is made, and is nowhere afterwards.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from service.domain.callers import Permission
from service.domain.ids import ALPHABET
from service.domain.nodes import Node, Ref

_PREFIX_LENGTH: Final = 10
_SECRET_LENGTH: Final = 32
_TOKEN: Final = re.compile(
    rf"csp_([{ALPHABET}]{{{_PREFIX_LENGTH}}})_[{ALPHABET}]{{{_SECRET_LENGTH}}}"
)


@dataclass(frozen=True)
class Key(Node):
    """A machine key without its secret. `agency` (a code) is null for an operator's key."""

    noun: ClassVar[str] = "key"
    prefix: ClassVar[str] = "key"

    starts_with: str
    label: str
    agency: Ref | None
    permissions: tuple[Permission, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True)
class MintedKey(Key):
    """A key just made, with the token that is shown this once."""

    token: str


def mint_token() -> str:
    """Make a new token."""
    chance = "".join(secrets.choice(ALPHABET) for _ in range(_PREFIX_LENGTH + _SECRET_LENGTH))
    return f"csp_{chance[:_PREFIX_LENGTH]}_{chance[_PREFIX_LENGTH:]}"


def token_prefix(token: str) -> str | None:
    """Return the part of a token that is no secret; None when it is not of a token's form."""
    match = _TOKEN.fullmatch(token)
    return match[1] if match else None


def token_hash(token: str) -> str:
    """Return what is stored of a token: its SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def objection_to(permissions: frozenset[Permission], *, has_agency: bool) -> str | None:
    """Say why a key with these permissions must not be made; None when it may.

    Administration is the operator's, and pushing is an agency's, since only an agency supplies.
    """
    if not permissions:
        return "A key needs at least one permission."
    if has_agency and Permission.ADMIN in permissions:
        return "A key that may administer belongs to no agency."
    if not has_agency and Permission.PUSH in permissions:
        return "A key that may push belongs to an agency, whose figures it pushes."
    return None
