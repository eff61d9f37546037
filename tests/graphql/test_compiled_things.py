"""Whole answers written in one statement, held against the same ones completed field by field."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import httpx
import pytest

from service.db import store
from service.db.nouns import VIEWS
from service.db.store import LONGEST_KEPT, positional
from service.db.views import View
from service.domain.actions import Listing, Measure, Party
from service.domain.nodes import Node, Ref
from service.domain.partnerships import PartnershipArea
from service.domain.timescales import Timespan
from service.graphql.documents import operation_in
from service.graphql.query import is_one_statement
from service.graphql.showing import SHOWN
from service.usecases.work import Desk
from tests.build import EDITION, World
from tests.graphql import everything
from tests.graphql.ask import ask, send, settled
from tests.graphql.test_compiled import in_order

TODAY = date(2026, 11, 20)
PERIODS = '{expr: "FY2021-Q1..FY2022-Q4"}'
KPI = "__typename id revision updatedAt code position wording baseline target note"
INDICATOR = """__typename id name definition kind unit polarity frequency periodTypes multiplier
    isLive"""
AREA = "code name kind nation startsOn endsBefore within tier population populationYear formerCodes"
PRIORITY = "id revision updatedAt code kind number position title why alsoServes comesFrom"
ACTION = """id revision updatedAt code text timescale status statusOn percentComplete rag
    timespan { __typename startsOn endsBefore recurs condition doubt basis }
    measures { __typename id printed kind target targetTo unit per countSoFar countedOn }"""
PARTS = """listings { number position priority { code id } }
    who: parties { __typename role kind unit printed roleBasis agency { its: code } }
    updates { nodes { status percentComplete rag comment } }"""
STATEMENT = "__typename id revision updatedAt code kind number position wording"
OBJECTIVE = "__typename id revision updatedAt code number position wording direction measuredBy"
KPI_WITH_ALL = f"""
    code
    aka: code
    indicator {{ {INDICATOR} }}
    area {{ {AREA} }}
    series(periods: {PERIODS}) {{ id periods values points {{ period {{ label }} value note }} }}
    then: series(periods: {{expr: "LAST_12_MONTHS", on: "2022-04-01"}}) {{ statuses }}
    indicator {{ updatedAt }}
"""
PLAN = f"""
    code title inForce startsOn
    edition {{ code state plan {{ code }} actions {{ nodes {{ code }} }} }}
    priorities(kind: [priority], isTop: true) {{ nodes {{ {PRIORITY} }} }}
    below: priorities(isTop: false, first: 2, kind: theme) {{ nodes {{ title }} }}
    all: priorities(first: 9) {{ nodes {{
        children {{ nodes {{ title children(first: 4) {{ nodes {{ title }} }} }} }}
        kpis(first: 4) {{ nodes {{ {KPI_WITH_ALL} }} }}
        actions(first: 1) {{ nodes {{ {ACTION} }} }}
        statements {{ nodes {{ {STATEMENT} }} }}
        objectives(first: 3) {{ nodes {{ {OBJECTIVE} }} }}
        prioritySets(first: 3) {{ nodes {{ name order }} }}
        focus: statements(kind: focus, first: 1) {{ nodes {{ wording }} }}
    }} }}
    actions(status: under_way) {{ nodes {{ code status }} }}
    kpis(first: 1) {{ nodes {{ {KPI} }} }}
    objectives {{ nodes {{ wording }} }}
    prioritySets {{ nodes {{ name order position }} }}
    externalDocuments(first: 1) {{ nodes {{ title code }} }}
    statements(kind: [aim, key_aim]) {{ nodes {{ code position }} }}
