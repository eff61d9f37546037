"""What was measured: pairs as ratios, and facts beside them."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Pair:
    """One thing against another, both in what they do a second, measured in turn.

    `wanted` is the least that the median ratio should be; None where nothing is asked.
    """

    name: str
    ours: Sequence[float]
    theirs: Sequence[float]
    wanted: float | None = None

    @property
    def ratios(self) -> list[float]:
        """The ratio of each turn."""
        return [ours / theirs for ours, theirs in zip(self.ours, self.theirs, strict=True)]

    @property
    def ratio(self) -> float:
        """The median ratio."""
        return statistics.median(self.ratios)

    @property
    def is_below(self) -> bool:
        """Whether it is less than is wanted."""
        return self.wanted is not None and self.ratio < self.wanted


@dataclass
class Report:
    """All pairs, and facts: numbers with their unit, which are compared with nothing."""

    pairs: list[Pair] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    def table(self) -> str:
        """Write the report for a terminal."""
        lines = [f"{'ratio':>6} {'wanted':>7} {'from .. to':>13}   what"]
        for pair in self.pairs:
            wanted = "" if pair.wanted is None else f"{pair.wanted:.2f}"
            span = f"{min(pair.ratios):.2f} .. {max(pair.ratios):.2f}"
            mark = "   ← below what is wanted" if pair.is_below else ""
            lines.append(f"{pair.ratio:6.2f} {wanted:>7} {span:>13}   {pair.name}{mark}")
        width = max(map(len, self.facts))
        lines += ["", *(f"{name:<{width}}   {fact}" for name, fact in self.facts.items())]
        below = [pair.name for pair in self.pairs if pair.is_below]
        lines += ["", f"Below what is wanted: {'; '.join(below) or 'nothing'}."]
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return {
            "pairs": [
                {
                    "name": pair.name,
                    "ratio": round(pair.ratio, 3),
                    "wanted": pair.wanted,
                    "is_below": pair.is_below,
                    "ratios": [round(each, 3) for each in pair.ratios],
                    "ours_a_second": [round(each, 2) for each in pair.ours],
                    "theirs_a_second": [round(each, 2) for each in pair.theirs],
                }
                for pair in self.pairs
            ],
            "facts": self.facts,
        }
