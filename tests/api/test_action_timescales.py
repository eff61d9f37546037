"""What a printed timescale means, over REST: read by the service, or said by who enters it."""

from typing import Any

import pytest

from tests.api.asking import Rest
from tests.api.test_actions import ONE, action
from tests.build import EDITION, World
from tests.graphql.ask import ask

NOTHING = {
    "starts_on": None,
    "ends_before": None,
    "recurs": None,
    "condition": None,
    "doubt": None,
}
MARCH = {**NOTHING, "ends_before": "2022-04-01", "basis": "read"}


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        (None, None),
        ("When we can", None),
        ("March 2022", MARCH),
        ("Quarterly", {**NOTHING, "recurs": "quarterly", "basis": "read"}),
        (
            "Till Sept 2008. Subject to funds",
            {
                **NOTHING,
                "ends_before": "2008-10-01",
                "condition": "Subject to funds",
                "basis": "read",
            },
        ),
        (
            "2008 / 2001",
            {
                **NOTHING,
                "starts_on": "2008",
                "doubt": "From 2008 to 2001 is no stretch of years.",
                "basis": "read",
            },
        ),
    ],
)
async def test_a_plain_timescale_is_read_and_marked_as_read(
    rest: Rest, printed: str | None, meant: dict[str, Any] | None
) -> None:
    made = (await rest.new("/actions", action(timescale=printed), "dartford")).json()
    assert (made["timescale"], made["timespan"]) == (printed, meant)


async def test_what_who_enters_it_says_is_kept_beside_what_is_printed(rest: Rest) -> None:
    slip = {"starts_on": "2008", "ends_before": "2011", "doubt": "2001 is a slip for 2011."}
    body = action(timescale="2008 / 2001", timespan=slip)
    made = (await rest.new("/actions", body, "dartford")).json()
    assert made["timescale"] == "2008 / 2001"
    assert made["timespan"] == {**NOTHING, **slip, "basis": "stated"}
    exact = {"ends_before": "2009-04-01", "basis": "printed"}
    changed = (await rest.patch(ONE, {"timespan": exact}, who="dartford")).json()
    assert changed["timespan"] == {**NOTHING, **exact}
    assert changed["timescale"] == "2008 / 2001"


async def test_what_is_printed_otherwise_is_read_anew(rest: Rest) -> None:
    stated = {"starts_on": "2021"}
    body = action(timescale="Soon", timespan=stated)
    made = (await rest.new("/actions", body, "dartford")).json()
    kept = (await rest.patch(ONE, {"text": "Walk"}, 1, "dartford")).json()
    assert kept["timespan"] == made["timespan"] == {**NOTHING, **stated, "basis": "stated"}
    read = (await rest.patch(ONE, {"timescale": "March 2022"}, 2, "dartford")).json()
    assert read["timespan"] == MARCH
    both = {"timescale": "March 2023", "timespan": stated}
    said = (await rest.patch(ONE, both, 3, "dartford")).json()
    assert said["timespan"] == {**NOTHING, **stated, "basis": "stated"}
    # Null leaves it to the service again.
    again = (await rest.patch(ONE, {"timespan": None}, 4, "dartford")).json()
    assert again["timespan"] == {**MARCH, "ends_before": "2023-04-01"}
    none = (await rest.patch(ONE, {"timescale": None}, 5, "dartford")).json()
    assert (none["timescale"], none["timespan"]) == (None, None)


async def test_a_contradicting_change_leaves_the_action_as_it_was(rest: Rest) -> None:
    made = (await rest.new("/actions", action(timescale="March 2022"), "dartford")).json()
    wrong = {"text": "Walk", "timespan": {"starts_on": "2023", "ends_before": "2022"}}
    refused = await rest.patch(ONE, wrong, who="dartford")
    assert refused.status_code == 422
    assert "2023" in refused.json()["errors"][0]["detail"]
    assert "2022" in refused.json()["errors"][0]["detail"]
    assert (await rest.get(ONE)).json() == made


async def test_graphql_shows_it_too(rest: Rest, world: World) -> None:
    await rest.new("/actions", action(timescale="Quarterly"), "dartford")
    query = f"""{{ edition(code: "{EDITION}") {{ actions {{ nodes {{
        timescale timespan {{ recurs basis endsBefore }} }} }} }} }}"""
    data = await ask(rest.client, world, query)
    (shown,) = data["edition"]["actions"]["nodes"]
    assert shown == {
        "timescale": "Quarterly",
        "timespan": {"recurs": "quarterly", "basis": "read", "endsBefore": None},
    }
