"""Files of any content: a partnership, what it came from, and plans in all that they can hold."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

Row = dict[str, Any]
OLD, NEW = "deal-2014:only", ("dover-2017:first", "dover-2017:second")

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40
).filter(lambda text: text == text.strip() and text.strip())
CODES = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
MAYBE = st.none() | TEXTS
NUMBERS = st.none() | st.sampled_from(["1", "1.2", "a)"])
DAYS = st.sampled_from(["2017", "2017-04", "2017-04-02", "2018-01", "2026-11", "2026-11-20"])
VALUES = st.integers(0, 10**6) | st.sampled_from([0.5, 13.7])
STATES = st.sampled_from(["draft", "consulted", "approved", "published", "superseded"])
PERIODS = st.sampled_from([None, "FY2017", "2017-04/2018-03", "CY2018-Q1"])
BODIES: Sequence[Row] = (
    {},
    {"agency": "kent-police"},
    {"agency": "kent-pct"},
    {"area": "dover"},
    {"partnership": "thanet"},
)
TARGETS: Sequence[Row] = (
    {"kind": "words"},
    {"kind": "rate", "value": 13.7, "unit": "per 1,000"},
    {"kind": "percentage", "value": 22},
    {"kind": "change", "value": -15.5},
)
KINDS: Sequence[Row] = (
    {"kind": "count", "target": 5},
    {"kind": "range", "target": 40, "target_to": 50.5, "unit": "talks"},
    {"kind": "frequency", "target": 1, "per": "week"},
    {"kind": "number_of", "unit": "people"},
)
TIMES: Sequence[Row] = (
    {},
    {"timescale": "2017 / 2018"},
    {"timescale": "2017 / 2008", "timespan": {"starts_on": "2017", "doubt": "A slip."}},
    {"timescale": "When funded", "timespan": {"recurs": "yearly", "basis": "printed"}},
)


def printed(draw: st.DrawFn) -> Row:
    """Draw whose something is."""
    return {"printed": draw(TEXTS), **draw(st.sampled_from(BODIES))}


def dated(draw: st.DrawFn) -> Row | None:
    """Draw when something is."""
    return draw(st.none() | st.just({"printed": draw(TEXTS), "period": draw(PERIODS)}))


def codes(draw: st.DrawFn, most: int) -> list[str]:
    """Draw codes, each once."""
    return draw(st.lists(CODES, max_size=most, unique=True))


def some(draw: st.DrawFn, of: Sequence[str], least: int = 0) -> list[str]:
    """Draw some of a few, each once, in any order."""
    return draw(st.lists(st.sampled_from(of), min_size=least, max_size=3, unique=True))


def counted(rows: list[Row], *began: Row) -> list[Row]:
    """Number the steps that say the same as those before them, the beginning among these."""
    seen: Counter[str] = Counter(str(sorted(each.items())) for each in began)
    for row in rows:
        key = str(sorted(row.items()))
        seen[key] += 1
        row["repeat"] = seen[key]
    return rows


def bodies(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Draw bodies, and what came of them: in any order, some with a day and some without."""
    merged = {"kind": "merged", "happened_on": draw(DAYS), "note": draw(MAYBE)}
    ccg = draw(st.none() | st.just("2017-04"))
    return {
        "areas": [
            {"code": code, "slug": slug, "name": slug, "kind": kind, "nation": "england", **more}
            for code, slug, kind, more in (
                ("E07000108", "dover", "district", {"within": ["kent"], "tier": draw(TIERS)}),
                ("E07000999", "deal", "district", {"former_codes": draw(FORMER)}),
            )
        ],
        "area_successions": [
            {"predecessor": "deal", "successor": "E07000108", "happened_on": "1974-04-01"}
        ],
        "agencies": [
            {"code": "kent-icb", "name": "Kent ICB", "kind": "health"},
            {"code": "dover-ccg", "name": "Dover CCG", "kind": "health", "ends_before": ccg},
            {"code": "kent-pct", "name": "Kent PCT", "kind": "health"},
        ],
        "aliases": [{"agency": "kent-pct", "name": "The P.C.T.", "source": draw(MAYBE)}],
        "agency_successions": [
            {"predecessor": "kent-pct", "successor": "dover-ccg", **merged, "happened_on": "2013"},
            {"predecessor": "dover-ccg", "successor": "kent-icb", **merged, "happened_on": "2022"},
        ][: draw(st.integers(0, 2)) if ccg is None else 1],
    }


