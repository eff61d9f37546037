"""Two districts whose partnerships joined and parted: who stood, who carried the plan, and when.

Dartford and Gravesham worked as one from December 2006, were one partnership from July 2007, and
parted in October 2020. Dartford's own began in January 2021; the strategy for 2019 to 2022 stayed
live. No day of these months is known, so that whatever hangs on one is undetermined.
"""

from datetime import date
from typing import Any

import httpx
import pytest

from service.domain.days import Truth, VagueDay, is_within
from tests.api.asking import Rest
from tests.graphql.ask import send

PLAN = "dartford-2019-22"
JOINT = "dartford-and-gravesham"
OLD = "dartford-cdrp"
JOINTS_EDITION, OWN_EDITION = f"{PLAN}:2019", f"{PLAN}:2021-refresh"


@pytest.fixture
async def north_kent(rest: Rest) -> Rest:
    """The small Kent, with the whole line that led to Dartford's partnership."""

    async def new(path: str, **body: Any) -> None:
        response = await rest.new(path, body)
        assert response.status_code == 201, response.text

    gravesham = {"code": "E07000109", "slug": "gravesham", "name": "Gravesham"}
    await new("/areas", **gravesham, kind="district", nation="england")
    both = [{"area": "dartford"}, {"area": "gravesham"}]
    for slug in ("dartford", "gravesham"):
        own = {"code": f"{slug}-cdrp", "name": f"{slug.title()} CDRP", "areas": [{"area": slug}]}
        await new("/partnerships", **own, starts_on="1998", ends_before="2007-07")
    joint = {"code": JOINT, "name": "Dartford and Gravesham CSP", "areas": both}
    await new("/partnerships", **joint, starts_on="2007-07", ends_before="2020-10")
    days = {"starts_on": "2019-04-01", "ends_before": "2022-04-01"}
    edition = {"code": "2019", "partnership": JOINT, "title": "2019", "state": "published"}
    await new(f"/plans/{PLAN}/editions", **edition, **days)
    for old in ("dartford-cdrp", "gravesham-cdrp"):
        combined = {"kind": "combined", "happened_on": "2007-07", "in_practice_from": "2006-12"}
        await new(f"/partnerships/{old}/successions", successor=JOINT, **combined)
    await new(
        f"/partnerships/{JOINT}/successions",
        successor="dartford",
        kind="split",
        happened_on="2020-10",
        carries=[{"kind": "plan", "named": PLAN}],
    )
    return rest


YES, NO, PERHAPS = "yes", "no", "undetermined"

# Of Dartford: who serves it, whether its duties lie open, who carries the strategy, and which
# edition of that Dartford's own partnership shows.
CASES = [
    ("2006-11-30", {OLD: YES}, NO, {}, None),
    ("2006-12-15", {OLD: YES}, NO, {}, None),  # working as one moves no duty
    ("2007-03-01", {OLD: YES}, NO, {}, None),
    ("2007-06-30", {OLD: YES}, NO, {}, None),
    ("2007-07-01", {OLD: PERHAPS, JOINT: PERHAPS}, PERHAPS, {}, None),
    ("2007-07-30", {OLD: PERHAPS, JOINT: PERHAPS}, PERHAPS, {}, None),
    ("2007-07-31", {JOINT: YES}, NO, {}, None),
    ("2019-03-31", {JOINT: YES}, NO, {}, None),
    ("2019-04-01", {JOINT: YES}, NO, {JOINT: YES}, None),
    ("2020-09-30", {JOINT: YES}, NO, {JOINT: YES}, None),
    ("2020-10-01", {JOINT: PERHAPS}, PERHAPS, {JOINT: PERHAPS, "dartford": PERHAPS}, None),
    ("2020-10-30", {JOINT: PERHAPS}, PERHAPS, {JOINT: PERHAPS, "dartford": PERHAPS}, None),
    ("2020-10-31", {}, YES, {"dartford": YES}, JOINTS_EDITION),
    ("2020-11-15", {}, YES, {"dartford": YES}, JOINTS_EDITION),  # the gap
    ("2020-12-31", {}, YES, {"dartford": YES}, JOINTS_EDITION),
    ("2021-01-01", {"dartford": PERHAPS}, PERHAPS, {"dartford": YES}, JOINTS_EDITION),
    ("2021-01-30", {"dartford": PERHAPS}, PERHAPS, {"dartford": YES}, JOINTS_EDITION),
    ("2021-01-31", {"dartford": YES}, NO, {"dartford": YES}, JOINTS_EDITION),
    ("2021-03-31", {"dartford": YES}, NO, {"dartford": YES}, JOINTS_EDITION),
    ("2021-04-01", {"dartford": YES}, NO, {"dartford": YES}, OWN_EDITION),
    ("2026-11-20", {"dartford": YES}, NO, {"dartford": YES}, OWN_EDITION),
]


@pytest.mark.parametrize(("on", "serving", "duties_open", "carriers", "_"), CASES)
async def test_who_served_dartford_and_who_carried_its_plan(
    north_kent: Rest,
    on: str,
    serving: dict[str, str],
    duties_open: str,
    carriers: dict[str, str],
    _: object,
) -> None:
    service = (await north_kent.get(f"/areas/dartford/partnerships?on={on}")).json()
    assert (service["area"], service["on"]) == ("E07000107", on)
    told = {each["partnership"]: each["serves"] for each in service["partnerships"]}
    assert (told, service["duties_open"]) == (serving, duties_open)
    carried = (await north_kent.get(f"/plans/{PLAN}/carriers?on={on}")).json()
    assert (carried["plan"], carried["on"]) == (PLAN, on)
    assert {each["partnership"]: each["carries"] for each in carried["partnerships"]} == carriers


