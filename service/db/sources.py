"""Where facts were read, read."""

from typing import Final

from service.db.sql import recorded, scoped_ref_or_null, since
from service.db.views import Order, Parent, View
from service.domain.sources import Source

SOURCES: Final = View(
    of=Source,
    source="""
        source
        left join edition on edition.id = source.edition_id
        left join plan on plan.id = edition.plan_id
    """,
    columns={
        **recorded("source"),
        "of": "source.of_id",
        "field": "source.field",
        "edition": scoped_ref_or_null("edition"),
        "document": "source.document",
        "place": "source.place",
        "reading": "source.reading",
        "printed": "source.printed",
        "note": "source.note",
    },
    id_condition="source.id = any(:ids::text[])",
    code_condition=None,
    order=(Order("source.of_id", "text"), Order("source.id", "text")),
    filters={
        "of": "source.of_id = any(:of::text[])",
        "document": "source.document = any(:document::text[])",
        "reading": "source.reading = any(:reading::text[])",
        "updated_since": since("source"),
    },
    parents={"of": Parent(("source.of_id",))},
)
