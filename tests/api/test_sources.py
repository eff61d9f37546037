"""Where facts were read: recorded by whoever may change the thing."""

import pytest

from tests.api.asking import Rest, faults, refusal
from tests.build import EDITION

ASB = "priorities/dartford-2019-22:asb"
PRINTED = {"of": ASB, "field": "title", "document": "Strategy 2019-22", "place": "p. 4"}


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({**PRINTED, "of": "priorities/dartford-2019-22:none"}, ("/of", "unknown_thing")),
        ({**PRINTED, "of": "colours/red"}, ("/of", "unknown_thing")),
        ({**PRINTED, "of": "nothing"}, ("/of", "unknown_thing")),
        ({**PRINTED, "of": "key_00000000000000000000"}, ("/of", "unknown_thing")),
        ({**PRINTED, "field": "colour"}, ("/field", "unknown_field")),
        ({**PRINTED, "field": "revision"}, ("/field", "unknown_field")),
        ({**PRINTED, "edition": "none"}, ("/edition", "unknown_edition")),
        ({**PRINTED, "reading": "guessed"}, ("/reading", "not_one_of")),
    ],
)
async def test_what_cannot_be_is_refused(
    rest: Rest, body: dict[str, str], fault: tuple[str, str]
) -> None:
    response = await rest.new("/sources", body, "dartford")
    assert refusal(response) == (422, "invalid")
    assert faults(response) == [fault]
    assert await rest.items("/sources") == []


@pytest.mark.parametrize(
    ("of", "who", "status"),
    [
        (ASB, "dartford", 201),
        ("kpis/dartford-2019-22:asb-reports", "dartford", 201),
        (f"editions/{EDITION}", "dartford", 201),
        ("plans/dartford-2019-22", "dartford", 201),
        ("plans/dartford-2019-22", "operator", 201),
        ("agencies/kent-police", "operator", 201),
        (ASB, "thanet", 403),
        (f"editions/{EDITION}", "thanet", 403),
        ("plans/dartford-2019-22", "thanet", 403),
        ("agencies/kent-police", "dartford", 403),
        ("partnerships/dartford", "dartford", 403),
        (ASB, "reader", 403),
    ],
)
async def test_whoever_may_change_a_thing_says_where_it_was_read(
    rest: Rest, of: str, who: str, status: int
) -> None:
    body = {"of": of, "document": "Strategy 2019-22"}
    assert (await rest.new("/sources", body, who)).status_code == status


async def test_a_source_is_read_back_of_its_thing_by_either_name(rest: Rest) -> None:
    made = (await rest.new("/sources", {**PRINTED, "edition": EDITION}, "dartford")).json()
    assert (made["edition"], made["reading"], made["place"]) == (EDITION, "printed", "p. 4")
    thing = (await rest.get("/priorities/dartford-2019-22:asb")).json()
    assert made["of"] == thing["id"]
    for key in (ASB, thing["id"]):
        assert await rest.items(f"/sources?of={key}") == [made]
    assert await rest.items("/sources?of=priorities/dartford-2019-22:violent-crime") == []
    assert await rest.items("/sources?of=nothing&document=Strategy%202019-22") == []
    assert await rest.items("/sources?reading=doubtful") == []


async def test_a_source_is_revised_and_withdrawn_by_the_same(rest: Rest) -> None:
    path = f"/sources/{(await rest.new('/sources', PRINTED, 'dartford')).json()['id']}"
    assert refusal(await rest.patch(path, {"place": "p. 5"}, who="thanet")) == (403, "not_yours")
    assert refusal(await rest.patch(path, {"place": "p. 5"}, 2, "dartford")) == (
        412,
        "revision_stale",
    )
    changed = (
        await rest.patch(path, {"place": None, "reading": "doubtful"}, who="dartford")
    ).json()
    assert (changed["place"], changed["reading"], changed["revision"]) == (None, "doubtful", 2)
    assert refusal(await rest.delete(path, 2, "thanet")) == (403, "not_yours")
    assert (await rest.delete(path, 2, "dartford")).status_code == 204
    assert refusal(await rest.get(path)) == (404, "not_found")
