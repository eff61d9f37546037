"""A tab at the running service, and what its console and its network saw."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import ConsoleMessage, Page, Request


@dataclass(frozen=True)
class LiveServer:
    """The running service: its base URL, and a key that may read."""

    url: str
    key: str


@dataclass
class Visit:
    """A tab at the service, with every complaint of its console and every host it asked."""

    page: Page
    url: str
    key: str
    complaints: list[str] = field(default_factory=list)
    origins: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _see(self, request: Request) -> None:
        target = urlsplit(request.url)
        if target.scheme not in {"data", "blob"}:
            self.origins.add(f"{target.scheme}://{target.netloc}")

    async def let_time_pass(self) -> None:
        """Run what the page has put off, such as writing to the browser's storage."""
        await self.page.clock.fast_forward("01:00")

    async def stored(self) -> str:
        """Give all that the page left in the browser, as one text."""
        await self.let_time_pass()
        left: str = await self.page.evaluate(
            """async () => JSON.stringify([
                {...localStorage}, {...sessionStorage}, document.cookie, await indexedDB.databases()
            ])"""
        )
        return left
