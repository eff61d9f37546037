"""Statements over REST."""

from typing import Annotated

from fastapi import Query, Response

from service.api.asking import Asked, Doing, InEdition, Key, Many, Revision, Since
from service.api.inputs import EntryInput, Input, Line, Text, Under, changes_to
from service.api.operation import Door
from service.domain.callers import Permission
from service.domain.statements import Statement, StatementKind
from service.usecases import contents, reading
from service.usecases.statements import STATEMENTS

door = Door("Statements")


class StatementInput(EntryInput):
    """A statement to be entered under priorities, which may be named without the plan."""

    kind: StatementKind
    number: Line | None = None
    priorities: Under
    wording: Text


@changes_to(StatementInput, but=("edition", "code"))
class StatementChange(Input):
    """What the edition is to say differently of a statement. Lists replace those recorded."""


@door.lists("/statements", Statement)
async def list_statements(
    ask: Asked,
    partnership: Many = None,
    plan: Many = None,
    edition: Many = None,
    priority: Many = None,
    kind: Annotated[list[StatementKind] | None, Query()] = None,
    updated_since: Since = None,
) -> Response:
    """List statements as the latest edition that holds them words them, or as those named do."""
    return await ask.page(
        Statement,
        {
            "partnership": partnership,
            "plan": plan,
            "edition": edition,
            "priority": priority,
            "kind": kind,
            "updated_since": updated_since,
        },
    )


@door.reads("/statements/{statement}", Statement)
async def read_statement(work: Doing, statement: Key, edition: InEdition = None) -> Statement:
    """Read a focus, an aim or a commitment."""
    return await reading.one(work, Statement, statement, edition)


@door.creates("/statements", Statement, may=Permission.EDIT)
async def enter_statement(work: Doing, body: StatementInput) -> Statement:
    """Enter a statement under priorities of an edition, after those that are in it.

    A code that the plan knows already carries that statement into the edition.
    """
    return await contents.enter(
        work, STATEMENTS, edition=body.edition, code=body.code, given=body.said()
    )


@door.revises("/statements/{statement}", Statement, may=Permission.EDIT)
async def reword_statement(
    work: Doing,
    statement: Key,
    revision: Revision,
    body: StatementChange,
    edition: InEdition = None,
) -> Statement:
    """Change what an edition says of a statement."""
    return await contents.reword(work, STATEMENTS, statement, edition, revision, body.changes())
