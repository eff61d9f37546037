"""Which PostgreSQL processes live on a data directory: the processes are asked, files only hint."""

from dataclasses import dataclass
from pathlib import Path

import psutil

# The lines of postmaster.pid, as PostgreSQL's miscadmin.h numbers them (from 1).
_PID, _SOCKETS, _STATUS = 0, 4, 7


@dataclass(frozen=True)
class Postmaster:
    """The process that accepts connections for a cluster."""

    pid: int
    sockets: Path
    is_ready: bool


def live_servers(data: Path) -> list[int]:
    """List the pids of the live `postgres` processes of the cluster in `data`, zombies left out.

    The postmaster is known by its -D, its children (which rewrite their command line) by their
    working directory, which PostgreSQL always sets to the data directory.
    """
    folder = data.resolve()
    return [process.pid for process in psutil.process_iter() if _serves(process, folder)]


def postmaster_of(data: Path) -> Postmaster | None:
    """Find the live postmaster that postmaster.pid names.

    None where the file is missing, half written or stale, or its pid is some other program's now.
    """
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    if len(lines) <= _SOCKETS or not lines[_PID].strip().isdigit():
        return None
    pid = int(lines[_PID])
    if not psutil.pid_exists(pid) or not _serves(psutil.Process(pid), data.resolve()):
        return None
    is_ready = len(lines) > _STATUS and lines[_STATUS].strip() == "ready"
    return Postmaster(pid, Path(lines[_SOCKETS]), is_ready)


def _serves(process: psutil.Process, folder: Path) -> bool:
    try:
        return (
            process.name() == "postgres"
            and process.status() != psutil.STATUS_ZOMBIE
            and (str(folder) in process.cmdline() or process.cwd() == str(folder))
        )
    except psutil.Error:  # gone meanwhile, or another user's, and so not ours
        return False
