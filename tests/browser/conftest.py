"""A real Chromium, and a tab in it."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright

from tests.browser.visit import LiveServer, Visit


@pytest.fixture(scope="session")
def chromium() -> str:
    """Find Chromium; without one a test is skipped, or failed where CSP_REQUIRE_BROWSER=1."""
    found = shutil.which("chromium")
    if found is not None:
        return found
    reason = "NO CHROMIUM: the browser pages were NOT tested; install Debian's chromium"
    if os.environ.get("CSP_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
    # Chromium's sandbox refuses to run as root, as which containers test.
    rooted = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=chromium, args=[*quiet, *rooted]
        )
        yield launched
        await launched.close()


@pytest.fixture
async def visit(browser: Browser, live_server: LiveServer) -> AsyncIterator[Visit]:
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    await page.clock.install()
    yield Visit(page, live_server.url.rstrip("/"), live_server.key)
    await context.close()
