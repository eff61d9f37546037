"""Statements, read."""

from typing import Final

from service.db.entered import entered
from service.db.sql import is_under_priority, priorities_of, under_priority
from service.domain.statements import Statement

STATEMENTS: Final = entered(
    Statement,
    "statement",
    columns={
        "kind": "entry.kind",
        "number": "entry.number",
        "priorities": priorities_of("statement"),
        "wording": "entry.wording",
    },
    filters={
        "priority": is_under_priority("statement"),
        "kind": "entry.kind = any(:kind::text[])",
    },
    parents={"priority": under_priority("statement")},
)
