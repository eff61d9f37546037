"""Documents of others over REST."""

from fastapi import Response

from service.api.asking import Asked, Doing, InEdition, Key, Many, Revision, Since
from service.api.inputs import EntryInput, Input, Line, changes_to
from service.api.operation import Door
from service.api.printed import OwnerInput, PeriodInput, resolved
from service.domain.callers import Permission
from service.domain.external_documents import ExternalDocument
from service.usecases import contents, reading
from service.usecases.external_documents import EXTERNAL_DOCUMENTS

door = Door("Documents of others")


class ExternalDocumentInput(EntryInput):
    """A document that an edition had regard to."""

    title: Line
    owner: OwnerInput | None = None
    dated: PeriodInput | None = None


@changes_to(ExternalDocumentInput, but=("edition", "code"))
class ExternalDocumentChange(Input):
    """What the edition is to say differently of a document. Objects replace those recorded."""


@door.lists("/external-documents", ExternalDocument)
async def list_external_documents(
    ask: Asked,
    partnership: Many = None,
    plan: Many = None,
    edition: Many = None,
    owner: Many = None,
    updated_since: Since = None,
) -> Response:
    """List documents of others as the latest edition that names them does, or as those named do.

    `owner` leaves those of the agencies, areas or partnerships named.
    """
    return await ask.page(
        ExternalDocument,
        {
            "partnership": partnership,
            "plan": plan,
            "edition": edition,
            "owner": owner,
            "updated_since": updated_since,
        },
    )


@door.reads("/external-documents/{document}", ExternalDocument)
async def read_external_document(
    work: Doing, document: Key, edition: InEdition = None
) -> ExternalDocument:
    """Read what an edition says of a document that it had regard to."""
    return await reading.one(work, ExternalDocument, document, edition)


@door.creates("/external-documents", ExternalDocument, may=Permission.EDIT)
async def enter_external_document(work: Doing, body: ExternalDocumentInput) -> ExternalDocument:
    """Enter a document that an edition had regard to, after those that are in it."""
    given = resolved(body.said())
    return await contents.enter(
        work, EXTERNAL_DOCUMENTS, edition=body.edition, code=body.code, given=given
    )


@door.revises("/external-documents/{document}", ExternalDocument, may=Permission.EDIT)
async def reword_external_document(
    work: Doing,
    document: Key,
    revision: Revision,
    body: ExternalDocumentChange,
    edition: InEdition = None,
) -> ExternalDocument:
    """Change what an edition says of a document."""
    changes = resolved(body.changes())
    return await contents.reword(work, EXTERNAL_DOCUMENTS, document, edition, revision, changes)
