"""What a violated constraint means, where no rule has come before it."""

from typing import Any

import asyncpg
import pytest

from service.db.constraints import _TAKEN
from service.db.tables import AreaRow, AreaWithinRow
from service.domain.areas import Area, AreaKind, Nation
from service.domain.errors import AlreadyExists, Invalid, Refusal, StillInUse
from service.usecases.recording import begun
from service.usecases.work import Desk, Work
from tests.build import ROOT


def area(work: Work, **different: object) -> AreaRow:
    given: dict[str, Any] = {"code": "E10000016", "slug": "kent", "name": "Kent"}
    kind = {"kind": AreaKind.COUNTY, "nation": Nation.ENGLAND}
    days = {"starts_on": None, "ends_before": None}
    return AreaRow(**{**begun(work, Area), **given, **kind, **days, **different})


@pytest.mark.parametrize(
    ("different", "refusal", "detail"),
    [
        ({"slug": "another"}, AlreadyExists, "An area with this code is recorded already."),
        ({"code": "another"}, AlreadyExists, "An area with this slug is recorded already."),
        ({"slug": "Kent"}, Invalid, "does not allow this (ck_area_slug_is_kebab)"),
        ({"kind": "shire"}, Invalid, "does not allow this (ck_area_kind_is_known)"),
    ],
)
async def test_a_row_that_the_record_does_not_allow_is_refused_in_words(
    desk: Desk, different: dict[str, Any], refusal: type[Refusal], detail: str
) -> None:
    async with desk.writing(ROOT, "req_1") as work:
        await work.store.insert(area(work))
    with pytest.raises(refusal) as refused:
        async with desk.writing(ROOT, "req_2") as work:
            await work.store.insert(area(work, **different))
    assert detail in refused.value.detail


async def test_the_same_id_twice_is_the_same_thing_twice(desk: Desk) -> None:
    with pytest.raises(AlreadyExists, match="same thing"):
        async with desk.writing(ROOT, "req_1") as work:
            await work.store.insert(area(work, id="are_x"), area(work, id="are_x", code="x"))


async def test_what_refers_to_nothing_is_not_written(desk: Desk) -> None:
    with pytest.raises(StillInUse):
        async with desk.writing(ROOT, "req_1") as work:
            await work.store.insert(AreaWithinRow(area_id="are_x", within_id="are_y"))


async def test_every_constraint_that_is_explained_is_there(database: str) -> None:
    connection = await asyncpg.connect(database)
    try:
        rows = await connection.fetch("select conname from pg_constraint where contype = 'u'")
    finally:
        await connection.close()
    assert _TAKEN.keys() <= {row["conname"] for row in rows}
