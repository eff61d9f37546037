"""The change record: who changed what, before and after, from the first write on.

Every table that holds the record proper has the trigger. Exempt are the figure tables (a figure
keeps its own revisions, each with its submission), what is no part of the record (replies kept
for repeats, when a key was last used, the cursors' secret) and the change record itself.

A reader of the feed that is to come looks only at rows whose transaction is older than the oldest
one still running, so that nothing that commits late is missed: hence `transaction_id`.

Revision: 0005
Follows: 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLE = """
create table change (
    sequence bigint generated always as identity,
    transaction_id bigint not null,
    table_name varchar not null,
    row_id varchar not null,
    operation varchar not null,
    before jsonb,
    after jsonb,
    key_id varchar,
    request_id varchar,
    recorded_at timestamptz not null,
    constraint pk_change primary key (sequence),
    constraint ck_change_operation_is_known check (operation in ('insert', 'update', 'delete'))
)
"""

INDEXES = (
    "create index ix_change_table_name_row_id on change (table_name, row_id)",
    "create index ix_change_transaction_id on change (transaction_id)",
    # Codes are never used again, so what was deleted is asked for.
    "create index ix_change_deleted on change (table_name) where operation = 'delete'",
)

# The caller and the request come from settings that are local to the transaction
# (service/db/database.py); what a migration or a person at a console writes has neither.
# The one argument is the column that holds the id of the noun the row belongs to.
FUNCTION = """
create function record_change() returns trigger language plpgsql as $$
declare
    old_row jsonb = case when tg_op <> 'INSERT' then to_jsonb(old) - 'token_hash' end;
    new_row jsonb = case when tg_op <> 'DELETE' then to_jsonb(new) - 'token_hash' end;
begin
    if old_row is distinct from new_row then
        insert into change (
            transaction_id, table_name, row_id, operation, before, after,
            key_id, request_id, recorded_at
        ) values (
            pg_current_xact_id()::text::bigint,
            tg_table_name,
            coalesce(new_row, old_row) ->> tg_argv[0],
            lower(tg_op),
            old_row,
            new_row,
            nullif(current_setting('csp.key_id', true), ''),
            nullif(current_setting('csp.request_id', true), ''),
            date_trunc('second', now())
        );
    end if;
    return null;
end
$$
"""

OWNER_COLUMN = {
    "area": "id",
    "area_within": "area_id",
    "agency": "id",
    "indicator": "id",
    "coverage": "id",
    "supply": "id",
    "partnership": "id",
    "partnership_area": "partnership_id",
    "membership": "id",
    "plan": "id",
    "edition": "id",
    "priority": "id",
    "priority_entry": "priority_id",
    "priority_serves": "priority_id",
    "kpi": "id",
    "kpi_entry": "kpi_id",
    "action": "id",
    "action_entry": "action_id",
    "action_listing": "action_id",
    "action_party": "action_id",
    "action_measure": "action_id",
    "action_update": "id",
    "submission": "id",
    "key": "id",
}


def upgrade() -> None:
    op.execute(TABLE)
    for index in INDEXES:
        op.execute(index)
    op.execute(FUNCTION)
    for table, owner in OWNER_COLUMN.items():
        op.execute(
            f"create trigger record_change after insert or update or delete on {table} "
            f"for each row execute function record_change('{owner}')"
        )


def downgrade() -> None:
    for table in OWNER_COLUMN:
        op.execute(f"drop trigger record_change on {table}")
    op.execute("drop function record_change()")
    op.execute("drop table change")