"""
EVERYTHING = f"""{{ partnership(code: "dartford") {{
    {everything.PARTNERSHIP} plan {{ {everything.PLAN} }} }} }}"""
# What is written at once, wherever in an answer that begins.
WRITTEN = [
    f'partnership(code: "dartford") {{ name plan {{ {PLAN} }} }}',
    f'partnership(code: "dartford") {{ plan(on: "2012-02-29") {{ {PLAN} }} }}',
    f'partnership(code: "dartford") {{ plan(on: "2036-01-01") {{ {PLAN} }} }}',
    'partnership(code: "nowhere") { name plan { code } }',
    """partnerships { nodes { code
        appointments { nodes { role printed startsOn endsBefore } }
        predecessors { nodes { kind happenedOn inPracticeFrom note } }
        successors(first: 3) { nodes { id kind source revision } } } }""",
    "partnerships { nodes { code plan { code inForce } members { nodes { capacity printed } } } }",
    """partnerships(first: 1) { nodes { editions(first: 1) { nodes { title } } }
        pageInfo { endCursor } }""",
    'partnerships(filter: {code: ["thanet", "dover"]}) { __typename nodes { __typename code } }',
    f"kpis {{ nodes {{ {KPI_WITH_ALL} }} pageInfo {{ hasNextPage startCursor endCursor }} }}",
    f"indicators {{ totalCount nodes {{ {INDICATOR} }} }}",
    f"areas(first: 2) {{ nodes {{ {AREA} }} }}",
    """areas { nodes { code areas(kind: district) { nodes { name
        partnerships(first: 2) { nodes { code onsCode name } } } }
        successors { nodes { happenedOn } } predecessors { nodes { id } } } }""",
    "agencies { nodes { code kind name } }",
    """agency(code: "kent-police") { name
        aliases { nodes { __typename id revision updatedAt name startsOn endsBefore source } }
        predecessors { nodes { id happenedOn note source } }
        successors(first: 1) { nodes { __typename happenedOn revision updatedAt } } }""",
    "agencies { nodes { code aliases { nodes { name } } successors { nodes { note } } } }",
    f'edition(code: "{EDITION}") {{ kpis {{ nodes {{ {KPI} }} }} }}',
    f'edition(code: "{EDITION}") {{ priorities {{ nodes {{ {PRIORITY} }} }} }}',
    f'edition(code: "{EDITION}") {{ actions {{ nodes {{ {ACTION} {PARTS} }} }} }}',
    f"actions {{ nodes {{ {PARTS} first: updates(first: 1) {{ nodes {{ id }} }} }} }}",
    "partnerships { nodes { areas { __typename startsOn endsBefore area { id } } } }",
    "partnerships { nodes { areas { area { name kind within } } } }",
    "actions { nodes { parties { printed agency { name kind } } } }",
    f"""edition(code: "{EDITION}") {{ transitions {{
        nodes {{ __typename id to happenedOn note recordedAt recordedAfterTheFact }} }} }}""",
    f'edition(code: "{EDITION}") {{ statements {{ nodes {{ {STATEMENT} }} }} }}',
    f"statements(filter: {{kind: [aim]}}) {{ nodes {{ {STATEMENT} }} }}",
    f'edition(code: "{EDITION}") {{ objectives {{ nodes {{ {OBJECTIVE} }} }} }}',
    f'objectives(filter: {{owner: "kent-police"}}) {{ nodes {{ {OBJECTIVE} }} }}',
    f"""edition(code: "{EDITION}") {{ priorities {{
        all: nodes {{ its: kpis {{ of: nodes {{ code }} }} }} }} }}""",
    f"""edition(code: "{EDITION}") {{ statements {{ nodes {{
        wording plan {{ code }}
        priorities {{ title statements {{ nodes {{ code }} }} }} }} }} }}""",
    f"""edition(code: "{EDITION}") {{ objectives {{ nodes {{
        wording target {{ value }} due {{ period {{ label }} }} indicator {{ code }}
        owner {{ printed agency {{ name }} area {{ name }} }} }} }} }}""",
    f"""edition(code: "{EDITION}") {{ prioritySets {{ nodes {{
        name owner {{ agency {{ name }} }} items {{
            number title alignedToNone alignedTo {{ title prioritySets {{ nodes {{ code }} }} }}
            lead {{ printed }} }} }} }}
        externalDocuments {{ nodes {{ title dated {{ period {{ label }} }} }} }} }}""",
    """partnership(code: "dartford") { successors { nodes {
        predecessor { code } successor { code name } carries { kind named } left { kind named }
    } } }""",
    f"""partnership(code: "dartford") {{ plan {{ priorities {{ nodes {{
        {PRIORITY} actions {{ nodes {{ {ACTION} parties {{ role agency {{ name }} }} }} }}
    }} }} }} }}""",
    """agency(code: "kent-police") {
        coverage { nodes { startsOn area { name } } }
        supply { nodes { indicator { name isLive } area { name } agency { code } } }
        memberships { nodes { partnership { name } capacity } }
        appointments(first: 2) { nodes { printed partnership { code members { nodes {
            agency { code name } } } } agency { name } } }
        successors { nodes { successor { name aliases(first: 2) { nodes { name } } }
            predecessor { kind } } } }""",
    f"""edition(code: "{EDITION}") {{ partnership {{ name areas {{ area {{
            name partnerships {{ nodes {{ code }} }} }} }} }}
        transitions {{ nodes {{ recordedBy {{ name }} edition {{ title plan {{ title }} }} }} }}
        kpis {{ nodes {{ plan {{ title }} edition {{ title }} priority {{ title kind }} }} }}
        priorities {{ nodes {{ code parent {{ code title children {{ nodes {{ code }} }} }} }} }}
        actions {{ nodes {{
            plan {{ code editions {{ nodes {{ title }} }} }}
            listings {{ number priority {{ title actions {{ nodes {{ code }} }} }} }}
            tackles {{ title tackledBy(first: 1) {{ nodes {{ code }} }} }}
            updates {{ nodes {{ recordedBy {{ code }} action {{ text status }} }} }}
            measures {{ id target counts(first: 1) {{ nodes {{
                value happenedOn comment action {{ text }} recordedBy {{ kind }}
    }} }} }} }} }} }}""",
]
# What is written in part: the rest is completed around it.
MIXED = [
    EVERYTHING[1:-1],
    f"""edition(code: "{EDITION}") {{ kpis {{ nodes {{ {KPI_WITH_ALL} }} pageInfo {{ endCursor }}
        edges {{ node {{ code }} }} }} }}""",
    f"""edition(code: "{EDITION}") {{ priorities {{ nodes {{
        title kpis(first: 2) {{ nodes {{ {KPI_WITH_ALL} }} totalCount }} }} }} }}""",
    f"""edition(code: "{EDITION}") {{ priorities(first: 1) {{ pageInfo {{ endCursor }}
        nodes {{ kpis(first: 1) {{ nodes {{ id }} }} }} }} }}""",
    f"""edition(code: "{EDITION}") {{
        kpis {{ nodes {{ code latest {{ value }} priority {{ title }} }} }} }}""",
    f'edition(code: "{EDITION}") {{ kpis {{ a: nodes {{ code }} b: nodes {{ wording }} }} }}',
    f"""edition(code: "{EDITION}") {{ kpis(first: 1) {{ nodes {{
        series(periods: {{expr: "FYTD"}}) {{ indicator {{ code }} }} }} }} }}""",
    """agencies { nodes { code
        aliases(first: 1) { totalCount nodes { name agency { code } } pageInfo { hasNextPage } }
        predecessors(first: 2) { nodes { kind predecessor { code
            predecessors(first: 2) { nodes { kind } } } } }
        successors(first: 2) { edges { node { successor { aliases(first: 2) { nodes { name } } } } }
        } } }""",
    f"""partnership(code: "dartford") {{ plan {{ priorities {{ nodes {{
        {PRIORITY} actions {{ nodes {{ {ACTION} parties {{ role agency {{ name }} }} }} }}
    }} }} }} }}""",
]


@pytest.mark.parametrize("asked", [*WRITTEN, *MIXED])
async def test_the_answer_is_the_same_for_every_audience(
    client: httpx.AsyncClient, plain: httpx.AsyncClient, furnished: World, asked: str
) -> None:
    for who in ("reader", "police", "thanet", "operator"):
        written, completed = [
            await send(door, f"{{ {asked} }}", furnished.key(who)) for door in (client, plain)
        ]
        assert "errors" not in written.json(), written.text
        assert in_order(written) == in_order(completed)


@pytest.mark.parametrize("asked", WRITTEN)
async def test_an_answer_that_is_written_takes_one_statement(
    client: httpx.AsyncClient, furnished: World, desk: Desk, asked: str
) -> None:
    query = f"{{ {asked} }}"
    await ask(client, furnished, query)
    await settled()
    before = desk.statements
    await ask(client, furnished, query)
    key, everything, count = 1, 1, "totalCount" in asked
    assert desk.statements - before == key + everything + count


async def test_what_would_be_too_long_to_be_kept_prepared_is_compiled_part_by_part(
    client: httpx.AsyncClient, furnished: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[str] = []

    def noted(sql: str) -> tuple[str, tuple[str, ...]]:
        run.append(sql)
        return positional(sql)

    monkeypatch.setattr(store, "positional", noted)
    await ask(client, furnished, EVERYTHING)
    longest = max(run, key=len)
    assert "as json" in longest  # its items are written
    assert len(longest) <= LONGEST_KEPT
    assert sum(map(len, run)) > LONGEST_KEPT


async def test_nothing_that_is_asked_of_a_partnership_is_empty(
    client: httpx.AsyncClient, furnished: World
) -> None:
    partnership = (await ask(client, furnished, EVERYTHING))["partnership"]
    told = set(paths_of(partnership))
    assert told >= {f"editions.nodes.{each}" for each in TOLD_OF_AN_EDITION}
    assert told >= {f"plan.edition.{each}" for each in TOLD_OF_AN_EDITION}
    assert told >= {"successors.nodes.successor.name", "successors.nodes.carries.named"}


# Each is somewhere more than null or an empty list, so that what is compared is there.
TOLD_OF_AN_EDITION = [
    "transitions.nodes.to",
    "priorities.nodes.children.nodes.title",
    "statements.nodes.priorities.title",
    "objectives.nodes.target.value",
    "objectives.nodes.owner.agency.name",
    "objectives.nodes.due.period.label",
    "objectives.nodes.priorities.title",
    "prioritySets.nodes.owner.printed",
    "prioritySets.nodes.items.alignedTo.title",
    "externalDocuments.nodes.title",
    "kpis.nodes.indicator.name",
    "kpis.nodes.priority.title",
    "actions.nodes.listings.priority.title",
    "actions.nodes.tackles.title",
    "priorities.nodes.tackledBy.nodes.code",
    "actions.nodes.parties.agency.name",
    "actions.nodes.measures.counts.nodes.value",
]


def paths_of(told: Any) -> Iterator[str]:
    """Yield the path, without places in lists, to every value that is not null."""
    if isinstance(told, dict):
        for name, value in told.items():
            for path in paths_of(value):
                yield f"{name}.{path}" if path else name
    elif isinstance(told, list):
        for each in told:
            yield from paths_of(each)
    elif told is not None:
        yield ""


@pytest.mark.parametrize(
    ("query", "is_one"),
    [
        (EVERYTHING, False),
        ('{ partnership(code: "dartford") { plan { code } } }', True),
        ("{ __typename areas { nodes { code } } }", True),
        ("{ areas { nodes { code } pageInfo { endCursor } } }", True),
        ("{ areas { nodes { code } totalCount } }", False),
        ("{ areas { edges { cursor } } }", False),
        ("{ areas { nodes { areas { n: totalCount nodes { code } totalCount } } } }", True),
        ("{ areas { nodes { areas { totalCount } } } }", False),
        ("{ areas { nodes { areas { nodes { code } pageInfo { endCursor } } } } }", False),
        ("{ areas { nodes { code } } agencies { nodes { code } } }", False),
        ("{ kpis { nodes { latest { value } } } }", False),
        ('{ node(id: "ptn_1") { id } }', False),
        ("{ __typename }", False),
    ],
)
def test_what_is_read_in_one_statement_needs_no_transaction(query: str, is_one: bool) -> None:
    assert is_one_statement(operation_in(query, None, {}), TODAY) is is_one


@pytest.mark.parametrize("first", [1, 2.0, 500, 0, 501, None])
async def test_any_number_of_items_is_written_or_refused_as_it_is_completed(
    client: httpx.AsyncClient, plain: httpx.AsyncClient, furnished: World, first: float | None
) -> None:
    query = f"""query($first: Int! = 1) {{ edition(code: "{EDITION}") {{
        priorities {{ nodes {{ kpis(first: $first) {{ nodes {{ code }} }} }} }} }} }}"""
    written, completed = [
        (await send(door, query, furnished.key("reader"), variables={"first": first})).json()
        for door in (client, plain)
    ]
    assert written.get("data") == completed.get("data")
    assert [each["message"] for each in written.get("errors", [])] == [
        each["message"] for each in completed.get("errors", [])
    ]


async def test_a_period_that_cannot_be_read_is_refused_item_by_item(
    client: httpx.AsyncClient, plain: httpx.AsyncClient, furnished: World
) -> None:
    query = f"""{{ edition(code: "{EDITION}") {{ kpis {{ nodes {{
        code series(periods: {{expr: "2021-13"}}) {{ values }} }} }} }} }}"""
    written, completed = [
        (await send(door, query, furnished.key("reader"))).json()["errors"]
        for door in (client, plain)
    ]
    assert [each["path"] for each in written] == [each["path"] for each in completed]
    assert written[0]["path"][-2:] == [0, "series"]


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.of.__name__)
def test_a_column_is_never_written_where_a_resolver_says_something_else(view: View[Any]) -> None:
    if view.of.__name__ in {"Series", "Key"}:
        return  # a series is shown by its own type, and keys are not shown at all
    shown: Any = SHOWN[view.of]
    of: type[Node] = view.of
    assert "id" in plain_fields(of)
    assert not plain_fields(of) & resolved_fields(shown)


@pytest.mark.parametrize("part", [Listing, Measure, Party, PartnershipArea, Timespan])
def test_a_part_is_never_written_where_a_resolver_says_something_else(part: type) -> None:
    assert plain_fields(part)
    assert not plain_fields(part) & resolved_fields(SHOWN[part])


def plain_fields(of: type) -> set[str]:
    plain = (str, int, date, datetime, Decimal)
    kinds = {name: (hint, *get_args(hint)) for name, hint in get_type_hints(of).items()}
    return {
        name
        for name, hints in kinds.items()
        if any(isinstance(each, type) and issubclass(each, plain) for each in hints)
        and Ref not in hints
    }


def resolved_fields(shown: Any) -> set[str]:
    return {
        field.python_name
        for field in shown.__strawberry_definition__.fields
        if field.base_resolver is not None
    }
