"""The country's map: tiers, populations, which area came after which, partnerships' ONS codes.

Revision: 0013
Follows: 0012
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UP = """
alter table area
    add column tier varchar,
    add column population integer,
    add column population_year integer,
    add column former_codes text[] not null default '{}',
    add constraint ck_area_tier_is_known check (tier in ('single', 'district', 'county')),
    add constraint ck_area_population_is_a_number_of_people check (population >= 0),
    add constraint ck_area_population_has_its_year check ((population is null) = (population_year is null));
alter table area alter column former_codes drop default;

alter table partnership
    add column ons_code varchar,
    add constraint uq_partnership_ons_code unique (ons_code);

create table area_succession (
    id varchar not null,
    revision integer not null,
    updated_at timestamptz not null,
    predecessor_id varchar not null,
    successor_id varchar not null,
    happened_on date not null,
    constraint pk_area_succession primary key (id),
    constraint uq_area_succession_predecessor_id_successor_id unique (predecessor_id, successor_id),
    constraint ck_area_succession_succeeds_another check (predecessor_id <> successor_id),
    constraint fk_area_succession_predecessor_id foreign key(predecessor_id) references area (id),
    constraint fk_area_succession_successor_id foreign key(successor_id) references area (id)
);
create index ix_area_succession_successor_id on area_succession (successor_id);

create trigger record_change after insert or update or delete on area_succession
    for each row execute function record_change('id', 'predecessor_id', 'successor_id')
"""

DOWN = """
drop table area_succession;
alter table partnership drop column ons_code;
alter table area
    drop column tier, drop column population, drop column population_year, drop column former_codes
"""


def upgrade() -> None:
    for statement in UP.split(";\n"):
        op.execute(statement)


def downgrade() -> None:
    for statement in DOWN.split(";\n"):
        op.execute(statement)
