"""Areas, read and written."""

from collections.abc import Sequence
from typing import Final

from service.db.circles import Steps
from service.db.sql import is_named_area, recorded, since
from service.db.store import Store
from service.db.tables import AreaWithinRow
from service.db.views import Order, Parent, View
from service.domain.areas import Area

# Which areas lie in which.
WITHIN: Final = Steps("area_within", "area_id", "within_id")

AREAS: Final = View(
    of=Area,
    source="area",
    columns={
        **recorded("area"),
        "code": "area.code",
        "slug": "area.slug",
        "name": "area.name",
        "kind": "area.kind",
        "nation": "area.nation",
        "starts_on": "area.starts_on",
        "ends_before": "area.ends_before",
        "within": """
            array(
                select container.code
                from area_within join area as container on container.id = area_within.within_id
                where area_within.area_id = area.id
                order by container.code
            )
        """,
        "tier": "area.tier",
        "population": "area.population",
        "population_year": "area.population_year",
        "former_codes": "area.former_codes",
    },
    id_condition="area.id = any(:ids::text[])",
    code_condition="area.code = any(:codes::text[]) or area.slug = any(:codes::text[])",
    order=(Order("area.code", "text"),),
    filters={
        "kind": "area.kind = any(:kind::text[])",
        "nation": "area.nation = any(:nation::text[])",
        "within": f"""
            exists (
                select from area_within join area as container
                    on container.id = area_within.within_id
                where area_within.area_id = area.id
                    and {is_named_area("container", "within")}
            )
        """,
        "updated_since": since("area"),
    },
    parents={
        "within": Parent(
            ("lying.within_id",), join="join area_within as lying on lying.area_id = area.id"
        )
    },
)


async def lock(store: Store) -> None:
    """Let nobody else record areas, or which lie in which, until this transaction ends.

    The tables are locked in the order in which the loading of a map does (service/db/maps.py).
    """
    await store.fetch("lock table area, area_within in share row exclusive mode")


async def put_within(store: Store, area_id: str, container_ids: Sequence[str]) -> None:
    """Record in which areas an area lies, in place of what was recorded."""
    await store.delete(AreaWithinRow, {"area_id": area_id})
    await store.insert(*(AreaWithinRow(area_id=area_id, within_id=each) for each in container_ids))


async def slugs(store: Store) -> dict[str, str]:
    """Return the codes of all areas by their slugs."""
    return {row["slug"]: row["code"] for row in await store.fetch("select slug, code from area")}


async def codes_taken(store: Store, codes: Sequence[str], besides: str) -> dict[str, str]:
    """Return which of some codes areas bear or once bore, with their names, besides one area."""
    rows = await store.fetch(
        """
        select borne.code, area.name
        from area cross join unnest(area.code || area.former_codes) as borne(code)
        where borne.code = any(:codes::text[]) and area.code <> :besides
        """,
        codes=codes,
        besides=besides,
    )
    return {row["code"]: row["name"] for row in rows}
