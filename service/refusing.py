"""A refusal as it is sent: its problem (RFC 9457), which both doors write, and its headers."""

from dataclasses import dataclass
from typing import Final

from service import wire
from service.domain.errors import Fault, NotAuthenticated, Refusal
from service.problems import kind_of

MOST_ERRORS: Final = 1_000


@dataclass(frozen=True)
class Problem:
    """A problem as it is sent. `errors` lists what is wrong and where, when that can be said."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    request_id: str
    errors: tuple[Fault, ...]


def problem_of(refusal: Refusal, instance: str, request_id: str) -> Problem:
    """Build the problem that a refusal is, for the path asked and the request's id."""
    kind = kind_of(refusal)
    return Problem(
        type=f"/problems/{kind.code}",
        title=kind.title,
        status=kind.status,
        detail=refusal.detail,
        instance=instance,
        code=kind.code,
        request_id=request_id,
        errors=refusal.faults[:MOST_ERRORS],
    )


def render(problem: Problem) -> bytes:
    """Write a problem as JSON; of each error only the place that it has."""
    told = {**vars(problem), "errors": [_told(fault) for fault in problem.errors]}
    return wire.dumps(told)


def headers_of(refusal: Refusal) -> dict[str, str]:
    """Return the headers that belong to a refusal."""
    headers = {}
    if refusal.retry_after is not None:
        headers["Retry-After"] = str(refusal.retry_after)
    if isinstance(refusal, NotAuthenticated):
        headers["WWW-Authenticate"] = 'Bearer realm="community-safety"'
    return headers


def _told(fault: Fault) -> dict[str, str]:
    return {name: value for name, value in vars(fault).items() if value is not None}
