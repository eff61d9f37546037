"""The life of editions, step by step, and what priorities come of.

An edition that is there already begins its history with where it stands.

Revision: 0010
Follows: 0009
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = r"""
create table edition_transition (
    id varchar not null,
    edition_id varchar not null,
    sequence integer not null,
    state varchar not null,
    happened_on varchar not null,
    note varchar,
    recorded_at timestamptz not null,
    recorded_by varchar,
    recorded_after_the_fact boolean not null,
    constraint pk_edition_transition primary key (id),
    constraint uq_edition_transition_edition_id_sequence unique (edition_id, sequence),
    constraint ck_edition_transition_state_is_known check (state in ('draft', 'consulted', 'approved', 'published', 'superseded')),
    constraint ck_edition_transition_happened_on_is_vague_day check (happened_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint fk_edition_transition_edition_id foreign key(edition_id) references edition (id),
    constraint fk_edition_transition_recorded_by foreign key(recorded_by) references agency (id)
);

create table priority_origin (
    priority_id varchar not null,
    origin_id varchar not null,
    constraint pk_priority_origin primary key (priority_id, origin_id),
    constraint fk_priority_origin_priority_id foreign key(priority_id) references priority (id),
    constraint fk_priority_origin_origin_id foreign key(origin_id) references priority (id)
);
create index ix_priority_origin_origin_id on priority_origin (origin_id);

insert into edition_transition (
    id, edition_id, sequence, state, happened_on, recorded_at, recorded_after_the_fact
)
select 'trn_' || substr(id, 5), id, 1, state,
    case
        when state = 'published' and published_on is not null then published_on
        else least(starts_on, current_date)::text
    end,
    updated_at, true
from edition;
"""

OWNERS = {"edition_transition": "'id', 'edition_id'", "priority_origin": "'priority_id'"}


def upgrade() -> None:
    for statement in TABLES.strip().removesuffix(";").split(";\n"):
        op.execute(statement)
    for table, owner in OWNERS.items():
        op.execute(
            f"create trigger record_change after insert or update or delete on {table} "
            f"for each row execute function record_change({owner})"
        )


def downgrade() -> None:
    for table in OWNERS:
        op.execute(f"drop table {table}")
