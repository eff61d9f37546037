"""Documents of others, read."""

from typing import Final

from service.db.sql import (
    in_editions,
    in_reading_order,
    is_owned_by,
    join_owner,
    owner,
    printed_period,
    recorded,
    ref,
    scoped_code_condition,
    scoped_ref,
    standing_entry,
)
from service.db.views import Parent, View
from service.domain.external_documents import ExternalDocument

EXTERNAL_DOCUMENTS: Final = View(
    of=ExternalDocument,
    source=f"""
        external_document_entry as entry
        join external_document on external_document.id = entry.external_document_id
        join edition on edition.id = entry.edition_id
        join plan on plan.id = external_document.plan_id
        {join_owner("entry")}
    """,
    columns={
        **recorded("external_document"),
        "code": "plan.code || ':' || external_document.code",
        "plan": ref("plan"),
        "edition": scoped_ref("edition"),
        "position": "entry.position",
        "title": "entry.title",
        "owner": owner("entry"),
        "dated": printed_period("dated"),
    },
    id_condition="external_document.id = any(:ids::text[])",
    code_condition=scoped_code_condition("external_document"),
    order=in_reading_order("entry.position"),
    filters={**in_editions("external_document"), "owner": is_owned_by("owner")},
    parents={"edition": Parent(("entry.edition_id",))},
    standing=standing_entry("external_document_entry", "external_document"),
)
