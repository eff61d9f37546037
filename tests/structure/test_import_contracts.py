"""The import contracts: a breach of each is planted in a copy of the service, and found."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]
CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
]
ROOMS = "The rooms stand above each other"
# What is written at the end of which module, and the contract that it breaks.
BREACHES = [
    ("domain/areas.py", "import service.usecases.work", ROOMS),
    ("usecases/areas.py", "import service.problems", ROOMS),
    ("api/areas.py", "import service.graphql.schema", ROOMS),
    ("helpers.py", "", ROOMS),  # a room that is in no layer
    ("domain/areas.py", "import pydantic", "The domain is the standard library only"),
    (
        "api/areas.py",
        "from service.db import reading as rows",
        "Only the use cases and the composition root open the database",
    ),
    ("usecases/areas.py", "import asyncpg", "SQL stays in the database room"),
    ("graphql/query.py", "import sqlalchemy", "SQL stays in the database room"),
    ("cli/keys.py", "import asyncpg", "SQL stays in the database room"),
    ("main.py", "import service.cli.terminal", ROOMS),
    (
        "api/areas.py",
        "from service.settings import Settings",
        "Settings are read in main and on the command line",
    ),
    ("domain/areas.py", "import service.usecases.work", "Siblings do not go in circles"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the service and of its contracts."""
    folder = tmp_path_factory.mktemp("contracts")
    shutil.copytree(
        PROJECT / "service",
        folder / "service",
        ignore=shutil.ignore_patterns("__pycache__", "static"),
    )
    shutil.copy(PROJECT / "pyproject.toml", folder)
    return folder


@pytest.fixture
def planted(copy: Path, breach: tuple[str, str, str]) -> Iterator[str]:
    """Write a breach into the copy, and take it out again; the contract that it breaks."""
    name, line, contract = breach
    module = copy / "service" / name
    before = module.read_text("utf-8") if module.exists() else None
    module.write_text(f"{before or ''}\n{line}\n", "utf-8")
    yield contract
    module.unlink() if before is None else module.write_text(before, "utf-8")


def linted(copy: Path) -> tuple[int, dict[str, str]]:
    """Lint the copy; return the exit code, and what came of each contract."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(  # noqa: S603 -- the project's own linter
        [program, "--no-logo", "--cache-dir", copy / "cache"],
        cwd=copy,
        check=False,
        capture_output=True,
        text=True,
    )
    fared = dict(re.findall(r"^(.+) (KEPT|BROKEN)$", done.stdout, re.MULTILINE))
    return done.returncode, fared


def test_the_service_keeps_every_contract(copy: Path) -> None:
    assert linted(copy) == (0, dict.fromkeys(CONTRACTS, "KEPT"))


def test_a_breach_of_every_contract_is_planted() -> None:
    assert {contract for _, _, contract in BREACHES} == set(CONTRACTS)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: f"{each[0]}: {each[1]}")
def test_a_breach_is_found(copy: Path, planted: str) -> None:
    code, fared = linted(copy)

    assert code == 1
    assert fared[planted] == "BROKEN"
