"""The country's map: loaded from what is published, as often as one likes."""

from collections.abc import Callable, Sequence
from functools import partial

from service.db import maps as recorded
from service.domain import map_files, map_merging, maps
from service.domain.errors import Invalid
from service.domain.map_files import PublishedFile
from service.domain.map_reports import MapReport, report
from service.usecases.recording import begun
from service.usecases.work import Work

MOST_FAULTS = 1_000


async def load(
    work: Work, files: Sequence[PublishedFile], tell: Callable[[str], None] = lambda _: None
) -> MapReport:
    """Load published files into the record; what they say already stands is left as it is.

    Refuses them whole, with every fault and its line, when they contradict themselves, each other
    or the record. `tell` is told what is being done, in words.
    """
    tell("Reading the files …")
    country = maps.assemble(map_files.read(files))
    tell(f"Comparing {len(country.areas)} areas with what is recorded …")
    known = await recorded.known(work.store, [*country.areas, *country.partnerships])
    merged = map_merging.merge(country, known, partial(begun, work))
    faults = [*country.faults, *merged.faults]
    if faults:
        raise Invalid(
            f"Nothing was written: {len(faults)} things are wrong with the files.",
            faults[:MOST_FAULTS],
        )
    tell("Writing …")
    await recorded.write(work.store, known, merged, work.now)
    return report(known, merged, tuple(country.notes))
