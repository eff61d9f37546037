"""The data directory: made whole or not at all, and left alone by another version's programs."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from service.db.embedded.binaries import major
from service.db.embedded.place import Place, give
from service.db.embedded.processes import run
from service.db.embedded.refusal import EmbeddedRefusal

ROLE: Final = "csp"
DATABASE: Final = "community_safety"
_PASSWORD: Final = "csp.password"  # noqa: S105  the name of a file


def ensure(place: Place, programs: Path, say: Callable[[str], None], *, durable: bool) -> None:
    """See that `place` holds a cluster which these programs can serve; make one where none is.

    Refused, with nothing changed: a cluster of another major version, a cluster that this service
    did not make, a folder with something else in it.
    """
    _sweep(place)
    version = major(programs, place)
    if (place.data / "PG_VERSION").exists():
        _check(place.data, programs, version)
    elif place.data.exists() and any(place.data.iterdir()):
        raise EmbeddedRefusal(
            f"{place.data} is not empty, and no PostgreSQL data directory either. Name a folder "
            f"that is empty or not there yet."
        )
    else:
        say(f"Making a PostgreSQL {version} database in {place.data}.")
        _make(place, programs, durable=durable)


def password(data: Path) -> str:
    """Read the password of the role, made with the cluster."""
    return (data / _PASSWORD).read_text(encoding="utf-8").strip()


def _check(data: Path, programs: Path, version: int) -> None:
    written_by = (data / "PG_VERSION").read_text(encoding="utf-8").strip()
    if written_by != str(version):
        raise EmbeddedRefusal(
            f"The database in {data} was written by PostgreSQL {written_by}, and the programs in "
            f"{programs} are PostgreSQL {version}. Nothing in it was changed. To go on with it, "
            f"set PG_BIN to the bin folder of a PostgreSQL {written_by}. To move it to {version}, "
            f"start it so, save it with pg_dump, stop, move {data} aside, start without PG_BIN "
            f"and load what was saved."
        )
    if not (data / _PASSWORD).exists():
        raise EmbeddedRefusal(
            f"The PostgreSQL data directory {data} was not made by this service. Start its server "
            f"yourself and set DATABASE_URL, or name another folder."
        )


def _make(place: Place, programs: Path, *, durable: bool) -> None:
    """Make the cluster, role and database in a folder aside, and move it in with one rename."""
    half = Path(tempfile.mkdtemp(prefix=_half_made(place), dir=place.data.parent))
    try:
        secret, made = half / "password", half / "cluster"
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(24), encoding="utf-8")
        give(secret, place.account)
        give(half, place.account)
        _initdb(place, programs, made, secret, durable=durable)
        _create_database(place, programs, made, durable=durable)
        secret.rename(made / _PASSWORD)
        made.rename(place.data)
        _sync(place.data.parent)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _initdb(place: Place, programs: Path, made: Path, secret: Path, *, durable: bool) -> None:
    run(
        place.account,
        programs / "initdb",
        f"--pgdata={made}",
        f"--username={ROLE}",
        f"--pwfile={secret}",
        "--auth-local=scram-sha-256",
        "--auth-host=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--data-checksums",
        "--no-instructions",
        *(() if durable else ("--no-sync",)),
    )


def _create_database(place: Place, programs: Path, made: Path, *, durable: bool) -> None:
    # In single-user mode: before the rename there is no server, and so no half-made database.
    run(
        place.account,
        programs / "postgres",
        "--single",
        "-D",
        made,
        "-c",
        "exit_on_error=on",
        "-c",
        f"fsync={'on' if durable else 'off'}",
        "postgres",
        typed=f"CREATE DATABASE {DATABASE}\n",
    )


def _sweep(place: Place) -> None:
    """Remove what starts that were interrupted left half made."""
    for left in place.data.parent.iterdir():
        if left.name.startswith(_half_made(place)):
            # A killed start's initdb may still be clearing up; the next start sweeps the rest.
            shutil.rmtree(left, ignore_errors=True)


def _half_made(place: Place) -> str:
    return f"{place.data.name}.half-"


def _sync(folder: Path) -> None:
    """Make a rename in `folder` outlive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
