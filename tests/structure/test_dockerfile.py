"""The Dockerfile, read as it stands and walked as far as it goes without an engine.

The steps of its first stage are run by a shell, its absolute paths put below a temporary folder;
then what the image would run is run there, as an ordinary user where there is one to be had.
"""

import email
import fnmatch
import json
import os
import pwd
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from service.db.embedded import live_servers

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 60.0  # seconds; far more than a start takes
_BUILD_TOOLS: Final = re.compile(r"\b(apt-get|apk|gcc|g\+\+|make|uv|hatchling|pip install)\b")


@dataclass(frozen=True)
class Step:
    """One instruction of a Dockerfile."""

    does: str
    what: str


def _stages() -> list[list[Step]]:
    """Read the Dockerfile: its stages, each beginning with its FROM."""
    lines = [
        line for line in (ROOT / "Dockerfile").read_text("utf-8").splitlines() if line[:1] != "#"
    ]
    text = "\n".join(lines).replace("\\\n", " ")
    steps = [Step(*line.split(maxsplit=1)) for line in text.splitlines() if line.strip()]
    starts = [n for n, step in enumerate(steps) if step.does == "FROM"]
    return [steps[a:b] for a, b in zip(starts, [*starts[1:], len(steps)], strict=True)]


BUILDER, FINAL = _stages()


def _all(stage: list[Step], does: str) -> list[str]:
    return [step.what for step in stage if step.does == does]


def _command(instruction: str) -> list[str]:
    """Read the last command that the final stage gives in the exec form."""
    told = _all(FINAL, instruction)[-1]
    command: list[str] = json.loads(told[told.index("[") :])
    return command


def test_what_runs_is_not_root() -> None:
    (user,) = _all(FINAL, "USER")

    assert user.isdecimal()  # a name could be anybody
    assert int(user) > 0


def test_the_final_stage_has_no_build_tools() -> None:
    for run in _all(FINAL, "RUN"):
        assert _BUILD_TOOLS.search(run) is None, run
    assert _all(FINAL, "COPY") == ["--from=builder /opt/csp /opt/csp"]


def test_both_stages_stand_on_the_same_python() -> None:
    """The folder that is copied over refers to the Python that it was made with."""
    first, second = (_all(stage, "FROM")[0].split()[0] for stage in (BUILDER, FINAL))

    assert first == second == "python:3.11-slim"


def test_everything_that_comes_to_run_is_held_to_a_hash() -> None:
    commands = " && ".join(_all(BUILDER, "RUN")).split("&&")
    dependencies, wheel = (
        each for each in commands if "pip install" in each and "/opt/csp" in each
    )
    (building,) = (each for each in commands if "uv build" in each)

    assert "--require-hashes -r requirements.lock" in dependencies
    assert "--no-deps dist/*.whl" in wheel
    assert "--build-constraints requirements-dev.lock --require-hashes" in building


def test_the_build_context_has_what_is_copied_and_nothing_else() -> None:
    kept = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        if line.startswith("!")
    }

    assert kept == {name for copy in _all(BUILDER, "COPY") for name in copy.split()[:-1]}


def test_health_is_asked_for_without_further_tools() -> None:
    assert _command("HEALTHCHECK")[:2] == ["python", "-c"]


@dataclass(frozen=True)
class Image:
    """What the walk leaves behind: a root folder with `opt/csp`, the wheel, and who runs it."""

    root: Path
    wheel: Path
    user: int | None

    @property
    def home(self) -> Path:
        return self.root / _all(FINAL, "WORKDIR")[0].lstrip("/")

    def start(self, command: list[str], **settings: str) -> subprocess.Popen[str]:
        """Start a command as the image would: its PATH, its folder, its user, little else."""
        path = f"{self.root / 'opt/csp/bin'}:/usr/bin:/bin"
        return subprocess.Popen(  # noqa: S603  the commands are the Dockerfile's
            command,
            cwd=self.home,
            env={"PATH": path, "PYTHONUNBUFFERED": "1", "HOST": "127.0.0.1", **settings},
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, command: list[str], **settings: str) -> tuple[int, str]:
        """Run a command to its end; return its exit code and what it printed."""
        process = self.start(command, **settings)
        printed, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, printed


