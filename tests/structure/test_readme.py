"""README and the pages under docs: what they show is what happens, what they name is there."""

import ast
import json
import os
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
import typer.main

from service import cli
from service.db.nouns import VIEWS
from service.db.telling import TOLD
from service.domain.periods import PeriodType
from service.domain.relative_periods import RelativePeriod
from service.problems import TABLE
from tests.build import World

ROOT: Final = Path(__file__).parents[2]
README: Final = ROOT / "README.md"
API: Final = ROOT / "docs" / "api.md"
PAGES: Final = (README, ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md")))

_FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK: Final = re.compile(r"\]\(([^)\s]+)\)")
_NOT_OURS: Final = re.compile(r"\.(git|venv|data|hypothesis)|\.\w+_cache|__pycache__|build|dist")
_MACHINES: Final = re.compile(
    r"/(?:work|root|home|Users)/\w"
    r"|(?:pypi|pythonhosted|npmjs|docker|ghcr|quay)[.](?:org|com|io)"
    r"|(?:deb|security)[.]debian[.]org"
)


def fences(page: Path, language: str) -> list[str]:
    """Return the contents of a page's fenced blocks in a language."""
    return [text for name, text in _FENCE.findall(page.read_text("utf-8")) if name == language]


def rows(page: Path, heading: str) -> list[list[str]]:
    """Return the rows of the table under a heading, without its head and without code marks."""
    _, _, section = page.read_text("utf-8").partition(f"\n{heading}\n")
    section = re.split(r"^#", section, maxsplit=1, flags=re.MULTILINE)[0]
    table = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip().replace("`", "") for cell in line[1:-1].split("|")] for line in table]


# --- What README shows is what happens --------------------------------------------------------


def test_the_dashboard_of_the_readme_is_the_demos() -> None:
    query = (ROOT / "service" / "demo" / "dashboard.graphql").read_text("utf-8")

    assert fences(README, "graphql") == [query]


@dataclass
class Curl:
    """A request, as a command of curl's."""

    url: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None

    @classmethod
    def read_all(cls, script: str) -> Iterator["Curl"]:
        """Read every command of a script."""
        words = iter(shlex.split(script.replace("\\\n", " ")))
        request = cls()
        for word in words:
            if word == "curl":
                if request.url:
                    yield request
                request = cls()
            elif word == "-H":
                name, _, value = next(words).partition(": ")
                request.headers[name] = value
            elif word == "-d":
                request.body = next(words)
            elif word != "-s":
                request.url = word.removeprefix("$API")
        yield request


def _walkthrough() -> Iterator[tuple[Curl, Any]]:
    """Pair every request that README makes with the reply it shows; None where it shows none."""
    blocks = _FENCE.findall(README.read_text("utf-8"))
    for (language, text), (next_language, reply) in zip(
        blocks, [*blocks[1:], ("", "")], strict=True
    ):
        if language == "sh" and text.startswith("curl"):
            requests = list(Curl.read_all(text))
            shown = json.loads(reply) if next_language == "json" else None
            yield from ((request, shown) for request in requests)


_PASSING: Final = re.compile(
    r"[a-z]{3}_[0-9a-z]{20,}|req_[0-9a-f]+|[0-9T:-]{19}Z|[\w-]{60,}"  # ids, instants, cursors
)


def _lasting(shown: Any) -> Any:
    """Blot out what is different every time."""
    return json.loads(_PASSING.sub("…", json.dumps(shown)))


def _members(shown: Any) -> Any:
    """Keep of a reply the names of its members: what was read depends on what is there."""
    if isinstance(shown, dict):
        return {name: _members(value) for name, value in shown.items()}
    return [_members(each) for each in shown[:1]] if isinstance(shown, list) else None


async def test_every_request_of_the_readme_gets_the_reply_that_it_shows(
    client: httpx.AsyncClient, world: World
) -> None:
    keys = {"$KEY": world.tokens["police"], "$OPERATOR": world.tokens["operator"]}
    made = 0
    for request, shown in _walkthrough():
        headers = {
            name: value.replace("$KEY", keys["$KEY"]).replace("$OPERATOR", keys["$OPERATOR"])
            for name, value in request.headers.items()
        }
        if request.body is None:
            reply = await client.get(request.url, headers=headers)
        else:
            reply = await client.post(request.url, content=request.body, headers=headers)

        refused_with = (shown or {}).get("status")
        assert reply.is_success if refused_with is None else reply.status_code == refused_with
        if shown is not None:
            told = _lasting if request.body is not None else _members
            assert told(reply.json()) == told(shown), request.url
        made += 1

    assert made > 10


# --- What the pages name is there -------------------------------------------------------------


def _anchors(page: Path) -> set[str]:
    """Return the anchors that headings get where the pages are read."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in _LINK.findall(page.read_text("utf-8")):
        if link.startswith("http"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page

        assert target.exists(), link
        assert not anchor or anchor in _anchors(target), link


def _commands(page: Path, program: str) -> Iterator[list[str]]:
    """Yield the words after a program's name, wherever a page gives it as a command."""
    text = page.read_text("utf-8")
    spans = re.findall(r"`([^`]+)`", _FENCE.sub("", text))
    lines = [line for script in fences(page, "sh") for line in script.splitlines()]
    for command in (*spans, *lines):
        words = command.partition("#")[0].split()
        if words[:1] == [program] and len(words) > 1:
            yield words[1:]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))

    for words in _commands(page, "make"):
        assert {word for word in words if "=" not in word} <= targets, words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_csp_that_is_named_exists_with_its_options(page: Path) -> None:
    for words in _commands(page, "csp"):
        command: Any = typer.main.get_command(cli.app)
        while hasattr(command, "commands"):
            assert words[0] in command.commands, words
            command = command.commands[words.pop(0)]
        known = {option for parameter in command.params for option in parameter.opts}

        assert {word for word in words if word.startswith("-")} <= known, words


