"""What editions hold, in files of any content (tests/filed.py)."""

from collections import Counter
from typing import Any

from hypothesis import strategies as st

from tests.filed import (
    DAYS,
    KINDS,
    MAYBE,
    NEW,
    NUMBERS,
    OLD,
    TARGETS,
    TEXTS,
    TIMES,
    VALUES,
    Row,
    bodies,
    codes,
    counted,
    dated,
    partnerships,
    plans,
    printed,
    some,
)

KPIS = [
    {"code": "calls", "indicator": "asb-incidents", "area": "dover"},
    {"code": "violence", "indicator": "violence", "area": "E07000108"},
]


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a file."""
    rows = {**bodies(draw), **partnerships(draw), **plans(draw), **contents(draw)}
    return {"format": "community-safety/1", **rows, "sources": sources(draw, rows)}


def contents(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Draw what three editions hold, of which two hold much the same."""
    found: dict[str, list[Row]] = {name: [] for name in _LISTS}
    under = codes(draw, 4) or ["asb"]
    for edition in (OLD, *NEW):
        own = under if edition != OLD else ["one"]
        for name, rows in _held(draw, edition, own).items():
            found[name] += draw(st.permutations(rows)) if name == "priorities" else rows
    found["updates"] = _updates(draw, found["actions"])
    found["counts"] = _counts(draw, found["actions"])
    return found


_LISTS = (
    *("priorities", "statements", "objectives", "priority_sets", "external_documents"),
    *("kpis", "actions"),
)


def _held(draw: st.DrawFn, edition: str, under: list[str]) -> dict[str, list[Row]]:
    own = [f"{edition.partition(':')[0]}:{code}" for code in under]
    kpis = [] if edition == OLD else KPIS[: draw(st.integers(0, 2))]
    held: dict[str, list[Row]] = {
        "priorities": [_priority(draw, n, under) for n in range(len(under))],
        "statements": [
            {
                "code": code,
                "kind": draw(st.sampled_from(["focus", "aim"])),
                "number": draw(NUMBERS),
                "priorities": some(draw, own, 1),
                "wording": draw(TEXTS),
            }
            for code in codes(draw, 2)
        ],
        "objectives": [_objective(draw, code, under) for code in codes(draw, 2)],
        "priority_sets": [_priority_set(draw, code, under) for code in codes(draw, 1)],
        "external_documents": [
            {
                "code": code,
                "title": draw(TEXTS),
                "owner": draw(st.none() | st.just(printed(draw))),
                "dated": dated(draw),
            }
            for code in codes(draw, 1)
        ],
        "kpis": [
            {
                **kpi,
                "priority": draw(st.sampled_from(own)),
                "wording": draw(TEXTS),
                "baseline": draw(st.none() | VALUES),
                "target": draw(st.none() | VALUES),
                "note": draw(MAYBE),
            }
            for kpi in kpis
        ],
        "actions": _actions(draw, under),
    }
    return {name: [{"edition": edition, **row} for row in rows] for name, rows in held.items()}


def _priority(draw: st.DrawFn, n: int, under: list[str]) -> Row:
    return {
        "code": under[n],
        "kind": draw(st.sampled_from(["priority", "theme"])),
        "title": draw(TEXTS),
        "number": draw(NUMBERS),
        "why": draw(MAYBE),
        # Under and after ones that come later in the list, so that there is no circle.
        "parent": draw(st.sampled_from([None, *under[n + 1 :]])),
        "also_serves": some(draw, under),
        "comes_from": under[n + 1 :][:1],
    }


def _objective(draw: st.DrawFn, code: str, under: list[str]) -> Row:
    target = {"printed": draw(TEXTS), **draw(st.sampled_from(TARGETS))}
    return {
        "code": code,
        "number": draw(NUMBERS),
        "priorities": some(draw, under, 1),
        "wording": draw(TEXTS),
        "direction": draw(st.sampled_from([None, "reduce"])),
        "target": draw(st.sampled_from([None, target])),
        "owner": draw(st.none() | st.just(printed(draw))),
        "measured_by": draw(MAYBE),
        "indicator": draw(st.sampled_from([None, "violence", "fly-tipping"])),
        "due": dated(draw),
    }


def _priority_set(draw: st.DrawFn, code: str, under: list[str]) -> Row:
    items: list[Row] = []
    for _ in range(draw(st.integers(1, 2))):
        aligned = some(draw, under)
        none = draw(st.booleans()) and not aligned
        item = {"title": draw(TEXTS), "aligned_to": aligned, "aligned_to_none": none}
        lead = draw(st.none() | st.just(printed(draw)))
        items.append({**item, "number": draw(NUMBERS), "our_role": draw(MAYBE), "lead": lead})
    return {
        "code": code,
        "name": draw(TEXTS),
        "owner": printed(draw),
        "order": draw(st.sampled_from(["numbered", "equal"])),
        "dated": dated(draw),
        "items": items,
    }


