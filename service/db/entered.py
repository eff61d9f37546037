"""How what editions hold is read: identities under a plan, with an entry in each edition."""

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

from service.db.sql import (
    is_named,
    is_named_under_plan,
    recorded,
    ref,
    scoped_code_condition,
    scoped_ref,
    since,
)
from service.db.views import Order, Parent, View
from service.domain.nodes import Entered

T = TypeVar("T", bound=Entered)


def entered(
    of: type[T],
    noun: str,
    *,
    columns: Mapping[str, str],
    joins: str = "",
    position: str = "entry.position",
    filters: Mapping[str, str] | None = None,
    parents: Mapping[str, Parent] | None = None,
    **more: Any,  # noqa: ANN401 -- what a View takes
) -> View[T]:
    """Make the view of a noun that editions hold; refuses columns that `of` has not, or lacks.

    `noun` is the table of its identities; what an edition says of one stands in `{noun}_entry`,
    called `entry`. `columns`, `filters` and `parents` are the noun's own, besides those of all;
    `joins` is what these need, and `position` where a thing stands in its edition.
    """
    has_position = "position" in {field.name for field in dataclasses.fields(of)}
    return View(
        of=of,
        source=f"""
            {noun}_entry as entry
            join {noun} on {noun}.id = entry.{noun}_id
            join edition on edition.id = entry.edition_id
            join plan on plan.id = {noun}.plan_id
            {joins}
        """,
        columns={
            **recorded(noun),
            "code": f"plan.code || ':' || {noun}.code",
            "plan": ref("plan"),
            "edition": scoped_ref("edition"),
            **({"position": position} if has_position else {}),
            **columns,
        },
        id_condition=f"{noun}.id = any(:ids::text[])",
        code_condition=scoped_code_condition(noun),
        order=(
            Order("plan.code", "text"),
            Order("edition.starts_on", "date"),
            Order("edition.code", "text"),
            Order(position, "int"),
        ),
        filters={
            "plan": is_named("plan", "plan"),
            "edition": is_named_under_plan("edition", "edition"),
            "edition_id": "entry.edition_id = any(:edition_id::text[])",
            "partnership": f"""
                edition.partnership_id in (
                    select id from partnership where {is_named("partnership", "partnership")}
                )
            """,
            "updated_since": since(noun),
            **(filters or {}),
        },
        parents={"edition": Parent(("entry.edition_id",)), **(parents or {})},
        # Of the entries that an identity has in several editions, the one begun last stands.
        standing=f"""
            not exists (
                select from {noun}_entry as other
                join edition as later on later.id = other.edition_id
                where other.{noun}_id = {noun}.id
                    and (later.starts_on, later.code) > (edition.starts_on, edition.code)
            )
        """,
        **more,
    )
