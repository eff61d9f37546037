"""Waiting without a limit, but not in silence."""

import time
from collections.abc import Callable
from typing import Final

_SHORTEST: Final = 0.01  # seconds
_LONGEST: Final = 0.25
_FIRST_WORD: Final = 1.0


class Patience:
    """Waits in naps that grow, and says why: after a second, then ever more rarely."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._nap = _SHORTEST
        self._slept = 0.0
        self._next_word = _FIRST_WORD

    def nap(self, why: str) -> None:
        """Sleep a moment; `why` is said when it is time for a word."""
        time.sleep(self._nap)
        self._slept += self._nap
        self._nap = min(self._nap * 1.5, _LONGEST)
        if self._slept >= self._next_word:
            self._say(why)
            self._next_word *= 2
