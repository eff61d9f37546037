"""How partnerships follow one another, what passes on, and whom they appoint.

Revision: 0012
Follows: 0011
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = r"""
create table partnership_succession (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    predecessor_id varchar not null,
    successor_id varchar,
    kind varchar not null,
    happened_on varchar not null,
    in_practice_from varchar,
    note varchar,
    source varchar,
    constraint pk_partnership_succession primary key (id),
    constraint uq_partnership_succession_predecessor_id_successor_id unique nulls not distinct (predecessor_id, successor_id),
    constraint ck_partnership_succession_kind_is_known check (kind in ('combined', 'split', 'continued', 'ended')),
    constraint ck_partnership_succession_happened_on_is_vague_day check (happened_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint ck_partnership_succession_in_practice_from_is_vague_day check (in_practice_from ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint ck_partnership_succession_only_an_end_has_none check ((kind = 'ended') = (successor_id is null)),
    constraint ck_partnership_succession_is_of_two check (predecessor_id <> successor_id),
    constraint fk_partnership_succession_predecessor_id foreign key(predecessor_id) references partnership (id),
    constraint fk_partnership_succession_successor_id foreign key(successor_id) references partnership (id)
);
create index ix_partnership_succession_successor_id on partnership_succession (successor_id);

create table partnership_carry (
    succession_id varchar not null,
    position integer not null,
    plan_id varchar not null,
    action_id varchar,
    kpi_id varchar,
    constraint pk_partnership_carry primary key (succession_id, position),
    constraint ck_partnership_carry_is_of_one_thing check (action_id is null or kpi_id is null),
    constraint fk_partnership_carry_succession_id foreign key(succession_id) references partnership_succession (id),
    constraint fk_partnership_carry_plan_id foreign key(plan_id) references plan (id),
    constraint fk_partnership_carry_action_id foreign key(action_id) references action (id),
    constraint fk_partnership_carry_kpi_id foreign key(kpi_id) references kpi (id)
);
create index ix_partnership_carry_plan_id on partnership_carry (plan_id);
create index ix_partnership_carry_action_id on partnership_carry (action_id);
create index ix_partnership_carry_kpi_id on partnership_carry (kpi_id);

create table appointment (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    partnership_id varchar not null,
    role varchar not null,
    printed varchar not null,
    agency_id varchar,
    starts_on varchar,
    ends_before varchar,
    constraint pk_appointment primary key (id),
    constraint uq_appointment_partnership_id_role_printed_agency_id_starts_on unique nulls not distinct (partnership_id, role, printed, agency_id, starts_on),
    constraint ck_appointment_role_is_known check (role in ('information_sharing_nominee', 'seat', 'chair', 'vice_chair', 'portfolio_holder', 'foreword_author', 'other')),
    constraint ck_appointment_starts_on_is_vague_day check (starts_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint ck_appointment_ends_before_is_vague_day check (ends_before ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint fk_appointment_partnership_id foreign key(partnership_id) references partnership (id),
    constraint fk_appointment_agency_id foreign key(agency_id) references agency (id)
);
create index ix_appointment_agency_id on appointment (agency_id)
"""

# The column that holds the id of the noun which a row belongs to, for the change record.
OWNERS = {
    "partnership_succession": "'id', 'predecessor_id', 'successor_id'",
    "partnership_carry": "'succession_id', 'plan_id'",
    "appointment": "'id', 'partnership_id'",
}


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        op.execute(statement)
    for table, owners in OWNERS.items():
        op.execute(
            f"create trigger record_change after insert or update or delete on {table} "
            f"for each row execute function record_change({owners})"
        )


def downgrade() -> None:
    for table in reversed(OWNERS):
        op.execute(f"drop table {table}")
