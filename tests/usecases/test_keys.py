"""Machine keys: made, revoked, and looked up to see who is asking."""

from datetime import timedelta

import pytest

from service.domain.areas import Area
from service.domain.callers import Permission
from service.domain.errors import Invalid, KeyRefused, NotFound
from service.domain.keys import Key
from service.domain.partnerships import Partnership
from service.usecases import keys
from service.usecases.reading import one
from service.usecases.work import Desk
from tests.build import ROOT, World
from tests.conftest import Clock

READ, PUSH, EDIT, ADMIN = Permission


@pytest.mark.parametrize(
    ("agency", "permissions", "faults"),
    [
        (None, [], [("permissions_not_allowed", "/permissions")]),
        ("kent-police", [ADMIN], [("permissions_not_allowed", "/permissions")]),
        (None, [READ, PUSH], [("permissions_not_allowed", "/permissions")]),
        ("sussex-police", [READ], [("unknown_agency", "/agency")]),
        (
            "sussex-police",
            [ADMIN],
            [("unknown_agency", "/agency"), ("permissions_not_allowed", "/permissions")],
        ),
    ],
)
async def test_a_key_that_must_not_be_is_refused_with_all_the_reasons(
    world: World,
    desk: Desk,
    agency: str | None,
    permissions: list[Permission],
    faults: list[tuple[str, str]],
) -> None:
    with pytest.raises(Invalid) as refused:
        async with desk.writing(ROOT, "req_key") as work:
            await keys.mint(
                work, label="X", agency=agency, permissions=permissions, expires_at=None
            )

    assert [(each.code, each.pointer) for each in refused.value.faults] == faults


async def test_a_key_that_would_have_expired_by_now_is_refused(world: World, desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        async with desk.writing(ROOT, "req_key") as work:
            await keys.mint(work, label="X", agency=None, permissions=[READ], expires_at=work.now)

    assert [each.code for each in refused.value.faults] == ["already_expired"]


async def test_a_key_is_made_once_and_its_token_shown_with_it(world: World, desk: Desk) -> None:
    async with desk.writing(ROOT, "req_key") as work:
        made = await keys.mint(
            work,
            label="Athena",
            agency="kent-police",
            permissions=[PUSH, READ, PUSH],
            expires_at=work.now + timedelta(days=365),
        )
    async with desk.reading(ROOT) as work:
        read = await one(work, Key, made.starts_with)

    assert made.token.startswith(f"csp_{made.starts_with}_")
    assert vars(made) == {**vars(read), "token": made.token}
    assert read.permissions == (PUSH, READ)
    assert (read.agency, read.label, read.revoked_at) == ("kent-police", "Athena", None)


async def test_a_key_is_looked_up_with_what_its_holder_may(world: World) -> None:
    police, operator = await world.caller("police"), await world.caller("operator")

    assert (police.agency, police.permissions) == ("kent-police", frozenset({READ, PUSH}))
    assert police.coordinates == police.coordinated_area_ids == frozenset()
    assert (operator.agency, operator.agency_id) == (None, None)
    assert [operator.may(each) for each in (READ, PUSH, EDIT, ADMIN)] == [True, False, True, True]


async def test_who_coordinates_is_read_as_it_stands_today(
    world: World, desk: Desk, clock: Clock
) -> None:
    async with desk.reading(ROOT) as work:
        partnership = await one(work, Partnership, "dartford")
        area = await one(work, Area, "dartford")

    today = await world.caller("dartford")
    clock.advance(days=-1)
    before = await world.caller("dartford")

    assert today.coordinates == {partnership.id}
    assert today.coordinated_area_ids == {area.id}
    assert before.coordinates == before.coordinated_area_ids == frozenset()


@pytest.mark.parametrize("by", ["id", "starts_with"])
async def test_a_key_is_revoked_from_that_instant_on_and_twice_is_as_once(
    world: World, desk: Desk, clock: Clock, by: str
) -> None:
    prefix = world.tokens["police"].split("_")[1]
    async with desk.reading(ROOT) as work:
        name = getattr(await one(work, Key, prefix), by)

    async with desk.writing(ROOT, "req_revoke") as work:
        first = await keys.revoke(work, name)
    clock.advance(hours=1)
    async with desk.writing(ROOT, "req_again") as work:
        second = await keys.revoke(work, name)

    assert first == second
    assert first.revoked_at is not None
    with pytest.raises(KeyRefused):
        await world.caller("police")


async def test_a_key_that_never_was_cannot_be_revoked(world: World, desk: Desk) -> None:
    with pytest.raises(NotFound):
        async with desk.writing(ROOT, "req_revoke") as work:
            await keys.revoke(work, "0000000000")
