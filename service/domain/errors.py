"""What the service refuses, in the words of the field.

Every refusal is one of these classes; `service/problems.py` gives each its status, title and
page. The tree::

    Refusal
    ├── NotAuthenticated            who are you?
    │   ├── KeyMissing
    │   └── KeyRefused              unknown, expired or revoked: never said which
    ├── NotPermitted                we know you, and no
    │   ├── PermissionMissing       the key lacks read, push, edit or admin
    │   └── NotYours                the thing belongs to somebody else
    ├── Unreadable                  the request cannot be understood as it stands
    │   ├── BadParameter
    │   ├── BadCursor
    │   ├── QueryInvalid            a GraphQL query that the schema does not allow
    │   ├── QueryTooLarge           a GraphQL query beyond the limits
    │   ├── TextUnkeepable
    │   └── IdempotencyKeyMissing
    ├── NotFound
    ├── NameUnknown                 nobody is called so
    ├── Conflict                    the state of the record forbids it
    │   ├── AlreadyExists
    │   ├── StillInUse
    │   ├── NameAmbiguous           several are called so
    │   ├── NotAllowedNow           a transition the record does not allow
    │   └── InFlight                the same Idempotency-Key is being worked on
    ├── RevisionMissing             a change needs If-Match
    ├── RevisionStale               somebody else changed it first
    ├── Unavailable                 the record cannot be reached, or is too busy
    └── Invalid                     understood, and wrong
        ├── SubmissionRefused
        └── IdempotencyKeyReused
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where.

    `code` is stable and snake_case, `detail` a sentence, and exactly one of `pointer` (a JSON
    pointer into the body, RFC 6901), `parameter` (of the path or query) and `header` says where;
    all three are None when the fault is the request as a whole.
    """

    code: str
    detail: str
    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None


class Refusal(Exception):
    """Something asked for that will not be done; `detail` tells a person why.

    `faults` lists every single thing that is wrong, when there are several or when each has a
    place. `retry_after` is a number of seconds, when waiting would help.
    """

    retry_after: int | None = None

    def __init__(self, detail: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = tuple(faults)


class NotAuthenticated(Refusal):
    """Nobody we know is asking."""


class KeyMissing(NotAuthenticated):
    """The request carries no key."""


class KeyRefused(NotAuthenticated):
    """The key is unknown, expired or revoked. Which of them is not told to a stranger."""


class NotPermitted(Refusal):
    """The caller is known and may not."""


class PermissionMissing(NotPermitted):
    """The key does not carry the permission that the operation names."""


class NotYours(NotPermitted):
    """The thing belongs to another agency or partnership."""


class Unreadable(Refusal):
    """The request cannot be understood as it stands."""


class BadParameter(Unreadable):
    """A parameter of the path or query is not of its form."""


class BadCursor(Unreadable):
    """A cursor that this service did not give, or gave for another list."""


class TextUnkeepable(Unreadable):
    """A text holds a character that the database cannot keep."""


class QueryInvalid(Unreadable):
    """A GraphQL query that is not of the language, or that the schema does not allow."""


class QueryTooLarge(Unreadable):
    """A GraphQL query that is too deep, or could return too much."""


class IdempotencyKeyMissing(Unreadable):
    """A request that creates something must carry an Idempotency-Key."""


class NotFound(Refusal):
    """There is no such thing, or the caller may not know of it."""

    def __init__(self, noun: str, key: str) -> None:
        super().__init__(f"There is no {noun} {key!r}.")
        self.noun = noun
        self.key = key


class NameUnknown(Refusal):
    """No body is called so; `faults` has the nearest names, or the bodies that it lists."""


class Conflict(Refusal):
    """The state of the record forbids it."""


class AlreadyExists(Conflict):
    """The code, or the same relation, is taken."""


class StillInUse(Conflict):
    """Something else still refers to it."""


class NameAmbiguous(Conflict):
    """Several bodies are called so; `faults` has each of them."""


class NotAllowedNow(Conflict):
    """The record does not allow this step from where it stands."""


class InFlight(Conflict):
    """A request with the same Idempotency-Key is being worked on at this moment."""

    retry_after = 1


class RevisionMissing(Refusal):
    """A change must say, in If-Match, which revision it changes (RFC 6585, 428)."""


class RevisionStale(Refusal):
    """The thing has changed since it was read (RFC 9110, 412)."""


class Unavailable(Refusal):
    """The record cannot be reached or is too busy; the same request can succeed later."""

    retry_after = 5


class Invalid(Refusal):
    """Understood, and wrong in the ways that `faults` lists."""


class SubmissionRefused(Invalid):
    """No row was written, since at least one is at fault."""


class IdempotencyKeyReused(Invalid):
    """The Idempotency-Key was used before for another request."""
