"""Who may push: an agency, for itself."""

import pytest

from service.domain.errors import NotYours
from service.domain.submissions import Mode
from service.usecases.submissions import Batch, push
from service.usecases.work import Desk
from tests.build import ROOT, World


@pytest.mark.parametrize(
    ("who", "agency"),
    [
        (None, None),
        (None, "kent-police"),
        ("police", "dartford-borough-council"),
        ("police", "nobody"),
    ],
)
async def test_nobody_pushes_for_another_and_an_operator_for_no_one(
    world: World, desk: Desk, who: str | None, agency: str | None
) -> None:
    caller = ROOT if who is None else await world.caller(who)
    batch = Batch(agency, None, Mode.ATOMIC, synthetic=False, rows=[], received=0, faults=[])

    with pytest.raises(NotYours):
        async with desk.writing(caller, "req_push") as work:
            await push(work, batch)
