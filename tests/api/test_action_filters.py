"""Actions found by who acts, how they go, what is still owed of them, and when they are overdue."""

from datetime import date, timedelta
from typing import Any

import pytest

from service.domain.actions import Action, ActionStatus, ActionUpdate, overdue
from service.domain.days import Truth
from service.usecases.reading import all_of
from tests.api.asking import Rest, faults, refusal
from tests.api.test_actions import NOBODY, PARTY, PLAN, action, measure
from tests.build import ROOT, World
from tests.graphql.ask import ask

SUPPORT = {**PARTY, "role": "support", "agency": "thanet-district-council"}
# Ends that are known to the day, the month or the year, and how the actions moved.
ENDS = ("2021-06-15", "2021-06", "2021", None)
MOVES: tuple[tuple[tuple[str, str], ...], ...] = (
    (),
    (("2021-05-20", "completed"),),
    (("2021-06", "cancelled"),),
    (("2021", "completed"),),
    (("2021-07-01", "delayed"), ("2021-07", "completed"), ("2022-01-01", "completed")),
)


async def codes(rest: Rest, query: str) -> list[str]:
    return [each["code"].removeprefix(f"{PLAN}:") for each in await rest.items(f"/actions{query}")]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?rag=blue", "not_one_of"),
        ("?measure=TBC", "not_one_of"),
        ("?overdue_on=2021", "not_a_day"),
        ("?perhaps_overdue_on=x", "not_a_day"),
        ("?overdue=yes", "unknown_parameter"),
    ],
)
async def test_a_filter_that_is_not_of_its_form_is_refused(
    rest: Rest, query: str, code: str
) -> None:
    response = await rest.get(f"/actions{query}")
    assert refusal(response) == (400, "bad_parameter")
    assert [each for _, each in faults(response)] == [code]


async def test_actions_are_narrowed_by_role_colour_and_what_is_to_be_confirmed(
    rest: Rest, world: World
) -> None:
    owed = [measure("TBC", "to_be_confirmed"), measure("x events", "placeholder")]
    await rest.new("/actions", action("a", parties=[PARTY, SUPPORT]), "dartford")
    await rest.new("/actions", action("b", parties=[NOBODY, SUPPORT], measures=owed), "dartford")
    both = {**PARTY, "agency": "thanet-district-council"}
    await rest.new("/actions", action("c", parties=[both], measures=owed[1:]), "dartford")
    for code, rag in (("a", "red"), ("b", "green"), ("b", None), ("c", "amber")):
        update = {"status": "under_way", "rag": rag}
        await rest.new(f"/actions/{PLAN}:{code}/updates", update, "dartford")
    for query, found in (
        ("?lead=kent-police", ["a"]),
        ("?support=kent-police", []),
        ("?lead=thanet-district-council", ["c"]),
        ("?support=thanet-district-council", ["a", "b"]),
        ("?support=thanet-district-council&agency=kent-police", ["a"]),
        ("?lead=kent-police&lead=thanet-district-council", ["a", "c"]),
        ("?rag=red&rag=amber", ["a", "c"]),
        ("?rag=green", []),
        ("?measure=to_be_confirmed", ["b"]),
        ("?measure=placeholder&measure=to_be_confirmed", ["b", "c"]),
        ("?measure=output", []),
    ):
        assert await codes(rest, query) == found, query
    query = """{ actions(filter: {support: ["thanet-district-council"],
        measure: [to_be_confirmed]}) { totalCount nodes { code } } }"""
    data = (await ask(rest.client, world, query))["actions"]
    assert data == {"totalCount": 1, "nodes": [{"code": f"{PLAN}:b"}]}


async def test_the_record_says_of_every_day_what_the_rule_says(rest: Rest) -> None:
    for number, (end, moves) in enumerate((end, moves) for end in ENDS for moves in MOVES):
        code = f"action-{number}"
        body: dict[str, Any] = {"timespan": {"ends_before": end}, "status": "agreed"}
        made = await rest.new("/actions", action(code, **body, status_on="2021-04-02"), "dartford")
        assert made.status_code == 201
        for day, status in moves:
            update = {"status": status, "happened_on": day}
            await rest.new(f"/actions/{PLAN}:{code}/updates", update, "dartford")
    days = [date(2021, 1, 1) + timedelta(days=n) for n in (0, 90, 139, 140, 150, 151, 164, 165)]
    days += [date(2021, 6, 30), date(2021, 7, 1), date(2021, 7, 31), date(2021, 12, 31)]
    days += [date(2020, 12, 31), date(2022, 1, 1), date(2026, 11, 20)]
    async with rest.world.desk.reading(ROOT) as work:
        found = {each.code: each async for each in all_of(work, Action, {})}
        history: dict[str, list[tuple[str, ActionStatus]]] = {}
        async for each in all_of(work, ActionUpdate, {}):
            history.setdefault(each.action, []).append((each.happened_on, each.status))
        seen = set()
        for on in days:
            said = {code: overdue(each.timespan, history[code], on) for code, each in found.items()}
            seen |= set(said.values())
            for name, truth in (
                ("overdue_on", Truth.YES),
                ("perhaps_overdue_on", Truth.UNDETERMINED),
            ):
                shown = {each.code async for each in all_of(work, Action, {name: on})}
                assert shown == {code for code, is_so in said.items() if is_so is truth}, (name, on)
        assert len(found) == len(ENDS) * len(MOVES)
        assert seen == set(Truth)


async def test_what_is_overdue_is_asked_for_by_the_day(rest: Rest, world: World) -> None:
    for code, end in (("a", "2021-06-15"), ("b", "2021"), ("c", None)):
        body = action(code, timespan={"ends_before": end})
        await rest.new("/actions", body, "dartford")
    assert await codes(rest, "?overdue_on=2021-06-14") == []
    assert await codes(rest, "?overdue_on=2021-06-15") == ["a"]
    assert await codes(rest, "?perhaps_overdue_on=2021-06-15") == ["b"]
    assert await codes(rest, "?overdue_on=2021-12-31") == ["a", "b"]
    await rest.new(f"/actions/{PLAN}:a/updates", {"status": "cancelled"}, "dartford")
    # It had not been cancelled then.
    assert await codes(rest, "?overdue_on=2021-12-31") == ["a", "b"]
    assert await codes(rest, "?overdue_on=2026-11-20") == ["b"]
    query = '{ actions(filter: {perhapsOverdueOn: "2021-06-15"}) { nodes { code } } }'
    data = await ask(rest.client, world, query)
    assert data["actions"]["nodes"] == [{"code": f"{PLAN}:b"}]
