"""What a new edition carries besides priorities, KPIs and actions, and how it is told apart."""

from typing import Any

import pytest

from service.usecases.work import Desk
from tests.api.asking import Rest, faults, refusal
from tests.build import EDITION

PLAN = "dartford-2019-22"
EDITIONS = f"/plans/{PLAN}/editions"
NEW = f"{PLAN}:2022"
DAYS = {"starts_on": "2022-04-01", "ends_before": "2023-04-01"}
ENTERED: list[tuple[str, dict[str, Any]]] = [
    ("/statements", {"code": "safer", "kind": "aim", "wording": "Safer", "priorities": ["asb"]}),
    (
        "/statements",
        {"code": "both", "kind": "focus", "wording": "B", "priorities": ["asb", "violent-crime"]},
    ),
    (
        "/objectives",
        {
            "code": "less",
            "wording": "Less by 15%",
            "priorities": ["asb"],
            "direction": "reduce",
            "target": {"printed": "15%", "kind": "change", "value": -15},
        },
    ),
    (
        "/priority-sets",
        {
            "code": "police",
            "name": "Control strategy",
            "owner": {"printed": "Kent Police", "agency": "kent-police"},
            "order": "numbered",
            "items": [
                {"number": "1", "title": "Harm", "aligned_to": ["asb", "violent-crime"]},
                {"number": "2", "title": "Roads", "aligned_to_none": True},
            ],
        },
    ),
    (
        "/priority-sets",
        {
            "code": "county",
            "name": "County",
            "owner": {"printed": "KCC"},
            "order": "equal",
            "items": [{"title": "Roads"}],
        },
    ),
    ("/external-documents", {"code": "prevent", "title": "Prevent", "dated": {"printed": "2021"}}),
]
NOUNS = ("/statements", "/objectives", "/priority-sets", "/external-documents")


@pytest.fixture
async def full(rest: Rest) -> Rest:
    """The small Kent, whose plan says something of every sort."""
    for noun, said in ENTERED:
        made = await rest.new(noun, {"edition": EDITION, **said}, "dartford")
        assert made.status_code == 201, made.text
    return rest


async def refreshed(rest: Rest, **carry: object) -> None:
    given = {"code": "2022", "partnership": "dartford", "title": "2022", **DAYS}
    said = {**given, "carry": {"from": "2021-refresh", **carry}}
    made = await rest.new(EDITIONS, said, "dartford")
    assert made.status_code == 201, made.text


async def held(rest: Rest, edition: str) -> list[list[dict[str, Any]]]:
    """Read all that an edition says, without what only tells the editions apart."""
    apart = {"edition", "revision", "updated_at"}
    return [
        [
            {name: value for name, value in each.items() if name not in apart}
            for each in await rest.items(f"{noun}?edition={edition}")
        ]
        for noun in NOUNS
    ]


async def codes(rest: Rest) -> list[list[str]]:
    return [[each["code"].partition(":")[2] for each in of] for of in await held(rest, NEW)]


async def diff(rest: Rest, edition: str = "2022", against: str = EDITION) -> dict[str, Any]:
    found: dict[str, Any] = (await rest.get(f"{EDITIONS}/{edition}/diff?against={against}")).json()
    return found


