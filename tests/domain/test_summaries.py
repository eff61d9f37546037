"""How actions stood on a day, and how they are counted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.actions import ActionStatus
from service.domain.days import VagueDay
from service.domain.nodes import Ref
from service.domain.summaries import History, Update, status_on, summarise

LATER = date(2026, 11, 20)
EDITION = Ref("p:e", "edn_e")


def update(status: str, happened_on: str, recorded_on: date = LATER) -> Update:
    return Update(ActionStatus(status), VagueDay(happened_on), recorded_on)


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2020, 12, 31), None),
        (date(2021, 1, 1), "agreed"),
        (date(2021, 5, 31), "agreed"),
        (date(2021, 6, 1), None),  # some day in June
        (date(2021, 6, 30), "under_way"),
        (date(2021, 12, 31), "under_way"),
        (date(2022, 1, 1), None),  # some day in 2022
        (date(2022, 12, 31), "completed"),
    ],
)
def test_an_action_stands_as_the_record_surely_has_it(on: date, status: str | None) -> None:
    history = [
        update("agreed", "2021-01-01"),
        update("under_way", "2021-06"),
        update("completed", "2022"),
    ]
    assert status_on(history, on) == status


def test_what_may_have_happened_and_says_the_same_leaves_nothing_open() -> None:
    history = [update("under_way", "2021-01-01"), update("under_way", "2021-06")]
    assert status_on(history, date(2021, 6, 15)) == "under_way"


def test_what_was_recorded_by_then_had_happened() -> None:
    history = [update("agreed", "2026-01-01"), update("completed", "2026-11", date(2026, 11, 5))]
    assert status_on(history, date(2026, 11, 4)) is None
    assert status_on(history, date(2026, 11, 5)) == "completed"


def test_of_one_day_what_was_recorded_last_stands() -> None:
    assert status_on([update("delayed", "2021"), update("agreed", "2021")], LATER) == "agreed"


UPDATES = st.builds(
    update,
    st.sampled_from(ActionStatus),
    st.sampled_from(("2020", "2021-02", "2021-02-03", "2021-12", "2022")),
)
HISTORIES = st.builds(
    History,
    st.lists(UPDATES, max_size=4).map(
        lambda each: sorted(each, key=lambda one: one.happened_on.text)
    ),
    st.integers(1, 3),
    st.booleans(),
)


@given(st.lists(HISTORIES), st.dates(date(2019, 1, 1), date(2023, 12, 31)))
def test_every_action_is_counted_once(histories: list[History], on: date) -> None:
    found = summarise(EDITION, None, on, histories)
    assert found.actions == len(histories)
    assert sum(each.actions for each in found.by_status) + found.undetermined == found.actions
    assert [each.status for each in found.by_status] == list(ActionStatus)
    assert found.listings == sum(each.listings for each in histories)
    assert found.carried == len([each for each in histories if each.is_carried])


@given(st.lists(UPDATES, min_size=1, max_size=4))
def test_on_the_day_of_recording_the_last_update_stands(updates: list[Update]) -> None:
    in_order = sorted(updates, key=lambda each: each.happened_on.text)
    assert status_on(in_order, LATER) == in_order[-1].status