TIERS = st.sampled_from([None, "district"])
FORMER = st.sampled_from([[], ["E07000997"], ["E07000998", "E07000997"]])


def partnerships(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Draw two partnerships, of which the one may have come of the other."""
    carries = [{"kind": "plan", "named": "deal-2014"}, {"kind": "action", "named": "deal-2014:one"}]
    continued = {"successor": "dover", "kind": draw(st.sampled_from(["continued", "split"]))}
    ended = {"successor": None, "kind": "ended", "happened_on": draw(DAYS)}
    told = {
        "happened_on": "2017-04",
        "in_practice_from": draw(st.sampled_from([None, "2016", "2017-04-01"])),
        "note": draw(MAYBE),
        "source": draw(MAYBE),
        "carries": draw(st.permutations(carries))[: draw(st.integers(0, 2))],
    }
    followed = {"predecessor": "deal", **told, **continued}
    return {
        "partnerships": [
            {"code": "deal", "name": "Deal CSP", "areas": [{"area": "deal"}]},
            {
                "code": "dover",
                "name": draw(TEXTS),
                "ons_code": "E22000999",
                "areas": [{"area": "dover", "starts_on": "2017"}, {"area": "E07000999"}],
            },
        ],
        "memberships": [
            {
                "partnership": draw(st.sampled_from(["dover", "E22000999"])),
                "agency": draw(st.sampled_from(["kent-pct", "Kent PCT", "PCT"])),
                "capacity": "cooperating_body",
                "printed": draw(MAYBE),
                "starts_on": draw(st.sampled_from([None, "2017"])),
            },
            *(
                {"partnership": "deal", "agency": each, "capacity": "invited_participant"}
                for each in ("dover-ccg", "kent-icb")
            ),
        ],
        "appointments": [
            {"partnership": "dover", "role": "chair", "printed": each, "starts_on": "2017"}
            for each in draw(st.lists(TEXTS, max_size=2, unique=True))
        ],
        "partnership_successions": draw(
            st.sampled_from([[], [followed], [{**followed, **ended, "carries": []}]])
        ),
    }


def plans(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Draw two plans, of three editions, with steps in any order."""
    spans = {"deal-2014": ("2014", "2017"), "dover-2017": ("2017", "2020")}
    editions = [
        {
            "plan": of.partition(":")[0],
            "code": of.partition(":")[2],
            "partnership": "deal" if of == OLD else "dover",
            "title": draw(TEXTS),
            "starts_on": f"{year}-04-01",
            "ends_before": f"{year + 1}-04-01",
            "state": draw(STATES),
            "state_on": "2016",
            "published_on": draw(st.none() | DAYS),
            "source": draw(MAYBE),
        }
        for of, year in zip((OLD, *NEW), (2014, 2017, 2018), strict=True)
    ]
    steps = [
        {"edition": NEW[0], "to": draw(STATES), "happened_on": draw(DAYS), "note": draw(MAYBE)}
        for _ in range(draw(st.integers(0, 4)))
    ]
    began = {"edition": NEW[0], "to": editions[1]["state"], "happened_on": "2016", "note": None}
    return {
        "plans": [
            {"code": code, "title": code, "starts_on": f"{a}-04-01", "ends_before": f"{b}-04-01"}
            for code, (a, b) in spans.items()
        ],
        "editions": editions,
        "transitions": counted(steps, began),
    }
