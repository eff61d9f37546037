"""Areas over REST."""

from collections import Counter
from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.conftest import Clock


def area(code: str, slug: str, **different: object) -> dict[str, Any]:
    kind = {"kind": "district", "nation": "england"}
    return {"code": code, "slug": slug, "name": slug.title(), **kind, **different}


async def codes(rest: Rest, query: str) -> list[str]:
    return [each["slug"] for each in await rest.items(f"/areas{query}")]


async def test_everything_wrong_with_an_area_is_told_at_once(rest: Rest) -> None:
    body = area("E05", "ward", within=["kent", "nowhere", "E07000114", "are_x"])
    days = {"starts_on": "2020-01-02", "ends_before": "2020-01-02"}
    response = await rest.new("/areas", {**body, **days})

    assert refusal(response) == (422, "invalid")
    assert faults(response) == [
        ("/within/1", "unknown_area"),
        ("/within/3", "unknown_area"),
        ("/ends_before", "days_contradict"),
    ]
    assert await codes(rest, "") == ["dartford", "thanet", "kent"]


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"slug": "Dover"}, ("/slug", "not_of_its_form")),
        ({"slug": "dover-"}, ("/slug", "not_of_its_form")),
        ({"slug": "d" * 81}, ("/slug", "too_long")),
        ({"name": "  "}, ("/name", "too_short")),
        ({"name": "x" * 301}, ("/name", "too_long")),
        ({"name": 1}, ("/name", "not_a_text")),
        ({"kind": "borough"}, ("/kind", "not_one_of")),
        ({"starts_on": "2020-01"}, ("/starts_on", "not_a_day")),
        ({"starts_on": "2020-02-30"}, ("/starts_on", "not_a_day")),
        ({"starts_on": 18262}, ("/starts_on", "not_a_day")),
        ({"starts_on": "2020-01-01T00:00:00Z"}, ("/starts_on", "not_a_day")),
        ({"within": [1]}, ("/within/0", "not_a_text")),
        ({"within": [""]}, ("/within/0", "too_short")),
    ],
)
async def test_a_member_that_is_not_of_its_form_is_refused(
    rest: Rest, wrong: dict[str, Any], fault: tuple[str, str]
) -> None:
    response = await rest.new("/areas", {**area("E07000108", "dover"), **wrong})
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [fault]


@pytest.mark.parametrize(
    "taken", [area("E07000107", "another"), area("E07000108", "thanet")], ids=["code", "slug"]
)
async def test_neither_of_its_codes_is_given_twice(rest: Rest, taken: dict[str, Any]) -> None:
    assert refusal(await rest.new("/areas", taken)) == (409, "already_exists")


async def test_an_area_is_found_by_its_id_its_ons_code_and_its_slug(rest: Rest) -> None:
    found = [(await rest.get(f"/areas/{key}")).json() for key in ("dartford", "E07000107")]
    found.append((await rest.get(f"/areas/{found[0]['id']}")).json())
    assert found[0] == found[1] == found[2]
    assert found[0]["within"] == ["E10000016"]


async def test_the_areas_it_lies_in_are_listed_once_each_in_order(rest: Rest) -> None:
    ward = area("E05000001", "ward", kind="ward", within=["dartford", "kent", "E07000107"])
    assert (await rest.new("/areas", ward)).json()["within"] == ["E07000107", "E10000016"]

    moved = await rest.patch("/areas/ward", {"within": ["thanet"]})
    assert moved.json()["within"] == ["E07000114"]
    renamed = await rest.patch("/areas/ward", {"name": "Newington"}, 2)
    assert renamed.json()["within"] == ["E07000114"]
    freed = await rest.patch("/areas/ward", {"within": []}, 3)
    assert freed.json()["within"] == []


@pytest.mark.parametrize("within", [["kent"], ["thanet", "dartford"], ["ward"]])
async def test_an_area_never_lies_within_itself(rest: Rest, within: list[str]) -> None:
    await rest.new("/areas", area("E05000001", "ward", within=["dartford"]))
    response = await rest.patch("/areas/kent", {"within": within})

    assert refusal(response) == (422, "invalid")
    assert faults(response) == [("/within", "circle")]
    assert (await rest.get("/areas/kent")).json()["within"] == []


async def test_two_who_would_close_a_circle_of_areas_at_once_do_not(rest: Rest) -> None:
    responses = await rest.at_once(
        rest.patch("/areas/thanet", {"within": ["dartford"]}),
        rest.patch("/areas/dartford", {"within": ["thanet"]}),
    )
    assert Counter(each.status_code for each in responses) == {200: 1, 422: 1}
    (refused,) = (each for each in responses if each.status_code == 422)
    assert faults(refused) == [("/within", "circle")]


async def test_a_change_is_held_against_the_days_that_stand(rest: Rest) -> None:
    await rest.new("/areas", area("E07000108", "dover", ends_before="2000-01-01"))
    late = await rest.patch("/areas/dover", {"starts_on": "2000-01-01", "within": ["nowhere"]})
    assert refusal(late) == (422, "invalid")
    assert faults(late) == [("/ends_before", "days_contradict"), ("/within/0", "unknown_area")]

    moved = await rest.patch("/areas/dover", {"starts_on": "2000-01-01", "ends_before": None})
    assert (moved.json()["starts_on"], moved.json()["ends_before"]) == ("2000-01-01", None)


