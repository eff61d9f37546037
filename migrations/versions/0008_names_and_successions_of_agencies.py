"""What agencies are called besides their names, and which took the place of which.

Revision: 0008
Follows: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = r"""
create table alias (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    agency_id varchar not null,
    name varchar not null,
    starts_on varchar,
    ends_before varchar,
    source varchar,
    constraint pk_alias primary key (id),
    constraint uq_alias_agency_id_name_starts_on unique nulls not distinct (agency_id, name, starts_on),
    constraint ck_alias_starts_on_is_vague_day check (starts_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint ck_alias_ends_before_is_vague_day check (ends_before ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint fk_alias_agency_id foreign key(agency_id) references agency (id)
);

create table succession (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    predecessor_id varchar not null,
    successor_id varchar not null,
    kind varchar not null,
    happened_on varchar not null,
    note varchar,
    source varchar,
    constraint pk_succession primary key (id),
    constraint uq_succession_predecessor_id_successor_id unique (predecessor_id, successor_id),
    constraint ck_succession_is_of_two check (predecessor_id <> successor_id),
    constraint ck_succession_kind_is_known check (kind in ('replaced', 'renamed', 'merged', 'split')),
    constraint ck_succession_happened_on_is_vague_day check (happened_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint fk_succession_predecessor_id foreign key(predecessor_id) references agency (id),
    constraint fk_succession_successor_id foreign key(successor_id) references agency (id)
);
create index ix_succession_successor_id on succession (successor_id)
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        op.execute(statement)
    for table, owners in (
        ("alias", "'id', 'agency_id'"),
        ("succession", "'id', 'predecessor_id', 'successor_id'"),
    ):
        op.execute(
            f"create trigger record_change after insert or update or delete on {table} "
            f"for each row execute function record_change({owners})"
        )


def downgrade() -> None:
    for table in ("succession", "alias"):
        op.execute(f"drop table {table}")
