"""Partnerships and memberships, read and written."""

from collections.abc import Sequence
from typing import Final

from service.db.appointments import APPOINTMENTS
from service.db.partnership_successions import PARTNERSHIP_SUCCESSIONS
from service.db.plans import EDITIONS, SHOWN
from service.db.sql import is_named, is_named_area, recorded, ref, since
from service.db.store import Store
from service.db.tables import PartnershipAreaRow
from service.db.views import Order, Parent, Under, View
from service.domain.partnerships import Membership, Partnership, PartnershipArea

PARTNERSHIPS: Final[View[Partnership]] = View(
    of=Partnership,
    source="partnership",
    columns={
        **recorded("partnership"),
        "code": "partnership.code",
        "ons_code": "partnership.ons_code",
        "name": "partnership.name",
        "starts_on": "partnership.starts_on",
        "ends_before": "partnership.ends_before",
        "areas": """
            array(
                select jsonb_build_object(
                    'area', array[area.code, area.id],
                    'starts_on', served.starts_on,
                    'ends_before', served.ends_before
                )
                from partnership_area as served join area on area.id = served.area_id
                where served.partnership_id = partnership.id
                order by served.position
            )
        """,
    },
    id_condition="partnership.id = any(:ids::text[])",
    code_condition=(
        "partnership.code = any(:codes::text[]) or partnership.ons_code = any(:codes::text[])"
    ),
    order=(Order("partnership.code", "text"),),
    filters={
        "code": "partnership.code = any(:code::text[])",
        "area": f"""
            exists (
                select from partnership_area as served join area on area.id = served.area_id
                where served.partnership_id = partnership.id
                    and {is_named_area("area", "area")}
            )
        """,
        "within": f"""
            exists (
                select from partnership_area as served
                    join area_within on area_within.area_id = served.area_id
                    join area on area.id = area_within.within_id
                where served.partnership_id = partnership.id
                    and {is_named_area("area", "within")}
            )
        """,
        "agency": f"""
            exists (
                select from membership join agency on agency.id = membership.agency_id
                where membership.partnership_id = partnership.id
                    and {is_named("agency", "agency")}
            )
        """,
        "updated_since": since("partnership"),
    },
    parents={
        # Once, however many times it has served the area.
        "area": Parent(
            ("serving.area_id",),
            join="""
                join (select distinct partnership_id, area_id from partnership_area) as serving
                    on serving.partnership_id = partnership.id
            """,
        )
    },
    lists={
        "members": Under(lambda: MEMBERSHIPS, "partnership", ("partnership.id",)),
        "editions": Under(lambda: EDITIONS, "partnership", ("partnership.id",)),
        "appointments": Under(lambda: APPOINTMENTS, "partnership", ("partnership.id",)),
        "predecessors": Under(lambda: PARTNERSHIP_SUCCESSIONS, "successor", ("partnership.id",)),
        "successors": Under(lambda: PARTNERSHIP_SUCCESSIONS, "predecessor", ("partnership.id",)),
    },
    ones={"plan": Under(lambda: SHOWN, "partnership", ("partnership.id",))},
)

MEMBERSHIPS: Final[View[Membership]] = View(
    of=Membership,
    source="""
        membership
        join partnership on partnership.id = membership.partnership_id
        join agency on agency.id = membership.agency_id
    """,
    columns={
        **recorded("membership"),
        "partnership": ref("partnership"),
        "agency": ref("agency"),
        "capacity": "membership.capacity",
        "printed": "membership.printed",
        "starts_on": "membership.starts_on",
        "ends_before": "membership.ends_before",
        "coordinator_from": "membership.coordinator_from",
        "coordinator_before": "membership.coordinator_before",
    },
    id_condition="membership.id = any(:ids::text[])",
    code_condition=None,
    order=(
        Order("partnership.code", "text"),
        Order("agency.code", "text"),
        Order("membership.id", "text"),
    ),
    filters={
        "partnership": is_named("partnership", "partnership"),
        "agency": is_named("agency", "agency"),
        "capacity": "membership.capacity = any(:capacity::text[])",
    },
    parents={
        "partnership": Parent(("membership.partnership_id",)),
        "agency": Parent(("membership.agency_id",)),
    },
)


async def ons_codes(store: Store) -> dict[str, str]:
    """Return the codes of partnerships by their ONS codes, where they have one."""
    rows = await store.fetch("select ons_code, code from partnership where ons_code is not null")
    return {row["ons_code"]: row["code"] for row in rows}


async def lock(store: Store, partnership_ids: Sequence[str]) -> None:
    """Let nobody else change these partnerships, or what hangs on their days, until done."""
    await store.fetch(
        "select from partnership where id = any(:ids::text[]) order by id for no key update",
        ids=list(partnership_ids),
    )


async def put_areas(store: Store, partnership_id: str, areas: Sequence[PartnershipArea]) -> None:
    """Record which areas a partnership serves, in place of what was recorded."""
    await store.delete(PartnershipAreaRow, {"partnership_id": partnership_id})
    await store.insert(
        *(
            PartnershipAreaRow(
                partnership_id=partnership_id,
                position=position,
                area_id=served.area.id,
                starts_on=served.starts_on,
                ends_before=served.ends_before,
            )
            for position, served in enumerate(areas, start=1)
        )
    )
