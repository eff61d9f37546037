"""Series, figures and their revisions, read over REST."""

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.build import row
from tests.conftest import Clock

TIP = {"indicator": "fly-tipping", "value": 9}


@pytest.fixture
async def filled(rest: Rest, clock: Clock) -> Rest:
    """The small Kent with figures: two quarters and a month of ASB, and fly-tipping a day later."""
    await rest.world.push(
        rest.client,
        row(),
        row(period="FY2021-Q2", value=498),
        row(period="2021-04", value=170),
        row(area="thanet", period="FY2021-Q1", value=700),
        row(breakdown="night", value=200),
    )
    clock.advance(days=1)
    await rest.world.push(rest.client, row(**TIP), who="dartford")
    return rest


async def values(rest: Rest, query: str, who: str = "reader") -> list[int | None]:
    return [each["value"] for each in await rest.items(f"/figures{query}", who)]


async def test_a_figure_is_read_as_it_stands(filled: Rest) -> None:
    (figure,) = await filled.items("/figures?indicator=fly-tipping")
    assert figure == {
        "id": figure["id"],
        "indicator": "fly-tipping",
        "area": "E07000107",
        "breakdown": "total",
        "period": {
            "id": "FY2021-Q1",
            "type": "fy_quarter",
            "start": "2021-04-01",
            "end": "2021-06-30",
            "label": "2021/22 Q1",
            "complete": True,
        },
        "value": 9,
        "numerator": None,
        "denominator": None,
        "status": "normal",
        "confidentiality": "free",
        "note": None,
        "synthetic": False,
        "revision": 1,
        "recorded_at": "2026-11-21T09:30:00Z",
        "recorded_by": "dartford-borough-council",
        "submission": figure["submission"],
    }
    assert (await filled.get(f"/figures/{figure['id']}")).json() == figure


async def test_figures_are_narrowed_by_all_they_are_of(filled: Rest) -> None:
    first, second = [each["id"] for each in await filled.items("/submissions")]
    indicator = (await filled.get("/indicators/asb-incidents")).json()["id"]
    for query, found in (
        ("", [9, 170, 200, 498, 512, 700]),
        ("?area=thanet", [700]),
        (f"?indicator={indicator}&area=dartford&breakdown=total", [170, 498, 512]),
        ("?indicator=fly-tipping&indicator=violence", [9]),
        ("?breakdown=night", [200]),
        ("?periods=FY2021-Q1", [9, 200, 512, 700]),
        ("?periods=FY2021-Q1..FY2021-Q2&area=dartford&breakdown=total", [9, 498, 512]),
        ("?periods=2021-04,FY2021-Q2", [170, 498]),
        ("?periods=LAST_12_MONTHS", []),
        (f"?submission={first}", [9]),
        (f"?submission={first}&submission={second}", [9, 170, 200, 498, 512, 700]),
        ("?updated_since=2026-11-21T09:30:00Z", [9]),
        ("?updated_since=2026-11-21T09:30:01Z", []),
        ("?indicator=nothing", []),
        ("?area=nowhere&indicator=fly-tipping", []),
        ("?submission=sub_x", []),
    ):
        assert sorted(filter(None, await values(filled, query))) == found, query


async def test_the_figures_of_a_series_come_in_the_order_of_time(filled: Rest) -> None:
    await filled.world.push(filled.client, row(period="2021-01"), row(period="R12-2021-03"))
    found = await filled.items("/figures?indicator=asb-incidents&area=dartford&breakdown=total")
    ids = [each["period"]["id"] for each in found]
    assert ids == ["R12-2021-03", "2021-01", "2021-04", "FY2021-Q1", "FY2021-Q2"]


@pytest.mark.parametrize("periods", ["2021-Q1", "", "LAST_WEEK", "2021-04..", "2022..2021"])
async def test_periods_that_are_none_are_refused(rest: Rest, periods: str) -> None:
    response = await rest.get(f"/figures?periods={periods}")
    assert refusal(response) == (400, "bad_parameter")
    assert faults(response) == [("periods", "bad_period")]


