"""The service on a port, a real Chromium, and a tab in it."""

import asyncio
import os
import shutil
import socket
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
import uvicorn
from playwright.async_api import Browser, async_playwright, expect

from service.main import make_app, make_desk
from service.settings import Settings
from tests.browser.visit import LiveServer, Visit
from tests.build import World, build_world
from tests.keeping import empty


@pytest.fixture(scope="module")
def live_server(database: str) -> Iterator[LiveServer]:
    """The service with the small Kent in it, on a free port, in a thread with its own loop."""
    settings = Settings()
    server = uvicorn.Server(
        uvicorn.Config(make_app(settings, make_desk(settings, database)), log_config=None)
    )
    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor(1) as thread:
        world = thread.submit(asyncio.run, _kent(settings, database)).result()
        serving = thread.submit(server.run, [listening])
        _wait_for(server, serving)
        yield LiveServer(f"http://127.0.0.1:{listening.getsockname()[1]}", world.tokens["reader"])
        server.should_exit = True
        serving.result()


async def _kent(settings: Settings, database: str) -> World:
    await empty(database)
    desk = make_desk(settings, database)
    await desk.open()
    try:
        return await build_world(desk)
    finally:
        await desk.close()


def _wait_for(server: uvicorn.Server, serving: Future[None]) -> None:
    """Wait until the server answers; what keeps it from starting is raised."""
    while not server.started:
        if serving.done():
            serving.result()
            pytest.fail("The server has stopped before it answered.")
        time.sleep(0.02)


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


# What a machine busy with other tests may need for what a person sees at once.
_PATIENCE_MS = 60_000
expect.set_options(timeout=_PATIENCE_MS)


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
    page.set_default_timeout(_PATIENCE_MS)
    await page.clock.install()
    yield Visit(page, live_server.url.rstrip("/"), live_server.key)
    await context.close()
