"""Finding a body by what a source prints, and keeping two bodies from having one name."""

from collections.abc import Mapping, Sequence

from service.db import aliases
from service.domain.aliases import Named, Names, clash
from service.domain.days import VagueDay
from service.domain.errors import AlreadyExists, Fault, NameAmbiguous, NameUnknown
from service.usecases.work import Work


async def body_meant(work: Work, printed: str, on: VagueDay | None) -> Named:
    """Find the one agency that a printed name means; refuses when there is none, or several."""
    return _meant(Names(await aliases.all_names(work.store)), printed, on)


async def bodies_meant(
    work: Work, keys: Mapping[str, str], on: VagueDay | None
) -> tuple[dict[str, str], list[Fault]]:
    """Find the agencies that printed names mean, given by pointer: their ids, and the faults."""
    names = Names(await aliases.all_names(work.store))
    ids: dict[str, str] = {}
    faults: list[Fault] = []
    for pointer, key in keys.items():
        try:
            ids[pointer] = _meant(names, key, on).agency.id
        except NameUnknown as unknown:
            faults.append(Fault("unknown_agency", unknown.detail, pointer=pointer))
        except NameAmbiguous as ambiguous:
            faults.append(Fault("ambiguous_agency", ambiguous.detail, pointer=pointer))
    return ids, faults


async def must_be_free(work: Work, *called: Named) -> None:
    """Refuse, with `AlreadyExists`, what another body is called; holds up all other naming."""
    await aliases.lock(work.store)
    recorded = await aliases.all_names(work.store)
    for new in called:
        if (other := clash(new, recorded)) is not None:
            raise AlreadyExists(f"{new.name!r} is taken: {_told(other)}.")


def _meant(names: Names, printed: str, on: VagueDay | None) -> Named:
    """Return whom a name means, or refuse with what would help.

    That is: whom an ambiguous name can mean, which agencies an unknown one lists, whom it meant on
    other days, or which names are nearest to it.
    """
    found = names.meant(printed, on)
    if len(found) == 1:
        return found[0]
    day = "" if on is None else f" on {on}"
    if found:
        detail = f"{printed!r} can mean several agencies{day}: {_listed(found)}."
        raise NameAmbiguous(detail, _each(found, "possible_name"))
    if parts := names.parts(printed, on):
        detail = f"{printed!r} is no agency, but reads as several: {_listed(parts)}."
        raise NameUnknown(detail, _each(parts, "listed_name"))
    if others := names.meant(printed):
        detail = f"No agency was called {printed!r}{day}: {_listed(others)}."
        raise NameUnknown(detail, _each(others, "name_of_other_days"))
    near = names.nearest(printed)
    told = f" The nearest names: {_listed(near)}." if near else ""
    raise NameUnknown(f"There is no agency {printed!r}.{told}", _each(near, "nearest_name"))


def _each(found: Sequence[Named], code: str) -> list[Fault]:
    return [Fault(code, f"{_told(each)}.", parameter="name") for each in found]


def _listed(found: Sequence[Named]) -> str:
    return ", ".join(map(_told, found))


def _told(named: Named) -> str:
    """Tell a name, when it was in use as far as that is recorded, and whose it is."""
    begun = f" from {named.starts_on}" if named.starts_on else ""
    ended = f" until before {named.ends_before}" if named.ends_before else ""
    return f"{named.name!r}{begun}{ended} ({named.agency})"
