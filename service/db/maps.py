"""The country's map, read whole and written whole: few statements, however large it is."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from service.db.area_successions import AREA_SUCCESSIONS
from service.db.areas import AREAS
from service.db.partnerships import PARTNERSHIPS
from service.db.store import Store
from service.db.views import View
from service.domain.map_merging import Known, Merged
from service.domain.nodes import Node, Record

T = TypeVar("T", bound=Node)

_RECORDED: Final = ("id", "revision", "updated_at")
_STATED: Final = {
    "name": "text",
    "kind": "text",
    "tier": "text",
    "starts_on": "date",
    "ends_before": "date",
    "population": "int",
    "population_year": "int",
    "former_codes": "text[]",
}

# What bears a slug or a code or once did, and what became of the codes of a map.
_TAKEN: Final = """
    select 'slug' as sort, slug as word, null as of from area
    union all
    select 'code', code, null from partnership
    union all
    select case table_name when 'area' then 'slug' else 'code' end,
        coalesce(before ->> 'slug', before ->> 'code'), null
    from change where operation = 'delete' and table_name in ('area', 'partnership')
    union all
    select 'withdrawn', before ->> 'code', null
    from change
    where operation = 'delete' and table_name = 'area' and before ->> 'code' = any(:codes::text[])
    union all
    select 'former', former.code, area.code
    from area cross join unnest(area.former_codes) as former(code)
    where former.code = any(:codes::text[])
"""
_LIES: Final = """
    with recursive above as (
        select area_within.area_id, area_within.within_id
        from area_within join area on area.id = area_within.area_id
        where area.code = any(:codes::text[])
        union
        select area_within.area_id, area_within.within_id
        from above join area_within on area_within.area_id = above.within_id
    )
    select area.code, container.code as container
    from above
    join area on area.id = above.area_id
    join area as container on container.id = above.within_id
"""


async def known(store: Store, codes: Sequence[str]) -> Known:
    """Read what is recorded of a map with these ONS codes; nobody else writes any till done."""
    await store.fetch(
        "lock table area, area_within, area_succession, partnership, partnership_area "
        "in share row exclusive mode"
    )
    areas = await _all(store, AREAS, "area.code = any(:codes::text[])", codes)
    partnerships = await _all(
        store,
        PARTNERSHIPS,
        """
        partnership.ons_code = any(:codes::text[]) or exists (
            select from partnership_area as served join area on area.id = served.area_id
            where served.partnership_id = partnership.id and area.code = any(:codes::text[])
        )
        """,
        codes,
    )
    lies = await store.fetch(_LIES, codes=codes)
    words: dict[str, dict[str, str]] = {}
    for row in await store.fetch(_TAKEN, codes=codes):
        words.setdefault(row["sort"], {})[row["word"]] = row["of"]
    return Known(
        areas={area.code: area for area in areas},
        partnerships=tuple(partnerships),
        successions=tuple(await _all(store, AREA_SUCCESSIONS, "true", codes)),
        lies=frozenset((row["code"], row["container"]) for row in lies),
        taken_slugs=frozenset(words.get("slug", ())),
        taken_codes=frozenset(words.get("code", ())),
        withdrawn=frozenset(words.get("withdrawn", ())),
        former=words.get("former", {}),
    )


async def write(store: Store, known: Known, merged: Merged, now: datetime) -> None:
    """Write what a map has come to, where it differs from what is known."""
    new, changed = _apart(merged.areas, known.areas)
    successors = {(str(each.predecessor), str(each.successor)): each for each in known.successions}
    new_successions, redated = _apart(merged.successions, successors)
    by_code = {each.code: each for each in known.partnerships}
    new_partnerships, joined = _apart(merged.partnerships, by_code)

    await _copy(store, "area", (*_RECORDED, "code", "slug", "nation", *_STATED), new)
    await _update(store, "area", _STATED, changed, now)
    await _put_within(store, known, merged)
    await _copy_rows(
        store,
        "area_succession",
        (*_RECORDED, "predecessor_id", "successor_id", "happened_on"),
        [
            (
                *(each.id, each.revision, each.updated_at),
                *(each.predecessor.id, each.successor.id, each.happened_on),
            )
            for each in new_successions
        ],
    )
    await _update(store, "area_succession", {"happened_on": "date"}, redated, now)
    own = (*_RECORDED, "code", "ons_code", "name", "starts_on", "ends_before")
    await _copy(store, "partnership", own, new_partnerships)
    await _update(store, "partnership", {"ons_code": "text"}, joined, now)
    await _copy_rows(
        store,
        "partnership_area",
        ("partnership_id", "position", "area_id"),
        [
            (each.id, position, served.area.id)
            for each in (*new_partnerships, *joined)
            for position, served in enumerate(each.areas, start=1)
            if each.code not in by_code or position > len(by_code[each.code].areas)
        ],
    )


def _apart(stands: Mapping[Any, Any], known: Mapping[Any, Any]) -> tuple[list[Any], list[Any]]:
    """Tell what is new and what is different from all that stands as it was."""
    new = [each for key, each in stands.items() if key not in known]
    return new, [each for key, each in stands.items() if key in known and known[key] != each]


async def _all(store: Store, view: View[T], condition: str, codes: Sequence[str]) -> list[T]:
    rows = await store.fetch(
        f"select {view.selected()} from {view.source} where {condition} order by {view.order_by}",
        codes=codes,
    )
    return [view.build(row, store.today) for row in rows]


async def _copy(
    store: Store, table: str, columns: Sequence[str], records: Sequence[Record]
) -> None:
    values = [tuple(getattr(each, column) for column in columns) for each in records]
    await _copy_rows(store, table, columns, values)


async def _copy_rows(
    store: Store, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    if rows:
        await store.copy(table, columns, rows)


async def _update(
    store: Store,
    table: str,
    columns: Mapping[str, str],
    records: Sequence[Record],
    now: datetime,
) -> None:
    """Change the columns of recorded rows, and count their revisions on."""
    if not records:
        return
    sets = ", ".join(f"{name} = new.{name}" for name in columns)
    typed = ", ".join(f"{name} {sql_type}" for name, sql_type in columns.items())
    await store.fetch(
        f"""
        update {table} set {sets}, revision = {table}.revision + 1, updated_at = :now
        from jsonb_to_recordset(:rows::jsonb) as new(id text, {typed})
        where {table}.id = new.id
        """,
        now=now,
        rows=[{name: getattr(each, name) for name in ("id", *columns)} for each in records],
    )


async def _put_within(store: Store, known: Known, merged: Merged) -> None:
    """Record what lies in what now, and no longer what did."""
    stood = {code: set(area.within) for code, area in known.areas.items()}
    gone = [
        (area.id, code)
        for area in merged.areas.values()
        for code in sorted(stood.get(area.code, set()) - {*area.within})
    ]
    if gone:
        await store.fetch(
            """
            delete from area_within
            using unnest(:area_ids::text[], :codes::text[]) as gone(area_id, code)
                join area on area.code = gone.code
            where area_within.area_id = gone.area_id and area_within.within_id = area.id
            """,
            area_ids=[area_id for area_id, _ in gone],
            codes=[code for _, code in gone],
        )
    new = [
        (area.id, merged.areas[code].id)
        for area in merged.areas.values()
        for code in area.within
        if code not in stood.get(area.code, set())
    ]
    await _copy_rows(store, "area_within", ("area_id", "within_id"), new)
