"""The OpenAPI document: FastAPI's, with what it cannot know put in.

The errors that really come, the bearer key, the permission of every operation, and a first page
that gets a reader to an accepted push.
"""

import asyncio
from typing import Any, Final

from fastapi import FastAPI, Response
from fastapi.openapi.utils import get_openapi

from service import __version__, wire
from service.api.files import file_schema
from service.api.replies import JSON
from service.problems import MEDIA_TYPE

_METHODS: Final = frozenset({"get", "post", "patch", "delete"})

_NEEDED_HEADERS: Final = {"If-Match": "428", "Idempotency-Key": "400"}  # and what their lack is

_DESCRIPTION: Final = """
The one service where a Community Safety Partnership keeps its plan, its figures and its statutory
record. Agencies **push figures** here; dashboards pull them over [GraphQL](/graphql).

**A first push.** Ask whoever runs the service for a key of your agency that may push. See what
you supply with `GET /v1/agencies/{agency}/supply`, then send
`POST /v1/submissions` with an `Idempotency-Key` of your own making:

```json
{"defaults": {"period": "FY2021-Q1", "status": "provisional"},
 "rows": [{"indicator": "asb-incidents", "area": "E07000107", "value": 512}]}
```

Either every row is written or none is; a refusal lists every fault of every row. The same request
sent again with the same key gives the first receipt again.

**Conventions.** Wherever an id is taken, a code is too. Changes need `If-Match` with the `ETag`
that was read. Lists come in pages: follow `next_cursor` until it is null. Days that are known
only to the month or the year are written so (`2021-01`). Intervals are half-open: `ends_before`
is the day after the last. Every error is a problem (RFC 9457) with a stable `code`. Words of
enumerations may be added in time; treat one that you do not know as such.
"""

_TAGS: Final = {
    "Submissions": "The push of figures: all rows or none, as often as you like.",
    "Figures": "Series and figures as they stand, and every value they have had.",
    "Partnerships": "Community Safety Partnerships, the areas they serve and their members.",
    "Plans": "Partnership plans and their yearly editions.",
    "Priorities": "What an edition commits to tackle.",
    "Statements": "Focus, aims and commitments under priorities.",
    "Objectives": "Which way something is to go under priorities, how far, and whose target it is.",
    "Priorities of others": "What other bodies give priority to, and which of ours is aligned.",
    "Documents of others": "What an edition had regard to.",
    "KPIs": "Indicators under a priority, with baseline and target.",
    "Sources": "Where facts were read: document, place, and whether they stand there so.",
    "Files": "A whole partnership as one file: loaded, and written.",
    "Actions": "Numbered commitments: who acts, how success is measured, how they stand.",
    "Indicators": "What is measured, independent of any plan.",
    "Areas": "Districts, counties and police areas, with their ONS codes.",
    "Agencies": "Bodies: what they cover, supply, are called, and who came after them.",
    "Keys": "Machine keys, for those who administer the service.",
    "Changes": "What was added, edited and deleted, in order, for whoever keeps a copy.",
}


def add_openapi(app: FastAPI) -> None:
    """Add `/openapi.json`."""
    building = asyncio.Lock()

    @app.get("/file.schema.json", include_in_schema=False)
    async def file_schema_json() -> Response:
        return Response(wire.dumps(file_schema()), media_type="application/schema+json")

    @app.get("/openapi.json", include_in_schema=False)
    async def openapi_json() -> Response:
        async with building:  # which takes a second, beside the requests of others
            built = await asyncio.to_thread(document, app)
        return Response(wire.dumps(built), media_type=JSON)


def document(app: FastAPI) -> dict[str, Any]:
    """Build the OpenAPI document of the service, once."""
    if app.openapi_schema is None:
        built = get_openapi(
            title="Community Safety API",
            version=__version__,
            summary="Plans, figures and the statutory record of Community Safety Partnerships.",
            description=_DESCRIPTION.strip(),
            routes=app.routes,
            tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
            license_info={"name": "MIT", "identifier": "MIT"},
            servers=[{"url": "/"}],
        )
        _complete(built)
        app.openapi_schema = built
    return app.openapi_schema


def _complete(built: dict[str, Any]) -> None:
    schemas = built["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    built["components"]["securitySchemes"] = {
        "key": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "csp_<prefix>_<secret>",
            "description": "A machine key of an agency or an operator.",
        }
    }
    built["security"] = [{"key": []}]
    problems: dict[str, Any] = {}
    for path in built["paths"].values():
        for method, operation in path.items():
            if method in _METHODS:
                _complete_operation(operation, problems)
    built["components"]["responses"] = dict(sorted(problems.items()))


def _complete_operation(operation: dict[str, Any], problems: dict[str, Any]) -> None:
    permission = operation["x-permission"]
    operation["description"] += f"\n\nNeeds a key that may **{permission}**."
    for status, response in list(operation["responses"].items()):
        if MEDIA_TYPE in response.get("content", {}):
            _share(operation, status, response, problems)
        elif status == "422":
            # FastAPI's own shape for a refused body, which never comes from here.
            del operation["responses"]["422"]
    for parameter in operation.get("parameters", ()):
        if _NEEDED_HEADERS.get(parameter["name"]) in operation["responses"]:
            # FastAPI would refuse their absence in its own words and with its own status.
            parameter |= {"required": True, "schema": {"type": "string"}}
    body = operation.get("requestBody")
    if body is not None and "application/merge-patch+json" not in body["content"]:
        _offer_merge_patch(operation, body)


def _share(
    operation: dict[str, Any], status: str, response: dict[str, Any], problems: dict[str, Any]
) -> None:
    """Describe a problem response once for all operations, and refer to it."""
    name = f"Problem{status}"
    # FastAPI files a model under the media type of the reply that succeeds.
    response["content"].pop(JSON, None)
    response["content"][MEDIA_TYPE]["schema"] = {"$ref": "#/components/schemas/Problem"}
    problems.setdefault(name, response)
    operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}


def _offer_merge_patch(operation: dict[str, Any], body: dict[str, Any]) -> None:
    if "428" in operation["responses"]:
        body["content"]["application/merge-patch+json"] = body["content"][JSON]
