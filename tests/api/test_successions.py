"""Successions of agencies over REST, and who carries a body's part."""

from collections import Counter
from typing import Any

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.conftest import Clock
from tests.graphql.ask import ask, refusals, send, settled

PCT, CCG, ICB = "east-kent-pct", "thanet-ccg", "kent-icb"
LIVES: dict[str, dict[str, str]] = {
    PCT: {"starts_on": "2002-04", "ends_before": "2013-04-01"},
    CCG: {"starts_on": "2013-04-01", "ends_before": "2020-04-01"},
    ICB: {"starts_on": "2022-07-01"},
}


@pytest.fixture
async def boards(rest: Rest) -> Rest:
    """Three health boards, one after the other."""
    for code, life in LIVES.items():
        body = {"code": code, "name": code.upper(), "kind": "health", **life}
        assert (await rest.new("/agencies", body)).status_code == 201
    return rest


def after(successor: str, happened_on: str = "2013-04-01", **different: Any) -> dict[str, Any]:
    return {"successor": successor, "kind": "replaced", "happened_on": happened_on, **different}


async def follows(rest: Rest, before: str, body: dict[str, Any]) -> dict[str, Any]:
    response = await rest.new(f"/agencies/{before}/successions", body)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"successor": "nobody"}, ("/successor", "unknown_agency")),
        ({"successor": PCT}, ("/successor", "circle")),
        ({"kind": "abolished"}, ("/kind", "not_one_of")),
        ({"happened_on": "April 2013"}, ("/happened_on", "not_a_day")),
        ({"happened_on": None}, ("/happened_on", "not_a_text")),
        (
            {"successor": "kent-police", "happened_on": "2013-03"},
            ("/happened_on", "days_contradict"),
        ),
        ({"happened_on": "2012"}, ("/happened_on", "days_contradict")),
        ({"predecessor": ICB}, ("/predecessor", "unknown_field")),
    ],
)
async def test_what_cannot_be_a_succession_is_refused(
    boards: Rest, wrong: dict[str, Any], fault: tuple[str, str]
) -> None:
    response = await boards.new(f"/agencies/{PCT}/successions", {**after(CCG), **wrong})
    assert refusal(response) == (422, "invalid")
    assert fault in faults(response)
    assert {place for place, _ in faults(response)} == {fault[0]}
    assert await boards.items(f"/agencies/{PCT}/successions") == []


async def test_all_that_is_wrong_is_told_at_once_with_the_days_of_both(boards: Rest) -> None:
    response = await boards.new(f"/agencies/{CCG}/successions", after(PCT, "2030"))
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [("/happened_on", "days_contradict")]
    assert response.json()["errors"][0]["detail"] == (
        "EAST-KENT-PCT ended before 2013-04-01 and could take nothing over on 2030."
    )
    early = await boards.new(f"/agencies/{CCG}/successions", after(ICB, "2012"))
    assert [each["detail"] for each in early.json()["errors"]] == [
        "THANET-CCG began on 2013-04-01 and had no part to hand over on 2012.",
        "THANET-CCG lasted until 2020-04-01 and was not replaced on 2012.",
        "KENT-ICB began on 2022-07-01 and could take nothing over on 2012.",
    ]


async def test_what_vague_days_leave_open_is_recorded(boards: Rest) -> None:
    made = await follows(boards, PCT, after("Thanet CCG", "2013", kind="merged", source="p. 4"))
    assert (made["predecessor"], made["successor"]) == (PCT, CCG)
    assert (made["kind"], made["happened_on"]) == ("merged", "2013")
    assert (made["note"], made["source"]) == (None, "p. 4")


async def test_a_succession_is_listed_and_read_under_both(boards: Rest) -> None:
    one = await follows(boards, PCT, after(CCG))
    other = await follows(boards, CCG, after(ICB, "2022-07-01"))
    for code, listed in ((PCT, [one]), (CCG, [one, other]), (ICB, [other])):
        path = f"/agencies/{code}/successions"
        assert await boards.items(path) == listed
        for each in listed:
            assert (await boards.get(f"{path}/{each['id']}")).json() == each
    ccg = (await boards.get(f"/agencies/{CCG}")).json()["id"]
    path = f"/agencies/{ccg}/successions"
    assert await boards.items(f"{path}?successor={CCG}") == [one]
    assert await boards.items(f"{path}?predecessor={ccg}") == [other]
    assert (await boards.get(f"{path}/{one['id']}")).json() == one


