"""`make bench`: what the service costs, in ratios measured in one run. See docs/performance.md."""

import json
import tempfile
from datetime import date
from pathlib import Path

import uvloop

from service.db import migrating
from service.db.embedded import Embedded, start
from service.main import utc_now
from tests.bench import country
from tests.bench.report import Report
from tests.bench.run import measure

RESULTS = Path("bench.json")


def main() -> None:
    """Make the country, measure, print, and write bench.json."""
    today = utc_now().date()
    with tempfile.TemporaryDirectory(prefix="csp-bench-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # PostgreSQL runs as another user where we are root
        with start(Embedded(home, home / "postgres"), print) as server:
            print(f"Writing {country.FIGURES:,} figures …")
            migrating.migrate(server.dsn)
            report = uvloop.run(_measured(server.dsn, today))
    print(report.table())
    RESULTS.write_text(json.dumps(report.as_json(), indent=2) + "\n", encoding="utf-8")


async def _measured(dsn: str, today: date) -> Report:
    return await measure(await country.found(dsn, today))


if __name__ == "__main__":
    main()
