"""The views by which nouns are read: each of their conditions is SQL that runs."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest

from service.db import reading
from service.db.areas import AREAS
from service.db.nouns import VIEWS
from service.db.views import View
from service.domain.nodes import Node
from service.usecases.work import Desk
from tests.build import ROOT

_DAY: Final = date(2026, 11, 20)
_GIVEN: Final[dict[str, object]] = {
    "updated_since": datetime(2026, 11, 20, tzinfo=UTC),
    "in_force_on": _DAY,
    "period_from": _DAY,
    "period_before": _DAY,
    "is_top": True,
    "is_revoked": False,
}


def nouns(within: type[Node]) -> set[type[Node]]:
    """Return every noun: the kinds of node that name themselves."""
    found = {each for each in within.__subclasses__() if "noun" in vars(each)}
    return found.union(*(nouns(each) for each in within.__subclasses__()))


def test_every_noun_has_a_view() -> None:
    assert nouns(Node) <= {*VIEWS}


def test_a_view_that_disagrees_with_its_noun_is_refused() -> None:
    without = {name: sql for name, sql in AREAS.columns.items() if name != "slug"}
    with pytest.raises(TypeError, match=r"view of Area disagrees with it about \['slug'\]"):
        replace(AREAS, columns=without)
    with pytest.raises(TypeError, match=r"about \['colour'\]"):
        replace(AREAS, columns={**AREAS.columns, "colour": "area.colour"})


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: str(view.of.__name__))
async def test_every_condition_of_a_view_is_sql_that_runs(desk: Desk, view: View[Any]) -> None:
    window = reading.Window(2)
    async with desk.reading(ROOT) as work:
        for name in view.filters:
            await reading.page(work.store, view, window, {name: _GIVEN.get(name, ["x"])})
        for parent in view.parents:
            (under,) = await reading.pages_under(work.store, view, parent, ["x"], window, {})
            assert under.items == ()
        for along in view.along:
            await reading.page(work.store, view, replace(window, along=(along,)), {})
        assert await reading.find(work.store, view, [f"{view.of.prefix}_x", "x", "x:y"]) == {}
