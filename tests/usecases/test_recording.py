"""What is written while somebody else is writing it."""

import pytest

from service.db.tables import AreaRow
from service.domain.areas import Area
from service.domain.errors import RevisionStale
from service.usecases.reading import one
from service.usecases.recording import change, remove
from tests.build import ROOT, World


async def test_what_has_changed_since_it_was_read_is_neither_changed_nor_removed(
    world: World,
) -> None:
    async with world.desk.reading(ROOT) as work:
        read = await one(work, Area, "thanet")
    async with world.desk.writing(ROOT, "req_1") as work:
        await change(work, AreaRow, read, {"name": "The Isle of Thanet"})
    async with world.desk.writing(ROOT, "req_2") as work:
        with pytest.raises(RevisionStale, match="area no longer stands at revision 1"):
            await change(work, AreaRow, read, {"name": "Thanet District"})
        with pytest.raises(RevisionStale, match="area no longer stands at revision 1"):
            await remove(work, AreaRow, read)
    async with world.desk.reading(ROOT) as work:
        stands = await one(work, Area, "thanet")
    assert (stands.name, stands.revision) == ("The Isle of Thanet", 2)