async def test_a_pair_succeeds_once(boards: Rest) -> None:
    await follows(boards, PCT, after(CCG))
    again = await boards.new(f"/agencies/{PCT}/successions", after(CCG, "2013", kind="split"))
    assert refusal(again) == (409, "already_exists")
    assert len(await boards.items(f"/agencies/{PCT}/successions")) == 1


TDC, DBC, POLICE = "thanet-district-council", "dartford-borough-council", "kent-police"


async def test_no_body_comes_after_itself_however_far_the_way(rest: Rest) -> None:
    await follows(rest, TDC, after(DBC))
    await follows(rest, DBC, after(POLICE))
    for before, successor in ((DBC, TDC), (POLICE, TDC), (POLICE, DBC)):
        response = await rest.new(f"/agencies/{before}/successions", after(successor, "2020"))
        assert faults(response) == [("/successor", "circle")]
    await follows(rest, TDC, after(POLICE))  # two ways to one end are no circle


async def test_a_circle_does_not_close_through_two_who_write_at_once(rest: Rest) -> None:
    await follows(rest, TDC, after(DBC))
    for _ in range(3):
        responses = await rest.at_once(
            rest.new(f"/agencies/{DBC}/successions", after(POLICE)),
            rest.new(f"/agencies/{POLICE}/successions", after(TDC)),
        )
        assert Counter(each.status_code for each in responses) == {201: 1, 422: 1}
        (refused,) = (each for each in responses if each.status_code == 422)
        assert faults(refused) == [("/successor", "circle")]
        (made,) = (each.json() for each in responses if each.status_code == 201)
        path = f"/agencies/{made['predecessor']}/successions/{made['id']}"
        assert (await rest.delete(path)).status_code == 204


async def test_a_change_is_held_against_both_lives(boards: Rest) -> None:
    made = await follows(boards, PCT, after(CCG))
    path = f"/agencies/{CCG}/successions/{made['id']}"
    early = await boards.patch(path, {"happened_on": "2012"})
    assert faults(early) == [("/happened_on", "days_contradict")] * 2  # not over, not yet begun
    late = await boards.patch(path, {"happened_on": "2027-01"})
    assert faults(late) == [("/happened_on", "days_contradict")]  # the one after it is over
    assert faults(await boards.patch(path, {"successor": ICB})) == [("/successor", "unknown_field")]
    assert (await boards.get(path)).json() == made
    changed = await boards.patch(path, {"happened_on": "2013-04", "note": "A merger."})
    assert changed.json() == {
        **made,
        "happened_on": "2013-04",
        "note": "A merger.",
        "revision": 2,
        "updated_at": changed.json()["updated_at"],
    }


async def test_a_life_is_not_changed_against_its_successions(boards: Rest) -> None:
    await follows(boards, PCT, after(CCG))
    await follows(boards, CCG, after(ICB, "2022-07-01"))
    for code, change, field in (
        (PCT, {"starts_on": "2013-04-01", "ends_before": None}, "starts_on"),
        (PCT, {"ends_before": "2013-05"}, "ends_before"),
        (CCG, {"starts_on": "2013-05"}, "starts_on"),
        (CCG, {"ends_before": "2023"}, "ends_before"),
        (ICB, {"ends_before": "2022-07-01", "starts_on": "2022-06"}, "ends_before"),
    ):
        response = await boards.patch(f"/agencies/{code}", change)
        assert refusal(response) == (422, "invalid")
        assert faults(response) == [(f"/{field}", "days_contradict")]
        assert "2013-04-01" in response.text or "2022-07-01" in response.text
        assert (await boards.get(f"/agencies/{code}")).json()["revision"] == 1
    harmless: list[dict[str, Any]] = [{"ends_before": None}, {"ends_before": "2013"}, {"name": "P"}]
    for change in harmless:
        read = (await boards.get(f"/agencies/{PCT}")).json()
        changed = await boards.patch(f"/agencies/{PCT}", change, read["revision"])
        assert changed.status_code == 200