@pytest.mark.parametrize(
    ("carry", "wrong"),
    [
        ({"priority_sets": "unfinished"}, [("/carry/priority_sets", "not_of_its_form")]),
        ({"external_documents": None}, [("/carry/external_documents", "not_of_its_form")]),
        ({"statements": "all"}, [("/carry/statements", "unknown_field")]),
        (
            {"priority_sets": ["police", "prevent"], "external_documents": ["police"]},
            [
                ("/carry/priority_sets/1", "unknown_priority_set"),
                ("/carry/external_documents/0", "unknown_external_document"),
            ],
        ),
    ],
)
async def test_what_cannot_be_carried_is_refused_and_nothing_is_made(
    full: Rest, carry: dict[str, object], wrong: list[tuple[str, str]]
) -> None:
    given = {"code": "2022", "partnership": "dartford", "title": "2022", **DAYS}
    said = {**given, "carry": {"from": "2021-refresh", **carry}}
    response = await full.new(EDITIONS, said, "dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response) == wrong
    assert len(await full.items(EDITIONS)) == 1
    for noun in NOUNS:
        assert {each["revision"] for each in await full.items(noun)} == {1}


async def test_unless_it_is_said_everything_is_carried_as_it_was_said(full: Rest) -> None:
    await refreshed(full)
    assert await held(full, NEW) == await held(full, EDITION)
    for noun in NOUNS:  # read as the new edition says them, so that no ETag stays
        read = await full.items(noun)
        assert {(each["edition"], each["revision"]) for each in read} == {(NEW, 2)}
    found = await diff(full)
    told = {sort: entries for sort, entries in found.items() if sort not in {"edition", "against"}}
    assert set(told) == {
        *("priorities", "kpis", "actions", "listings"),
        *("statements", "objectives", "priority_sets", "external_documents"),
    }
    assert {each["fate"] for entries in told.values() for each in entries} == {"carried"}
    assert [len(told[sort]) for sort in ("statements", "objectives")] == [2, 1]
    assert [len(told[sort]) for sort in ("priority_sets", "external_documents")] == [2, 1]


async def test_what_is_named_is_carried_and_what_is_not_stays(full: Rest) -> None:
    prevent = (await full.get(f"/external-documents/{PLAN}:prevent")).json()["id"]
    await refreshed(full, priority_sets=["county"], external_documents=[prevent, "prevent"])
    assert await codes(full) == [["safer", "both"], ["less"], ["county"], ["prevent"]]
    theirs = (await full.get(f"/priority-sets/{PLAN}:police")).json()
    assert (theirs["edition"], theirs["revision"], len(theirs["items"])) == (EDITION, 1, 2)


async def test_what_stood_under_a_priority_that_is_left_goes_with_the_others(full: Rest) -> None:
    carry: dict[str, Any] = {"priorities": ["violent-crime"], "kpis": [], "actions": []}
    await refreshed(full, **carry, priority_sets=["police"], external_documents=[])
    assert await codes(full) == [["both"], [], ["police"], []]
    (both,), _, (theirs,), _ = await held(full, NEW)
    assert both["priorities"] == [f"{PLAN}:violent-crime"]
    harm, roads = theirs["items"]
    assert (harm["title"], harm["aligned_to"]) == ("Harm", [f"{PLAN}:violent-crime"])
    assert (roads["title"], roads["aligned_to_none"]) == ("Roads", True)
    (before,) = await full.items(f"/priority-sets?edition={EDITION}&owner=kent-police")
    assert before["items"][0]["aligned_to"] == [f"{PLAN}:asb", f"{PLAN}:violent-crime"]


async def test_what_became_of_every_sort_is_told(full: Rest) -> None:
    await refreshed(full, priority_sets=["police"])
    for noun, code, change in (
        ("statements", "safer", {"wording": "Safer for all"}),
        ("objectives", "less", {"target": {"printed": "a fifth", "kind": "change", "value": -20}}),
        ("priority-sets", "police", {"items": [{"number": "1", "title": "Harm"}]}),
    ):
        changed = await full.patch(f"/{noun}/{PLAN}:{code}", change, 2, "dartford")
        assert changed.status_code == 200, changed.text
    act = {"edition": NEW, "code": "duty", "title": "Serious Violence Duty"}
    await full.new("/external-documents", act, "dartford")

    def entry(fate: str, before: str, after: str, *differences: object) -> dict[str, Any]:
        codes = {"before": before, "after": after}
        named = {side: [f"{PLAN}:{code}"] if code else [] for side, code in codes.items()}
        return {"fate": fate, **named, "differences": list(differences)}

    def differs(field: str, before: list[str], after: list[str]) -> dict[str, Any]:
        return {"field": field, "before": before, "after": after}

    found = await diff(full)
    assert found["statements"] == [
        entry("reworded", "safer", "safer", differs("wording", ["Safer"], ["Safer for all"])),
        entry("carried", "both", "both"),
    ]
    target = differs("target", ["change, -15, 15%"], ["change, -20, a fifth"])
    assert found["objectives"] == [entry("reworded", "less", "less", target)]
    aligned = [f"Harm: {PLAN}:asb", f"Harm: {PLAN}:violent-crime", "Roads: none"]
    items = differs("items", ["1, Harm", "2, Roads"], ["1, Harm"])
    assert found["priority_sets"] == [
        entry("reworded", "police", "police", items, differs("aligned_to", aligned, [])),
        entry("retired", "county", ""),
    ]
    assert found["external_documents"] == [
        entry("carried", "prevent", "prevent"),
        entry("new", "", "duty"),
    ]
    back = await diff(full, EDITION, "2022")
    fates = [[each["fate"] for each in back[sort]] for sort in ("priority_sets", "statements")]
    assert fates == [["reworded", "new"], ["reworded", "carried"]]


async def test_a_diff_takes_the_same_few_statements_however_much_it_tells(
    full: Rest, desk: Desk
) -> None:
    async def statements(against: str) -> int:
        before = desk.statements
        assert (await diff(full, "2022", against))["external_documents"]
        return desk.statements - before

    await refreshed(full)
    given = {"code": "2023", "partnership": "dartford", "title": "2023", **DAYS}
    await full.new(EDITIONS, given, "dartford")
    await statements(EDITION)
    few, many = await statements("2023"), await statements(EDITION)
    assert abs(many - few) <= 1  # when a key was last used is noted once a minute
    assert many <= 14  # the plan and the two editions, seven sorts, the lineage
