"""Relations that are followed step by step, and must not lead back to where they began."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from service.db.store import Store


@dataclass(frozen=True)
class Steps:
    """A relation of which each row of a table leads from one thing to another, or to none.

    `origin` and `target` are the columns with the ids of the two. `among` is a condition on the
    rows that count, each of them called `step`.
    """

    table: str
    origin: str
    target: str
    among: str = "true"

    @property
    def back(self) -> Self:
        """The same steps, the other way."""
        return replace(self, origin=self.target, target=self.origin)

    def reached(self, starts: str) -> str:
        """Select the ids of all that is reached from some, an array given as SQL: those as well."""
        return f"""
            with recursive reached as (
                select unnest({starts}) as id
                union
                select step.{self.target}
                from reached join {self.table} as step on step.{self.origin} = reached.id
                where {self.among}
            )
            select id from reached where id is not null
        """

    async def lock(self, store: Store) -> None:
        """Let nobody else take such a step until this transaction ends.

        A circle can close through two steps that are recorded at once, each of them harmless.
        """
        await store.fetch(f"lock table {self.table} in share row exclusive mode")

    async def would_circle(
        self, store: Store, one: str, others: Sequence[str | None], **given: object
    ) -> bool:
        """Say whether a thing would lead back to itself if it led to each of the others, by ids.

        Those that are None lead nowhere. `given` are the parameters that `among` names.
        """
        row = await store.fetch_one(
            f"select :one::text in ({self.reached(':others::text[]')}) as is_circle",
            one=one,
            others=list(others),
            **given,
        )
        return row is not None and bool(row["is_circle"])
