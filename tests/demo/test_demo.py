"""The demo, whole: what `make demo` runs, on an embedded server of its own."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import httpx
import pytest
import yaml

from service.db.embedded import live_servers
from service.demo.playing import DEMO_LABEL
from service.demo.record import FOLDERS
from tests.cli.csp import PATIENCE, csp, free_port, started, until_it_answers
from tests.db.embedded_owner import a_project
from tests.demo.record import KENT, PLANS

pytestmark = pytest.mark.slow

Done: TypeAlias = subprocess.CompletedProcess[str]
# What an edition holds, by the names of the lists.
CONTENTS: Final = (
    *("priorities", "statements", "objectives", "priority_sets", "external_documents"),
    *("kpis", "actions"),
)


@contextmanager
def a_home() -> Iterator[Path]:
    """Give a folder to run the demo in; no server of it may be left in the end."""
    with a_project() as folder:
        yield folder
        deadline = time.monotonic() + PATIENCE
        while live_servers(data(folder)) and time.monotonic() < deadline:
            time.sleep(0.05)  # the kernel takes it with its owner, not in the same instant
        assert live_servers(data(folder)) == []


@pytest.fixture
def home() -> Iterator[Path]:
    """Give a folder where no demo was yet."""
    with a_home() as folder:
        yield folder


class Played(NamedTuple):
    """A folder where the demo has run once, and what that printed."""

    home: Path
    first: Done


@pytest.fixture(scope="module")
def played() -> Iterator[Played]:
    """Run the demo once, for all who look at what it leaves."""
    with a_home() as folder:
        yield Played(folder, run(folder))


def data(home: Path) -> Path:
    return home / "postgres"


def run(home: Path) -> Done:
    done = csp("demo", "--once", "--port", str(free_port()), home=home, DATA_DIR=str(data(home)))
    assert done.returncode == 0, done.stderr
    return done


def dashboard(done: Done) -> str:
    """Return what was printed but for the addresses and the key, which are new each time."""
    return done.stdout.partition("\nREST ")[0]


def size(folder: str) -> int:
    """Return how many rows the files of a folder have."""
    rows = KENT if folder == "kent" else PLANS[folder]
    return sum(len(each) for name, each in rows.items() if name != "format")


def told(done: Done) -> dict[str, str]:
    """Return what the demo told of the rows of each folder."""
    lines = dict(line.split(": ", 1) for line in done.stderr.splitlines() if ": " in line)
    return {folder: lines[folder] for folder in FOLDERS}


def exported(partnership: str, home: Path) -> str:
    done = csp("export", partnership, home=home, DATA_DIR=str(data(home)))
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_second_run_shows_the_same_and_only_its_own_keys_are_good(played: Played) -> None:
    home, loaded = played
    first = dashboard(loaded)
    assert "2,680†" in first
    assert "2,855" in first
    assert "28, 29, 30" in first
    assert "14 agreed" in first
    assert told(loaded) == {folder: f"{size(folder)} added" for folder in FOLDERS}

    again = run(home)
    assert dashboard(again) == first
    assert told(again) == {folder: f"{size(folder)} unchanged" for folder in FOLDERS}

    listed = csp("keys", "list", home=home, DATA_DIR=str(data(home))).stdout
    assert sum(f"{DEMO_LABEL} operator" in line for line in listed.splitlines()) == 1


def test_what_was_loaded_is_exported_whole_and_loads_again_without_a_change(played: Played) -> None:
    home = played.home
    written = {partnership: exported(partnership, home) for partnership in PLANS}

    joint = yaml.safe_load(written["dartford-and-gravesham"])
    assert len(joint["actions"]) == 58
    assert sum(len(action["listings"]) for action in joint["actions"]) == 60
    assert len(joint["objectives"]) == 19
    for partnership, plan in PLANS.items():
        rows = yaml.safe_load(written[partnership])
        for name in plan.keys() & set(CONTENTS):
            told_of = {(row["edition"], row["code"]) for row in rows[name]}
            assert {(row["edition"], row["code"]) for row in plan[name]} <= told_of, name

    paths = [home / f"{partnership}.yaml" for partnership in written]
    for path, text in zip(paths, written.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    loaded = csp("load", *map(str, paths), home=home, DATA_DIR=str(data(home)))
    assert loaded.returncode == 0, loaded.stderr
    assert "0 added, 0 changed" in loaded.stdout


def test_a_run_after_one_that_was_killed_repairs_what_it_left(home: Path) -> None:
    port = free_port()
    words = ("demo", "--port", str(port))
    with started(*words, home=home, env={"DATA_DIR": str(data(home))}) as process:
        until_it_answers(f"http://127.0.0.1:{port}", process)
        time.sleep(0.5)  # in the middle of loading
        os.kill(process.pid, signal.SIGKILL)

    assert "28, 29, 30" in dashboard(run(home))


def test_the_demo_serves_until_it_is_interrupted_with_the_key_that_it_shows(
    played: Played,
) -> None:
    home, port = played.home, free_port()
    words = ("demo", "--port", str(port))
    with started(*words, home=home, env={"DATA_DIR": str(data(home))}) as process:
        assert process.stdout is not None
        token = ""
        for line in process.stdout:
            if line.startswith("csp_"):
                token = line.strip()
                break
        figures = httpx.get(
            f"http://127.0.0.1:{port}/v1/figures",
            params={"indicator": "asb-incidents", "area": "dartford"},
            headers={"Authorization": f"Bearer {token}"},
        )
        repeated = httpx.get(
            f"http://127.0.0.1:{port}/v1/actions/dartford-and-gravesham-2008-11:repeat-offenders",
            headers={"Authorization": f"Bearer {token}"},
        )
        os.killpg(process.pid, signal.SIGINT)
        _, log = process.communicate(timeout=PATIENCE)

        assert process.returncode == 0, log
        shown = {item["period"]["id"]: item["synthetic"] for item in figures.json()["items"]}
        assert shown == {
            "R12-2020-09": False,
            "2021-04": True,
            "2021-05": True,
            "2021-06": True,
            "FY2021-Q1": True,
        }
        assert [each["number"] for each in repeated.json()["listings"]] == ["1", "1", "1"]
