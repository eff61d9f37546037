"""Submissions: written set-wise, and read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from service.db.sql import is_named, ref
from service.db.store import Store
from service.db.tables import SubmissionRow
from service.db.views import Order, View
from service.domain.submissions import Counts, Entry, Mode, Outcome, RowOutcome, Submission

SUBMISSIONS: Final = View(
    of=Submission,
    source="submission join agency on agency.id = submission.agency_id",
    columns={
        "id": "submission.id",
        "agency": ref("agency"),
        "source_ref": "submission.source_ref",
        "mode": "submission.mode",
        "synthetic": "submission.synthetic",
        "counts": """
            jsonb_build_object(
                'received', submission.received,
                'created', submission.created,
                'updated', submission.updated,
                'unchanged', submission.unchanged,
                'deleted', submission.deleted,
                'rejected', submission.rejected
            )
        """,
        "recorded_at": "submission.recorded_at",
    },
    id_condition="submission.id = any(:ids::text[])",
    code_condition=None,
    order=(Order("submission.recorded_at", "timestamptz"), Order("submission.id", "text")),
    newest_first=True,
    filters={
        "agency": is_named("agency", "agency"),
        "updated_since": "submission.recorded_at >= :updated_since",
    },
)


@dataclass(frozen=True)
class Push:
    """A push that has been judged and found right, about to be written."""

    id: str
    agency_id: str
    key_id: str
    source_ref: str | None
    mode: Mode
    synthetic: bool
    recorded_at: datetime
    entries: Sequence[Entry]


_STAGED: Final = (
    "index",
    "client_ref",
    "area_id",
    "indicator_id",
    "breakdown",
    "starts_on",
    "period",
    "ends_before",
    "value",
    "numerator",
    "denominator",
    "status",
    "confidentiality",
    "note",
    "is_deletion",
)
_STAGE: Final = """
    create temporary table staged (
        index int, client_ref text, area_id text, indicator_id text, breakdown text,
        starts_on date, period text, ends_before date,
        value numeric, numerator numeric, denominator numeric,
        status text, confidentiality text, note text, is_deletion bool
    ) on commit drop
"""
_KEEP: Final = """
    create temporary table written (
        area_id text, indicator_id text, breakdown text, starts_on date, period text,
        is_deletion bool, revision int
    ) on commit drop
"""
_BEGIN_SERIES: Final = """
    insert into series (area_id, indicator_id, breakdown, recorded_at)
    select distinct area_id, indicator_id, breakdown, :recorded_at::timestamptz
    from staged where not is_deletion
    order by area_id, indicator_id, breakdown
    on conflict do nothing
"""
_KEY: Final = "area_id, indicator_id, breakdown, starts_on, period"
_STATED: Final = (
    "value, numerator, denominator, status, confidentiality, note, synthetic, is_deletion"
)
_CAME_WITH: Final = "recorded_at, agency_id, submission_id"

# One statement writes what stands and what it was: the revision counts on under the lock of the
# row, so two pushes of one figure follow each other. Rows go in the order of the key, so that
# two pushes that share figures meet them in one order and never wait for each other in a ring.
# A figure that is not there, or no more, cannot be withdrawn; a row that says nothing new writes
# nothing. What was written is kept at hand for the next statement.
_WRITE: Final = f"""
    with stated as (
        insert into figure as standing ({_KEY}, ends_before, {_STATED}, {_CAME_WITH}, revision)
        select area_id, indicator_id, breakdown, starts_on, period, ends_before,
            value, numerator, denominator, status, confidentiality, note,
            :synthetic::bool, is_deletion,
            :recorded_at::timestamptz, :agency_id::text, :submission_id::text, 1
        from staged
        where not is_deletion or exists (
            select from figure
            where figure.area_id = staged.area_id
                and figure.indicator_id = staged.indicator_id
                and figure.breakdown = staged.breakdown
                and figure.starts_on = staged.starts_on
                and figure.period = staged.period
        )
        order by area_id, indicator_id, breakdown, starts_on, period
        on conflict ({_KEY}) do update set
            ({_STATED}, {_CAME_WITH}, revision) = (
                excluded.value, excluded.numerator, excluded.denominator,
                excluded.status, excluded.confidentiality, excluded.note,
                excluded.synthetic, excluded.is_deletion,
                excluded.recorded_at, excluded.agency_id, excluded.submission_id,
                standing.revision + 1
            )
            where (
                standing.value, standing.numerator, standing.denominator,
                standing.status, standing.confidentiality, standing.note,
                standing.synthetic, standing.is_deletion
            ) is distinct from (
                excluded.value, excluded.numerator, excluded.denominator,
                excluded.status, excluded.confidentiality, excluded.note,
                excluded.synthetic, excluded.is_deletion
            ) and not (standing.is_deletion and excluded.is_deletion)
        returning {_KEY}, ends_before, {_STATED}, {_CAME_WITH}, revision
    ), remembered as (
        insert into figure_revision ({_KEY}, ends_before, {_STATED}, {_CAME_WITH}, revision)
        select {_KEY}, ends_before, {_STATED}, {_CAME_WITH}, revision from stated
    )
    insert into written select {_KEY}, is_deletion, revision from stated
