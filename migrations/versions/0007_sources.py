"""Where facts were read.

Revision: 0007
Follows: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        create table source (
            id varchar not null,
            revision integer not null,
            updated_at timestamptz not null,
            of_id varchar not null,
            field varchar,
            edition_id varchar,
            document varchar not null,
            place varchar,
            reading varchar not null,
            printed varchar,
            note varchar,
            constraint pk_source primary key (id),
            constraint fk_source_edition_id foreign key(edition_id) references edition (id),
            constraint ck_source_reading_is_known
                check (reading in ('printed', 'resolved', 'doubtful'))
        )
        """
    )
    op.execute("create index ix_source_of_id on source (of_id)")
    op.execute("create index ix_source_edition_id on source (edition_id)")
    op.execute(
        "create trigger record_change after insert or update or delete on source "
        "for each row execute function record_change('id', 'of_id', 'edition_id')"
    )


def downgrade() -> None:
    op.execute("drop table source")
