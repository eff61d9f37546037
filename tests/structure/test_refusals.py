"""Refusals: each in the table, each drawn in the tree, none raised that has no entry."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import service
import service.main  # and with it every module that has refusals
from service import problems
from service.domain import errors
from service.domain.errors import Refusal
from service.problems import TABLE, kind_of

SOURCES = Path(inspect.getfile(service)).parent


def below(refusal: type[Refusal]) -> Iterator[type[Refusal]]:
    """Yield every class below a refusal that the service knows of."""
    for each in refusal.__subclasses__():
        if each.__module__.startswith("service."):
            yield each
            yield from below(each)


def raised_names() -> set[str]:
    """Name everything that is called somewhere in the service, refusals among them."""
    called = set()
    for source in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called.add(ast.unparse(node.func).rpartition(".")[2])
    return called


def test_every_refusal_has_an_entry_in_the_table_or_inherits_one() -> None:
    refusals = list(below(Refusal))
    without = {each for each in refusals if not any(above in TABLE for above in each.__mro__)}

    assert len(refusals) > len(TABLE)
    # Those are only the forks of the tree: nobody makes one.
    assert {each.__name__ for each in without} & raised_names() == set()
    assert all(each.__subclasses__() for each in without)


def test_the_table_has_no_entry_that_nothing_raises() -> None:
    raised = raised_names()

    assert {each.__name__ for each in TABLE} - raised == set()


def test_every_entry_is_found_by_its_class_and_says_what_to_do() -> None:
    for refusal, kind in TABLE.items():
        assert kind_of(refusal.__new__(refusal)) is kind
        assert 400 <= kind.status < 600
        assert not kind.title.endswith(".")
        assert kind.advice.endswith(".")


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    tree = (errors.__doc__ or "").partition("The tree::")[2]
    drawn = re.findall(r"^    ([│ ├└─]*)([A-Z]\w+)", tree, re.MULTILINE)
    classes: list[type[Refusal]] = [Refusal, *below(Refusal)]

    assert {name: len(branch) // 4 for branch, name in drawn} == {
        each.__name__: each.__mro__.index(Refusal)
        for each in classes
        if each.__module__ == errors.__name__
    }


def test_what_is_of_the_wire_alone_is_not_in_the_domain() -> None:
    wire_only = {each.__name__ for each in TABLE if each.__module__ == problems.__name__}

    assert wire_only == {
        "BodyTooLarge",
        "InternalError",
        "MalformedBody",
        "UnknownPath",
        "UnsupportedMediaType",
        "WrongMethod",
    }
