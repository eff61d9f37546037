"""Files in YAML: read with their lines, so that a fault can say where it stands, and written.

YAML here is its plain part: texts, whole and decimal numbers, true and false, null, lists and
objects. Days stay texts, and so do `yes`, `no`, `on` and `off`, which YAML 1.1 takes for truths.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import orjson
import yaml
from pydantic import ValidationError

from service import wire
from service.api.files import FORMAT, File
from service.api.lists import SECTIONS
from service.domain.errors import Fault
from service.faults import faults_of

_WIDTH: Final = 100


class FileRefused(Exception):
    """Files that cannot be loaded; the message has a line for each thing that is wrong."""


class _Plain(yaml.SafeLoader):
    """Reads the plain part of YAML, and refuses a name that stands twice in an object."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """Make an object, each of whose names stands once."""
        seen: set[str] = set()
        for name, _ in node.value:
            if name.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"{name.value!r} stands twice in one object",
                    problem_mark=name.start_mark,
                )
            seen.add(name.value)
        return super().construct_mapping(node, deep)


_LEFT_AS_TEXT: Final = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
_Plain.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag not in _LEFT_AS_TEXT]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?:true|false)$"), ["t", "f"])


@dataclass(frozen=True)
class _Source:
    """One file, and the line of everything in it, by JSON pointer."""

    path: Path
    content: dict[str, Any]
    lines: Mapping[str, int]

    def told(self, pointer: str, detail: str) -> str:
        """Say what is wrong, at the line where it stands or where what holds it does."""
        place = pointer
        while place and place not in self.lines:
            place = place.rpartition("/")[0]
        return f"{self.path}:{self.lines.get(place, 1)}: {pointer or '/'}: {detail}"


@dataclass(frozen=True)
class Files:
    """Files that are loaded together: the lists of all of them, one after another.

    `origins` says of every row of a list which file it is from, and which row it is there.
    """

    file: File
    origins: "Origins"

    def refusal(self, faults: Sequence[Fault]) -> FileRefused:
        """Say of each fault in which file and line it stands."""
        return FileRefused("\n".join(_told(fault, self.origins) for fault in faults))


Origins: TypeAlias = Mapping[str, Sequence[tuple[_Source, int]]]


def read(paths: Sequence[Path]) -> Files:
    """Read files; refuses with `FileRefused` what is no YAML or not of the format."""
    sources = [_source(path) for path in paths]
    merged: dict[str, list[Any]] = {}
    origins: dict[str, list[tuple[_Source, int]]] = {}
    wrong: list[str] = []
    for source in sources:
        wrong += _out_of_form(source)
        for name, rows in source.content.items():
            if name in SECTIONS and isinstance(rows, list):
                merged.setdefault(name, []).extend(rows)
                origins.setdefault(name, []).extend((source, n) for n in range(len(rows)))
    try:
        files = Files(File.model_validate({"format": FORMAT, **merged}), origins)
    except ValidationError as error:
        found = [{**each, "loc": ("body", *each["loc"])} for each in error.errors()]
        raise FileRefused(
            "\n".join([*wrong, *(_told(each, origins) for each in faults_of(found))])
        ) from error
    if wrong:
        raise FileRefused("\n".join(wrong))
    return files


def write(document: Mapping[str, Any]) -> str:
    """Write a file."""
    plain = orjson.loads(wire.dumps(document))
    return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=_WIDTH)


def _source(path: Path) -> _Source:
    try:
        text = path.read_text(encoding="utf-8")
        loader = _Plain(text)
        node = loader.get_single_node()
        content = None if node is None else loader.construct_document(node)
    except (OSError, UnicodeDecodeError) as error:
        raise FileRefused(f"{path}: {error}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FileRefused(f"{path}:{line}: {error.problem}") from error
    if node is None or not isinstance(content, dict):
        raise FileRefused(f"{path}:1: A file is an object of lists, beginning with `format`.")
    return _Source(path, content, dict(_lines(node, "")))


def _lines(node: yaml.Node, pointer: str) -> Iterator[tuple[str, int]]:
    yield pointer, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            below = f"{pointer}/{name.value}"
            yield from _lines(value, below)
            yield below, name.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(value, f"{pointer}/{index}")


def _out_of_form(source: _Source) -> Iterator[str]:
    """Tell what is wrong with a file as a whole: its format, and lists that there are none of."""
    if source.content.get("format") != FORMAT:
        yield source.told("/format", f"A file begins with `format: {FORMAT}`.")
    for name, rows in source.content.items():
        if name != "format" and name not in SECTIONS:
            yield source.told(
                f"/{name}", f"There is no such list; there are {', '.join(SECTIONS)}."
            )
        elif name != "format" and not isinstance(rows, list):
            yield source.told(f"/{name}", "This has to be a list.")


def _told(fault: Fault, origins: Origins) -> str:
    """Say what is wrong with a row, in the file that it is from; a list can be no row's."""
    _, name, *below = (fault.pointer or "/").split("/")
    if name not in origins or not below:
        return f"{fault.pointer}: {fault.detail}" if fault.pointer else fault.detail
    source, index = origins[name][int(below[0])]
    return source.told("/".join(["", name, str(index), *below[1:]]), fault.detail)
