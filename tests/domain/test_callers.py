"""Who is asking, and what they may see and do."""

import pytest

from service.domain.callers import EVERYONE, Audience, Caller, Permission
from service.domain.errors import NotYours, PermissionMissing

READ, PUSH, EDIT, ADMIN = Permission.READ, Permission.PUSH, Permission.EDIT, Permission.ADMIN


def caller(*permissions: Permission, coordinates: tuple[str, ...] = ()) -> Caller:
    return Caller(
        key_id="key_1",
        agency_id="agy_1",
        agency="dartford-borough-council",
        permissions=frozenset(permissions),
        coordinates=frozenset(coordinates),
        coordinated_area_ids=frozenset({"are_1"}),
    )


@pytest.mark.parametrize(
    ("held", "may"),
    [
        ((), set()),
        ((READ,), {READ}),
        ((PUSH, EDIT), {PUSH, EDIT}),
        ((ADMIN,), {READ, EDIT, ADMIN}),
        ((ADMIN, PUSH), {READ, PUSH, EDIT, ADMIN}),
    ],
)
def test_a_caller_may_what_the_key_carries(
    held: tuple[Permission, ...], may: set[Permission]
) -> None:
    assert {each for each in Permission if caller(*held).may(each)} == may


def test_a_refusal_says_what_is_needed_and_what_is_held() -> None:
    with pytest.raises(PermissionMissing, match="that may edit; yours may push, read"):
        caller(READ, PUSH).must(EDIT)
    with pytest.raises(PermissionMissing, match="that may read; yours may nothing"):
        caller().must(READ)
    caller(READ).must(READ)


def test_only_who_coordinates_or_administers_changes_what_a_partnership_owns() -> None:
    owner = {"ptn_1": "dartford", "ptn_2": "thanet"}
    with pytest.raises(NotYours, match="coordinates dartford may"):
        caller(EDIT, coordinates=("ptn_2",)).must_coordinate("ptn_1", "dartford")
    with pytest.raises(NotYours, match="coordinates dartford or thanet may"):
        caller(EDIT, coordinates=("ptn_3",)).must_coordinate_one_of(owner)
    with pytest.raises(NotYours):
        caller(EDIT).must_coordinate_one_of({})

    caller(EDIT, coordinates=("ptn_1",)).must_coordinate("ptn_1", "dartford")
    caller(EDIT, coordinates=("ptn_2", "ptn_3")).must_coordinate_one_of(owner)
    caller(ADMIN).must_coordinate_one_of(owner)


def test_an_audience_is_the_agency_and_the_areas_it_coordinates() -> None:
    areas = frozenset({"are_1"})
    assert caller(READ).audience == Audience(sees_all=False, agency_id="agy_1", area_ids=areas)
    assert caller(ADMIN).audience.sees_all
    assert Audience(sees_all=False, agency_id=None, area_ids=frozenset()) == EVERYONE
