"""The priorities that an edition says an action tackles, wherever it lists it.

Revision: 0015
Follows: 0014
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

UP = """
create table action_tackles (
    edition_id varchar not null,
    action_id varchar not null,
    priority_id varchar not null,
    position integer not null,
    constraint pk_action_tackles primary key (edition_id, action_id, priority_id),
    constraint fk_action_tackles_edition_id_action_id foreign key(edition_id, action_id) references action_entry (edition_id, action_id),
    constraint fk_action_tackles_edition_id_priority_id foreign key(edition_id, priority_id) references priority_entry (edition_id, priority_id)
);
create index ix_action_tackles_edition_id_priority_id on action_tackles (edition_id, priority_id);

create trigger record_change after insert or update or delete on action_tackles
    for each row execute function record_change('action_id', 'edition_id')
"""

DOWN = """
drop table action_tackles
"""


def upgrade() -> None:
    for statement in UP.split(";\n"):
        op.execute(statement)


def downgrade() -> None:
    op.execute(DOWN)
