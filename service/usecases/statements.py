"""Statements: entered in an edition, and reworded there."""

from collections.abc import Mapping
from typing import Any, Final

from service.db.tables import StatementEntryRow, StatementPriorityRow, StatementRow
from service.domain.plans import Edition
from service.domain.statements import Statement
from service.usecases.contents import Contents, Said, places
from service.usecases.entering import only
from service.usecases.reading import References


async def _read(references: References, edition: Edition, given: Mapping[str, Any]) -> Said:
    columns = only(given, ("kind", "number", "wording"))
    return Said(columns, await places(references, edition, given, StatementPriorityRow))


STATEMENTS: Final = Contents(Statement, StatementRow, StatementEntryRow, _read)
