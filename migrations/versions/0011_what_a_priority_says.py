"""What an edition says under its priorities, and of those of others.

Revision: 0011
Follows: 0010
"""

from alembic import op

revision = "0011"
down_revision = "0010"
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
create index ix_objective_priority_edition_id_priority_id on objective_priority (edition_id, priority_id);

create table priority_set (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    plan_id varchar not null,
    code varchar not null,
    constraint pk_priority_set primary key (id),
    constraint uq_priority_set_plan_id_code unique (plan_id, code),
    constraint ck_priority_set_code_is_kebab check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint fk_priority_set_plan_id foreign key(plan_id) references plan (id)
);

create table priority_set_entry (
    edition_id varchar not null,
    priority_set_id varchar not null,
    position integer not null,
    name varchar not null,
    order_kind varchar not null,
    dated_printed varchar,
    dated_period varchar,
    owner_printed varchar,
    owner_agency_id varchar,
    owner_area_id varchar,
    owner_partnership_id varchar,
    constraint pk_priority_set_entry primary key (edition_id, priority_set_id),
    constraint uq_priority_set_entry_edition_id_position unique (edition_id, position),
    constraint ck_priority_set_entry_order_kind_is_known check (order_kind in ('numbered', 'alphabetical', 'equal')),
    constraint ck_priority_set_entry_owner_is_printed check (owner_printed is not null),
    constraint ck_priority_set_entry_dated_is_printed check (num_nonnulls(dated_period) <= num_nonnulls(dated_printed)),
    constraint fk_priority_set_entry_edition_id foreign key(edition_id) references edition (id),
    constraint fk_priority_set_entry_priority_set_id foreign key(priority_set_id) references priority_set (id),
    constraint ck_priority_set_entry_owner_is_one check (
        num_nonnulls(owner_agency_id, owner_area_id, owner_partnership_id) <= num_nonnulls(owner_printed)
    ),
    constraint fk_priority_set_entry_owner_agency_id foreign key(owner_agency_id) references agency (id),
    constraint fk_priority_set_entry_owner_area_id foreign key(owner_area_id) references area (id),
    constraint fk_priority_set_entry_owner_partnership_id foreign key(owner_partnership_id) references partnership (id)
);
create index ix_priority_set_entry_priority_set_id on priority_set_entry (priority_set_id);
create index ix_priority_set_entry_owner_agency_id on priority_set_entry (owner_agency_id);
create index ix_priority_set_entry_owner_area_id on priority_set_entry (owner_area_id);
create index ix_priority_set_entry_owner_partnership_id on priority_set_entry (owner_partnership_id);

create table priority_set_item (
    edition_id varchar not null,
    priority_set_id varchar not null,
    position integer not null,
    number varchar,
    title varchar not null,
    our_role varchar,
    aligned_to_none boolean not null,
    owner_printed varchar,
    owner_agency_id varchar,
    owner_area_id varchar,
    owner_partnership_id varchar,
    constraint pk_priority_set_item primary key (edition_id, priority_set_id, position),
    constraint fk_priority_set_item_edition_id_priority_set_id foreign key(edition_id, priority_set_id) references priority_set_entry (edition_id, priority_set_id),
    constraint ck_priority_set_item_owner_is_one check (
        num_nonnulls(owner_agency_id, owner_area_id, owner_partnership_id) <= num_nonnulls(owner_printed)
    ),
    constraint fk_priority_set_item_owner_agency_id foreign key(owner_agency_id) references agency (id),
    constraint fk_priority_set_item_owner_area_id foreign key(owner_area_id) references area (id),
    constraint fk_priority_set_item_owner_partnership_id foreign key(owner_partnership_id) references partnership (id)
);
create index ix_priority_set_item_owner_agency_id on priority_set_item (owner_agency_id);
create index ix_priority_set_item_owner_area_id on priority_set_item (owner_area_id);
create index ix_priority_set_item_owner_partnership_id on priority_set_item (owner_partnership_id);

create table alignment (
    edition_id varchar not null,
    priority_set_id varchar not null,
    item integer not null,
    priority_id varchar not null,
    constraint pk_alignment primary key (edition_id, priority_set_id, item, priority_id),
    constraint fk_alignment_edition_id_priority_set_id_item foreign key(edition_id, priority_set_id, item) references priority_set_item (edition_id, priority_set_id, position),
    constraint fk_alignment_edition_id_priority_id foreign key(edition_id, priority_id) references priority_entry (edition_id, priority_id)
);
create index ix_alignment_edition_id_priority_id on alignment (edition_id, priority_id);

create table external_document (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    plan_id varchar not null,
    code varchar not null,
    constraint pk_external_document primary key (id),
    constraint uq_external_document_plan_id_code unique (plan_id, code),
    constraint ck_external_document_code_is_kebab check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint fk_external_document_plan_id foreign key(plan_id) references plan (id)
);

create table external_document_entry (
    edition_id varchar not null,
    external_document_id varchar not null,
    position integer not null,
    title varchar not null,
    dated_printed varchar,
    dated_period varchar,
    owner_printed varchar,
    owner_agency_id varchar,
    owner_area_id varchar,
    owner_partnership_id varchar,
    constraint pk_external_document_entry primary key (edition_id, external_document_id),
    constraint uq_external_document_entry_edition_id_position unique (edition_id, position),
    constraint ck_external_document_entry_dated_is_printed check (num_nonnulls(dated_period) <= num_nonnulls(dated_printed)),
    constraint fk_external_document_entry_edition_id foreign key(edition_id) references edition (id),
    constraint fk_external_document_entry_external_document_id foreign key(external_document_id) references external_document (id),
    constraint ck_external_document_entry_owner_is_one check (
        num_nonnulls(owner_agency_id, owner_area_id, owner_partnership_id) <= num_nonnulls(owner_printed)
    ),
    constraint fk_external_document_entry_owner_agency_id foreign key(owner_agency_id) references agency (id),
    constraint fk_external_document_entry_owner_area_id foreign key(owner_area_id) references area (id),
    constraint fk_external_document_entry_owner_partnership_id foreign key(owner_partnership_id) references partnership (id)
);
create index ix_external_document_entry_external_document_id on external_document_entry (external_document_id);
create index ix_external_document_entry_owner_agency_id on external_document_entry (owner_agency_id);
create index ix_external_document_entry_owner_area_id on external_document_entry (owner_area_id);
create index ix_external_document_entry_owner_partnership_id on external_document_entry (owner_partnership_id)
"""

# Of each table the column that holds the id of the noun its rows belong to (see 0005), in the
# order in which the tables are made.
OWNERS = {
    "statement": ("id", "plan_id"),
    "statement_entry": ("statement_id", "edition_id"),
    "statement_priority": ("statement_id", "edition_id"),
    "objective": ("id", "plan_id"),
    "objective_entry": ("objective_id", "edition_id"),
    "objective_priority": ("objective_id", "edition_id"),
    "priority_set": ("id", "plan_id"),
    "priority_set_entry": ("priority_set_id", "edition_id"),
    "priority_set_item": ("priority_set_id", "edition_id"),
    "alignment": ("priority_set_id", "edition_id"),
    "external_document": ("id", "plan_id"),
    "external_document_entry": ("external_document_id", "edition_id"),
}


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        op.execute(statement)
    for table, owners in OWNERS.items():
        op.execute(
            f"create trigger record_change after insert or update or delete on {table} "
            f"for each row execute function record_change('{owners[0]}', '{owners[1]}')"
        )


def downgrade() -> None:
    for table in reversed(OWNERS):
        op.execute(f"drop table {table}")
