"""Machine keys: their form, their hash, and which of them must not be made."""

import hashlib
import re

import pytest

from service.domain.callers import Permission
from service.domain.ids import ALPHABET
from service.domain.keys import mint_token, objection_to, token_hash, token_prefix

READ, PUSH, EDIT, ADMIN = Permission.READ, Permission.PUSH, Permission.EDIT, Permission.ADMIN


def test_a_token_is_a_prefix_and_a_secret_of_160_bits() -> None:
    token = mint_token()
    assert re.fullmatch(rf"csp_[{ALPHABET}]{{10}}_[{ALPHABET}]{{32}}", token)
    assert len(ALPHABET) ** 32 == 2**160
    assert token_prefix(token) == token[4:14]


def test_no_two_tokens_are_alike() -> None:
    assert len({mint_token() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "text",
    ["", "csp_", "csp_0123456789", "CSP_{}", "csp_{}\n", " csp_{}", "csp_{}0", "csp_u{}", "key_{}"],
)
def test_what_is_not_of_a_tokens_form_has_no_prefix(text: str) -> None:
    assert token_prefix(text.format(f"0123456789_{'0' * 32}")) is None


def test_what_is_stored_is_the_sha_256_of_the_whole_token() -> None:
    token = mint_token()
    assert token_hash(token) == hashlib.sha256(token.encode()).hexdigest()


@pytest.mark.parametrize(
    ("permissions", "has_agency", "is_refused"),
    [
        ((), True, True),
        ((), False, True),
        ((ADMIN,), True, True),
        ((READ, ADMIN), True, True),
        ((PUSH,), False, True),
        ((ADMIN, PUSH), False, True),
        ((ADMIN,), False, False),
        ((READ,), False, False),
        ((READ, EDIT), False, False),
        ((READ, PUSH, EDIT), True, False),
    ],
)
def test_administration_is_an_operators_and_pushing_an_agencys(
    permissions: tuple[Permission, ...], *, has_agency: bool, is_refused: bool
) -> None:
    objection = objection_to(frozenset(permissions), has_agency=has_agency)
    assert (objection is not None) == is_refused
