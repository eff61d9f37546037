"""`csp serve` and `csp migrate`."""

import sys

from service import logs, serving
from service.cli.running import Host, Port, check_migrated, check_port, database, settings_from
from service.cli.terminal import err, out
from service.db import migrating
from service.main import make_app, make_desk
from service.settings import Settings


def serve(port: Port = None, host: Host = None) -> None:
    """Serve REST and GraphQL until Ctrl-C.

    Uses the database that DATABASE_URL names, else an embedded PostgreSQL under .data/.
    Refuses to start on a database that is behind its migrations.
    """
    settings = settings_from(port, host)
    logs.configure(as_json=_wants_json(settings))
    check_port(settings)
    with database(settings) as dsn:
        check_migrated(dsn)
        err.print(f"Serving on http://{settings.host}:{settings.port} (Ctrl-C stops)")
        desk = make_desk(settings, dsn)
        app = make_app(settings, desk)
        serving.serve(app, settings.host, settings.port, settings.shutdown_seconds)


def migrate() -> None:
    """Bring the database to the shape that this version expects; again changes nothing."""
    with database(settings_from()) as dsn:
        migrating.migrate(dsn)
        out.print(f"The database stands at migration {migrating.head()}.", highlight=False)


def _wants_json(settings: Settings) -> bool:
    return settings.log_format == "json" or (
        settings.log_format == "auto" and not sys.stderr.isatty()
    )
