"""Statements, read."""

from typing import Final

from service.db.sql import (
    in_editions,
    in_reading_order,
    is_under_priority,
    priorities_of,
    recorded,
    ref,
    scoped_code_condition,
    scoped_ref,
    standing_entry,
    under_priority,
)
from service.db.views import Parent, View
from service.domain.statements import Statement

STATEMENTS: Final = View(
    of=Statement,
    source="""
        statement_entry as entry
        join statement on statement.id = entry.statement_id
        join edition on edition.id = entry.edition_id
        join plan on plan.id = statement.plan_id
    """,
    columns={
        **recorded("statement"),
        "code": "plan.code || ':' || statement.code",
        "plan": ref("plan"),
        "edition": scoped_ref("edition"),
        "kind": "entry.kind",
        "number": "entry.number",
        "position": "entry.position",
        "priorities": priorities_of("statement"),
        "wording": "entry.wording",
    },
    id_condition="statement.id = any(:ids::text[])",
    code_condition=scoped_code_condition("statement"),
    order=in_reading_order("entry.position"),
    filters={
        **in_editions("statement"),
        "priority": is_under_priority("statement"),
        "kind": "entry.kind = any(:kind::text[])",
    },
    parents={
        "edition": Parent(("entry.edition_id",)),
        "priority": under_priority("statement"),
    },
    standing=standing_entry("statement_entry", "statement"),
)
