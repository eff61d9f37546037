"""Files over REST: loaded, and written."""

from typing import Annotated, Any

from fastapi import Query

from service.api.asking import Doing, Key
from service.api.files import File, file_of
from service.api.operation import Door
from service.domain.callers import Permission
from service.domain.imports import Import
from service.usecases import imports

door = Door("Files")

DryRun = Annotated[bool, Query(description="Say what would come of it, and write nothing.")]


@door.creates("/imports", Import, may=Permission.EDIT, status=200)
async def load_file(work: Doing, body: File, dry_run: DryRun = False) -> Import:
    """Load a file: add what is not in the record, change what is there otherwise.

    All of it or nothing: every fault of every row is told, with its place in the file. What a row
    needs, its own operation would need: admin for bodies, and for plans the mark of the
    coordinator. Loading the same again changes nothing. What the file does not name stays.
    """
    return await imports.load(work, body.rows(), dry_run=dry_run)


@door.reads("/partnerships/{partnership}/file", File)
async def write_file(work: Doing, partnership: Key) -> dict[str, Any]:
    """Write a partnership down as a file, with all that it refers to, so that it can be loaded."""
    return await file_of(work, partnership)
