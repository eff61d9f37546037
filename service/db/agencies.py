"""Agencies with their coverage and supply, read."""

from typing import Final

from service.db.aliases import ALIASES
from service.db.appointments import APPOINTMENTS
from service.db.partnerships import MEMBERSHIPS
from service.db.sql import is_named, is_named_area, recorded, ref, ref_or_null, since
from service.db.store import Store
from service.db.successions import SUCCESSIONS
from service.db.views import Order, Parent, Under, View
from service.domain.agencies import Agency, Coverage, Supply

AGENCIES: Final[View[Agency]] = View(
    of=Agency,
    source="agency",
    columns={
        **recorded("agency"),
        "code": "agency.code",
        "name": "agency.name",
        "kind": "agency.kind",
        "starts_on": "agency.starts_on",
        "ends_before": "agency.ends_before",
    },
    id_condition="agency.id = any(:ids::text[])",
    code_condition="agency.code = any(:codes::text[])",
    order=(Order("agency.code", "text"),),
    filters={"kind": "agency.kind = any(:kind::text[])", "updated_since": since("agency")},
    lists={
        "coverage": Under(lambda: COVERAGES, "agency", ("agency.id",)),
        "supply": Under(lambda: SUPPLIES, "agency", ("agency.id",)),
        "memberships": Under(lambda: MEMBERSHIPS, "agency", ("agency.id",)),
        "appointments": Under(lambda: APPOINTMENTS, "agency", ("agency.id",)),
        "aliases": Under(lambda: ALIASES, "agency", ("agency.id",)),
        "predecessors": Under(lambda: SUCCESSIONS, "successor", ("agency.id",)),
        "successors": Under(lambda: SUCCESSIONS, "predecessor", ("agency.id",)),
    },
)

_NAMES_AREA: Final = is_named_area("area", "area")

COVERAGES: Final[View[Coverage]] = View(
    of=Coverage,
    source="""
        coverage
        join agency on agency.id = coverage.agency_id
        join area on area.id = coverage.area_id
    """,
    columns={
        **recorded("coverage"),
        "agency": ref("agency"),
        "area": ref("area"),
        "starts_on": "coverage.starts_on",
        "ends_before": "coverage.ends_before",
    },
    id_condition="coverage.id = any(:ids::text[])",
    code_condition=None,
    order=(Order("agency.code", "text"), Order("area.code", "text"), Order("coverage.id", "text")),
    filters={"agency": is_named("agency", "agency"), "area": _NAMES_AREA},
    parents={"agency": Parent(("coverage.agency_id",))},
)

SUPPLIES: Final[View[Supply]] = View(
    of=Supply,
    source="""
        supply
        join agency on agency.id = supply.agency_id
        join indicator on indicator.id = supply.indicator_id
        left join area on area.id = supply.area_id
    """,
    columns={
        **recorded("supply"),
        "agency": ref("agency"),
        "indicator": ref("indicator"),
        "area": ref_or_null("area"),
        "starts_on": "supply.starts_on",
        "ends_before": "supply.ends_before",
    },
    id_condition="supply.id = any(:ids::text[])",
    code_condition=None,
    order=(
        Order("agency.code", "text"),
        Order("indicator.code", "text"),
        Order("supply.id", "text"),
    ),
    filters={
        "agency": is_named("agency", "agency"),
        "indicator": is_named("indicator", "indicator"),
        "area": _NAMES_AREA,
    },
    parents={
        "agency": Parent(("supply.agency_id",)),
        "indicator": Parent(("supply.indicator_id",)),
    },
)


async def lock(store: Store, agency_id: str) -> None:
    """Let nobody else change the agency, or what hangs on its days, until done."""
    await store.fetch(
        "select from agency where id = :agency_id for no key update", agency_id=agency_id
    )
