"""Circles found in SQL as the domain finds them."""

import random

from service.db.circles import Steps
from service.domain.circles import in_circles
from service.usecases.work import Desk
from tests.build import ROOT

STEPS = Steps(
    "(select * from unnest(:origins::text[], :targets::text[]) as edge (origin, target))",
    "origin",
    "target",
    among="step.target <> :shut",
)


async def test_the_database_finds_the_circles_that_the_domain_finds(desk: Desk) -> None:
    draw = random.Random(5)  # noqa: S311 -- the same graphs each time
    found = []
    for _ in range(200):
        pairs = [(draw.choice("abcde"), draw.choice("abcde")) for _ in range(draw.randrange(7))]
        one, others = draw.choice("abcde"), draw.sample("abcde", draw.randrange(3))
        async with desk.reading(ROOT) as work:
            is_circle = await STEPS.would_circle(
                work.store,
                one,
                [*others, None],
                origins=[origin for origin, _ in pairs],
                targets=[target for _, target in pairs],
                shut="e",
            )
        open_pairs = [(origin, target) for origin, target in pairs if target != "e"]
        alone = {(origin, target) for origin, target in open_pairs if origin != one}
        assert is_circle is (one in in_circles(alone | {(one, each) for each in others}))
        found.append(is_circle)
    assert 20 < sum(found) < 180


async def test_steps_are_followed_both_ways_and_lead_nowhere_from_nothing(desk: Desk) -> None:
    steps = Steps("(values ('a', 'b'), ('b', 'c'), ('c', null))", "column1", "column2")
    async with desk.reading(ROOT) as work:
        for way, start, wanted in ((steps, "b", ["b", "c"]), (steps.back, "b", ["a", "b"])):
            rows = await work.store.fetch(
                f"{way.reached('array[:start::text, null]')} order by id",
                start=start,
            )
            assert [row["id"] for row in rows] == wanted
