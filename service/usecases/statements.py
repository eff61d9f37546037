"""Statements: entered in an edition, and reworded there."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from service.db import entries
from service.db.tables import StatementEntryRow, StatementPriorityRow, StatementRow
from service.domain.statements import Statement, StatementKind
from service.usecases.entering import (
    Held,
    edition_of,
    only,
    open_edition,
    priorities_listed,
    put_differently,
    put_in,
)
from service.usecases.reading import References, one
from service.usecases.recording import read_at
from service.usecases.work import Work

_STATEMENTS: Final = Held(Statement, StatementRow, StatementEntryRow)


async def enter(
    work: Work,
    *,
    edition: str,
    code: str,
    kind: StatementKind,
    number: str | None,
    priorities: Sequence[str],
    wording: str,
) -> Statement:
    """Enter a statement under priorities of an edition, after those that are in it."""
    opened = await open_edition(work, edition)
    references = References(work)
    under = await priorities_listed(references, opened, priorities, "/priorities")
    references.settle()
    says = {"kind": kind, "number": number, "wording": wording}
    statement_id = await put_in(work, _STATEMENTS, opened, code, says)
    key = _STATEMENTS.key(opened.id, statement_id)
    await entries.put_under(work.store, StatementPriorityRow, key, under)
    return await one(work, Statement, statement_id, opened.id)


async def reword(
    work: Work, key: str, edition: str | None, revision: int, changes: Mapping[str, Any]
) -> Statement:
    """Change what an edition (the latest, unless one is named) says of a statement."""
    statement = await read_at(work, Statement, key, revision, edition)
    opened = await edition_of(work, statement.edition.id)
    references = References(work)
    under = await priorities_listed(
        references, opened, changes.get("priorities", ()), "/priorities"
    )
    references.settle()
    says = only(changes, ("kind", "number", "wording"))
    await put_differently(work, _STATEMENTS, statement, opened, says)
    if "priorities" in changes:
        entry = _STATEMENTS.key(opened.id, statement.id)
        await entries.put_under(work.store, StatementPriorityRow, entry, under)
    return await one(work, Statement, statement.id, opened.id)
