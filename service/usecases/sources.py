"""Where facts were read: recorded, revised, removed."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final, TypeAlias

from service.db.tables import SourceRow
from service.domain.actions import Action
from service.domain.agencies import Agency
from service.domain.areas import Area
from service.domain.callers import Permission
from service.domain.external_documents import ExternalDocument
from service.domain.indicators import Indicator
from service.domain.kpis import Kpi
from service.domain.nodes import Entered
from service.domain.objectives import Objective
from service.domain.partnerships import Partnership
from service.domain.plans import Edition, Plan, Priority
from service.domain.priority_sets import PrioritySet
from service.domain.sources import Reading, Source
from service.domain.statements import Statement
from service.usecases.owning import must_own
from service.usecases.reading import References, one, several
from service.usecases.recording import change, make, read_at, remove
from service.usecases.work import Work

Named: TypeAlias = Area | Agency | Indicator | Partnership | Plan | Edition | Entered
# What has a code can name its source, by the names of a file's lists.
NAMED: Final[Mapping[str, type[Named]]] = {
    "areas": Area,
    "agencies": Agency,
    "indicators": Indicator,
    "partnerships": Partnership,
    "plans": Plan,
    "editions": Edition,
    "priorities": Priority,
    "statements": Statement,
    "objectives": Objective,
    "priority_sets": PrioritySet,
    "external_documents": ExternalDocument,
    "kpis": Kpi,
    "actions": Action,
}
_BY_PREFIX: Final = {noun.prefix: noun for noun in NAMED.values()}


async def record(
    work: Work,
    *,
    of: str,
    field: str | None,
    edition: str | None,
    document: str,
    place: str | None,
    reading: Reading,
    printed: str | None,
    note: str | None,
) -> Source:
    """Record where a fact was read; `of` is the thing's id, or its list and code.

    For whoever may change the thing.
    """
    references = References(work)
    thing = await _thing(work, references, of)
    edition_id = await references.id_of(Edition, edition, "/edition")
    if thing is not None and field is not None:
        _check_field(references, thing, field)
    references.settle()
    await _must_change(work, thing)
    return await make(
        work,
        Source,
        SourceRow,
        of_id=references.certain(thing).id,
        field=field,
        edition_id=edition_id,
        document=document,
        place=place,
        reading=reading,
        printed=printed,
        note=note,
    )


async def revise(work: Work, key: str, revision: int, changes: Mapping[str, Any]) -> Source:
    """Change what is recorded of a source. Of which thing it is stays."""
    source = await read_at(work, Source, key, revision)
    await _must_change(work, await _find(work, source.of))
    await change(work, SourceRow, source, changes)
    return await one(work, Source, source.id)


async def withdraw(work: Work, key: str, revision: int) -> None:
    """Remove a source recorded by mistake."""
    source = await read_at(work, Source, key, revision)
    await _must_change(work, await _find(work, source.of))
    await remove(work, SourceRow, source)


async def id_of(work: Work, key: str) -> str | None:
    """Return the id of what a key names: an id, or a list and a code (`actions/plan:code`)."""
    thing = await _find(work, key)
    return None if thing is None else thing.id


async def _thing(work: Work, references: References, key: str) -> Named | None:
    thing = await _find(work, key)
    if thing is None:
        references.fault("unknown_thing", f"There is nothing called {key!r}.", "/of")
    return thing


async def _find(work: Work, key: str) -> Named | None:
    name, _, code = key.partition("/")
    noun = NAMED.get(name) if code else _BY_PREFIX.get(key.partition("_")[0])
    if noun is None:
        return None
    (found,) = await several(work, noun, [code or key])
    return found


def _check_field(references: References, thing: Named, name: str) -> None:
    known = sorted({each.name for each in fields(thing)} - {"id", "revision", "updated_at"})
    if name not in known:
        detail = f"A {thing.noun} has no {name!r}; it has {', '.join(known)}."
        references.fault("unknown_field", detail, "/field")


async def _must_change(work: Work, thing: Named | None) -> None:
    """Refuse unless the caller may change the thing itself; what is gone is an operator's."""
    match thing:
        case Plan():
            await must_own(work, thing)
        case Edition():
            work.caller.must_coordinate(thing.partnership.id, thing.partnership)
        case Entered():
            await _must_change(work, await one(work, Edition, thing.edition.id))
        case _:
            work.caller.must(Permission.ADMIN)