"""

# A second statement sees what the first has written, and what others had written before it.
# The figures are looked up only where that has to be known: the one that stands for a row that
# wrote nothing, the one before for a row that may have brought a withdrawn figure back.
_NOTE_OUTCOMES: Final = """
    insert into submission_row (
        submission_id, index, client_ref, outcome,
        area_id, indicator_id, breakdown, period, revision
    )
    select :submission_id::text, staged.index, staged.client_ref,
        case
            when written.revision is null then 'unchanged'
            when written.is_deletion then 'deleted'
            when written.revision = 1 then 'created'
            when (
                select was.is_deletion from figure_revision as was
                where was.area_id = staged.area_id
                    and was.indicator_id = staged.indicator_id
                    and was.breakdown = staged.breakdown
                    and was.starts_on = staged.starts_on
                    and was.period = staged.period
                    and was.revision = written.revision - 1
            ) then 'created'
            else 'updated'
        end,
        staged.area_id, staged.indicator_id, staged.breakdown, staged.period,
        coalesce(
            written.revision,
            (
                select figure.revision from figure
                where figure.area_id = staged.area_id
                    and figure.indicator_id = staged.indicator_id
                    and figure.breakdown = staged.breakdown
                    and figure.starts_on = staged.starts_on
                    and figure.period = staged.period
            ),
            0
        )
    from staged
    left join written using (area_id, indicator_id, breakdown, starts_on, period)
"""


async def write(store: Store, push: Push) -> Counts:
    """Write a push, whole: the figures, their revisions, and what became of each row."""
    given = {
        "synthetic": push.synthetic,
        "recorded_at": push.recorded_at,
        "agency_id": push.agency_id,
        "submission_id": push.id,
    }
    await store.fetch(_STAGE)
    await store.fetch(_KEEP)
    await store.copy("staged", _STAGED, [_staged(entry) for entry in push.entries])
    await store.fetch(_BEGIN_SERIES, **given)
    await store.fetch(_WRITE, **given)
    await store.fetch(_NOTE_OUTCOMES, **given)
    counts = await _count(store, push)
    await store.insert(_row_of(push, counts))
    return counts


async def outcomes(store: Store, submission_id: str, after: int, first: int) -> list[RowOutcome]:
    """Read what became of the rows of a submission, from the one after `after` on."""
    rows = await store.fetch(
        """
        select index, client_ref, outcome, revision,
            'fig_' || substr(area_id, 5) || substr(indicator_id, 5) || '.' || breakdown
                || '.' || replace(period, '/', '~') as figure_id
        from submission_row
        where submission_id = :submission_id and index > :after
        order by index
        limit :first
        """,
        submission_id=submission_id,
        after=after,
        first=first,
    )
    return [
        RowOutcome(
            index=row["index"],
            client_ref=row["client_ref"],
            outcome=Outcome(row["outcome"]),
            figure_id=row["figure_id"],
            revision=row["revision"],
        )
        for row in rows
    ]


async def _count(store: Store, push: Push) -> Counts:
    rows = await store.fetch(
        """
        select outcome, count(*) as rows from submission_row
        where submission_id = :submission_id group by outcome
        """,
        submission_id=push.id,
    )
    counted = {row["outcome"]: row["rows"] for row in rows}
    return Counts(
        received=len(push.entries),
        rejected=0,
        **{outcome.value: counted.get(outcome.value, 0) for outcome in Outcome},
    )


def _row_of(push: Push, counts: Counts) -> SubmissionRow:
    return SubmissionRow(
        id=push.id,
        agency_id=push.agency_id,
        key_id=push.key_id,
        source_ref=push.source_ref,
        mode=push.mode,
        synthetic=push.synthetic,
        recorded_at=push.recorded_at,
        **vars(counts),
    )


def _staged(entry: Entry) -> tuple[object, ...]:
    row, key = entry.row, entry.key
    return (
        row.index,
        row.client_ref,
        key.area_id,
        key.indicator_id,
        key.breakdown,
        entry.starts_on,
        key.period,
        entry.ends_before,
        entry.value,
        row.numerator,
        row.denominator,
        row.status,
        row.confidentiality,
        row.note,
        row.delete,
    )
