"""What every noun that can be read by its id has in common, and how one refers to another."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self


class Ref(str):
    """The code of another thing, which also knows that thing's id.

    It is a text like any other on the wire; the id is for whoever follows it inside the service.
    """

    __slots__ = ("id",)
    id: str

    def __new__(cls, code: str, id_: str) -> Self:
        """Make the reference to the thing with this code and this id."""
        ref = super().__new__(cls, code)
        ref.id = id_
        return ref

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> dict[str, Any]:
        return {"type": "str"}


@dataclass(frozen=True)
class Node:
    """A thing with an id, the same in REST and GraphQL (Relay's global object identification)."""

    noun: ClassVar[str]  # in words, for people: "partnership"
    prefix: ClassVar[str]  # of its ids: "ptn"

    id: str


@dataclass(frozen=True)
class Record(Node):
    """A node that is changed in place, one revision after another.

    `revision` counts from 1 and is the resource's ETag; `updated_at` is when it was made or last
    changed.
    """

    revision: int
    updated_at: datetime


@dataclass(frozen=True)
class Entered(Record):
    """A record under a plan, as one edition words it.

    It is one identity under its plan, with an entry in every edition that holds it, so that it
    can be carried over and worded anew. `code` is `{plan}:{code}`, `edition` says whose wording
    this is.
    """

    code: str
    plan: Ref
    edition: Ref
