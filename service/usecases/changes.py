"""The change feed, for whoever keeps a copy, and the history of a thing, for whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from service.db import feed
from service.db.feed import BEGINNING, END, Place, Placed, Wanted
from service.domain.changes import ChangeFeed
from service.domain.errors import BadCursor, BadParameter, Fault, NotFound
from service.usecases.cursors import Cursors
from service.usecases.reading import Page
from service.usecases.work import Work


@dataclass(frozen=True)
class Stretch:
    """A stretch of the feed, and the cursor to go on from, which is always there."""

    page: Page[Any]
    cursor: str

    @property
    def view(self) -> ChangeFeed:
        """The stretch as REST shows it."""
        return ChangeFeed(self.page.items, self.cursor, self.page.has_more)


async def read(
    work: Work,
    *,
    since: str | None,
    first: int,
    nouns: Sequence[str] | None = None,
    partnerships: Sequence[str] | None = None,
) -> Stretch:
    """Read at most `first` changes after a cursor, in the order in which they were made.

    Only that is read which nothing can come before any more: changes of transactions that ended
    before the oldest one still running began. Whatever commits later stands behind the cursor.
    Nouns and partnerships narrow it; several of them mean any. Refuses with `BadParameter` a noun
    that the feed does not know, and with `BadCursor` a cursor that was not given for this feed.
    """
    wanted = _wanted(nouns, partnerships)
    cursors = _cursors(work, wanted)
    after = _place(cursors, since) or BEGINNING
    complete_before = await feed.complete_before(work.store)
    if after[0] > complete_before:
        raise BadCursor("This cursor was given by another database; begin again without one.")
    found = await feed.onwards(work.store, wanted, after, complete_before, first + 1)
    page = _page(cursors, found, first)
    # All that is complete has been looked through, so the next one begins behind it.
    cursor = page.next_cursor or cursors.at(_texts((complete_before, 0, 0)))
    return Stretch(page, cursor)


async def count(
    work: Work,
    nouns: Sequence[str] | None = None,
    partnerships: Sequence[str] | None = None,
) -> int:
    """Count the changes that the feed has at present."""
    complete_before = await feed.complete_before(work.store)
    return await feed.count(work.store, _wanted(nouns, partnerships), complete_before)


async def history(work: Work, id_: str, first: int, before: str | None) -> Page[Any]:
    """Read the changes of a thing and of what belongs to it, the newest first.

    A thing that was deleted has its history still. Refuses with `NotFound` an id that nothing has
    or had, and with `BadCursor` a cursor that was not given for this history.
    """
    wanted = Wanted(thing=id_)
    cursors = _cursors(work, wanted)
    place = _place(cursors, before)
    found = await feed.backwards(work.store, wanted, place or END, first + 1)
    if not found and place is None:
        raise NotFound("thing", id_)
    return _page(cursors, found, first)


async def count_history(work: Work, id_: str) -> int:
    """Count the changes of a thing and of what belongs to it."""
    return await feed.count(work.store, Wanted(thing=id_))


def _wanted(nouns: Sequence[str] | None, partnerships: Sequence[str] | None) -> Wanted:
    strangers = sorted(set(nouns or ()) - feed.NOUNS)
    if strangers:
        raise BadParameter(
            f"The feed knows no {' or '.join(strangers)}. It knows: {_KNOWN}.",
            [
                Fault("unknown_noun", f"There is no {each!r}.", parameter="noun")
                for each in strangers
            ],
        )
    return Wanted(nouns, partnerships)


def _cursors(work: Work, wanted: Wanted) -> Cursors:
    lists = {"nouns": wanted.nouns, "partnerships": wanted.partnerships}
    asked = {name: None if each is None else sorted(set(each)) for name, each in lists.items()}
    return Cursors(work.cursor_key, "changes", {**asked, "thing": wanted.thing})


def _place(cursors: Cursors, cursor: str | None) -> Place | None:
    texts = cursors.place(cursor)
    if texts is None:
        return None
    turn, sequence, number = texts
    return int(turn), int(sequence), int(number)


def _page(cursors: Cursors, found: Sequence[Placed], first: int) -> Page[Any]:
    shown = found[:first]
    return Page(
        items=tuple(each.entry for each in shown),
        along=(),
        has_more=len(found) > first,
        places=tuple(_texts(each.place) for each in shown),
        sign=cursors.at,
    )


def _texts(place: Place) -> tuple[str, ...]:
    return tuple(str(each) for each in place)


_KNOWN: Final = ", ".join(sorted(feed.NOUNS, key=str.lower))
