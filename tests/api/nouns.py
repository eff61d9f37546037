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
    is_removable: bool = False  # though a coordinator writes it

    @property
    def is_lasting(self) -> bool:
        """Whether nothing removes it: what plans hold is history."""
        return self.writer == "dartford" and not self.is_removable


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
    "area succession": Noun(
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
    "alias": Noun(
        "/agencies/kent-police/aliases",
        {"name": "North Kent Police", "starts_on": "2008", "source": "Strategy, p. 1"},
        {"ends_before": "2012-04"},
        required=("name",),
        kept=None,
        cleared="source",
    ),
    "succession": Noun(
        "/agencies/kent-police/successions",
        {
            "successor": "kent-fire-and-rescue-service",
            "kind": "merged",
            "happened_on": "2019-04",
            "note": "As it never came to be.",
        },
        {"kind": "split"},
        required=("successor", "kind", "happened_on"),
        kept="happened_on",
        cleared="note",
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
    "partnership succession": Noun(
        "/partnerships/dartford/successions",
        {
            "successor": "thanet",
            "kind": "continued",
            "happened_on": "2026-01",
            "note": "Both councils agreed.",
        },
        {"happened_on": "2026-02"},
        required=("kind", "happened_on"),
        kept="happened_on",
        cleared="note",
    ),
    "appointment": Noun(
        "/partnerships/dartford/appointments",
        {
            "role": "information_sharing_nominee",
            "printed": "Area Commander",
            "agency": "kent-police",
            "starts_on": "2021-04",
        },
        {"printed": "Chief Inspector"},
        required=("role", "printed"),
        kept="printed",
        cleared="starts_on",
        writer="dartford",
        is_removable=True,
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
        {"published_on": "2023-06"},
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
    "statement": Noun(
        "/statements",
        {
            "edition": EDITION,
            "code": "fewer-calls",
            "kind": "aim",
            "number": "2",
            "priorities": ["dartford-2019-22:asb", "dartford-2019-22:violent-crime"],
            "wording": "Fewer calls at night",
        },
        {"kind": "commitment", "priorities": ["dartford-2019-22:violent-crime"]},
        required=("edition", "code", "kind", "priorities", "wording"),
        kept="priorities",
        cleared="number",
        writer="dartford",
    ),
    "objective": Noun(
        "/objectives",
        {
            "edition": EDITION,
            "code": "less-acquisitive-crime",
            "number": "1",
            "priorities": ["dartford-2019-22:asb"],
            "wording": "Reduce serious acquisitive crime",
            "direction": "reduce",
            "target": {
                "printed": "13.7 per 1,000 population - Police Target",
                "kind": "rate",
                "value": 13.7,
                "unit": "crimes per 1,000 population",
            },
            "owner": {"printed": "Police Target", "agency": "kent-police"},
            "measured_by": "the survey",
            "indicator": "violence",
            "due": {"printed": "2008/11", "period": "2008-04/2011-03"},
        },
        {"direction": "maintain", "measured_by": "KCVS", "owner": None},
        required=("edition", "code", "priorities", "wording"),
        kept="wording",
        cleared="target",
        writer="dartford",
    ),
    "priority set": Noun(
        "/priority-sets",
        {
            "edition": EDITION,
            "code": "commissioner",
            "name": "Police and crime plan",
            "owner": {"printed": "Kent PCC", "partnership": "thanet"},
            "order": "numbered",
            "dated": {"printed": "2013-17", "period": "2013-04/2017-03"},
            "items": [{"title": "Victims first", "aligned_to": ["asb"]}],
        },
        {"name": "The commissioner's priorities", "order": "equal"},
        required=("edition", "code", "name", "owner", "order", "items"),
        kept="owner",
        cleared="dated",
        writer="dartford",
    ),
    "external document": Noun(
        "/external-documents",
        {
            "edition": EDITION,
            "code": "kent-agreement",
            "title": "Kent Agreement 2",
            "owner": {"printed": "Kent Partnership", "area": "kent"},
        },
        {"title": "The Kent Agreement"},
        required=("edition", "code", "title"),
        kept="title",
        cleared="owner",
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
            "timescale": "As soon as can be",  # of which nothing is read
            "listings": [{"priority": "asb", "number": "1.1"}],
        },
        {"text": "Patrol the station"},
        required=("edition", "code", "text", "listings"),
        kept="text",
        cleared="timescale",
        writer="dartford",
    ),
}