async def test_a_life_and_a_succession_that_contradict_are_not_recorded_at_once(
    boards: Rest,
) -> None:
    for _ in range(3):
        read = (await boards.get(f"/agencies/{PCT}")).json()
        responses = await boards.at_once(
            boards.new(f"/agencies/{PCT}/successions", after(CCG)),
            boards.patch(f"/agencies/{PCT}", {"ends_before": "2013-05"}, read["revision"]),
        )
        assert sum(each.is_success for each in responses) == 1
        (refused,) = (each for each in responses if not each.is_success)
        assert "days_contradict" in {code for _, code in faults(refused)}
        for each in await boards.items(f"/agencies/{PCT}/successions"):
            await boards.delete(f"/agencies/{PCT}/successions/{each['id']}")
        stands = (await boards.get(f"/agencies/{PCT}")).json()["revision"]
        await boards.patch(f"/agencies/{PCT}", {"ends_before": "2013-04-01"}, stands)


async def test_an_agency_that_was_succeeded_stays(boards: Rest) -> None:
    made = await follows(boards, PCT, after(CCG))
    for code in (PCT, CCG):
        assert refusal(await boards.delete(f"/agencies/{code}")) == (409, "still_in_use")
    await boards.delete(f"/agencies/{PCT}/successions/{made['id']}")
    assert (await boards.delete(f"/agencies/{PCT}")).status_code == 204


# Who carries a body's part


async def carried(rest: Rest, code: str, on: str) -> dict[str, str]:
    response = await rest.get(f"/agencies/{code}/standing?on={on}")
    assert response.status_code == 200, response.text
    told = response.json()
    assert (told["agency"], told["on"]) == (code, on)
    return {each["agency"]: each["carries"] for each in told["carriers"]}


async def test_a_part_is_followed_to_whoever_carries_it(boards: Rest) -> None:
    await follows(boards, PCT, after(CCG))
    await follows(boards, PCT, after("kent-police", kind="split"))
    await follows(boards, CCG, after(ICB, "2022-07"))
    assert await carried(boards, PCT, "2002-03-31") == {}
    assert await carried(boards, PCT, "2002-04-15") == {PCT: "undetermined"}
    assert await carried(boards, PCT, "2013-03-31") == {PCT: "yes"}
    assert await carried(boards, PCT, "2013-04-01") == {CCG: "yes", "kent-police": "yes"}
    assert await carried(boards, PCT, "2021-01-01") == {"kent-police": "yes"}
    assert await carried(boards, CCG, "2021-01-01") == {}
    assert await carried(boards, CCG, "2022-07-15") == {ICB: "undetermined"}
    today = (await boards.get(f"/agencies/{PCT}/standing")).json()
    assert today["on"] == "2026-11-20"
    assert {each["agency"] for each in today["carriers"]} == {ICB, "kent-police"}


# What is announced


NEW = "kent-and-sussex-icb"


@pytest.fixture
async def announced(boards: Rest) -> Rest:
    """The boards, of which the last is to become part of another in April 2027."""
    body = {"code": NEW, "name": "Kent and Sussex ICB", "kind": "health", "starts_on": "2027-04-01"}
    assert (await boards.new("/agencies", body)).status_code == 201
    ended = await boards.patch(f"/agencies/{ICB}", {"ends_before": "2027-04-01"})
    assert ended.status_code == 200
    await follows(boards, CCG, after(ICB, "2022-07-01"))
    await follows(boards, ICB, after(NEW, "2027-04-01", kind="merged", note="Announced."))
    return boards


async def test_until_the_day_that_is_announced_the_old_body_stands(
    announced: Rest, clock: Clock
) -> None:
    for code in (CCG, ICB):
        assert await carried(announced, code, "2027-03-31") == {ICB: "yes"}
        assert await carried(announced, code, "2027-04-01") == {NEW: "yes"}
        assert await carried(announced, code, "2026-11-20") == {ICB: "yes"}
    assert await carried(announced, NEW, "2027-03-31") == {}
    today = f"/agencies/{ICB}/standing"
    assert [each["agency"] for each in (await announced.get(today)).json()["carriers"]] == [ICB]
    clock.advance(days=132)  # it is 1 April 2027, and nobody has done anything
    assert [each["agency"] for each in (await announced.get(today)).json()["carriers"]] == [NEW]


