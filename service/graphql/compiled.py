"""What of an operation is compiled, worked out once a day for all who send the same again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from service.domain.nodes import Node
from service.domain.selections import Selection
from service.graphql.connections import LIMITS, Info
from service.graphql.operations import Operation
from service.graphql.selection import selection_of
from service.usecases.compiled import Compiled, items_of


def thing_asked(info: Info, noun: type[Node]) -> Compiled | None:
    """Compile what is asked of one thing; None where it is to be read plainly."""
    return _of_thing(info.context.operation, noun, _asked(info), _day(info)) if _may(info) else None


def items_asked(info: Info, noun: type[Node]) -> Compiled | None:
    """Compile what is asked of a list's items; None where they are to be read plainly."""
    return _of_items(info.context.operation, noun, _asked(info), _day(info)) if _may(info) else None


@dataclass(frozen=True)
class Root:
    """A field of the root that leads to one of a noun, or to a list of it."""

    noun: type[Node]
    is_list: bool


def reads_once(operation: Operation, roots: Mapping[str, Root], today: date) -> bool:
    """Say whether all that an operation asks for is read in one statement, a snapshot by itself."""
    fields = [field for field in operation.selection.fields if field.name != "__typename"]
    if len(fields) != 1 or fields[0].name not in roots:
        return False
    root, wanted = roots[fields[0].name], fields[0].wanted
    if not root.is_list:
        return _of_thing(operation, root.noun, wanted, today) is not None
    is_counted = any(field.name == "total_count" for field in wanted.fields)
    return not is_counted and _of_items(operation, root.noun, wanted, today) is not None


def _of_items(
    operation: Operation, noun: type[Node], connection: Selection, today: date
) -> Compiled | None:
    forms = [field for field in connection.fields if field.name in {"nodes", "edges"}]
    if [form.name for form in forms] != ["nodes"]:
        return None
    return _of_thing(operation, noun, forms[0].wanted, today)


def _of_thing(
    operation: Operation, noun: type[Node], wanted: Selection, today: date
) -> Compiled | None:
    return operation.known(
        today, ("compiled", id(wanted)), lambda: items_of(noun, wanted, today, LIMITS)
    )


def _asked(info: Info) -> Selection:
    return selection_of(info._raw_info)  # noqa: SLF001 -- Strawberry has no other way to it


def _day(info: Info) -> date:
    return info.context.work.today


def _may(info: Info) -> bool:
    return info.context.compiles
