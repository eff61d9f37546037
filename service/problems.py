"""The error table: what every refusal is on the wire (RFC 9457), in both doors.

Nothing else in the service decides on a status. Codes are stable; titles and details are for
people and may be reworded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from service.domain import errors
from service.domain.errors import Refusal

MEDIA_TYPE: Final = "application/problem+json"


class UnknownPath(Refusal):
    """There is nothing at this address."""


class WrongMethod(Refusal):
    """The address does not know this method; `Allow` lists those it knows."""


class MalformedBody(Refusal):
    """The body is not JSON."""


class UnsupportedMediaType(Refusal):
    """The body is of another media type than the operation reads."""


class BodyTooLarge(Refusal):
    """The body is larger than the service accepts."""


class InternalError(Refusal):
    """A fault of the service's own."""


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its status, its code, its title, and what to do about it."""

    status: int
    code: str
    title: str
    advice: str


TABLE: Final[Mapping[type[Refusal], Kind]] = {
    errors.KeyMissing: Kind(
        401,
        "key_missing",
        "A key is needed",
        "Send a key as a bearer token: `Authorization: Bearer csp_…`. Keys are made by whoever "
        "runs the service. Only the documentation, the schema and the health checks need none.",
    ),
    errors.KeyRefused: Kind(
        401,
        "key_refused",
        "This key is not valid",
        "The key is mistyped, expired or revoked; which of them is not told. Ask whoever runs "
        "the service for a new one.",
    ),
    errors.PermissionMissing: Kind(
        403,
        "permission_missing",
        "The key may not do this",
        "Every operation names the permission it needs: read, push, edit or admin. Ask for a key "
        "that carries it.",
    ),
    errors.NotYours: Kind(
        403,
        "not_yours",
        "This belongs to somebody else",
        "An agency pushes only for itself, and only the agency that coordinates a partnership "
        "changes what the partnership owns.",
    ),
    errors.BadParameter: Kind(
        400,
        "bad_parameter",
        "A parameter is not of its form",
        "The list `errors` names each parameter or header and what is expected of it. Parameters "
        "that an operation does not know are refused rather than ignored.",
    ),
    errors.BadCursor: Kind(
        400,
        "bad_cursor",
        "The cursor does not belong to this list",
        "A cursor is good for the list and the filters that gave it. Begin again without one.",
    ),
    errors.TextUnkeepable: Kind(
        400,
        "text_unkeepable",
        "A text holds a character that cannot be kept",
        "The character NUL (U+0000) stands in no text here: send the text without it.",
    ),
    errors.QueryInvalid: Kind(
        400,
        "query_invalid",
        "The GraphQL query is not valid",
        "The message says where. The schema is at /schema.graphql, and GraphiQL under /graphql "
        "completes and checks queries while you write them.",
    ),
    errors.QueryTooLarge: Kind(
        400,
        "query_too_large",
        "The GraphQL query asks for too much at once",
        "Ask for fewer items with `first`, for fewer periods, or for less in one request; the "
        "limits are in the message.",
    ),
    errors.IdempotencyKeyMissing: Kind(
        400,
        "idempotency_key_missing",
        "An Idempotency-Key is needed",
        "Send a value that is new for every thing you create, a UUID say, and the same one when "
        "you repeat the request because its reply was lost.",
    ),
    errors.NotFound: Kind(
        404,
        "not_found",
        "There is no such thing",
        "No thing has this id or code, or your key may not know of it.",
    ),
    errors.NameUnknown: Kind(
        404,
        "name_unknown",
        "No body is called so",
        "The list `errors` has the nearest names that are recorded, or the bodies that a name "
        "lists. Record what a source prints as an alias of the body that it means.",
    ),
    errors.NameAmbiguous: Kind(
        409,
        "name_ambiguous",
        "Several bodies are called so",
        "The list `errors` has each of them. Ask about the day of the source (`on`), or name the "
        "body by its code.",
    ),
    errors.AlreadyExists: Kind(
        409,
        "already_exists",
        "It is recorded already",
        "The code, or the same relation, is taken. Codes are never used again.",
    ),
    errors.StillInUse: Kind(
        409,
        "still_in_use",
        "Something still refers to it",
        "Only what nothing else refers to can be removed. What has ended is given an end.",
    ),
    errors.NotAllowedNow: Kind(
        409,
        "not_allowed_now",
        "The record does not allow this step",
        "The detail says where the thing stands. What happened in the past can be recorded with "
        "the day on which it happened.",
    ),
    errors.InFlight: Kind(
        409,
        "in_flight",
        "The same request is being worked on",
        "Another request with this Idempotency-Key has not finished. Repeat after `Retry-After`.",
    ),
    errors.RevisionMissing: Kind(
        428,
        "revision_missing",
        "Say which revision you are changing",
        "Send the `ETag` that you read as `If-Match`, so that nobody's change is lost.",
    ),
    errors.RevisionStale: Kind(
        412,
        "revision_stale",
        "It has changed since you read it",
        "Read it again, see what has changed, and decide whether yours still holds.",
    ),
    errors.Invalid: Kind(
        422,
        "invalid",
        "The request is understood, and wrong",
        "The list `errors` has everything that is wrong, each with a JSON pointer into the body.",
    ),
    errors.SubmissionRefused: Kind(
        422,
        "submission_refused",
        "No row was written",
        "At least one row is at fault, so none was written. The list `errors` has every fault of "
        "every row (the first 1,000 of them); mend them and push again.",
    ),
    errors.IdempotencyKeyReused: Kind(
        422,
        "idempotency_key_reused",
        "The Idempotency-Key belongs to another request",
        "This key was sent before with another body or address. Use a new one for a new request.",
    ),
    UnknownPath: Kind(
        404,
        "unknown_path",
        "There is nothing at this address",
        "The documentation under /docs lists every address.",
    ),
    WrongMethod: Kind(
        405,
        "wrong_method",
        "The address does not know this method",
        "The header `Allow` lists the methods it knows.",
    ),
    MalformedBody: Kind(
        400,
        "malformed_body",
        "The body cannot be read",
        "The body has to be one JSON value, in UTF-8. The detail says where reading stopped.",
    ),
    UnsupportedMediaType: Kind(
        415,
        "unsupported_media_type",
        "The body is of another media type",
        "Send `Content-Type: application/json` (for a PATCH also "
        "`application/merge-patch+json`), not compressed.",
    ),
    BodyTooLarge: Kind(
        413,
        "body_too_large",
        "The body is too large",
        "Split it. The limit is in the detail, and is a setting of the service.",
    ),
    errors.Unavailable: Kind(
        503,
        "unavailable",
        "The service cannot work at the moment",
        "Repeat after `Retry-After`, with the same Idempotency-Key.",
    ),
    InternalError: Kind(
        500,
        "internal_error",
        "The service has failed",
        "This is a fault of the service, not of the request. Report the `request_id`. Whatever "
        "was begun has been undone.",
    ),
}


def kind_of(refusal: Refusal) -> Kind:
    """Return what a refusal is on the wire: the entry of its class, or of the nearest above."""
    return next(TABLE[each] for each in type(refusal).__mro__ if each in TABLE)
