"""The country's map over REST: loaded from the files that are published of it."""

from typing import Annotated

from pydantic import Field, StringConstraints

from service.api.asking import Doing
from service.api.inputs import Input, Line
from service.api.operation import Door
from service.domain.callers import Permission
from service.domain.map_files import PublishedFile
from service.domain.map_reports import MapReport
from service.usecases import maps

door = Door("Areas")


class FileInput(Input):
    """A file as it was published: its name, for what is told of it, and its text."""

    name: Line
    text: Annotated[str, StringConstraints(min_length=1)]


class MapInput(Input):
    """The files to be loaded: one of a sort at the most."""

    files: Annotated[list[FileInput], Field(min_length=1, max_length=2)]


@door.creates("/areas/imports", MapReport, may=Permission.ADMIN, status=200)
async def load_map(work: Doing, body: MapInput) -> MapReport:
    """Load the country's areas, their successions and the partnerships from published files.

    Taken are the lookup of districts, Community Safety Partnerships and police force areas (Office
    for National Statistics, any year) and the register of local authorities (mySociety), as CSV.
    Either all that they say is written or, when anything contradicts, nothing; loading the same
    again changes nothing.
    """
    return await maps.load(work, [PublishedFile(each.name, each.text) for each in body.files])
