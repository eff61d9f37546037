"""What an edition says under its priorities: statements.

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
create index ix_statement_priority_edition_id_priority_id on statement_priority (edition_id, priority_id)
"""

# Of each table the column that holds the id of the noun its rows belong to (see 0005), in the
# order in which the tables are made.
OWNER_COLUMN = {
    "statement": "id",
    "statement_entry": "statement_id",
    "statement_priority": "statement_id",
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
