"""By which edition's publication another was superseded, for both to be taken back together.

Revision: 0014
Follows: 0013
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

UP = """
alter table edition_transition
    add column superseded_by_id varchar,
    add constraint fk_edition_transition_superseded_by_id foreign key(superseded_by_id) references edition (id);
create index ix_edition_transition_superseded_by_id on edition_transition (superseded_by_id);

update edition_transition as step
set superseded_by_id = next.id
from edition
join plan on plan.id = edition.plan_id
join edition as next on next.plan_id = edition.plan_id
where edition.id = step.edition_id and step.state = 'superseded' and not step.recorded_after_the_fact
    and step.note = 'By the publication of ' || plan.code || ':' || next.code || '.'
"""

DOWN = """
alter table edition_transition drop column superseded_by_id
"""


def upgrade() -> None:
    for statement in UP.split(";\n"):
        op.execute(statement)


def downgrade() -> None:
    op.execute(DOWN)
