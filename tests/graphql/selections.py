"""Selections of a series, made at random: all that GraphQL lets a reader write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

PERIOD = ("id", "type", "start", "end", "label", "complete", "__typename")
POINT = (
    *("period", "value", "numerator", "denominator", "status", "confidentiality"),
    *("note", "synthetic", "revision", "recordedAt", "__typename"),
)
COLUMNS = ("periods", "values", "statuses", "synthetic")
SERIES = ("id", "breakdown", "points", "points", *COLUMNS, "__typename")
# What the compiler does not know: these have a series read the plain way on both doors.
BEYOND = ("indicator", "area")

_FIELDS: Mapping[str, Sequence[str]] = {"Series": SERIES, "Point": POINT, "Period": PERIOD}
_LEADS_TO = {"points": "Point", "period": "Period"}
_DIRECTIVES = (
    *("", "", "", "@include(if: true)", "@skip(if: false)", "@skip(if: $no) @include(if: $yes)"),
    *("@include(if: $no)", "@skip(if: $yes)", "@skip(if: true)", "@include(if: $unsaid)"),
)
# Of a fragment on Node, only what is meant for a Series is meant here.
_ON_NODE = (
    *("{ id }", "{ ... on Series { breakdown } }", "{ ... on Figure { breakdown } }"),
    "{ ... on Kpi { breakdown: code } ... on Area { periods: within } __typename }",
)


_SORTS = (*("field",) * 7, "inline", "typed", "spread", "node")
_ENOUGH = 25  # parts of a document; after these only plain fields come, to keep to the limits


@dataclass
class _Writing:
    """A document that is being written."""

    draw: st.DrawFn
    is_beyond: bool
    fragments: list[str] = field(default_factory=list)
    parts: int = 0

    def selection(self, of: str) -> str:
        count = self.draw(st.integers(1, 4))
        return "{ " + " ".join(self.part(of) for _ in range(count)) + " }"

    def part(self, of: str) -> str:
        self.parts += 1
        is_full = self.parts > _ENOUGH
        sort = "field" if is_full else self.draw(st.sampled_from(_SORTS))
        directive = self.draw(st.sampled_from(_DIRECTIVES))
        if sort == "inline":
            return f"... {directive} {self.selection(of)}"
        if sort == "typed":
            return f"... on {of} {directive} {self.selection(of)}"
        if sort == "spread":
            return f"...{self.fragment(of)} {directive}"
        if sort == "node" and of == "Series":
            return f"... on Node {directive} {self.draw(st.sampled_from(_ON_NODE))}"
        return self.field(of, directive)

    def fragment(self, of: str) -> str:
        selection = self.selection(of)
        name = f"F{len(self.fragments)}"
        self.fragments.append(f"fragment {name} on {of} {selection}")
        return name

    def field(self, of: str, directive: str) -> str:
        beyond = BEYOND if self.is_beyond and of == "Series" else ()
        names = [
            each for each in (*_FIELDS[of], *beyond) if self.parts <= _ENOUGH or _is_leaf(each)
        ]
        name = self.draw(st.sampled_from(names))
        # The same alias always means the same field, so that the two can be merged.
        alias = self.draw(st.sampled_from(("", "", "", f"an_{name}: ")))
        if name in BEYOND:
            return f"{alias}{name} {directive} {{ code }}"
        inner = self.selection(_LEADS_TO[name]) if name in _LEADS_TO else ""
        return f"{alias}{name} {directive} {inner}"


def _is_leaf(name: str) -> bool:
    return name not in _LEADS_TO and name not in BEYOND


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Write a query for the series of every KPI, and of every indicator in Dartford."""
    writing = _Writing(draw, is_beyond=draw(st.sampled_from((False, False, True))))
    of_kpis, of_indicators = writing.selection("Series"), writing.selection("Series")
    return _document(of_kpis, of_indicators, writing.fragments)


def document(selection: str) -> str:
    """Write the query that asks for the same of every series."""
    return _document(f"{{ {selection} }}", f"{{ {selection} }}", ())


def _document(of_kpis: str, of_indicators: str, fragments: Sequence[str]) -> str:
    return " ".join(
        (
            "query($periods: PeriodSelector!, $yes: Boolean!, $no: Boolean!,",
            "$unsaid: Boolean! = true) {",
            f"kpis {{ nodes {{ series(periods: $periods) {of_kpis} }} }}",
            "indicators { nodes {",
            f'series(area: "dartford", periods: $periods) {of_indicators} }} }}',
            "__typename @include(if: $yes) @skip(if: $no) type: __typename @skip(if: $unsaid) }",
            *fragments,
        )
    )