def test_every_room_of_the_service_is_drawn() -> None:
    (drawn,) = fences(ROOT / "docs" / "architecture.md", "")
    told = set(re.findall(r"(?:^  |  )(\w+(?:/|\.py)) ", drawn, re.MULTILINE))

    rooms = {each for each in (ROOT / "service").iterdir() if each.name[0] not in "._"}
    assert told == {
        f"{each.name}/" if each.is_dir() else each.name
        for each in rooms
        if each.is_dir() or each.suffix == ".py"
    }


def _texts() -> Iterator[tuple[Path, str]]:
    """Yield every text file of the project."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [each for each in folders if not _NOT_OURS.fullmatch(each)]
        for name in names:
            file = Path(folder, name)
            try:
                yield file, file.read_text("utf-8")
            except UnicodeDecodeError:
                continue  # what is packed


def test_no_file_names_a_folder_of_somebodys_machine_or_the_host_of_a_registry() -> None:
    texts = dict(_texts())

    assert README in texts
    found = {file: match[0] for file, text in texts.items() if (match := _MACHINES.search(text))}
    assert found == {}


# --- The tables of docs/api.md are the code's ---------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_row_of_a_table_stands_twice(page: Path) -> None:
    for heading in re.findall(r"^#+ .+$", page.read_text("utf-8"), re.MULTILINE):
        names = [name for row in rows(page, heading) for name in row[0].split(", ")]

        assert [each for each in names if names.count(each) > 1] == [], heading


def test_every_paragraph_that_has_a_name_stands_by_itself() -> None:
    lines = API.read_text("utf-8").splitlines()
    begun = [above for above, line in pairwise(lines) if re.match(r"\*\*[A-Z]", line)]

    assert len(begun) > 20
    assert [above for above in begun if above] == []


def _contract() -> Any:
    return json.loads((ROOT / "openapi" / "openapi.json").read_text("utf-8"))


def test_every_problem_is_in_the_table() -> None:
    told = {code: (status, title) for code, status, title in rows(API, "## Refusals")}

    assert told == {kind.code: (str(kind.status), kind.title) for kind in TABLE.values()}


def test_every_enumeration_is_in_the_table_with_its_words() -> None:
    told = {name: words.split(", ") for name, _, words in rows(API, "## The words")}

    schemas = _contract()["components"]["schemas"]
    assert told == {name: each["enum"] for name, each in schemas.items() if "enum" in each}


def test_every_kind_of_id_is_in_the_table() -> None:
    told = {thing: begins for thing, begins, _ in rows(API, "## Ids and codes")}

    assert told == {
        noun.noun: f"{noun.prefix}_" for noun in VIEWS if "Revision" not in noun.__name__
    }


def test_every_part_of_which_the_feed_tells_is_in_the_table() -> None:
    told = [part for parts, *_ in rows(API, "## What has changed") for part in parts.split(", ")]

    assert sorted(told) == sorted({each.part for each in TOLD.values() if each.part})


def test_every_type_of_period_and_every_word_for_periods_is_told() -> None:
    told = {type_ for _, type_, _ in rows(API, "## Periods")}

    assert told == {*PeriodType}
    text = API.read_text("utf-8")
    alone = {*RelativePeriod} - {RelativePeriod.SAME_PERIOD_LAST_YEAR}  # relative to a period
    assert {word for word in alone if f"`{word}`" not in text} == set()


def test_the_table_says_who_may_do_what() -> None:
    paths: Mapping[str, Any] = _contract()["paths"]

    def permission(path: str, method: str) -> str:
        return str(paths.get(path, {}).get(method, {}).get("x-permission", "nobody"))

    def of(path: str) -> tuple[str, ...]:
        one = next(
            (each for each in paths if re.fullmatch(re.escape(path) + r"/\{\w+\}", each)), ""
        )
        on_list, on_one = ("get", "post"), ("patch", "delete")
        return (
            *(permission(path, each) for each in on_list),
            *(permission(one, each) for each in on_one),
        )

    told = {path: tuple(may) for _, path, *may in rows(API, "## Who may do what")}
    assert told == {path: of(path) for path in paths if not path.endswith("}")}


def _codes_of_faults() -> set[str]:
    """Find the codes of faults that stand in the code as they are."""
    place = {"Fault": 0, "fault": 0, "PydanticCustomError": 0, "_fault": 2}
    found: set[str] = set()
    for file in (ROOT / "service").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                given = node.args[place.get(name, 99) :][:1]
                found |= {str(each.value) for each in given if isinstance(each, ast.Constant)}
    return found


def test_every_code_of_a_fault_is_explained() -> None:
    heading = "### What is wrong with one field, parameter or row"
    told = {code for codes, _ in rows(API, heading) for code in re.split(r"[, ]+", codes)}

    found = _codes_of_faults()
    assert len(found) > 20
    assert {code for code in found - told if not code.startswith("unknown_")} == set()
