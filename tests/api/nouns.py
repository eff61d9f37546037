"""The nouns that are written over REST, with one more of each to make in the small Kent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.build import EDITION


@dataclass(frozen=True)
class Noun:
    """How a noun is written: where, by whom, with what.

    `new` makes one more and `change` changes it. `required` lists what a making cannot leave out.
    `kept` is a member that a change cannot take away, `cleared` one that null takes away, and
    `lasting` says that nothing removes it.
    """

    path: str
    new: Mapping[str, Any]
    change: Mapping[str, Any]
    required: tuple[str, ...]
    kept: str | None
    cleared: str | None
    writer: str = "operator"

    @property
    def is_lasting(self) -> bool:
        """Whether nothing removes it: what plans hold is history."""
        return self.writer == "dartford"


_DAYS = {"starts_on": "2023-04-01", "ends_before": "2024-04-01"}
_EDITION = {"code": "2023", "partnership": "dartford", "title": "2023", **_DAYS, "source": "p. 1"}

NOUNS: Mapping[str, Noun] = {
    "area": Noun(
        "/areas",
        {
            "code": "E07000108",
            "slug": "dover",
            "name": "Dover",
            "kind": "district",
            "nation": "england",
            "starts_on": "1974-04-01",
        },
        {"name": "Dover District"},
        required=("code", "slug", "name", "kind", "nation"),
        kept="name",
        cleared="starts_on",
    ),
    "succession": Noun(
        "/areas/thanet/successors",
        {"successor": "dartford", "happened_on": "2023-04-01"},
        {"happened_on": "2024-04-01"},
        required=("successor", "happened_on"),
        kept="happened_on",
        cleared=None,
    ),
    "agency": Noun(
        "/agencies",
        {"code": "dover-council", "name": "Dover", "kind": "council", "starts_on": "1974-04"},
        {"name": "Dover District Council"},
        required=("code", "name", "kind"),
        kept="kind",
        cleared="starts_on",
    ),
    "coverage": Noun(
        "/agencies/kent-police/coverage",
        {"area": "E07000107", "starts_on": "2001-01-01"},
        {"ends_before": "2020-01-01"},
        required=("area",),
        kept=None,
        cleared="starts_on",
    ),
    "supply": Noun(
        "/agencies/kent-police/supply",
        {"indicator": "fly-tipping", "area": "E07000107", "starts_on": "2001-01-01"},
        {"ends_before": "2020-01-01"},
        required=("indicator",),
        kept=None,
        cleared="starts_on",
    ),
    "partnership": Noun(
        "/partnerships",
        {"code": "kent", "name": "Kent", "starts_on": "1998", "areas": [{"area": "kent"}]},
        {"name": "Kent Community Safety Partnership"},
        required=("code", "name", "areas"),
        kept="areas",
        cleared="starts_on",
    ),
    "membership": Noun(
        "/partnerships/dartford/members",
        {
            "agency": "kent-fire-and-rescue-service",
            "capacity": "responsible_authority",
            "printed": "KFRS",
        },
        {"capacity": "invited_participant"},
        required=("agency", "capacity"),
        kept="capacity",
        cleared="printed",
    ),
    "indicator": Noun(
        "/indicators",
        {
            "code": "robbery",
            "name": "Robbery",
            "definition": "As counted by the police.",
            "kind": "count",
            "unit": "crimes",
            "polarity": "lower_is_better",
            "frequency": "month",
            "period_types": ["month", "fy_year"],
        },
        {"polarity": "neutral"},
        required=("code", "name", "kind", "unit", "polarity", "frequency", "period_types"),
        kept="name",
        cleared="definition",
    ),
    "plan": Noun(
        "/plans",
        {"code": "dartford-2023", "title": "Plan", **_DAYS, "edition": _EDITION},
        {"title": "Community Safety Plan"},
        required=("code", "title", "starts_on", "ends_before", "edition"),
        kept="starts_on",
        cleared=None,
        writer="dartford",
    ),
    "edition": Noun(
        "/plans/dartford-2019-22/editions",
        _EDITION,
        {"state": "consulted"},
        required=("code", "partnership", "title", "starts_on", "ends_before"),
        kept="title",
        cleared="source",
        writer="dartford",
    ),
    "priority": Noun(
        "/priorities",
        {"edition": EDITION, "code": "burglary", "title": "Burglary", "why": "It rises."},
        {"number": "3"},
        required=("edition", "code", "title"),
        kept="title",
        cleared="why",
        writer="dartford",
    ),
    "KPI": Noun(
        "/kpis",
        {
            "edition": EDITION,
            "code": "violence",
            "priority": "violent-crime",
            "indicator": "violence",
            "area": "E07000107",
            "wording": "Number of violent crimes",
            "target": 12.5,
        },
        {"note": "Recorded crime."},
        required=("edition", "code", "priority", "indicator", "area", "wording"),
        kept="wording",
        cleared="target",
        writer="dartford",
    ),
    "action": Noun(
        "/actions",
        {
            "edition": EDITION,
            "code": "action-1",
            "text": "Patrol the High Street",
            "timescale": "March 2022",
            "listings": [{"priority": "asb", "number": "1.1"}],
        },
        {"text": "Patrol the station"},
        required=("edition", "code", "text", "listings"),
        kept="text",
        cleared="timescale",
        writer="dartford",
    ),
}
