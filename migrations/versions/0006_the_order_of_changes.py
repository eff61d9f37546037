"""The order of changes, and what a changed row belongs to.

`turn` is the place of a change in the feed, `sequence` tells apart those that share one. It is the
id of the change's own transaction or, where a later one had ended by then, the id of the last that
had. So it is never below the transaction's own: whatever stands below the oldest transaction that
runs is complete. And whoever has seen a change writes after it: edits of one row stand in the order
in which they were made, whichever of their transactions began first. What had been recorded before
keeps its order, and comes first.

`belongs_to` holds what the trigger's further arguments name: the ids of what the row stands in.

Revision: 0006
Follows: 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = (
    "alter table change add column turn bigint not null default 0",
    "alter table change alter column turn drop default",
    "alter table change add column belongs_to text[] not null default '{}'",
    "alter table change alter column belongs_to drop default",
    "drop index ix_change_transaction_id",
    "create index ix_change_turn_sequence on change (turn, sequence)",
    "create index ix_change_belongs_to on change using gin (belongs_to)",
)

FUNCTION = """
create or replace function record_change() returns trigger language plpgsql as $$
declare
    old_row jsonb = case when tg_op <> 'INSERT' then to_jsonb(old) - 'token_hash' end;
    new_row jsonb = case when tg_op <> 'DELETE' then to_jsonb(new) - 'token_hash' end;
begin
    if old_row is distinct from new_row then
        insert into change (
            {names}
            transaction_id, table_name, row_id, operation, before, after,
            key_id, request_id, recorded_at
        ) values (
            {values}
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
NAMES = "turn, belongs_to,"
VALUES = """
            greatest(
                pg_current_xact_id()::text::bigint,
                pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1
            ),
            array(select coalesce(new_row, old_row) ->> each from unnest(tg_argv[1:]) as each),
"""

BELONGS_TO = {
    "coverage": ("id", "agency_id"),
    "supply": ("id", "agency_id"),
    "membership": ("id", "partnership_id"),
    "edition": ("id", "plan_id", "partnership_id"),
    "priority": ("id", "plan_id"),
    "priority_entry": ("priority_id", "edition_id"),
    "priority_serves": ("priority_id", "edition_id"),
    "kpi": ("id", "plan_id"),
    "kpi_entry": ("kpi_id", "edition_id"),
    "action": ("id", "plan_id"),
    "action_entry": ("action_id", "edition_id"),
    "action_listing": ("action_id", "edition_id"),
    "action_party": ("action_id", "edition_id"),
    "action_measure": ("action_id", "edition_id"),
    "action_update": ("id", "action_id"),
}

OLD_COLUMNS = (
    "drop index ix_change_belongs_to",
    "drop index ix_change_turn_sequence",
    "create index ix_change_transaction_id on change (transaction_id)",
    "alter table change drop column belongs_to",
    "alter table change drop column turn",
)


def upgrade() -> None:
    for statement in (*COLUMNS, FUNCTION.format(names=NAMES, values=VALUES)):
        op.execute(statement)
    for table, (owner, *belongs_to) in BELONGS_TO.items():
        ids = ", ".join(f"coalesce(after, before) ->> '{column}'" for column in belongs_to)
        op.execute(f"update change set belongs_to = array[{ids}] where table_name = '{table}'")  # noqa: S608 -- names of ours
        _trigger(table, owner, *belongs_to)


def downgrade() -> None:
    for table, (owner, *_) in BELONGS_TO.items():
        _trigger(table, owner)
    for statement in (*OLD_COLUMNS, FUNCTION.format(names="", values="")):
        op.execute(statement)


def _trigger(table: str, *columns: str) -> None:
    given = ", ".join(f"'{column}'" for column in columns)
    op.execute(f"drop trigger record_change on {table}")
    op.execute(
        f"create trigger record_change after insert or update or delete on {table} "
        f"for each row execute function record_change({given})"
    )
