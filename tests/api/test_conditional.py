"""What a reader has already is not sent again."""

import pytest

from tests.api.asking import Rest
from tests.build import EDITION, row
from tests.conftest import Clock

ONE = ("/areas/dartford", "/partnerships/dartford", "/plans/dartford-2019-22")
WITHOUT_REVISION = ("/periods/resolve?expr=FY2021-Q1", "/series/{series}", "/figures/{figure}")
LISTS = ("/areas", "/areas?kind=ward", "/kpis?limit=1", "/figures", "/figures/{figure}/revisions")


async def filled(rest: Rest, path: str) -> str:
    """Put the ids of a figure and its series into a path."""
    await rest.world.push(rest.client, row())
    (figure,) = await rest.items("/figures")
    (series,) = await rest.items("/series")
    return path.format(figure=figure["id"], series=series["id"])


@pytest.mark.parametrize("path", [*ONE, *WITHOUT_REVISION, *LISTS])
async def test_what_a_reader_has_already_is_not_sent_again(rest: Rest, path: str) -> None:
    path = await filled(rest, path)
    first = await rest.get(path)
    tag = first.headers["etag"]
    assert tag.startswith("W/") == ("items" in first.json())

    for held in (tag, f'"other", {tag}', "*", f"W/{tag.removeprefix('W/')}"):
        again = await rest.get(path, if_none_match=held)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == "private, no-cache"
        assert again.headers["vary"] == "Authorization, Accept"
    for held in ('"other"', "", "other"):
        again = await rest.get(path, if_none_match=held)
        assert (again.status_code, again.json()) == (200, first.json())


async def test_a_list_stays_what_it_is_while_time_passes(rest: Rest, clock: Clock) -> None:
    first = await rest.get("/areas")
    clock.advance(hours=1)

    assert (await rest.get("/areas", if_none_match=first.headers["etag"])).status_code == 304
    later = await rest.get("/areas")
    assert later.json() == {**first.json(), "as_of": "2026-11-20T10:30:00Z"}


async def test_a_list_that_has_changed_is_sent(rest: Rest) -> None:
    tag = (await rest.get("/areas")).headers["etag"]
    await rest.patch("/areas/thanet", {"name": "The Isle of Thanet"})
    changed = await rest.get("/areas", if_none_match=tag)
    assert changed.status_code == 200
    assert "The Isle of Thanet" in changed.text


async def test_a_tag_says_nothing_about_another_page(rest: Rest) -> None:
    tag = (await rest.get("/areas?limit=1")).headers["etag"]
    assert (await rest.get("/areas?limit=2", if_none_match=tag)).status_code == 200


async def test_a_figure_that_is_hidden_has_another_tag(rest: Rest) -> None:
    await rest.world.push(rest.client, row(confidentiality="restricted"))
    seen = await rest.get("/figures", who="police")
    hidden = await rest.get("/figures", who="nosy", if_none_match=seen.headers["etag"])
    assert hidden.status_code == 200
    assert hidden.json()["items"][0]["value"] is None


async def test_what_a_later_edition_words_anew_is_sent(rest: Rest) -> None:
    priority = "/priorities/dartford-2019-22:asb"
    tag = (await rest.get(priority)).headers["etag"]
    later = {"code": "2022", "partnership": "dartford", "title": "2022"}
    days = {"starts_on": "2022-01-01", "ends_before": "2022-04-01"}
    await rest.new("/plans/dartford-2019-22/editions", {**later, **days}, "dartford")
    entry = {"edition": "dartford-2019-22:2022", "code": "asb", "title": "Nuisance"}
    await rest.new("/priorities", entry, "dartford")

    changed = await rest.get(priority, if_none_match=tag)
    assert (changed.status_code, changed.json()["title"]) == (200, "Nuisance")
    stale = await rest.patch(f"{priority}?edition={EDITION}", {"title": "x"}, 1, "dartford")
    assert stale.status_code == 412