async def test_which_edition_dartford_showed_while_it_had_none_of_its_own(
    north_kent: Rest, plain: httpx.AsyncClient
) -> None:
    asked = " ".join(
        f'on_{on.replace("-", "")}: plan(on: "{on}") {{ code inForce edition {{ code }} }}'
        for on, *_ in CASES
    )
    query = f'{{ partnership(code: "dartford") {{ {asked} }} }}'
    key = north_kent.world.key("reader")
    for door in (north_kent.client, plain):
        shown = (await send(door, query, key)).json()["data"]["partnership"]
        for on, *_, edition in CASES:
            # Before it took anything over, what it shows is what it made first.
            wanted = {"code": edition or OWN_EDITION}
            assert shown[f"on_{on.replace('-', '')}"]["edition"] == wanted, on
            assert shown[f"on_{on.replace('-', '')}"]["code"] == PLAN


async def test_gravesham_has_nobody_after_the_parting_until_somebody_records_it(
    north_kent: Rest,
) -> None:
    for on, duties_open in (("2020-09-30", NO), ("2020-10-15", PERHAPS), ("2021-02-01", YES)):
        told = (await north_kent.get(f"/areas/gravesham/partnerships?on={on}")).json()
        assert told["duties_open"] == duties_open
    assert (await north_kent.get("/areas/gravesham/partnerships")).json()["on"] == "2026-11-20"


async def test_the_line_is_told_in_order_with_since_when_they_worked_as_one(
    north_kent: Rest,
) -> None:
    history = await north_kent.items("/partnerships/dartford/history")
    assert [(each["predecessor"], each["successor"], each["kind"]) for each in history] == [
        ("dartford-cdrp", JOINT, "combined"),
        ("gravesham-cdrp", JOINT, "combined"),
        (JOINT, "dartford", "split"),
    ]
    in_practice, formed = (
        VagueDay.read(history[0][name]) for name in ("in_practice_from", "happened_on")
    )
    for on, as_one in (
        (date(2006, 11, 30), Truth.NO),
        (date(2006, 12, 15), Truth.UNDETERMINED),
        (date(2007, 3, 1), Truth.YES),
        (date(2007, 7, 15), Truth.UNDETERMINED),  # one partnership by now, or not yet
        (date(2007, 7, 31), Truth.NO),
    ):
        assert is_within(on, in_practice, formed) is as_one


async def test_graphql_tells_the_same_of_standing_serving_and_carrying(north_kent: Rest) -> None:
    query = """{
        area(code: "dartford") { service(on: "2020-10-15") {
            on dutiesOpen area { code } partnerships { serves partnership { code } } } }
        areas(filter: {within: ["kent"]}) { nodes { service { dutiesOpen } } }
        plan(code: "dartford-2019-22") { carriers(on: "2020-10-15") {
            on plan { code } partnerships { carries partnership { code } } } }
        plans { nodes { carriers { partnerships { carries } } } }
        partnership(code: "dartford") { standing(on: "2020-12-31") now: standing
            then: standing(on: "2021-01-15")
            predecessors { nodes { kind happenedOn predecessor { code } carries { kind named } } }
            successors { totalCount } } }"""
    response = await send(north_kent.client, query, north_kent.world.key("reader"))
    data = response.json()["data"]
    assert data["area"]["service"] == {
        "on": "2020-10-15",
        "dutiesOpen": PERHAPS,
        "area": {"code": "E07000107"},
        "partnerships": [{"serves": PERHAPS, "partnership": {"code": JOINT}}],
    }
    assert [each["service"]["dutiesOpen"] for each in data["areas"]["nodes"]] == [NO, NO]
    assert data["plan"]["carriers"] == {
        "on": "2020-10-15",
        "plan": {"code": PLAN},
        "partnerships": [
            {"carries": PERHAPS, "partnership": {"code": "dartford"}},
            {"carries": PERHAPS, "partnership": {"code": JOINT}},
        ],
    }
    assert data["plans"]["nodes"] == [{"carriers": {"partnerships": [{"carries": YES}]}}]
    assert data["partnership"] == {
        "standing": NO,
        "now": YES,
        "then": PERHAPS,
        "predecessors": {
            "nodes": [
                {
                    "kind": "split",
                    "happenedOn": "2020-10",
                    "predecessor": {"code": JOINT},
                    "carries": [{"kind": "plan", "named": PLAN}],
                }
            ]
        },
        "successors": {"totalCount": 0},
    }


async def test_who_is_asked_about_an_unknown_area_plan_or_day_is_refused(rest: Rest) -> None:
    for path in ("/areas/nowhere/partnerships", "/plans/none/carriers"):
        assert (await rest.get(path)).status_code == 404
    for path in ("/areas/dartford/partnerships", f"/plans/{PLAN}/carriers"):
        assert (await rest.get(f"{path}?on=2020-10")).status_code == 400
