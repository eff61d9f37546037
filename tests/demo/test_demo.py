"""The demo, whole: what `make demo` runs, on an embedded server of its own."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from service.db.embedded import live_servers
from service.demo.playing import DEMO_LABEL
from tests.cli.csp import PATIENCE, csp, free_port, started, until_it_answers
from tests.db.embedded_owner import a_project

pytestmark = pytest.mark.slow


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder to run the demo in; no server of it may be left when the test is over."""
    with a_project() as folder:
        yield folder
        deadline = time.monotonic() + PATIENCE
        while live_servers(data(folder)) and time.monotonic() < deadline:
            time.sleep(0.05)  # the kernel takes it with its owner, not in the same instant
        assert live_servers(data(folder)) == []


def data(home: Path) -> Path:
    return home / "postgres"


def run(home: Path) -> str:
    done = csp("demo", "--once", "--port", str(free_port()), home=home, DATA_DIR=str(data(home)))
    assert done.returncode == 0, done.stderr
    return done.stdout


def dashboard(printed: str) -> str:
    """Return what was printed but for the addresses and the key, which are new each time."""
    return printed.partition("\nREST ")[0]


def test_a_second_run_shows_the_same_and_only_its_own_keys_are_good(home: Path) -> None:
    first = dashboard(run(home))
    assert "2,680†" in first
    assert "2,855" in first
    assert "28, 29, 30" in first
    assert "14 agreed" in first
    assert dashboard(run(home)) == first

    listed = csp("keys", "list", home=home, DATA_DIR=str(data(home))).stdout
    assert sum(f"{DEMO_LABEL} operator" in line for line in listed.splitlines()) == 1


def test_a_run_after_one_that_was_killed_repairs_what_it_left(home: Path) -> None:
    port = free_port()
    words = ("demo", "--port", str(port))
    with started(*words, home=home, env={"DATA_DIR": str(data(home))}) as process:
        until_it_answers(f"http://127.0.0.1:{port}", process)
        time.sleep(0.5)  # in the middle of loading
        os.kill(process.pid, signal.SIGKILL)

    assert "28, 29, 30" in dashboard(run(home))


def test_the_demo_serves_until_it_is_interrupted_with_the_key_that_it_shows(home: Path) -> None:
    port = free_port()
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
