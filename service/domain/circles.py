"""Relations that must not lead back to where they began."""

from collections.abc import Collection, Iterable, Mapping


def in_circles(pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Return what leads back to itself, if each pair leads from its first to its second."""
    leads: dict[str, set[str]] = {}
    for one, other in pairs:
        leads.setdefault(one, set()).add(other)
    left = dict(leads)
    while ends := [one for one, others in left.items() if not others & left.keys()]:
        for each in ends:
            del left[each]
    return {one for one in left if one in _reached(left, one)}


def _reached(leads: Mapping[str, Collection[str]], start: str) -> set[str]:
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        fresh = set(leads.get(ahead.pop(), ())) - reached
        reached |= fresh
        ahead.extend(fresh)
    return reached
