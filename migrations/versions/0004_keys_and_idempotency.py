"""Machine keys, stored replies, and the secret that signs cursors.

Revision: 0004
Follows: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = r"""
create table key (
    id varchar not null,
    starts_with varchar not null,
    token_hash varchar not null,
    label varchar not null,
    agency_id varchar,
    permissions text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    constraint pk_key primary key (id),
    constraint uq_key_starts_with unique (starts_with),
    constraint fk_key_agency_id foreign key(agency_id) references agency (id)
);
create index ix_key_agency_id on key (agency_id);

create table key_use (
    key_id varchar not null,
    last_used_at timestamptz not null,
    constraint pk_key_use primary key (key_id),
    constraint fk_key_use_key_id foreign key(key_id) references key (id)
);

create table idempotency (
    key_id varchar not null,
    method varchar not null,
    path varchar not null,
    idempotency_key varchar not null,
    fingerprint bytea not null,
    status integer not null,
    headers jsonb not null,
    body bytea not null,
    recorded_at timestamptz not null,
    constraint pk_idempotency primary key (key_id, method, path, idempotency_key)
);
create index ix_idempotency_recorded_at on idempotency (recorded_at);

create table service_secret (
    id SERIAL not null,
    cursor_key bytea not null,
    constraint pk_service_secret primary key (id)
)
"""

# 64 random bytes, without an extension: two UUIDs of version 4 hold 244 bits of chance.
CURSOR_KEY = """
insert into service_secret (id, cursor_key)
values (1, sha512(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')))
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        op.execute(statement)
    op.execute(CURSOR_KEY)


def downgrade() -> None:
    for table in (
        "service_secret",
        "idempotency",
        "key_use",
        "key",
    ):
        op.execute(f"drop table {table}")
