"""What a source printed, with what it is resolved to, as bodies have it."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

from pydantic import Field

from service.api.inputs import Input, Line, Reference
from service.domain.objectives import Target
from service.usecases.printed import GivenOwner, GivenPeriod


class OwnerInput(Input):
    """Whose it is: as printed and, where it is a body on record, which one of the three it is."""

    printed: Line
    agency: Reference | None = None
    area: Reference | None = None
    partnership: Reference | None = None


class PeriodInput(Input):
    """When it is: as printed, and the id of the period that this comes to."""

    printed: Line
    period: Annotated[str, Field(max_length=40, examples=["2008-04/2011-03"])] | None = None


def _made(of: Callable[..., Any]) -> Callable[[Input], Any]:
    return lambda given: of(**given.given())


_MAKERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "owner": _made(GivenOwner),
    "lead": _made(GivenOwner),
    "due": _made(GivenPeriod),
    "dated": _made(GivenPeriod),
    "target": _made(Target),
}


def resolved(fields: Mapping[str, Any], **makers: Callable[[Any], Any]) -> dict[str, Any]:
    """Turn the objects of a body into what the use case takes: these here, and those named."""
    known = {**_MAKERS, **makers}
    return {
        name: known[name](each) if name in known and each is not None else each
        for name, each in fields.items()
    }
