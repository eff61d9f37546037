"""The demo's plans as files: of the published format, to be read beside the documents."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest

from service import filing
from service.demo import record
from tests.demo.record import AREAS, INDICATORS, KENT, PLANS, Row, codes, suppliers

LONGEST_LINE: Final = 110
PERIOD_FORMS: Final = {
    "month": r"\d{4}-(0[1-9]|1[0-2])",
    "fy_year": r"FY\d{4}",
    "fy_quarter": r"FY\d{4}-Q[1-4]",
    "calendar_year": r"CY\d{4}",
    "rolling_year": r"R12-\d{4}-(0[1-9]|1[0-2])",
    "span": r"\d{4}-(0[1-9]|1[0-2])/\d{4}-(0[1-9]|1[0-2])",
}
STATED: Final = record.stated_figures()
FIGURES: Final = [figure for stated in STATED.values() for figure in stated["figures"]]
PATHS: Final = [path for folder in record.FOLDERS for path in record.paths(folder)]


def test_all_files_together_are_of_the_format() -> None:
    files = filing.read(PATHS)
    assert len(files.file.actions) == 58 + 30
    assert sum(len(action.listings) for action in files.file.actions) == 60 + 30
    assert len(files.file.objectives) == 19


@pytest.mark.parametrize("folder", record.FOLDERS)
def test_a_folder_is_read_as_one_file_as_the_command_reads_it(folder: str) -> None:
    read = filing.read(record.paths(folder))
    sent = record.read(folder)
    assert {name for name, rows in read.file if name != "format" and rows} == sent.keys() - {
        "format"
    }
    for name, rows in sent.items():
        if name != "format":
            assert len(getattr(read.file, name)) == len(rows)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_can_be_read_beside_the_plan(path: Any) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert [line for line in lines if len(line) > LONGEST_LINE or "\t" in line] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_codes_are_unique_in_their_list() -> None:
    for plan in (KENT, *PLANS.values()):
        for name, rows in plan.items():
            if name != "format" and "code" in rows[0]:
                known = [(row.get("edition"), row["code"]) for row in rows]
                assert len(set(known)) == len(known), name


def test_each_source_names_a_document_and_says_more_than_that() -> None:
    documents = {
        row["source"] for plan in PLANS.values() for row in plan["editions"] if "source" in row
    }
    for source in _sources():
        assert source["document"] in documents
        assert "place" in source
        if source.get("reading") == "doubtful":
            assert "note" in source


def _sources() -> Iterator[Row]:
    for plan in (KENT, *PLANS.values()):
        yield from plan["sources"]


# The figures beside them


def test_dartford_states_one_figure_and_thanet_thirteen() -> None:
    assert [(row["indicator"], row["period"], row["value"]) for row in FIGURES] == [
        ("asb-incidents", "R12-2020-09", 2855),
        ("looked-after-children-placed", "FY2013", 235),
        ("looked-after-children-missing-incidents", "FY2013", 167),
        ("young-people-convicted", "FY2013", 234),
        ("youth-convictions-violence-against-the-person", "FY2013", 145),
        ("youth-convictions-theft", "FY2013", 108),
        ("youth-convictions-criminal-damage", "FY2013", 91),
        ("youth-convictions-motoring", "FY2013", 45),
        ("youth-convictions-public-order", "FY2013", 33),
        ("youth-convictions-domestic-burglary", "FY2013", 25),
        ("violent-offences", "R12-2014-09", 3750),
        ("violence-against-the-person", "R12-2014-09", 3329),
        ("alcohol-related-crime", "FY2012", 1088),
        ("neet-16-18", "2014-09", 9.79),
    ]


@pytest.mark.parametrize("figure", FIGURES, ids=[row["indicator"] for row in FIGURES])
def test_a_figure_comes_from_a_supplier_in_a_period_its_indicator_takes(figure: Row) -> None:
    assert figure["area"] in AREAS
    assert suppliers(figure["indicator"], figure["area"]) == [figure["agency"]]
    kinds = INDICATORS[figure["indicator"]]["period_types"]
    assert any(re.fullmatch(PERIOD_FORMS[kind], figure["period"]) for kind in kinds)


@pytest.mark.parametrize("partnership", STATED)
def test_figures_name_the_document_that_states_them(partnership: str) -> None:
    sources = [row.get("source") for row in PLANS[partnership]["editions"]]
    assert STATED[partnership]["document"] in sources
    assert partnership in codes(PLANS[partnership]["partnerships"])
