"""What an edition says under its priorities: statements and objectives.

Revision: 0011
Follows: 0005
"""

from alembic import op

revision = "0011"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = r"""
create table statement (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    plan_id varchar not null,
    code varchar not null,
    constraint pk_statement primary key (id),
    constraint uq_statement_plan_id_code unique (plan_id, code),
    constraint ck_statement_code_is_kebab check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint fk_statement_plan_id foreign key(plan_id) references plan (id)
);

create table statement_entry (
    edition_id varchar not null,
    statement_id varchar not null,
    position integer not null,
    kind varchar not null,
    number varchar,
    wording varchar not null,
    constraint pk_statement_entry primary key (edition_id, statement_id),
    constraint uq_statement_entry_edition_id_position unique (edition_id, position),
    constraint ck_statement_entry_kind_is_known check (kind in ('focus', 'aim', 'key_aim', 'commitment')),
    constraint fk_statement_entry_edition_id foreign key(edition_id) references edition (id),
    constraint fk_statement_entry_statement_id foreign key(statement_id) references statement (id)
);
create index ix_statement_entry_statement_id on statement_entry (statement_id);

create table statement_priority (
    edition_id varchar not null,
    statement_id varchar not null,
    priority_id varchar not null,
    position integer not null,
    constraint pk_statement_priority primary key (edition_id, statement_id, priority_id),
    constraint fk_statement_priority_edition_id_statement_id foreign key(edition_id, statement_id) references statement_entry (edition_id, statement_id),
    constraint fk_statement_priority_edition_id_priority_id foreign key(edition_id, priority_id) references priority_entry (edition_id, priority_id)
);
create index ix_statement_priority_edition_id_priority_id on statement_priority (edition_id, priority_id);

create table objective (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    plan_id varchar not null,
    code varchar not null,
    constraint pk_objective primary key (id),
    constraint uq_objective_plan_id_code unique (plan_id, code),
    constraint ck_objective_code_is_kebab check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint fk_objective_plan_id foreign key(plan_id) references plan (id)
);

create table objective_entry (
    edition_id varchar not null,
    objective_id varchar not null,
    position integer not null,
    number varchar,
    wording varchar not null,
    direction varchar,
    target_printed varchar,
    target_kind varchar,
    target_value numeric,
    target_unit varchar,
    owner_printed varchar,
    owner_agency_id varchar,
    owner_area_id varchar,
    owner_partnership_id varchar,
    measured_by varchar,
    indicator_id varchar,
    due_printed varchar,
    due_period varchar,
    constraint pk_objective_entry primary key (edition_id, objective_id),
    constraint uq_objective_entry_edition_id_position unique (edition_id, position),
    constraint ck_objective_entry_direction_is_known check (direction in ('reduce', 'increase', 'maintain')),
    constraint ck_objective_entry_target_kind_is_known check (target_kind in ('count', 'rate', 'percentage', 'average', 'ranking', 'change', 'words')),
    constraint ck_objective_entry_target_is_printed check (
        num_nonnulls(target_printed, target_kind) in (0, 2)
        and num_nonnulls(target_value, target_unit) <= 2 * num_nonnulls(target_printed)
    ),
    constraint ck_objective_entry_due_is_printed check (num_nonnulls(due_period) <= num_nonnulls(due_printed)),
    constraint ck_objective_entry_owner_is_one check (
        num_nonnulls(owner_agency_id, owner_area_id, owner_partnership_id) <= num_nonnulls(owner_printed)
    ),
    constraint fk_objective_entry_edition_id foreign key(edition_id) references edition (id),
    constraint fk_objective_entry_objective_id foreign key(objective_id) references objective (id),
    constraint fk_objective_entry_owner_agency_id foreign key(owner_agency_id) references agency (id),
    constraint fk_objective_entry_owner_area_id foreign key(owner_area_id) references area (id),
    constraint fk_objective_entry_owner_partnership_id foreign key(owner_partnership_id) references partnership (id),
    constraint fk_objective_entry_indicator_id foreign key(indicator_id) references indicator (id)
);
create index ix_objective_entry_objective_id on objective_entry (objective_id);
create index ix_objective_entry_owner_agency_id on objective_entry (owner_agency_id);
create index ix_objective_entry_owner_area_id on objective_entry (owner_area_id);
create index ix_objective_entry_owner_partnership_id on objective_entry (owner_partnership_id);
create index ix_objective_entry_indicator_id on objective_entry (indicator_id);

create table objective_priority (
    edition_id varchar not null,
    objective_id varchar not null,
    priority_id varchar not null,
    position integer not null,
    constraint pk_objective_priority primary key (edition_id, objective_id, priority_id),
    constraint fk_objective_priority_edition_id_objective_id foreign key(edition_id, objective_id) references objective_entry (edition_id, objective_id),
    constraint fk_objective_priority_edition_id_priority_id foreign key(edition_id, priority_id) references priority_entry (edition_id, priority_id)
);
create index ix_objective_priority_edition_id_priority_id on objective_priority (edition_id, priority_id)
"""

# Of each table the column that holds the id of the noun its rows belong to (see 0005), in the
# order in which the tables are made.
OWNER_COLUMN = {
    "statement": "id",
    "statement_entry": "statement_id",
    "statement_priority": "statement_id",
    "objective": "id",
    "objective_entry": "objective_id",
    "objective_priority": "objective_id",
}


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        op.execute(statement)
    for table, owner in OWNER_COLUMN.items():
        op.execute(
            f"create trigger record_change after insert or update or delete on {table} "
            f"for each row execute function record_change('{owner}')"
        )


def downgrade() -> None:
    for table in reversed(OWNER_COLUMN):
        op.execute(f"drop table {table}")
