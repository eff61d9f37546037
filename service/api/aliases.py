"""What agencies are called, over REST: their aliases, and a printed name resolved."""

from typing import Annotated

from fastapi import Query, Response

from service.api.asking import Asked, Doing, Key, Revision
from service.api.inputs import Input, Line, VagueText, changes_to
from service.api.operation import Door
from service.domain.agencies import Agency
from service.domain.aliases import Alias, Resolution
from service.domain.callers import Permission
from service.usecases import aliases, reading, relations

door = Door("Agencies")


class AliasInput(Input):
    """A name that sources use for an agency, for a time where it was only used for one."""

    name: Line
    starts_on: VagueText | None = None
    ends_before: VagueText | None = None
    source: Line | None = None


@changes_to(AliasInput, but=("name",))
class AliasChange(Input):
    """What is to be different about an alias. Its name stays."""


@door.reads("/agencies/resolve", Resolution)
async def resolve_agency(
    work: Doing,
    name: Annotated[
        str, Query(description="A name as a source prints it.", min_length=1, max_length=300)
    ],
    on: Annotated[
        VagueText | None,
        Query(description="The day of the source, which may be vague. Unsaid, at any time."),
    ] = None,
) -> Resolution:
    """Find the agency that a printed name means: its own name, its code or an alias.

    Case, accents, spaces, punctuation, "&", "and" and "the" do not count. A name that means nobody
    is answered with the nearest that are recorded, or with the agencies that it lists, as
    "DBC & GBC" does; one that can mean several, with each of them.
    """
    return await aliases.resolve(work, name, on)


@door.lists("/agencies/{agency}/aliases", Alias)
async def list_aliases(ask: Asked, agency: Key) -> Response:
    """List the names that sources use for an agency, besides its own."""
    found = await reading.one(ask.work, Agency, agency)
    return await ask.page(Alias, {"agency": [found.id]})


@door.reads("/agencies/{agency}/aliases/{alias}", Alias)
async def read_alias(work: Doing, agency: Key, alias: Key) -> Alias:
    """Read one alias of an agency."""
    return await relations.find(work, aliases.ALIAS, agency, alias)


@door.creates("/agencies/{agency}/aliases", Alias, may=Permission.ADMIN)
async def record_alias(work: Doing, agency: Key, body: AliasInput) -> Alias:
    """Record a name that sources use for an agency. From then on bodies of requests may use it.

    No two agencies have the same alias at the same time, and none has another's name or code.
    """
    return await aliases.record(work, agency, **body.given())


@door.revises("/agencies/{agency}/aliases/{alias}", Alias, may=Permission.ADMIN)
async def redate_alias(
    work: Doing, agency: Key, alias: Key, revision: Revision, body: AliasChange
) -> Alias:
    """Change the days of an alias; give it an end when the name is no longer used."""
    return await aliases.redate(work, agency, alias, revision, body.changes())


@door.withdraws("/agencies/{agency}/aliases/{alias}", may=Permission.ADMIN)
async def withdraw_alias(work: Doing, agency: Key, alias: Key, revision: Revision) -> None:
    """Remove an alias recorded by mistake. What was resolved by it stays."""
    await relations.withdraw(work, aliases.ALIAS, agency, alias, revision)
