"""Machine keys, read and used."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from service.db.sql import is_named, ref_or_null
from service.db.store import Store
from service.db.views import Order, View
from service.domain.callers import Caller, Permission
from service.domain.keys import Key

KEYS: Final = View(
    of=Key,
    source="""
        key
        left join agency on agency.id = key.agency_id
        left join key_use on key_use.key_id = key.id
    """,
    columns={
        "id": "key.id",
        "starts_with": "key.starts_with",
        "label": "key.label",
        "agency": ref_or_null("agency"),
        "permissions": "key.permissions",
        "created_at": "key.created_at",
        "expires_at": "key.expires_at",
        "revoked_at": "key.revoked_at",
        "last_used_at": "key_use.last_used_at",
    },
    id_condition="key.id = any(:ids::text[])",
    code_condition="key.starts_with = any(:codes::text[])",
    order=(Order("key.created_at", "timestamptz"), Order("key.id", "text")),
    filters={
        "agency": is_named("agency", "agency"),
        "is_revoked": "(key.revoked_at is not null) = :is_revoked",
    },
)


@dataclass(frozen=True)
class StoredKey:
    """A key as it is looked up: whose it is, and whether it is still good."""

    caller: Caller
    token_hash: str
    expires_at: datetime | None
    revoked_at: datetime | None


async def look_up(store: Store, starts_with: str) -> StoredKey | None:
    """Find a key by the part of its token that is no secret, with what its holder coordinates."""
    row = await store.fetch_one(
        """
        select key.id, key.token_hash, key.expires_at, key.revoked_at, key.permissions,
            key.agency_id, agency.code as agency,
            array_agg(distinct membership.partnership_id)
                filter (where membership.id is not null) as coordinates,
            array_agg(distinct served.area_id) filter (where served.area_id is not null) as area_ids
        from key
        left join agency on agency.id = key.agency_id
        left join membership on membership.agency_id = key.agency_id
            and membership.coordinator_from <= :today
            and (membership.coordinator_before is null or membership.coordinator_before > :today)
        left join partnership_area as served on served.partnership_id = membership.partnership_id
        where key.starts_with = :starts_with
        group by key.id, agency.code
        """,
        starts_with=starts_with,
    )
    if row is None:
        return None
    return StoredKey(
        caller=Caller(
            key_id=row["id"],
            agency_id=row["agency_id"],
            agency=row["agency"],
            permissions=frozenset(Permission(each) for each in row["permissions"]),
            coordinates=frozenset(row["coordinates"] or ()),
            coordinated_area_ids=frozenset(row["area_ids"] or ()),
        ),
        token_hash=row["token_hash"],
        expires_at=row["expires_at"],
        revoked_at=row["revoked_at"],
    )


async def note_use(store: Store, key_id: str, at: datetime) -> None:
    """Put down when a key was last used; an earlier use never replaces a later one."""
    await store.fetch(
        """
        insert into key_use (key_id, last_used_at) values (:key_id, :at)
        on conflict (key_id) do update set last_used_at = excluded.last_used_at
            where key_use.last_used_at < excluded.last_used_at
        """,
        key_id=key_id,
        at=at,
    )
