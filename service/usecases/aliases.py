"""Aliases of agencies: recorded, redated, removed; and a printed name resolved."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from service.db.tables import AliasRow
from service.domain.agencies import Agency
from service.domain.aliases import Alias, Named, Resolution, spelling
from service.domain.days import read
from service.domain.nodes import Ref
from service.usecases.naming import body_meant, must_be_free
from service.usecases.reading import References, one
from service.usecases.recording import begun, change, check_days
from service.usecases.relations import Relation, find_at
from service.usecases.work import Work

ALIAS: Final = Relation(Alias, AliasRow, Agency, ("agency",))


async def record(
    work: Work,
    key: str,
    *,
    name: str,
    starts_on: str | None,
    ends_before: str | None,
    source: str | None,
) -> Alias:
    """Record a name that sources use for an agency.

    Refuses what any agency is called by its own name or code, and what is an alias of any in the
    same time.
    """
    agency = await one(work, Agency, key)
    references = References(work)
    if not spelling(name):
        references.fault("not_of_its_form", "A name has a letter or a digit.", "/name")
    check_days(references, starts_on, ends_before)
    references.settle()
    row = AliasRow(
        **begun(work, Alias),
        agency_id=agency.id,
        name=name,
        starts_on=starts_on,
        ends_before=ends_before,
        source=source,
    )
    owner = Ref(agency.code, agency.id)
    await must_be_free(work, Named(owner, name, row.id, starts_on, ends_before))
    await work.store.insert(row)
    return await one(work, Alias, row.id)


async def redate(
    work: Work, agency: str, key: str, revision: int, changes: Mapping[str, Any]
) -> Alias:
    """Change the days of an alias, or where it is printed. Its name stays."""
    found = await find_at(work, ALIAS, agency, key, revision)
    stands = replace(found, **changes)
    references = References(work)
    check_days(references, stands.starts_on, stands.ends_before)
    references.settle()
    await must_be_free(
        work, Named(found.agency, found.name, found.id, stands.starts_on, stands.ends_before)
    )
    await change(work, AliasRow, found, changes)
    return await one(work, Alias, found.id)


async def resolve(work: Work, printed: str, on: str | None) -> Resolution:
    """Find the agency that a printed name means, on a day (which may be vague) or at any time."""
    named = await body_meant(work, printed, read(on))
    agency = await one(work, Agency, named.agency.id)
    return Resolution(printed=printed, on=on, recorded=named.name, agency=agency)
