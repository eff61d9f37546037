"""Actions that move: what timescales mean, on what roles rest, what measures have come to.

Revision: 0009
Follows: 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UP = r"""
alter table action_entry
    add column starts_on varchar,
    add column ends_before varchar,
    add column recurs varchar,
    add column condition varchar,
    add column doubt varchar,
    add column timespan_basis varchar,
    add constraint ck_action_entry_starts_on_is_vague_day check (starts_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    add constraint ck_action_entry_ends_before_is_vague_day check (ends_before ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    add constraint ck_action_entry_recurs_is_known check (recurs in ('ongoing', 'daily', 'weekly', 'monthly', 'quarterly', 'half_yearly', 'yearly')),
    add constraint ck_action_entry_timespan_basis_is_known check (timespan_basis in ('printed', 'read', 'stated'));

alter table action_party add column role_basis varchar;
update action_party set role_basis = 'stated';
alter table action_party
    alter column role_basis set not null,
    add constraint ck_action_party_role_basis_is_known check (role_basis in ('printed', 'read', 'stated'));

alter table action_measure
    add column id varchar,
    add column target_to numeric,
    add column per varchar,
    drop constraint pk_action_measure,
    drop constraint ck_action_measure_kind_is_known;
update action_measure set id = 'mea_' || substr(md5(edition_id || action_id || position), 1, 20);
alter table action_measure
    add constraint pk_action_measure primary key (id),
    add constraint uq_action_measure_edition_id_action_id_position unique (edition_id, action_id, position),
    add constraint ck_action_measure_kind_is_known check (kind in ('count', 'minimum', 'number_of', 'output', 'change', 'to_be_confirmed', 'range', 'frequency', 'time_limit', 'placeholder'));

alter table action_update
    add column percent_complete integer,
    add column rag varchar,
    add constraint ck_action_update_rag_is_known check (rag in ('red', 'amber', 'green')),
    add constraint ck_action_update_percent_complete_is_percent check (percent_complete between 0 and 100);

create table measure_count (
    id varchar not null,
    measure_id varchar not null,
    sequence integer not null,
    value numeric not null,
    happened_on varchar not null,
    comment varchar,
    recorded_at timestamptz not null,
    recorded_by varchar,
    recorded_after_the_fact boolean not null,
    constraint pk_measure_count primary key (id),
    constraint fk_measure_count_measure_id foreign key(measure_id) references action_measure (id) deferrable initially deferred,
    constraint uq_measure_count_measure_id_sequence unique (measure_id, sequence),
    constraint ck_measure_count_happened_on_is_vague_day check (happened_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint fk_measure_count_recorded_by foreign key(recorded_by) references agency (id)
);

create trigger record_change after insert or update or delete on measure_count
    for each row execute function record_change('id', 'measure_id')
"""

DOWN = """
drop table measure_count;
alter table action_update drop column percent_complete, drop column rag;
delete from action_measure where kind in ('range', 'frequency', 'time_limit', 'placeholder');
alter table action_measure
    drop constraint pk_action_measure,
    drop constraint uq_action_measure_edition_id_action_id_position,
    drop constraint ck_action_measure_kind_is_known,
    drop column id,
    drop column target_to,
    drop column per;
alter table action_measure
    alter column edition_id set not null,
    alter column action_id set not null,
    alter column position set not null,
    add constraint pk_action_measure primary key (edition_id, action_id, position),
    add constraint ck_action_measure_kind_is_known check (kind in ('count', 'minimum', 'number_of', 'output', 'change', 'to_be_confirmed'));
alter table action_party drop column role_basis;
alter table action_entry
    drop column starts_on,
    drop column ends_before,
    drop column recurs,
    drop column condition,
    drop column doubt,
    drop column timespan_basis
"""


def upgrade() -> None:
    for statement in UP.split(";\n"):
        op.execute(statement)


def downgrade() -> None:
    for statement in DOWN.split(";\n"):
        op.execute(statement)
