"""Areas, agencies, partnerships and indicators, with the dated relations between them.

Revision: 0001
Follows: nothing
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = r"""
create table area (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    code varchar not null,
    slug varchar not null,
    name varchar not null,
    kind varchar not null,
    nation varchar not null,
    starts_on date,
    ends_before date,
    constraint pk_area primary key (id),
    constraint ck_area_slug_is_kebab check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint ck_area_kind_is_known check (kind in ('nation', 'county', 'district', 'unitary', 'police_area', 'ward', 'other')),
    constraint ck_area_nation_is_known check (nation in ('england', 'wales')),
    constraint ck_area_starts_on_is_before_ends_before check (starts_on < ends_before),
    constraint uq_area_code unique (code),
    constraint uq_area_slug unique (slug)
);

create table area_within (
    area_id varchar not null,
    within_id varchar not null,
    constraint pk_area_within primary key (area_id, within_id),
    constraint fk_area_within_area_id foreign key(area_id) references area (id),
    constraint fk_area_within_within_id foreign key(within_id) references area (id)
);
create index ix_area_within_within_id on area_within (within_id);

create table agency (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    code varchar not null,
    name varchar not null,
    kind varchar not null,
    starts_on varchar,
    ends_before varchar,
    constraint pk_agency primary key (id),
    constraint ck_agency_code_is_kebab check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint ck_agency_kind_is_known check (kind in ('council', 'police', 'fire', 'health', 'probation', 'local_policing_body', 'youth_justice', 'voluntary', 'government', 'business', 'other')),
    constraint ck_agency_starts_on_is_vague_day check (starts_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint ck_agency_ends_before_is_vague_day check (ends_before ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint uq_agency_code unique (code)
);

create table indicator (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    code varchar not null,
    name varchar not null,
    definition varchar,
    kind varchar not null,
    unit varchar not null,
    polarity varchar not null,
    frequency varchar not null,
    period_types text[] not null,
    multiplier numeric,
    is_live boolean not null,
    constraint pk_indicator primary key (id),
    constraint ck_indicator_code_is_kebab check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint ck_indicator_kind_is_known check (kind in ('count', 'rate', 'percentage', 'average', 'survey')),
    constraint ck_indicator_polarity_is_known check (polarity in ('lower_is_better', 'higher_is_better', 'neutral')),
    constraint ck_indicator_frequency_is_known check (frequency in ('month', 'fy_quarter', 'fy_year', 'calendar_quarter', 'calendar_year', 'rolling_year', 'span')),
    constraint uq_indicator_code unique (code)
);

create table coverage (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    agency_id varchar not null,
    area_id varchar not null,
    starts_on date,
    ends_before date,
    constraint pk_coverage primary key (id),
    constraint uq_coverage_agency_id_area_id_starts_on unique nulls not distinct (agency_id, area_id, starts_on),
    constraint ck_coverage_starts_on_is_before_ends_before check (starts_on < ends_before),
    constraint fk_coverage_agency_id foreign key(agency_id) references agency (id),
    constraint fk_coverage_area_id foreign key(area_id) references area (id)
);
create index ix_coverage_area_id on coverage (area_id);

create table supply (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    agency_id varchar not null,
    indicator_id varchar not null,
    area_id varchar,
    starts_on date,
    ends_before date,
    constraint pk_supply primary key (id),
    constraint uq_supply_agency_id_indicator_id_area_id_starts_on unique nulls not distinct (agency_id, indicator_id, area_id, starts_on),
    constraint ck_supply_starts_on_is_before_ends_before check (starts_on < ends_before),
    constraint fk_supply_agency_id foreign key(agency_id) references agency (id),
    constraint fk_supply_indicator_id foreign key(indicator_id) references indicator (id),
    constraint fk_supply_area_id foreign key(area_id) references area (id)
);
create index ix_supply_area_id on supply (area_id);
create index ix_supply_indicator_id on supply (indicator_id);

create table partnership (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    code varchar not null,
    name varchar not null,
    starts_on varchar,
    ends_before varchar,
    constraint pk_partnership primary key (id),
    constraint ck_partnership_code_is_kebab check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint ck_partnership_starts_on_is_vague_day check (starts_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint ck_partnership_ends_before_is_vague_day check (ends_before ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint uq_partnership_code unique (code)
);

create table partnership_area (
    partnership_id varchar not null,
    position integer not null,
    area_id varchar not null,
    starts_on varchar,
    ends_before varchar,
    constraint pk_partnership_area primary key (partnership_id, position),
    constraint ck_partnership_area_starts_on_is_vague_day check (starts_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint ck_partnership_area_ends_before_is_vague_day check (ends_before ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint fk_partnership_area_partnership_id foreign key(partnership_id) references partnership (id),
    constraint fk_partnership_area_area_id foreign key(area_id) references area (id)
);
create index ix_partnership_area_area_id on partnership_area (area_id);

create table membership (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    partnership_id varchar not null,
    agency_id varchar not null,
    capacity varchar not null,
    printed varchar,
    starts_on varchar,
    ends_before varchar,
    coordinator_from date,
    coordinator_before date,
    constraint pk_membership primary key (id),
    constraint uq_membership_partnership_id_agency_id_capacity_starts_on unique nulls not distinct (partnership_id, agency_id, capacity, starts_on),
    constraint ck_membership_capacity_is_known check (capacity in ('responsible_authority', 'cooperating_body', 'invited_participant')),
    constraint ck_membership_starts_on_is_vague_day check (starts_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint ck_membership_ends_before_is_vague_day check (ends_before ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint ck_membership_coordinator_from_is_before_coordinator_before check (coordinator_from < coordinator_before),
    constraint fk_membership_partnership_id foreign key(partnership_id) references partnership (id),
    constraint fk_membership_agency_id foreign key(agency_id) references agency (id)
);
create index ix_membership_agency_id on membership (agency_id);
create index ix_membership_coordinator on membership (agency_id) where coordinator_from is not null
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        op.execute(statement)


def downgrade() -> None:
    for table in (
        "membership",
        "partnership_area",
        "partnership",
        "supply",
        "coverage",
        "indicator",
        "agency",
        "area_within",
        "area",
    ):
        op.execute(f"drop table {table}")
