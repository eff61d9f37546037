"""The change feed: the change record and the figures' revisions, in one order, for an audience.

The order is (turn, sequence, number). `turn` and `sequence` are the change's (migration 0006);
`number` is 0 for the change itself, and for a submission counts on through the figures that it
brought, which are told from their revisions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from service.db.figures import REVISIONS, figure_id, note_shown, shown
from service.db.sql import is_named, ref_or_null
from service.db.store import Record, Store
from service.db.telling import FIGURE_FIELDS, TOLD, Told, name_of
from service.domain.changes import ChangeEntry, State, difference
from service.domain.figures import Figure
from service.domain.nodes import Ref

Place: TypeAlias = tuple[int, int, int]

BEGINNING: Final[Place] = (0, 0, 0)
END: Final[Place] = (2**63 - 1, 2**63 - 1, 2**31 - 1)
NOUNS: Final = frozenset({Figure.noun, *(told.noun.noun for told in TOLD.values())})


@dataclass(frozen=True)
class Wanted:
    """Which changes are wanted: of which nouns (all, unless said), partnerships, or of what thing.

    Of a thing: those of the thing itself and those of what belongs to it.
    """

    nouns: Sequence[str] | None = None
    partnerships: Sequence[str] | None = None
    thing: str | None = None


@dataclass(frozen=True)
class Placed:
    """A change and where it stands."""

    entry: ChangeEntry
    place: Place


@dataclass(frozen=True)
class _Way:
    """Which way the order is gone: what lies beyond a place, and the rows of a push before all."""

    beyond: str
    order: str
    edge: int


_ONWARDS: Final = _Way(">", "asc", -1)
_BACKWARDS: Final = _Way("<", "desc", END[2])


async def complete_before(store: Store) -> int:
    """Return the turn below which nothing is still to come: that of the oldest that runs."""
    row = await store.fetch_one(
        "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as turn"
    )
    return 0 if row is None else int(row["turn"])


async def onwards(
    store: Store, wanted: Wanted, after: Place, before_turn: int, first: int
) -> list[Placed]:
    """Read at most `first` changes after a place, in their order, up to where it is complete."""
    source, given = _source(wanted, _ONWARDS)
    complete = f"{source} and change.turn < :before_turn"
    given["before_turn"] = before_turn
    return await _read(store, complete, _ONWARDS, after, first, given)


async def backwards(store: Store, wanted: Wanted, before: Place, first: int) -> list[Placed]:
    """Read at most `first` changes before a place, the newest first."""
    source, given = _source(wanted, _BACKWARDS)
    return await _read(store, source, _BACKWARDS, before, first, given)


async def count(store: Store, wanted: Wanted, before_turn: int = END[0]) -> int:
    """Count the changes up to a turn."""
    source, given = _source(wanted, _ONWARDS)
    row = await store.fetch_one(
        f"select count(*) as count from {source} and change.turn < :before_turn",
        **given,
        **_at(BEGINNING, END[2]),
        before_turn=before_turn,
    )
    return 0 if row is None else int(row["count"])


# A change itself, where its table is told, and the figures that a submission has changed. Both
# are read from the place on, so that a page in the midst of a large submission reads no more.
_PARTS: Final = """
    {changes} cross join lateral (
        select 0 as number, null as area_id, null as indicator_id, null as breakdown,
            null as period, null::int as revision
        where change.table_name = any(:tables::text[])
        union all
        (
            select index + 1, area_id, indicator_id, breakdown, period, revision
            from submission_row
            where :with_figures::bool
                and change.table_name = 'submission' and change.operation = 'insert'
                and submission_id = change.row_id and outcome <> 'unchanged'
                and index {beyond} case
                    when (change.turn, change.sequence) = (:turn, :sequence) then :number::int - 1
                    else {edge}
                end
            order by index {order}
            limit :one_page
        )
    ) as part
    where {condition}
"""
_OF_FIGURE: Final = f"""
    (
        select 1 as number, area_id, indicator_id, breakdown, period, revision, submission_id
        from figure_revision where {REVISIONS.id_condition}
    ) as part
    join change on change.table_name = 'submission' and change.operation = 'insert'
        and change.row_id = part.submission_id
    where true
"""
# The offset has them looked up by what they belong to, not sought along the order of the feed.
_OF_THING: Final = """
    (
        select * from change
        where table_name = any(:tables::text[])
            and (row_id = :thing or belongs_to @> array[:thing::text])
        offset 0
    ) as change
"""
# A partnership itself, its members and editions, what stands in those, and the plans' identities.
_OF_PARTNERSHIP: Final = """
    (change.row_id = any({ids}) or change.belongs_to && {ids})
