"""Turns of SQL that several nouns share."""

from service.db.views import Parent


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


def priorities_of(noun: str, by: str = "priority") -> str:
    """Select references to the priorities that an entry of a noun stands under, in order.

    `by` ends the name of the table, `{noun}_{by}`, that has them.
    """
    return f"""
        array(
            select {scoped_ref("priority")}
            from {noun}_{by} as place join priority on priority.id = place.priority_id
            where place.edition_id = entry.edition_id and place.{noun}_id = entry.{noun}_id
            order by place.position
        )
    """


def is_under_priority(noun: str, by: str = "priority") -> str:
    """Narrow to the entries of a noun that stand under the priorities the parameter `by` names."""
    return f"""
        exists (
            select from {noun}_{by} as place join priority on priority.id = place.priority_id
            where place.edition_id = entry.edition_id and place.{noun}_id = entry.{noun}_id
                and {is_named_under_plan("priority", by)}
        )
    """


def under_priority(noun: str, by: str = "priority") -> Parent:
    """Hang entries of a noun under the priorities of their edition that `{noun}_{by}` names."""
    return Parent(
        ("entry.edition_id", "place.priority_id"),
        f"""
        join {noun}_{by} as place
            on place.edition_id = entry.edition_id and place.{noun}_id = entry.{noun}_id
        """,
    )


def join_owner(of: str) -> str:
    """Join the body that owns what a row tells of, where it is one that we know."""
    return f"""
        left join agency as owner_agency on owner_agency.id = {of}.owner_agency_id
        left join area as owner_area on owner_area.id = {of}.owner_area_id
        left join partnership as owner_partnership
            on owner_partnership.id = {of}.owner_partnership_id
    """


def owner(of: str) -> str:
    """Select the owner of what a row tells of, if one is printed; needs `join_owner`."""
    bodies = ", ".join(
        f"'{body}', to_jsonb({ref_or_null(f'owner_{body}')})"
        for body in ("agency", "area", "partnership")
    )
    return f"""
        case when {of}.owner_printed is not null
            then jsonb_build_object('printed', {of}.owner_printed, {bodies}) end
    """


def printed_period(field: str) -> str:
    """Select when something is, as an entry prints and resolves it, if it does."""
    return f"""
        case when entry.{field}_printed is not null then jsonb_build_object(
            'printed', entry.{field}_printed, 'period', entry.{field}_period
        ) end
    """


def is_owned_by(parameter: str) -> str:
    """Narrow to what the agencies, areas and partnerships that a parameter names own."""
    named = (is_named(f"owner_{body}", parameter) for body in ("agency", "partnership"))
    return f"coalesce({' or '.join((*named, is_named_area('owner_area', parameter)))}, false)"


def recorded(table: str) -> dict[str, str]:
    """Select what every record has: its id, its revision and when it was last changed."""
    return {
        "id": f"{table}.id",
        "revision": f"{table}.revision",
        "updated_at": f"{table}.updated_at",
    }


def earliest(day: str) -> str:
    """Return the first day that a vague one can have been (service/domain/days.py)."""
    return f"({day} || substr('-01-01', length({day}) - 3))::date"


def latest(day: str) -> str:
    """Return the last day that a vague one can have been."""
    lasts = f"case length({day}) when 4 then '1 year' when 7 then '1 month' else '1 day' end"
    return f"({earliest(day)} + ({lasts})::interval - interval '1 day')::date"


def recorded_step(table: str) -> dict[str, str]:
    """Select who recorded a step and when; `table` must be outer joined with `agency`."""
    return {
        "recorded_at": f"{table}.recorded_at",
        "recorded_by": ref_or_null("agency"),
        "recorded_after_the_fact": f"{table}.recorded_after_the_fact",
    }


def since(table: str) -> str:
    """Narrow to what was made or changed at an instant or after it."""
    return f"{table}.updated_at >= :updated_since"
