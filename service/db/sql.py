"""Turns of SQL that several nouns share."""

from service.db.views import Order


def ref(table: str) -> str:
    """Select a reference: the code of a row of `table` (an alias will do) and its id."""
    return f"array[{table}.code, {table}.id]"


def ref_or_null(table: str) -> str:
    """Select a reference to a row that an outer join may not have found."""
    return f"case when {table}.id is not null then array[{table}.code, {table}.id] end"


def scoped_ref(table: str) -> str:
    """Select a reference to a thing under a plan, whose code is `{plan}:{code}`."""
    return f"array[plan.code || ':' || {table}.code, {table}.id]"


def scoped_ref_or_null(table: str) -> str:
    """Select a reference to a thing under a plan that an outer join may not have found."""
    return f"case when {table}.id is not null then {scoped_ref(table)} end"


def scoped_code_condition(table: str) -> str:
    """Find rows of `table`, which must be joined with `plan`, by `{plan}:{code}`."""
    return (
        f"(plan.code, {table}.code) in "
        "(select split_part(each, ':', 1), split_part(each, ':', 2) "
        "from unnest(:codes::text[]) as each)"
    )


def is_named(table: str, parameter: str) -> str:
    """Narrow to the rows that a parameter names, each by id or by code."""
    return f"({table}.id = any(:{parameter}::text[]) or {table}.code = any(:{parameter}::text[]))"


def is_named_area(table: str, parameter: str) -> str:
    """Narrow to the areas that a parameter names, each by id, by ONS code or by slug."""
    return f"({is_named(table, parameter)} or {table}.slug = any(:{parameter}::text[]))"


def is_named_under_plan(table: str, parameter: str) -> str:
    """Narrow to rows under a plan that a parameter names, each by id or by `{plan}:{code}`."""
    return (
        f"({table}.id = any(:{parameter}::text[]) "
        f"or plan.code || ':' || {table}.code = any(:{parameter}::text[]))"
    )


def is_of_partnership() -> str:
    """Narrow to what stands in the editions of the partnerships that are named."""
    named = is_named("partnership", "partnership")
    return f"edition.partnership_id in (select id from partnership where {named})"


def in_editions(identity: str) -> dict[str, str]:
    """Narrow what editions hold by plan, edition, partnership, and when it was last changed."""
    return {
        "plan": is_named("plan", "plan"),
        "edition": is_named_under_plan("edition", "edition"),
        "edition_id": "entry.edition_id = any(:edition_id::text[])",
        "partnership": is_of_partnership(),
        "updated_since": since(identity),
    }


def in_reading_order(position: str) -> tuple[Order, ...]:
    """Order what editions hold by plan, then by edition, then as the edition is read."""
    return (
        Order("plan.code", "text"),
        Order("edition.starts_on", "date"),
        Order("edition.id", "text"),
        Order(position, "int"),
    )


def recorded(table: str) -> dict[str, str]:
    """Select what every record has: its id, its revision and when it was last changed."""
    return {
        "id": f"{table}.id",
        "revision": f"{table}.revision",
        "updated_at": f"{table}.updated_at",
    }


def since(table: str) -> str:
    """Narrow to what was made or changed at an instant or after it."""
    return f"{table}.updated_at >= :updated_since"


def standing_entry(entry: str, identity: str) -> str:
    """Pick, of the entries that an identity has in several editions, the one begun last."""
    return f"""
        not exists (
            select from {entry} as other join edition as later on later.id = other.edition_id
            where other.{identity}_id = {identity}.id
                and (later.starts_on, later.id) > (edition.starts_on, edition.id)
        )
    """


def earliest_of(vague: str) -> str:
    """Return the first day that a recorded day can have been (domain.days.VagueDay.earliest)."""
    return f"({vague} || substr('-01-01', length({vague}) - 3))::date"


def latest_of(vague: str) -> str:
    """Return the last day that a recorded day can have been (domain.days.VagueDay.latest)."""
    stretch = "case length({0}) when 4 then '1 year' when 7 then '1 month' else '1 day' end"
    return f"({earliest_of(vague)} + ({stretch.format(vague)})::interval - interval '1 day')::date"