@pytest.fixture(scope="module")
def image() -> Iterator[Image]:
    """Walk the first stage, in a folder that the user of the final one can reach."""
    with tempfile.TemporaryDirectory(prefix="csp-image-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        root.chmod(0o755)
        python, user = _python_for_anybody()
        (root / "bin").mkdir()
        (root / "bin" / "python").symlink_to(python)
        for step in BUILDER[1:]:
            _walk(root, step)
        (wheel,) = (root / "build" / "dist").glob("*.whl")
        image = Image(root, wheel, user)
        image.home.mkdir(parents=True)
        if user is not None:
            os.chown(image.home, user, user)
        yield image


def _walk(root: Path, step: Step) -> None:
    build = root / _all(BUILDER, "WORKDIR")[0].lstrip("/")
    if step.does == "WORKDIR":
        build.mkdir()
    elif step.does == "COPY":
        *names, to = step.what.split()
        for name in names:
            _copy(ROOT / name, build / (name if to == "./" else to))
    elif step.does == "RUN":
        subprocess.run(  # noqa: S603  the commands are the Dockerfile's
            ["/bin/sh", "-euc", step.what.replace("/opt/", f"{root}/opt/")],
            cwd=build,
            env={**os.environ, "PATH": f"{root / 'bin'}:{os.environ['PATH']}"},
            check=True,
        )


def _copy(source: Path, target: Path) -> None:
    """Copy as the build context has it: without what .dockerignore keeps out."""
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def _python_for_anybody() -> tuple[Path, int | None]:
    """Choose a Python and, as root, an ordinary user (its number) who can reach that Python.

    Where root's Python is in a folder that is closed to others, the walk goes on as root.
    """
    own = Path(sys.executable).resolve()
    if os.geteuid() != 0:
        return own, None
    for python in (own, Path("/usr/bin/python3").resolve()):
        if python.exists() and _is_open(python) and _is_recent(python):
            return python, pwd.getpwnam("nobody").pw_uid
    return own, None


def _is_open(path: Path) -> bool:
    return all(each.stat().st_mode & stat.S_IXOTH for each in (path, *path.parents))


def _is_recent(python: Path) -> bool:
    asked = "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))"
    command = [str(python), "-c", asked]
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603  asks for its version


def _files_below(folder: Path) -> set[str]:
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    return {name for name in found if not fnmatch.fnmatch(name, "*__pycache__*")}


@pytest.mark.slow
def test_the_wheel_has_every_file_of_the_service_and_its_migrations(image: Image) -> None:
    """The pages, the demo's plans and its query, and the migrations, in other words."""
    with zipfile.ZipFile(image.wheel) as wheel:
        names = {name for name in wheel.namelist() if name.startswith("service/")}

    assert names == {f"service/{name}" for name in _files_below(ROOT / "service")} | {
        f"service/migrations/{name}" for name in _files_below(ROOT / "migrations")
    }


@pytest.mark.slow
def test_the_wheel_introduces_itself_with_the_readme(image: Image) -> None:
    with zipfile.ZipFile(image.wheel) as wheel:
        (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        told = email.message_from_bytes(wheel.read(name))

    assert told["Name"] == "community-safety-api"
    assert told["Description-Content-Type"] == "text/markdown"
    readme: Any = told.get_payload(decode=True)
    assert readme.decode().strip() == (ROOT / "README.md").read_text("utf-8").strip()


@pytest.mark.slow
def test_the_lock_has_all_that_the_wheel_asks_for(image: Image) -> None:
    uv, python = (str(image.root / "opt" / name) for name in ("tools/bin/uv", "csp/bin/python"))
    checked = subprocess.run(  # noqa: S603  the tool of the first stage
        [uv, "pip", "check", "--python", python],
        check=False,
        capture_output=True,
        text=True,
    )

    assert checked.returncode == 0, checked.stderr


@pytest.mark.slow
def test_it_says_how_it_is_used(image: Image) -> None:
    code, printed = image.run(["csp", "--help"])

    assert code == 0
    assert "migrate" in printed


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def _is_well(image: Image, port: str) -> bool:
    code, _ = image.run(_command("HEALTHCHECK"), PORT=port)
    return code == 0


@pytest.mark.slow
def test_it_migrates_serves_is_well_and_stops(image: Image) -> None:
    """On an embedded server in its own home, as a container without DATABASE_URL would."""
    code, printed = image.run(["csp", "migrate"])
    assert code == 0, printed
    port = _free_port()

    assert not _is_well(image, port)
    serving = image.start(_command("CMD"), PORT=port)
    try:
        deadline = time.monotonic() + PATIENCE
        while not _is_well(image, port):
            assert serving.poll() is None, serving.communicate()[0]
            assert time.monotonic() < deadline, "it never came to be well"
    finally:
        serving.send_signal(signal.SIGTERM)
        printed, _ = serving.communicate(timeout=PATIENCE)

    assert f"Serving on http://0.0.0.0:{port}" in printed
    assert not _is_well(image, port)
    assert _ends(image.home / ".data" / "postgres"), "a server was left behind"


def _ends(data: Path) -> bool:
    """Wait for the last process on a data directory, which a server needs a moment to stop."""
    deadline = time.monotonic() + PATIENCE
    while live_servers(data) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not live_servers(data)