async def test_an_area_that_is_referred_to_stays(rest: Rest) -> None:
    for path in ("/areas/kent", "/areas/dartford"):
        assert refusal(await rest.delete(path)) == (409, "still_in_use")
    assert (await rest.get("/areas/dartford")).json()["within"] == ["E10000016"]


@pytest.mark.parametrize(
    ("stated", "fault"),
    [
        ({"population": 120_000}, ("/population_year", "required")),
        ({"population_year": 2020}, ("/population", "required")),
        ({"population": -1, "population_year": 2020}, ("/population", "out_of_range")),
        ({"population": 1.5, "population_year": 2020}, ("/population", "not_an_integer")),
        ({"tier": "parish"}, ("/tier", "not_one_of")),
    ],
)
async def test_a_population_is_a_whole_number_with_its_year(
    rest: Rest, stated: dict[str, Any], fault: tuple[str, str]
) -> None:
    response = await rest.new("/areas", area("E07000108", "dover", **stated))
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [fault]
    if "tier" not in stated and stated != {"population": 1.5, "population_year": 2020}:
        assert faults(await rest.patch("/areas/thanet", stated)) == [fault]


async def test_a_council_s_area_has_its_tier_and_its_population(rest: Rest) -> None:
    stated = {"tier": "district", "population": 118_131, "population_year": 2020}
    made = (await rest.new("/areas", area("E07000108", "dover", **stated))).json()
    assert {name: made[name] for name in stated} == stated
    emptied = await rest.patch("/areas/dover", {"population": None, "population_year": None})
    assert (emptied.json()["population"], emptied.json()["tier"]) == (None, "district")


FORMER = ["E07000997", "E07000996"]


@pytest.mark.parametrize(
    ("codes", "fault"),
    [
        (["dover"], ("/former_codes/0", "not_of_its_form")),
        (["E07000997"] * 21, ("/former_codes", "too_many")),
        (["E07000997", "E07000108"], ("/former_codes/1", "code_taken")),
        (["E07000107"], ("/former_codes/0", "code_taken")),
        (["E07000990"], ("/former_codes/0", "code_taken")),
    ],
)
async def test_a_former_code_is_no_other_area_s(
    rest: Rest, codes: list[str], fault: tuple[str, str]
) -> None:
    once = {"former_codes": ["E07000990"]}
    assert (await rest.patch("/areas/thanet", once)).status_code == 200
    made = await rest.new("/areas", area("E07000108", "dover", former_codes=codes))
    assert faults(made) == [fault]
    await rest.new("/areas", area("E07000108", "dover"))
    changed = await rest.patch("/areas/dover", {"former_codes": codes})
    assert faults(changed) == [fault]
    assert (await rest.get("/areas/dover")).json()["former_codes"] == []


async def test_former_codes_are_kept_sorted_each_once(rest: Rest) -> None:
    body = area("E07000108", "dover", former_codes=[*FORMER, *FORMER])
    made = (await rest.new("/areas", body)).json()
    assert made["former_codes"] == sorted(FORMER)
    fewer = await rest.patch("/areas/dover", {"former_codes": FORMER[:1]})
    assert fewer.json()["former_codes"] == FORMER[:1]


async def test_areas_are_narrowed_by_kind_nation_container_and_change(
    rest: Rest, clock: Clock
) -> None:
    await rest.new("/areas", area("W06000015", "cardiff", kind="unitary", nation="wales"))
    clock.advance(minutes=1)
    await rest.patch("/areas/thanet", {"name": "Thanet District"})

    assert await codes(rest, "?kind=county&kind=unitary") == ["kent", "cardiff"]
    assert await codes(rest, "?nation=wales") == ["cardiff"]
    for key in ("kent", "E10000016", (await rest.get("/areas/kent")).json()["id"]):
        assert await codes(rest, f"?within={key}") == ["dartford", "thanet"]
    assert await codes(rest, "?within=kent&kind=county") == []
    assert await codes(rest, "?within=nowhere") == []
    assert await codes(rest, "?updated_since=2026-11-20T09:31:00Z") == ["thanet"]
    assert await codes(rest, "?updated_since=2026-11-20T10:31:00%2B01:00") == ["thanet"]
    assert await codes(rest, "?updated_since=2026-11-20T09:31:01Z") == []


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("?kind=borough", ("kind", "not_one_of")),
        ("?updated_since=2026-11-20", ("updated_since", "not_an_instant")),
        ("?updated_since=2026-11-20T09:30:00", ("updated_since", "not_an_instant")),
        ("?updated_since=2026-11-20T09:30:00+00:00", ("updated_since", "not_an_instant")),
        ("?updated_since=2026-11-31T09:30:00Z", ("updated_since", "not_an_instant")),
        ("?updated_since=0001-01-01T00:00:00%2B14:00", ("updated_since", "not_an_instant")),
        ("?updated_since=1795000000", ("updated_since", "not_an_instant")),
    ],
)
async def test_a_filter_that_is_not_of_its_form_is_refused(
    rest: Rest, query: str, fault: tuple[str, str]
) -> None:
    response = await rest.get(f"/areas{query}")
    assert refusal(response) == (400, "bad_parameter")
    assert faults(response) == [fault]
