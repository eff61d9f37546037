"""Aliases, read; and all that agencies are called, to find one by its name."""

from typing import Final

from service.db.sql import is_named, recorded, ref
from service.db.store import Store
from service.db.views import Order, Parent, View
from service.domain.aliases import Alias, Named
from service.domain.nodes import Ref

ALIASES: Final[View[Alias]] = View(
    of=Alias,
    source="alias join agency on agency.id = alias.agency_id",
    columns={
        **recorded("alias"),
        "agency": ref("agency"),
        "name": "alias.name",
        "starts_on": "alias.starts_on",
        "ends_before": "alias.ends_before",
        "source": "alias.source",
    },
    id_condition="alias.id = any(:ids::text[])",
    code_condition=None,
    order=(Order("agency.code", "text"), Order("alias.name", "text"), Order("alias.id", "text")),
    filters={"agency": is_named("agency", "agency")},
    parents={"agency": Parent(("alias.agency_id",))},
)


async def lock(store: Store) -> None:
    """Let nobody else name a body until this transaction ends.

    Whether two spellings are one name is the domain's to say, so no constraint can see to it.
    """
    await store.fetch("select pg_advisory_xact_lock(hashtextextended('names of agencies', 0))")


async def all_names(store: Store) -> list[Named]:
    """Read what every agency is called: own names, then codes, then aliases as they came up."""
    rows = await store.fetch(
        """
        select agency.code, agency.id, called.*
        from agency
        cross join lateral (
            select agency.name, null::text, agency.starts_on, agency.ends_before
            union all
            select agency.code, null, agency.starts_on, agency.ends_before
            union all
            select alias.name, alias.id, alias.starts_on, alias.ends_before
            from alias where alias.agency_id = agency.id
        ) as called(name, alias_id, starts_on, ends_before)
        order by called.alias_id is not null, called.name = agency.code,
            called.starts_on nulls first, agency.code
        """
    )
    return [Named(Ref(row["code"], row["id"]), *(row[name] for name in _OF_A_NAME)) for row in rows]


_OF_A_NAME: Final = ("name", "alias_id", "starts_on", "ends_before")