async def test_series_are_found_and_narrowed(filled: Rest) -> None:
    found = await filled.items("/series")
    assert [(each["indicator"], each["area"], each["breakdown"]) for each in found] == [
        ("asb-incidents", "E07000107", "night"),
        ("asb-incidents", "E07000107", "total"),
        ("asb-incidents", "E07000114", "total"),
        ("fly-tipping", "E07000107", "total"),
    ]
    for each in found:
        assert (await filled.get(f"/series/{each['id']}")).json() == each
    for query, count in (
        ("?area=dartford&indicator=asb-incidents", 2),
        ("?breakdown=night&breakdown=day", 1),
        ("?area=nowhere", 0),
    ):
        assert len(await filled.items(f"/series{query}")) == count


async def test_what_has_no_figures_is_not_found(filled: Rest) -> None:
    figure, series = [(await filled.items(path))[0]["id"] for path in ("/figures", "/series")]
    for path in (
        "/figures/fig_x",
        f"/figures/{figure}9",
        f"/figures/{figure.replace('fig_', '')}",
        "/figures/fig_x/revisions",
        f"/figures/{figure}9/revisions",
        "/series/ser_x",
        f"/series/{series}9",
        f"/series/{figure}",
    ):
        assert refusal(await filled.get(path)) == (404, "not_found"), path


async def test_a_revision_says_what_was_known_and_until_when(rest: Rest, clock: Clock) -> None:
    for value in (512, 530, 530, 541):
        await rest.world.push(rest.client, row(value=value))
        clock.advance(hours=1)
    (figure,) = await rest.items("/figures")
    assert (figure["value"], figure["revision"]) == (541, 3)
    revisions = await rest.items(f"/figures/{figure['id']}/revisions")
    assert [
        (each["revision"], each["value"], each["recorded_at"], each["superseded_at"])
        for each in revisions
    ] == [
        (1, 512, "2026-11-20T09:30:00Z", "2026-11-20T10:30:00Z"),
        (2, 530, "2026-11-20T10:30:00Z", "2026-11-20T12:30:00Z"),
        (3, 541, "2026-11-20T12:30:00Z", None),
    ]
    last = {**revisions[-1]}
    assert (last.pop("superseded_at"), last.pop("is_deletion")) == (None, False)
    assert last == figure


async def test_a_figure_that_was_withdrawn_has_its_revisions_still(rest: Rest) -> None:
    await rest.world.push(rest.client, row())
    (figure,) = await rest.items("/figures")
    await rest.world.push(rest.client, row(value=None, delete=True))

    assert await rest.items("/figures") == []
    assert refusal(await rest.get(f"/figures/{figure['id']}")) == (404, "not_found")
    revisions = await rest.items(f"/figures/{figure['id']}/revisions")
    assert [(each["value"], each["is_deletion"]) for each in revisions] == [
        (512, False),
        (None, True),
    ]
    assert len(await rest.items("/series")) == 1


@pytest.mark.parametrize("hidden", ["restricted", "suppressed_primary", "suppressed_secondary"])
async def test_what_is_not_free_shows_its_numbers_to_those_concerned(
    rest: Rest, hidden: str
) -> None:
    marked = {"confidentiality": hidden, "numerator": 5, "denominator": 10}
    await rest.world.push(rest.client, row(**marked), row(area="thanet", **marked))
    for area, seen_by in (
        ("dartford", ["operator", "police", "dartford"]),
        ("thanet", ["operator", "police", "thanet"]),
    ):
        for who in ("operator", "police", "dartford", "thanet", "reader", "nosy"):
            (figure,) = await rest.items(f"/figures?area={area}", who)
            (revision,) = await rest.items(f"/figures/{figure['id']}/revisions", who)
            single = (await rest.get(f"/figures/{figure['id']}", who)).json()
            shown = [512, 5, 10] if who in seen_by else [None] * 3
            for each in (figure, revision, single):
                assert [each[name] for name in ("value", "numerator", "denominator")] == shown
                assert (each["status"], each["confidentiality"]) == ("normal", hidden)