""".format(
    ids=f"""
    array(
        with meant as (
            select id from partnership where {is_named("partnership", "partnerships")}
        )
        select id::text from meant
        union all
        select unnest(array[edition.id, edition.plan_id]::text[])
        from edition join meant on meant.id = edition.partnership_id
    )
    """
)


def _source(wanted: Wanted, way: _Way) -> tuple[str, dict[str, object]]:
    """Return what is read, up to its conditions, and the parameters that it names."""
    if wanted.thing is not None and wanted.thing.startswith(f"{Figure.prefix}_"):
        return _OF_FIGURE, {"ids": [wanted.thing]}
    given: dict[str, object] = {
        "tables": [
            table
            for table, told in TOLD.items()
            if wanted.nouns is None or told.noun.noun in wanted.nouns
        ],
        "with_figures": wanted.nouns is None or Figure.noun in wanted.nouns,
    }
    changes, condition = "change", "true"
    if wanted.partnerships is not None:
        condition = _OF_PARTNERSHIP
        given["partnerships"] = list(wanted.partnerships)
    if wanted.thing is not None:
        changes = _OF_THING
        given["thing"] = wanted.thing
    return _PARTS.format(changes=changes, condition=condition, **vars(way)), given


async def _read(
    store: Store, source: str, way: _Way, place: Place, first: int, given: Mapping[str, object]
) -> list[Placed]:
    statement = _TOLD.format(source=source, **vars(way))
    rows = await store.fetch(statement, **given, **_at(place, first), first=first)
    return [_placed(row) for row in rows]


def _at(place: Place, first: int) -> dict[str, object]:
    turn, sequence, number = place
    return {"turn": turn, "sequence": sequence, "number": number, "one_page": first}


def _figure_at(revision: str) -> str:
    """Select a revision of an entry's figure as the audience may see it, null if withdrawn."""
    hidden = {
        **{name: shown(name, "figure_revision") for name in ("value", "numerator", "denominator")},
        "note": note_shown("figure_revision"),
    }
    told = ", ".join(
        f"'{name_of(column)}', {hidden.get(column, f'figure_revision.{column}')}"
        for column in FIGURE_FIELDS.split()
    )
    return f"""(
        select jsonb_build_object({told}) from figure_revision
        where figure_revision.area_id = entry.area_id
            and figure_revision.indicator_id = entry.indicator_id
            and figure_revision.breakdown = entry.breakdown
            and figure_revision.period = entry.period
            and figure_revision.revision = {revision}
            and not figure_revision.is_deletion
    )"""


# The stretch is found first; then what it tells is looked up.
_TOLD: Final = f"""
    select entry.*, {ref_or_null("agency")} as agency, {figure_id("entry")} as figure_id,
        {_figure_at("entry.revision - 1")} as figure_before,
        {_figure_at("entry.revision")} as figure_after
    from (
        select change.turn, change.sequence, change.table_name, change.row_id, change.belongs_to,
            change.before, change.after, change.key_id, change.request_id, change.recorded_at,
            part.number, part.area_id, part.indicator_id, part.breakdown, part.period,
            part.revision
        from {{source}}
            and (change.turn, change.sequence) {{beyond}}= (:turn, :sequence)
            and (change.turn, change.sequence, part.number) {{beyond}} (:turn, :sequence, :number)
        order by change.turn {{order}}, change.sequence {{order}}, part.number {{order}}
        limit :first
    ) as entry
    left join key on key.id = entry.key_id
    left join agency on agency.id = key.agency_id
    order by entry.turn {{order}}, entry.sequence {{order}}, entry.number {{order}}
"""


def _placed(row: Record) -> Placed:
    place = (row["turn"], row["sequence"], row["number"])
    return Placed(_figure(row) if row["number"] else _thing(row), place)


def _figure(row: Record) -> ChangeEntry:
    return ChangeEntry(
        noun=Figure.noun,
        id=row["figure_id"],
        part=None,
        belongs_to=(row["row_id"],),
        **vars(difference(row["figure_before"], row["figure_after"])),
        **_circumstances(row),
    )


def _thing(row: Record) -> ChangeEntry:
    told = TOLD[row["table_name"]]
    return ChangeEntry(
        noun=told.noun.noun,
        id=row["row_id"],
        part=told.part,
        belongs_to=tuple(row["belongs_to"]),
        **vars(difference(_told(told, row["before"]), _told(told, row["after"]))),
        **_circumstances(row),
    )


def _circumstances(row: Record) -> dict[str, Any]:
    return {
        "changed_at": row["recorded_at"],
        "request_id": row["request_id"],
        "agency": None if row["agency"] is None else Ref(*row["agency"]),
    }


def _told(told: Told, state: State | None) -> State | None:
    """Keep of a row what is told of it; what was recorded before a column was there is null."""
    if state is None:
        return None
    return {name_of(column): _value(column, state.get(column)) for column in told.fields.split()}


def _value(column: str, value: Any) -> Any:  # noqa: ANN401 -- of JSON
    """Return a value of JSON; instants are written as they are on every door."""
    is_instant = column.endswith("_at") and isinstance(value, str)
    return datetime.fromisoformat(value).astimezone(UTC) if is_instant else value
