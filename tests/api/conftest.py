"""One app for all tests of the REST door: building its routes takes longer than most tests."""

import pytest
from fastapi import FastAPI

from service.main import _middleware, make_app
from service.settings import Settings
from service.usecases.work import Desk


@pytest.fixture(scope="session")
def standing_app() -> FastAPI:
    """The service without a desk; its routes are made on the first request and kept."""
    return make_app(Settings(), None)  # type: ignore[arg-type]  # each test gives it its own


@pytest.fixture
def app(standing_app: FastAPI, settings: Settings, desk: Desk) -> FastAPI:
    """The service on the test's desk, with the test's settings."""
    standing_app.state.desk = desk
    standing_app.user_middleware = _middleware(settings, desk)
    standing_app.middleware_stack = None  # made anew on the next request
    return standing_app
