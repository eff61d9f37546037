"""Plans, editions, priorities, KPIs and actions.

Revision: 0002
Follows: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = r"""
create table plan (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    code varchar not null,
    title varchar not null,
    starts_on date not null,
    ends_before date not null,
    constraint pk_plan primary key (id),
    constraint ck_plan_code_is_kebab check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint ck_plan_starts_on_is_before_ends_before check (starts_on < ends_before),
    constraint uq_plan_code unique (code)
);

create table edition (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    plan_id varchar not null,
    partnership_id varchar not null,
    code varchar not null,
    title varchar not null,
    state varchar not null,
    starts_on date not null,
    ends_before date not null,
    published_on varchar,
    source varchar,
    constraint pk_edition primary key (id),
    constraint uq_edition_plan_id_code unique (plan_id, code),
    constraint ck_edition_code_is_kebab check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint ck_edition_state_is_known check (state in ('draft', 'consulted', 'approved', 'published', 'superseded')),
    constraint ck_edition_published_on_is_vague_day check (published_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint ck_edition_starts_on_is_before_ends_before check (starts_on < ends_before),
    constraint fk_edition_plan_id foreign key(plan_id) references plan (id),
    constraint fk_edition_partnership_id foreign key(partnership_id) references partnership (id)
);
create index ix_edition_partnership_id on edition (partnership_id);

create table priority (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    plan_id varchar not null,
    code varchar not null,
    constraint pk_priority primary key (id),
    constraint uq_priority_plan_id_code unique (plan_id, code),
    constraint ck_priority_code_is_kebab check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint fk_priority_plan_id foreign key(plan_id) references plan (id)
);

create table priority_entry (
    edition_id varchar not null,
    priority_id varchar not null,
    kind varchar not null,
    position integer not null,
    number varchar,
    title varchar not null,
    why varchar,
    parent_id varchar,
    constraint pk_priority_entry primary key (edition_id, priority_id),
    constraint fk_priority_entry_edition_id_parent_id foreign key(edition_id, parent_id) references priority_entry (edition_id, priority_id),
    constraint ck_priority_entry_kind_is_known check (kind in ('priority', 'theme', 'emerging_issue')),
    constraint uq_priority_entry_edition_id_position unique (edition_id, position),
    constraint fk_priority_entry_edition_id foreign key(edition_id) references edition (id),
    constraint fk_priority_entry_priority_id foreign key(priority_id) references priority (id)
);
create index ix_priority_entry_priority_id on priority_entry (priority_id);

create table priority_serves (
    edition_id varchar not null,
    priority_id varchar not null,
    serves_id varchar not null,
    constraint pk_priority_serves primary key (edition_id, priority_id, serves_id),
    constraint fk_priority_serves_edition_id_priority_id foreign key(edition_id, priority_id) references priority_entry (edition_id, priority_id),
    constraint fk_priority_serves_edition_id_serves_id foreign key(edition_id, serves_id) references priority_entry (edition_id, priority_id)
);

create table kpi (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    plan_id varchar not null,
    code varchar not null,
    indicator_id varchar not null,
    area_id varchar not null,
    constraint pk_kpi primary key (id),
    constraint uq_kpi_plan_id_code unique (plan_id, code),
    constraint ck_kpi_code_is_kebab check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint fk_kpi_plan_id foreign key(plan_id) references plan (id),
    constraint fk_kpi_indicator_id foreign key(indicator_id) references indicator (id),
    constraint fk_kpi_area_id foreign key(area_id) references area (id)
);
create index ix_kpi_area_id on kpi (area_id);
create index ix_kpi_indicator_id on kpi (indicator_id);

create table kpi_entry (
    edition_id varchar not null,
    kpi_id varchar not null,
    priority_id varchar not null,
    position integer not null,
    wording varchar not null,
    baseline numeric,
    target numeric,
    note varchar,
    constraint pk_kpi_entry primary key (edition_id, kpi_id),
    constraint fk_kpi_entry_edition_id_priority_id foreign key(edition_id, priority_id) references priority_entry (edition_id, priority_id),
    constraint uq_kpi_entry_edition_id_position unique (edition_id, position),
    constraint fk_kpi_entry_edition_id foreign key(edition_id) references edition (id),
    constraint fk_kpi_entry_kpi_id foreign key(kpi_id) references kpi (id)
);
create index ix_kpi_entry_edition_id_priority_id on kpi_entry (edition_id, priority_id);
create index ix_kpi_entry_kpi_id on kpi_entry (kpi_id);

create table action (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    plan_id varchar not null,
    code varchar not null,
    constraint pk_action primary key (id),
    constraint uq_action_plan_id_code unique (plan_id, code),
    constraint ck_action_code_is_kebab check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint fk_action_plan_id foreign key(plan_id) references plan (id)
);

create table action_entry (
    edition_id varchar not null,
    action_id varchar not null,
    text varchar not null,
    timescale varchar,
    constraint pk_action_entry primary key (edition_id, action_id),
    constraint fk_action_entry_edition_id foreign key(edition_id) references edition (id),
    constraint fk_action_entry_action_id foreign key(action_id) references action (id)
);
create index ix_action_entry_action_id on action_entry (action_id);

create table action_listing (
    edition_id varchar not null,
    position integer not null,
    action_id varchar not null,
    priority_id varchar not null,
    number varchar,
    constraint pk_action_listing primary key (edition_id, position),
    constraint fk_action_listing_edition_id_action_id foreign key(edition_id, action_id) references action_entry (edition_id, action_id),
    constraint fk_action_listing_edition_id_priority_id foreign key(edition_id, priority_id) references priority_entry (edition_id, priority_id)
);
create index ix_action_listing_action_id on action_listing (action_id);
create index ix_action_listing_edition_id_priority_id on action_listing (edition_id, priority_id);

create table action_party (
    edition_id varchar not null,
    action_id varchar not null,
    position integer not null,
    role varchar not null,
    kind varchar not null,
    agency_id varchar,
    unit varchar,
    printed varchar not null,
    constraint pk_action_party primary key (edition_id, action_id, position),
    constraint fk_action_party_edition_id_action_id foreign key(edition_id, action_id) references action_entry (edition_id, action_id),
    constraint ck_action_party_role_is_known check (role in ('lead', 'support')),
    constraint ck_action_party_kind_is_known check (kind in ('agency', 'group', 'post', 'collective', 'unstated')),
    constraint fk_action_party_agency_id foreign key(agency_id) references agency (id)
);
create index ix_action_party_action_id on action_party (action_id);
create index ix_action_party_agency_id on action_party (agency_id);

create table action_measure (
    edition_id varchar not null,
    action_id varchar not null,
    position integer not null,
    printed varchar not null,
    kind varchar not null,
    target numeric,
    unit varchar,
    constraint pk_action_measure primary key (edition_id, action_id, position),
    constraint fk_action_measure_edition_id_action_id foreign key(edition_id, action_id) references action_entry (edition_id, action_id),
    constraint ck_action_measure_kind_is_known check (kind in ('count', 'minimum', 'number_of', 'output', 'change', 'to_be_confirmed'))
);
create index ix_action_measure_action_id on action_measure (action_id);

create table action_update (
    id varchar not null,
    action_id varchar not null,
    sequence integer not null,
    status varchar not null,
    happened_on varchar not null,
    comment varchar,
    recorded_at timestamptz not null,
    recorded_by varchar,
    recorded_after_the_fact boolean not null,
    constraint pk_action_update primary key (id),
    constraint uq_action_update_action_id_sequence unique (action_id, sequence),
    constraint ck_action_update_status_is_known check (status in ('proposed', 'agreed', 'under_way', 'completed', 'delayed', 'cancelled')),
    constraint ck_action_update_happened_on_is_vague_day check (happened_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint fk_action_update_action_id foreign key(action_id) references action (id),
    constraint fk_action_update_recorded_by foreign key(recorded_by) references agency (id)
)
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        op.execute(statement)


def downgrade() -> None:
    for table in (
        "action_update",
        "action_measure",
        "action_party",
        "action_listing",
        "action_entry",
        "action",
        "kpi_entry",
        "kpi",
        "priority_serves",
        "priority_entry",
        "priority",
        "edition",
        "plan",
    ):
        op.execute(f"drop table {table}")
