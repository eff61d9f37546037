"""The REST door, put together: every noun's operations, the refusals, the problem pages."""

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

from service.api import (
    actions,
    agencies,
    aliases,
    appointments,
    area_successions,
    areas,
    changes,
    external_documents,
    figures,
    imports,
    indicators,
    keys,
    kpis,
    maps,
    objectives,
    partnership_successions,
    partnerships,
    plans,
    priorities,
    priority_sets,
    sources,
    statements,
    submissions,
    successions,
)
from service.domain.errors import BadParameter, Invalid, Refusal
from service.faults import faults_of
from service.problems import MEDIA_TYPE, MalformedBody, UnknownPath, WrongMethod
from service.refusing import headers_of, problem_of, render

DOORS = (
    partnerships.door,
    plans.door,
    priorities.door,
    statements.door,
    objectives.door,
    priority_sets.door,
    external_documents.door,
    kpis.door,
    actions.door,
    indicators.door,
    submissions.door,
    figures.door,
    areas.door,
    aliases.door,  # before agencies: `/agencies/resolve` is no agency
    area_successions.door,
    maps.door,
    agencies.door,
    successions.door,
    keys.door,
    imports.door,
    sources.door,
    changes.door,
    partnership_successions.door,
    appointments.door,
)


def add_rest(app: FastAPI) -> None:
    """Add every REST operation, and turn every refusal into a problem.

    The routes are taken over as they are: included as routers, FastAPI would build each of them
    anew during the first request.
    """
    for door in DOORS:
        app.router.routes.extend(door.router.routes)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_exception_handler(HTTPException, _unroutable)


def respond(request: Request, refusal: Refusal) -> Response:
    """Answer with the problem that a refusal is."""
    problem = problem_of(refusal, request.url.path, request.state.request_id)
    return Response(
        render(problem),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **headers_of(refusal)},
    )


async def _refused(request: Request, refusal: Exception) -> Response:
    if not isinstance(refusal, Refusal):
        raise TypeError("only refusals come here") from refusal
    return respond(request, refusal)


async def _misread(request: Request, error: Exception) -> Response:
    """Turn what FastAPI could not read into a problem: of the body, or of the parameters."""
    if not isinstance(error, RequestValidationError):
        raise TypeError("only validation errors come here") from error
    found = error.errors()
    broken = next((each for each in found if each["type"] == "json_invalid"), None)
    if broken is not None:
        return respond(request, _broken(broken))
    faults = faults_of(found)
    if any(fault.pointer is None for fault in faults):
        return respond(request, BadParameter("A parameter is not of its form.", faults))
    return respond(request, Invalid("The body is not of its form.", faults))


def _broken(found: dict[str, object]) -> MalformedBody:
    location = found["loc"]
    place = location[-1] if isinstance(location, tuple) else "?"
    context = found.get("ctx")
    why = context.get("error") if isinstance(context, dict) else None
    return MalformedBody(f"The body is not JSON: {why or 'it cannot be read'} (at {place}).")


def _methods_at(request: Request) -> str:
    """List the methods that an address knows; the route that was tried knows only its own."""
    matching = (
        route.methods or ()
        for route in request.app.routes
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE
    )
    return ", ".join(sorted({method for methods in matching for method in methods}))


async def _unroutable(request: Request, error: Exception) -> Response:
    """Turn what Starlette could not route, or FastAPI could not decode, into a problem."""
    if not isinstance(error, HTTPException):
        raise TypeError("only HTTP exceptions come here") from error
    if error.status_code == 405:  # noqa: PLR2004 -- RFC 9110's number
        allowed = _methods_at(request)
        refusal: Refusal = WrongMethod(f"{request.method} is not known here, only {allowed}.")
        response = respond(request, refusal)
        response.headers["Allow"] = allowed
        return response
    if error.status_code == 404:  # noqa: PLR2004 -- the same
        return respond(request, UnknownPath(f"There is nothing at {request.url.path}."))
    return respond(request, MalformedBody("The body is not JSON in UTF-8."))
