"""Series, figures with their revisions, and the submissions that bring them.

Revision: 0003
Follows: 0002
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = r"""
create table submission (
    id varchar not null,
    agency_id varchar not null,
    key_id varchar not null,
    source_ref varchar,
    mode varchar not null,
    synthetic boolean not null,
    received integer not null,
    created integer not null,
    updated integer not null,
    unchanged integer not null,
    deleted integer not null,
    rejected integer not null,
    recorded_at timestamptz not null,
    constraint pk_submission primary key (id),
    constraint ck_submission_mode_is_known check (mode in ('atomic')),
    constraint fk_submission_agency_id foreign key(agency_id) references agency (id)
);
create index ix_submission_agency_id on submission (agency_id);

create table series (
    area_id varchar not null,
    indicator_id varchar not null,
    breakdown varchar not null,
    recorded_at timestamptz not null,
    constraint pk_series primary key (area_id, indicator_id, breakdown),
    constraint fk_series_area_id foreign key(area_id) references area (id),
    constraint fk_series_indicator_id foreign key(indicator_id) references indicator (id)
);
create index ix_series_indicator_id on series (indicator_id);

create table figure (
    area_id varchar not null,
    indicator_id varchar not null,
    breakdown varchar not null,
    starts_on date not null,
    period varchar not null,
    ends_before date not null,
    value numeric,
    numerator numeric,
    denominator numeric,
    status varchar not null,
    confidentiality varchar not null,
    note varchar,
    synthetic boolean not null,
    is_deletion boolean not null,
    recorded_at timestamptz not null,
    agency_id varchar not null,
    submission_id varchar not null,
    revision integer not null,
    constraint pk_figure primary key (area_id, indicator_id, breakdown, starts_on, period),
    constraint fk_figure_area_id_indicator_id_breakdown foreign key(area_id, indicator_id, breakdown) references series (area_id, indicator_id, breakdown),
    constraint ck_figure_status_is_known check (status in ('normal', 'provisional', 'estimated', 'forecast', 'low_reliability', 'not_supplied', 'cannot_exist')),
    constraint ck_figure_confidentiality_is_known check (confidentiality in ('free', 'restricted', 'suppressed_primary', 'suppressed_secondary'))
);

create table figure_revision (
    area_id varchar not null,
    indicator_id varchar not null,
    breakdown varchar not null,
    starts_on date not null,
    period varchar not null,
    ends_before date not null,
    value numeric,
    numerator numeric,
    denominator numeric,
    status varchar not null,
    confidentiality varchar not null,
    note varchar,
    synthetic boolean not null,
    is_deletion boolean not null,
    recorded_at timestamptz not null,
    agency_id varchar not null,
    submission_id varchar not null,
    revision integer not null,
    constraint pk_figure_revision primary key (area_id, indicator_id, breakdown, starts_on, period, revision)
);

create table submission_row (
    submission_id varchar not null,
    index integer not null,
    client_ref varchar,
    outcome varchar not null,
    area_id varchar not null,
    indicator_id varchar not null,
    breakdown varchar not null,
    period varchar not null,
    revision integer not null,
    constraint pk_submission_row primary key (submission_id, index),
    constraint ck_submission_row_outcome_is_known check (outcome in ('created', 'updated', 'unchanged', 'deleted'))
)
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        op.execute(statement)


def downgrade() -> None:
    for table in (
        "submission_row",
        "figure_revision",
        "figure",
        "series",
        "submission",
    ):
        op.execute(f"drop table {table}")
