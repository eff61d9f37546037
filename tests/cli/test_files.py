"""Files in YAML: read with their lines, and `csp load` and `csp export`."""

from pathlib import Path

import pytest
import yaml

from service import filing
from service.api.files import FORMAT
from service.domain.errors import Fault
from tests.cli.csp import csp

HEAD = "format: community-safety/1\n"
AREA = """areas:
- code: E07000108
  slug: dover
  name: Dover
  kind: district
  nation: england
"""
PARTNERSHIP = """partnerships:
- code: dover
  name: "no: yes"
  starts_on: 2010-04
  areas: [{area: dover, starts_on: 2010-04-01}]
"""
OBJECTIVE = """objectives:
- edition: dover-2017:first
  code: less
  priorities: [asb]
  wording: Less
  target: {printed: A third, kind: third}
"""


def file(folder: Path, *parts: str, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_text("".join(parts), "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("areas: []\n", "1: /format: A file begins with `format: community-safety/1`."),
        ("- 1\n", "1: A file is an object of lists"),
        ("", "1: A file is an object of lists"),
        (HEAD + "areas: [\n", "3: expected the node content"),
        (HEAD + "areas: 3\n", "2: /areas: This has to be a list."),
        (
            HEAD + "\ncolours: []\n",
            "3: /colours: There is no such list; there are areas, area_successions",
        ),
        (HEAD + AREA + "  name: Again\n", "8: 'name' stands twice in one object"),
        (HEAD + AREA.replace("Dover", "1066"), "5: /areas/0/name: Input should be a valid string."),
        (HEAD + AREA.replace("district", "on"), "6: /areas/0/kind: Input should be 'nation', "),
        (
            HEAD + AREA.replace("  nation: england\n", "  colour: red\n"),
            "3: /areas/0/nation: Field required.",
        ),
        (HEAD + OBJECTIVE, "7: /objectives/0/target/kind: Input should be 'count', "),
        (
            HEAD + PARTNERSHIP.replace("2010-04-01", "2010-04-31"),
            "6: /partnerships/0/areas/0/starts_on: There is no 2010-04-31 in the calendar.",
        ),
    ],
)
def test_what_is_not_of_the_form_is_told_with_its_line(
    tmp_path: Path, text: str, told: str
) -> None:
    path = file(tmp_path, text)
    with pytest.raises(filing.FileRefused) as refused:
        filing.read([path])
    assert f"{path}:{told}" in str(refused.value)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(filing.FileRefused, match="No such file"):
        filing.read([tmp_path / "none.yaml"])
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"\xe9")
    with pytest.raises(filing.FileRefused, match="utf-8"):
        filing.read([path])


def test_days_and_words_stay_the_texts_they_are(tmp_path: Path) -> None:
    files = filing.read([file(tmp_path, HEAD, PARTNERSHIP)])
    (partnership,) = files.file.partnerships
    assert (partnership.name, partnership.starts_on) == ("no: yes", "2010-04")


def test_of_several_files_each_fault_is_told_in_its_own(tmp_path: Path) -> None:
    one = file(tmp_path, HEAD, AREA, name="one.yaml")
    two = file(tmp_path, HEAD, "\n\n", AREA.replace("108", "109"), name="two.yaml")
    files = filing.read([one, two])
    assert [area.code for area in files.file.areas] == ["E07000108", "E07000109"]
    faults = [Fault("x", "Wrong.", pointer="/areas/1/slug"), Fault("y", "All wrong.")]
    assert str(files.refusal(faults)).splitlines() == [
        f"{two}:6: /areas/0/slug: Wrong.",
        "All wrong.",
    ]


def test_what_is_written_is_read_as_it_was(tmp_path: Path) -> None:
    document = {"format": FORMAT, "areas": yaml.safe_load(AREA)["areas"]}
    document["areas"][0] |= {"name": "no", "starts_on": "1974-04-01"}
    (area,) = filing.read([file(tmp_path, filing.write(document))]).file.areas
    assert (area.name, str(area.starts_on)) == ("no", "1974-04-01")


@pytest.mark.slow
def test_files_are_loaded_together_and_written(clean: str, tmp_path: Path) -> None:
    areas = file(tmp_path, HEAD, AREA, name="areas.yaml")
    partnership = file(tmp_path, HEAD, PARTNERSHIP, name="dover.yaml")

    refused = csp("load", str(partnership), home=tmp_path, DATABASE_URL=clean)
    assert refused.returncode == 1
    assert f"{partnership}:6: /partnerships/0/areas/0/area: There is no area" in refused.stderr

    dry = csp("load", "--dry-run", str(partnership), str(areas), home=tmp_path, DATABASE_URL=clean)
    assert dry.stdout.splitlines() == [
        "added in areas: E07000108",
        "added in partnerships: dover",
        "2 added, 0 changed, 0 unchanged; nothing was written.",
    ]
    for told in ("2 added, 0 changed, 0 unchanged.", "0 added, 0 changed, 2 unchanged."):
        loaded = csp("load", str(partnership), str(areas), home=tmp_path, DATABASE_URL=clean)
        assert loaded.stdout.splitlines()[-1] == told

    written = csp("export", "dover", home=tmp_path, DATABASE_URL=clean)
    again = file(tmp_path, written.stdout, name="again.yaml")
    assert [each.code for each in filing.read([again]).file.partnerships] == ["dover"]
    twice = csp("export", "dover", "dover", home=tmp_path, DATABASE_URL=clean)
    assert twice.stdout == written.stdout
    nowhere = csp("export", "dover", "nowhere", home=tmp_path, DATABASE_URL=clean)
    assert (nowhere.returncode, nowhere.stdout) == (1, "")
    assert "nowhere" in nowhere.stderr
