"""Whether what stands in the record is what a row of a file says, whatever names the row uses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, runtime_checkable

from service.db import aliases, areas, partnerships
from service.domain.aliases import spelling
from service.domain.nodes import Ref
from service.domain.periods import PeriodUnreadable, PeriodView, period
from service.usecases.work import Work

# Members of objects that are the record's own to say where a row does not.
_OWN: Final = frozenset({"id", "position"})
# Lists that are in an order; of all other lists of words and codes the order tells nothing.
_IN_ORDER: Final = frozenset({"priorities"})


@runtime_checkable
class _Nested(Protocol):
    """An object in a row, with the members that it was given."""

    def given(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Names:
    """What areas, partnerships and agencies go by besides their codes.

    `codes` are those of areas by slug and of partnerships by ONS code; `called` has the ids of
    agencies by the spelling of every name that they ever had.
    """

    codes: Mapping[str, str]
    called: Mapping[str, frozenset[str]]

    def is_same(self, stands: Any, wanted: Any, name: str = "") -> bool:  # noqa: ANN401 -- what a thing holds, and a row
        """Say whether what stands in the record is what a row says of a member called so."""
        if stands is None or wanted is None:
            return stands is wanted
        if isinstance(stands, Ref):
            return self._means(wanted, stands)
        if isinstance(stands, PeriodView):
            return _is_period(stands, wanted)
        if isinstance(stands, tuple):
            return self._are_same(stands, wanted, name)
        if isinstance(wanted, _Nested):
            return all(
                self.is_same(getattr(stands, member), value, member)
                for member, value in wanted.given().items()
                if member not in _OWN or value is not None
            )
        return bool(stands == wanted)

    def _means(self, wanted: str, stands: str) -> bool:
        """Say whether a code, a slug, an id or a name means what stands in the record."""
        if wanted in {stands, stands.rpartition(":")[2]} or self.codes.get(wanted) == stands:
            return True
        if not isinstance(stands, Ref):
            return False
        return wanted == stands.id or stands.id in self.called.get(spelling(wanted), ())

    def _are_same(self, stand: Sequence[Any], wanted: Sequence[Any], name: str) -> bool:
        if not all(isinstance(each, str) for each in stand):
            in_place = _in_place(wanted)
            return len(stand) == len(wanted) and all(map(self.is_same, stand, in_place))
        places = dict.fromkeys(
            next((n for n, each in enumerate(stand) if self._means(word, each)), None)
            for word in wanted
        )
        if name in _IN_ORDER:
            return list(places) == list(range(len(stand)))
        return None not in places and len(places) == len(stand)


async def names(work: Work) -> Names:
    """Read what things go by at present."""
    called: dict[str, set[str]] = {}
    for each in await aliases.all_names(work.store):
        called.setdefault(spelling(each.name), set()).add(each.agency.id)
    return Names(
        {**await areas.slugs(work.store), **await partnerships.ons_codes(work.store)},
        {name: frozenset(ids) for name, ids in called.items()},
    )


def _in_place(wanted: Sequence[Any]) -> Sequence[Any]:
    """Put objects that say their places in the order of these, as the record has them."""
    if any(getattr(each, "position", None) is None for each in wanted):
        return wanted
    return sorted(wanted, key=lambda each: int(each.position))


def _is_period(stands: PeriodView, wanted: str) -> bool:
    """Say whether a period is the one that an id names, however that is written."""
    try:
        return stands.id == period(wanted).id
    except PeriodUnreadable:
        return False
