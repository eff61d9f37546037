"""The demo's record as its files have it: what the plans share, and the rows of each plan."""

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from service.demo import record
from service.domain.aliases import Named, Names
from service.domain.nodes import Ref

Row: TypeAlias = dict[str, Any]  # one row of a list, as its file has it

KENT: Final = record.read("kent")
DARTFORD: Final = record.read("dartford")
THANET: Final = record.read("thanet")
JOINT: Final = record.read("dartford-and-gravesham")
PLANS: Final = {"dartford": DARTFORD, "thanet": THANET, "dartford-and-gravesham": JOINT}

AREAS: Final = {area["slug"]: area for area in KENT["areas"]}
AGENCIES: Final = {agency["code"]: agency for agency in KENT["agencies"]}
INDICATORS: Final = {indicator["code"]: indicator for indicator in KENT["indicators"]}


def _called() -> Iterator[Named]:
    for agency in AGENCIES.values():
        for name in (agency["name"], agency["code"]):
            yield _named(agency["code"], name, agency)
    for alias in KENT["aliases"]:
        yield _named(alias["agency"], alias["name"], alias)


def _named(agency: str, name: str, row: Row) -> Named:
    return Named(Ref(agency, agency), name, None, row.get("starts_on"), row.get("ends_before"))


NAMES: Final = Names(_called())


def codes(rows: list[Row]) -> list[str]:
    """Return the codes of rows, in their order."""
    return [row["code"] for row in rows]


def of_edition(plan: Row, edition: str, name: str) -> list[Row]:
    """Return what an edition holds of a list."""
    return [row for row in plan.get(name, ()) if row["edition"] == edition]


def parties(plan: Row) -> list[tuple[Row, Row]]:
    """Return everybody who acts, each with the action."""
    return [(action, party) for action in plan["actions"] for party in action["parties"]]


def kind_of(party: Row) -> str:
    """Return what kind of party it is; a row need not say of an agency that it is one."""
    kind: str = party.get("kind", "agency")
    return kind


def measures(plan: Row) -> list[Row]:
    """Return every measure of success."""
    return [measure for action in plan["actions"] for measure in action["measures"]]


def containers(slug: str) -> Iterator[str]:
    """Return the area itself and every area it lies within."""
    yield slug
    for outer in AREAS[slug].get("within", []):
        yield from containers(outer)


def covers(agency: str, slug: str, on: str) -> bool:
    """Say whether an agency covers an area on a day."""
    return any(
        row["area"] in containers(slug)
        and row.get("starts_on", "") <= on < row.get("ends_before", "9999")
        for row in KENT["coverage"]
        if row["agency"] == agency
    )


def suppliers(indicator: str, slug: str) -> list[str]:
    """Return who supplies an indicator for an area."""
    return [
        row["agency"]
        for row in KENT["supply"]
        if row["indicator"] == indicator and row.get("area", slug) == slug
    ]
