"""`csp areas load`, run as a user would run it."""

import asyncio
from pathlib import Path

import pytest

from tests.cli.csp import csp
from tests.published import COUNCILS, DARTFORD, GRAVESHAM, REFORMED, THANET, lookup, register
from tests.record import contents

pytestmark = pytest.mark.slow


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The lookup and the register, as files."""
    for file in (lookup(DARTFORD, GRAVESHAM, THANET), register(*COUNCILS, *REFORMED)):
        (tmp_path / file.name).write_text(file.text, "utf-8")
    return ["lookup.csv", "register.csv"]


def test_it_explains_itself(tmp_path: Path) -> None:
    for words in (("areas", "--help"), ("areas", "load", "--help")):
        told = csp(*words, home=tmp_path)
        assert (told.returncode, "Usage" in told.stdout) == (0, True)


def test_whatever_is_wrong_is_told_line_by_line_and_nothing_is_written(
    clean: str, tmp_path: Path, files: list[str]
) -> None:
    with (tmp_path / "lookup.csv").open("a", encoding="utf-8") as file:
        file.write("E07000107,[Dartmouth],E22000352,Dartford and Gravesham,E23000032,Kent,9\n")
        file.write("E07,,E22000352,Dartford and Gravesham,E23000032,Kent,10\n")
    before = asyncio.run(contents(clean))

    refused = csp("areas", "load", *files, home=tmp_path, DATABASE_URL=clean)

    assert refused.returncode == 1
    lines = refused.stderr.splitlines()
    assert lines[0] == "Nothing was written: 3 things are wrong with the files."
    assert [line.partition(": ")[0] for line in lines[1:]] == [
        "lookup.csv, line 6",
        "lookup.csv, line 6",
        "lookup.csv, line 5",
    ]
    assert "'[Dartmouth]'" in lines[3]
    assert asyncio.run(contents(clean)) == before


def test_a_file_that_is_not_there_or_in_another_encoding_is_refused(
    clean: str, tmp_path: Path
) -> None:
    missing = csp("areas", "load", "nowhere.csv", home=tmp_path, DATABASE_URL=clean)
    assert missing.returncode != 0
    (tmp_path / "latin.csv").write_bytes("Ynys Môn".encode("latin-1"))
    refused = csp("areas", "load", "latin.csv", home=tmp_path, DATABASE_URL=clean)
    assert (refused.returncode, refused.stderr) == (1, "latin.csv is not in UTF-8.\n")


def test_it_tells_what_it_added_and_a_second_time_that_nothing_changed(
    clean: str, tmp_path: Path, files: list[str]
) -> None:
    first = csp("areas", "load", *files, home=tmp_path, DATABASE_URL=clean)
    assert first.returncode == 0, first.stderr
    assert "Areas: 10 added, 0 changed, 0 as they were." in first.stdout
    assert "Partnerships: 2 added" in first.stdout

    second = csp("areas", "load", *reversed(files), home=tmp_path, DATABASE_URL=clean)
    assert second.returncode == 0, second.stderr
    assert second.stdout.startswith("Nothing has changed.\nAreas: 0 added, 0 changed, 10 as")
