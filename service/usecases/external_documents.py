"""Documents of others that an edition had regard to: entered there, and reworded."""

from collections.abc import Mapping
from typing import Any, Final

from service.db.tables import ExternalDocumentEntryRow, ExternalDocumentRow
from service.domain.external_documents import ExternalDocument
from service.domain.plans import Edition
from service.usecases.contents import Contents, Said
from service.usecases.entering import only
from service.usecases.printed import owner_columns, period_columns
from service.usecases.reading import References


async def _read(references: References, _: Edition, given: Mapping[str, Any]) -> Said:
    columns = only(given, ("title",))
    if "owner" in given:
        columns |= await owner_columns(references, given["owner"])
    if "dated" in given:
        columns |= period_columns(references, "dated", given["dated"])
    return Said(columns, {})


EXTERNAL_DOCUMENTS: Final = Contents(
    ExternalDocument, ExternalDocumentRow, ExternalDocumentEntryRow, _read
)