def _actions(draw: st.DrawFn, under: list[str]) -> list[Row]:
    """Draw actions, whose listings may stand among each other's."""
    known = ["one", *[code for code in codes(draw, 2) if code != "one"]]
    among = draw(st.booleans())
    places = iter(draw(st.permutations(range(1, 10))))
    actions = []
    for code in known:
        listings: list[Row] = [
            {"priority": each, "number": draw(NUMBERS)}
            for each in draw(st.lists(st.sampled_from(under), min_size=1, max_size=3))
        ]
        if among:
            listings = [{**each, "position": next(places)} for each in listings]
        actions.append(
            {
                "code": code,
                "text": draw(TEXTS),
                **draw(st.sampled_from(TIMES)),
                "listings": listings,
                "tackles": some(draw, under),
                "parties": [
                    {
                        "role": draw(st.sampled_from(["lead", "support"])),
                        "kind": "agency",
                        "agency": each,
                        "unit": draw(MAYBE),
                        "printed": draw(TEXTS),
                        "role_basis": draw(st.sampled_from(["read", "stated"])),
                    }
                    for each in some(draw, ["kent-pct", "Kent PCT", "kent-police"])
                ],
                "measures": [
                    {"printed": draw(TEXTS | st.just("Visits")), **each}
                    for each in draw(st.lists(st.sampled_from(KINDS), max_size=3))
                ],
                "status": "agreed",
                "status_on": "2017",
            }
        )
    return actions


def _updates(draw: st.DrawFn, actions: list[Row]) -> list[Row]:
    """Draw how actions came to stand, in any order and on the same days."""
    found: list[Row] = []
    for action in sorted(
        {f"{each['edition'].partition(':')[0]}:{each['code']}" for each in actions}
    ):
        status = st.sampled_from(["proposed", "agreed", "under_way", "completed", "cancelled"])
        steps: list[Row] = [
            {
                "action": action,
                "status": draw(status),
                "happened_on": draw(DAYS),
                "comment": draw(st.sampled_from([None, "As planned."])),
                "rag": draw(st.sampled_from([None, "green"])),
                "percent_complete": draw(st.sampled_from([None, 100])),
            }
            for _ in range(draw(st.integers(0, 3)))
        ]
        bare = {"comment": None, "rag": None, "percent_complete": None}
        began = {"action": action, "status": "agreed", "happened_on": "2017", **bare}
        found += counted(steps, began)
    return found


def _counts(draw: st.DrawFn, actions: list[Row]) -> list[Row]:
    """Draw what measures came to, those printed alike among them."""
    found: list[Row] = []
    for action in actions:
        seen: dict[str, int] = {}
        for measure in action["measures"]:
            words = measure["printed"]
            seen[words] = seen.get(words, 0) + 1
            counts: list[Row] = [
                {
                    "edition": action["edition"],
                    "action": f"{action['edition'].partition(':')[0]}:{action['code']}",
                    "measure": words,
                    "nth": seen[words],
                    "value": draw(VALUES),
                    "happened_on": draw(DAYS),
                    "comment": draw(st.sampled_from([None, "So far."])),
                }
                for _ in range(draw(st.integers(0, 2)))
            ]
            found += counted(counts)
    return found


def sources(draw: st.DrawFn, file: dict[str, list[Any]]) -> list[Row]:
    """Draw where things were read, of every sort that has a code."""
    names = [
        *(
            f"{name}/{row['edition'].partition(':')[0]}:{row['code']}"
            for name in _LISTS
            for row in file[name]
        ),
        *(f"{name}/{row['code']}" for name in ("areas", "agencies", "plans") for row in file[name]),
        *(f"editions/{each}" for each in (OLD, *NEW)),
    ]
    found: list[Row] = [
        {
            "of": draw(st.sampled_from(names)),
            "document": draw(st.sampled_from(["Strategy", "Annex"])),
            "place": draw(st.sampled_from([None, "p. 7"])),
            "reading": draw(st.sampled_from(["printed", "resolved", "doubtful"])),
            "edition": draw(st.sampled_from([None, *NEW])),
            "printed": draw(MAYBE),
            "note": note,
        }
        for note in draw(st.lists(TEXTS, max_size=3, unique=True))
    ]
    by = ("of", "document", "place", "edition")
    seen: Counter[tuple[str | None, ...]] = Counter()
    for row in found:
        told = tuple(row[name] for name in by)
        seen[told] += 1
        row["repeat"] = seen[told]
    return found
