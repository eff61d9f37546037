"""Submissions over REST: the push of figures."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import Query, Response
from pydantic import (
    MISSING,
    ConfigDict,
    Field,
    PlainValidator,
    StrictBool,
    TypeAdapter,
    ValidationError,
)

from service.api.asking import Asked, Doing, Key, Many, Since
from service.api.inputs import Code, Figures, Input, Line, Reference, Text
from service.api.operation import Door
from service.domain.callers import Permission
from service.domain.errors import BadCursor, Fault
from service.domain.figures import TOTAL, Confidentiality, FigureStatus
from service.domain.submissions import MOST_ROWS, Mode, Receipt, Row, RowOutcome, Submission
from service.faults import faults_of
from service.usecases import reading, submissions
from service.usecases.submissions import Batch

door = Door("Submissions")

PeriodId = Annotated[
    str,
    Field(
        max_length=40,
        description="A month `2026-06`, a financial year `FY2026` or quarter `FY2026-Q1`, a "
        "calendar year `CY2026` or quarter `CY2026-Q2`, twelve months `R12-2026-09`, or a span of "
        "months `2014-04/2014-09`.",
        examples=["FY2021-Q1"],
    ),
]


def _needing_nothing(schema: dict[str, Any]) -> None:
    """Describe rows as those are that leave the rest to the submission's defaults."""
    del schema["required"]


class RowInput(Input):
    """One figure. Whatever the submission's defaults say need not be said again.

    `indicator`, `area` and `period` have to be said, here or there. A row without a value says by
    its `status` why there is none; `delete` withdraws the figure.
    """

    model_config = ConfigDict(json_schema_extra=_needing_nothing)

    indicator: Reference
    area: Reference
    period: PeriodId
    breakdown: Code = TOTAL
    value: Figures | None = None
    numerator: Figures | None = None
    denominator: Figures | None = None
    status: FigureStatus = FigureStatus.NORMAL
    confidentiality: Confidentiality = Confidentiality.FREE
    note: Text | None = None
    client_ref: Line | None = None
    delete: StrictBool = False


class Defaults(Input):
    """What holds for every row that does not say otherwise."""

    indicator: Reference | MISSING = MISSING
    area: Reference | MISSING = MISSING
    period: PeriodId | MISSING = MISSING
    breakdown: Code | MISSING = MISSING
    status: FigureStatus | MISSING = MISSING
    confidentiality: Confidentiality | MISSING = MISSING
    note: Text | MISSING | None = MISSING


def _unread(row: object) -> object:
    """Leave a row as it came: `_read` reads them one by one, so that all faults come together."""
    return row


UnreadRow = Annotated[Any, PlainValidator(_unread, json_schema_input_type=RowInput)]


class SubmissionInput(Input):
    """A push of figures by the agency whose key it is.

    `agency` may name that agency, to be sure; `source_ref` is your own reference. `synthetic`
    marks made-up figures, for trying things out; every reading of them shows it.
    """

    agency: Reference | None = None
    source_ref: Line | None = None
    synthetic: StrictBool = False
    defaults: Defaults = Defaults()
    rows: Annotated[list[UnreadRow], Field(min_length=1, max_length=MOST_ROWS)]


@door.creates("/submissions", Receipt, may=Permission.PUSH, status=200)
async def push_figures(
    work: Doing,
    body: SubmissionInput,
    mode: Annotated[Mode, Query(description="All rows or none.")] = Mode.ATOMIC,
) -> Receipt:
    """Push figures: new ones are created, others updated, and what says nothing new is left.

    Either every row is written or none. A refusal lists every fault of every row, each with a
    pointer to it. Pushing the same again with the same Idempotency-Key gives the first receipt
    again, and pushing it with a new one changes nothing: every row comes back `unchanged`.
    """
    rows, faults = _read(body)
    return await submissions.push(
        work,
        Batch(
            agency=body.agency,
            source_ref=body.source_ref,
            mode=mode,
            synthetic=body.synthetic,
            rows=rows,
            received=len(body.rows),
            faults=faults,
        ),
    )


@door.lists("/submissions", Submission)
async def list_submissions(
    ask: Asked, agency: Many = None, updated_since: Since = None
) -> Response:
    """List submissions, the newest first."""
    return await ask.page(Submission, {"agency": agency, "updated_since": updated_since})


@door.reads("/submissions/{submission}", Receipt)
async def read_submission(work: Doing, submission: Key) -> Receipt:
    """Read what became of a submission, with the first 1,000 of its rows."""
    return await submissions.receipt(work, submission)


@door.lists("/submissions/{submission}/rows", RowOutcome)
async def list_submission_rows(ask: Asked, submission: Key) -> Response:
    """List what became of each row of a submission; for its own agency and administrators."""
    found = await reading.one(ask.work, Submission, submission)
    after = _row_after(ask.cursor)
    rows = await submissions.outcomes(ask.work, found, after, ask.limit + 1)
    shown = rows[: ask.limit]
    total = found.counts.received if ask.include_total and shown else None
    return ask.reply(shown, str(shown[-1].index) if len(rows) > len(shown) else None, total)


_ROW: Final = TypeAdapter(RowInput)
_ROWS: Final = TypeAdapter(list[RowInput])
_UNREAD: Final = {"indicator": "?", "area": "?", "period": "?"}


def _read(body: SubmissionInput) -> tuple[list[Row], list[Fault]]:
    """Read every row, the defaults filled in; return what can be read of each, and the faults.

    Rows are read all at once, and one by one only to find out what is wrong with which.
    """
    defaults = body.defaults.changes()
    given = [{**defaults, **each} if isinstance(each, dict) else each for each in body.rows]
    try:
        read = _ROWS.validate_python(given)
    except ValidationError:
        return _read_one_by_one(given)
    return [_row(index, each) for index, each in enumerate(read)], []


def _read_one_by_one(given: Sequence[Any]) -> tuple[list[Row], list[Fault]]:
    rows: list[Row] = []
    faults: list[Fault] = []
    for index, whole in enumerate(given):
        try:
            rows.append(_row(index, _ROW.validate_python(whole)))
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False, include_context=False)
            faults.extend(_faults_of_row(index, found))
            if isinstance(whole, dict):
                rows.append(_rest_of_row(index, whole, found))
    return rows, faults


def _row(index: int, read: RowInput, unread: frozenset[str] = frozenset()) -> Row:
    return Row(index=index, unread=unread, **vars(read))


def _rest_of_row(index: int, given: dict[str, Any], found: Sequence[Mapping[str, Any]]) -> Row:
    """Read what can be read of a row, so that all of its faults come together."""
    unread = frozenset(str(each["loc"][0]) for each in found)
    rest = {name: value for name, value in given.items() if name not in unread}
    return _row(index, _ROW.validate_python({**_UNREAD, **rest}), unread)


def _faults_of_row(index: int, found: Sequence[Mapping[str, Any]]) -> list[Fault]:
    return faults_of([{**each, "loc": ("body", "rows", index, *each["loc"])} for each in found])


def _row_after(cursor: str | None) -> int:
    if cursor is None:
        return -1
    if not cursor.isdecimal() or len(cursor) > len(str(MOST_ROWS)):
        raise BadCursor("This cursor was not given for the rows of a submission.")
    return int(cursor)