@pytest.mark.parametrize(
    ("name", "on", "meant"),
    [
        ("Kent-ICB", "2027-03-31", ICB),
        ("Kent-ICB", "2027-04-01", None),
        ("Kent and Sussex ICB", "2027-03-31", None),
        ("Kent and Sussex ICB", "2027-04-01", NEW),
    ],
)
async def test_a_name_means_the_body_of_its_day(
    announced: Rest, name: str, on: str, meant: str | None
) -> None:
    response = await announced.get(f"/agencies/resolve?name={name}&on={on}")
    if meant is None:
        assert response.status_code == 404
    else:
        assert response.json()["agency"]["code"] == meant


async def test_a_day_announced_to_the_month_leaves_that_month_open(boards: Rest) -> None:
    await follows(boards, ICB, after("kent-police", "2027-04", kind="merged"))
    assert await carried(boards, ICB, "2027-03-31") == {ICB: "yes"}
    during = {ICB: "undetermined", "kent-police": "undetermined"}
    assert await carried(boards, ICB, "2027-04-15") == during
    assert await carried(boards, ICB, "2027-04-30") == {"kent-police": "yes"}


async def test_what_is_announced_is_put_off_called_off_and_closes_no_circle(
    announced: Rest,
) -> None:
    back = await announced.new(f"/agencies/{NEW}/successions", after(CCG, "2030"))
    assert faults(back) == [("/successor", "circle")]
    (made,) = await announced.items(f"/agencies/{NEW}/successions")
    path = f"/agencies/{ICB}/successions/{made['id']}"
    later = {"happened_on": "2028-04-01"}
    early = await announced.patch(path, {"happened_on": "2027-01-01"})
    assert faults(early) == [("/happened_on", "days_contradict")] * 2  # not over, not yet begun
    assert (await announced.patch(path, later)).json()["happened_on"] == "2028-04-01"
    assert refusal(await announced.delete(path, 1)) == (412, "revision_stale")
    assert (await announced.delete(path, 2)).status_code == 204
    assert await carried(announced, ICB, "2027-03-31") == {ICB: "yes"}
    assert await carried(announced, ICB, "2027-04-01") == {}


async def test_who_carries_a_part_is_asked_of_an_agency_on_a_day(boards: Rest) -> None:
    assert refusal(await boards.get("/agencies/nobody/standing")) == (404, "not_found")
    for wrong in ("on=2013", "on=yesterday"):
        response = await boards.get(f"/agencies/{PCT}/standing?{wrong}")
        assert refusal(response) == (400, "bad_parameter")
        assert faults(response) == [("on", "not_a_day")]


STANDINGS = """query($on: Date) { agencies { nodes {
    standing(on: $on) { on agency { code } carriers { carries agency { code } } } } } }"""


@pytest.mark.parametrize("on", ["2002-03-31", "2002-04-15", "2013-04-01", "2022-07-15", None])
async def test_graphql_tells_the_same_of_every_agency(boards: Rest, on: str | None) -> None:
    await follows(boards, PCT, after(CCG))
    await follows(boards, PCT, after("kent-police", kind="split"))
    await follows(boards, CCG, after(ICB, "2022-07"))
    codes = [each["code"] for each in await boards.items("/agencies")]
    day = "" if on is None else f"?on={on}"
    told = [(await boards.get(f"/agencies/{code}/standing{day}")).json() for code in codes]

    await settled()
    before = boards.world.desk.statements
    answer = await ask(boards.client, boards.world, STANDINGS, on=on)

    shown = [each["standing"] for each in answer["agencies"]["nodes"]]
    for each in shown:
        each["agency"] = each["agency"]["code"]
        each["carriers"] = [
            {"agency": carrier["agency"]["code"], "carries": carrier["carries"]}
            for carrier in each["carriers"]
        ]
    assert shown == told
    assert any(each["carriers"] for each in told)
    begin, key, agencies, standings, bodies = 1, 1, 1, 3, 1
    assert boards.world.desk.statements - before <= begin + key + agencies + standings + bodies


async def test_graphql_refuses_a_day_that_is_none(boards: Rest) -> None:
    key = boards.world.key("reader")
    response = await send(boards.client, STANDINGS, key, variables={"on": "2013"})
    assert refusals(response) == ["query_invalid"]
