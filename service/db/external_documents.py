"""Documents of others, read."""

from typing import Final

from service.db.entered import entered
from service.db.sql import is_owned_by, join_owner, owner, printed_period
from service.domain.external_documents import ExternalDocument

EXTERNAL_DOCUMENTS: Final = entered(
    ExternalDocument,
    "external_document",
    joins=join_owner("entry"),
    columns={
        "title": "entry.title",
        "owner": owner("entry"),
        "dated": printed_period("dated"),
    },
    filters={"owner": is_owned_by("owner")},
)
