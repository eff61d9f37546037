"""The OpenAPI document, built once: it takes seconds, and no test changes it."""

from typing import Any

import pytest

from service.api.openapi import document
from service.main import make_app, make_desk
from service.settings import Settings


@pytest.fixture(scope="session")
def told() -> dict[str, Any]:
    """The document, of a service that is open to nobody."""
    return document(make_app(Settings(), make_desk(Settings(), "")))
